"""Serving: the application on its socket."""

import socket

import uvicorn

from api.problem import BadRequest
from api.settings import Settings
from api.web import create_app


def serve(settings: Settings) -> None:
    """Serve until interrupted; raises BadRequest for an address that is taken, and what opening the data raises."""
    with listening(settings) as listener:
        app = create_app(settings)
        host = f"[{settings.host}]" if ":" in settings.host else settings.host
        print(f"serving on http://{host}:{listener.getsockname()[1]} · 服务已启动 (Ctrl-C ends it)", flush=True)
        config = uvicorn.Config(app, log_level="warning", server_header=False)
        uvicorn.Server(config).run(sockets=[listener])


def listening(settings: Settings) -> socket.socket:
    """Return a socket that listens where the settings say; raises BadRequest for an address that is taken."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        listener = socket.create_server((settings.host, settings.port), family=family, backlog=2048)
    except OSError as error:
        raise BadRequest(
            f"cannot serve on {settings.host} port {settings.port} ({error.strerror or error})",
            "choose others with --host and --port",
        ) from error
    # Connections inherit it. Else the body of each answer waits 40 ms for the client to acknowledge its head (Nagle's
    # algorithm and delayed acknowledgement): asyncio turns that off only where a socket names its protocol.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener
