"""A server on this machine that speaks the OpenAI protocol, for a model that does what a test tells it."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Answer:
    """What goes back: `content` in the protocol's envelope, or `raw` as it is; `held` waits for that event first."""

    content: str | None = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    raw: str | None = None
    finish: str = "stop"
    held: threading.Event | None = None


Script = Callable[[str, int], Answer]
"""Returns the answer to a text that is asked about for the n-th time, counted from 0."""


@dataclass
class Model:
    """`asked` are the bodies of the requests, `keys` their authorisations; `most` were answered at the same time."""

    script: Script
    url: str = ""
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    most: int = 0
    active: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def texts(self) -> list[str]:
        return [text_of(body) for body in self.asked]


def text_of(body: dict[str, Any]) -> str:
    content: str = body["messages"][-1]["content"]
    return content.partition("Text:\n")[2]


@contextmanager
def serving(script: Script) -> Iterator[Model]:
    """Serve a model until the block ends."""
    model = Model(script)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            with model.lock:
                nth = model.texts().count(text_of(body))
                model.asked.append(body)
                model.keys.append(self.headers.get("Authorization", ""))
                model.active += 1
                model.most = max(model.most, model.active)
            answer = Answer(status=404) if self.path != "/v1/chat/completions" else model.script(text_of(body), nth)
            if answer.held is not None:
                answer.held.wait(30)
            choice = {"index": 0, "finish_reason": answer.finish, "message": {"content": answer.content}}
            text = json.dumps({"choices": [choice]}) if answer.raw is None else answer.raw
            with model.lock:
                model.active -= 1
            try:
                self.send_response(answer.status)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(text.encode())))
                self.end_headers()
                self.wfile.write(text.encode())
            except OSError:
                self.close_connection = True  # the client has given up

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    model.url = f"http://127.0.0.1:{server.server_port}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield model
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
