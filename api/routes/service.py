"""What those who run the server look at."""

from importlib.metadata import version

from fastapi import APIRouter, Response

from api import metrics
from api.routes.shelf import Shelved
from api.schema import Health

router = APIRouter(tags=["Service"])


@router.get("/health", summary="Whether the server can answer", response_model=Health)
def health(library: Shelved) -> Health:
    """What is served, and by which version."""
    manifest = library.generation.manifest
    return Health(
        status="ok",
        generation=library.name,
        data=library.data,
        documents=len(manifest.documents),
        model=manifest.model,
        version=version("zhengce"),
    )


@router.get("/metrics", summary="Counts in Prometheus' format", response_class=Response)
def counts() -> Response:
    """Requests by route and status, and the time they took."""
    return Response(metrics.text(), media_type="text/plain; version=0.0.4; charset=utf-8")
