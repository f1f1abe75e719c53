"""Serving: the application on its socket."""

import uvicorn

from api.settings import Settings
from api.web import create_app


def serve(settings: Settings) -> None:
    """Serve until interrupted; raises what opening the data folder raises, before the socket is opened."""
    app = create_app(settings)
    print(f"Zhengce 政策: http://{settings.host}:{settings.port}  (Ctrl+C ends)", flush=True)
    uvicorn.run(app, host=settings.host, port=settings.port, log_level="warning", server_header=False)
