"""The graph and the texts for browsers and programs."""

from typing import Annotated

import typer

from api.commands.options import Data, Model, configured

app = typer.Typer()


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to serve on; 127.0.0.1 unless told.")] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="Port to serve on; 8000 unless told.")] = None,
    data: Data = None,
    model: Model = None,
) -> None:
    """Serve the explorer, the API, SPARQL and MCP."""
    from api import serving

    serving.serve(configured(data, model, host=host, port=port))


@app.command()
def mcp(data: Data = None, model: Model = None) -> None:
    """Serve the tools of the Model Context Protocol on standard input and output, for a client that starts this."""
    from api import tools

    tools.serve_stdio(configured(data, model))
