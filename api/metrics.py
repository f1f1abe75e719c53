"""What the server counts, in Prometheus' text format."""

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest

_REGISTRY = CollectorRegistry()
_REQUESTS = Counter("zhengce_requests", "HTTP requests answered.", ["method", "route", "status"], registry=_REGISTRY)
_SECONDS = Histogram(
    "zhengce_request_seconds",
    "Seconds to answer an HTTP request.",
    ["route"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
    registry=_REGISTRY,
)


def observe(method: str, route: str, status: int, seconds: float) -> None:
    """Count one answered request; `route` is the path's template, so that labels stay few."""
    _REQUESTS.labels(method, route, str(status)).inc()
    _SECONDS.labels(route).observe(seconds)


def text() -> bytes:
    """Return the counts in Prometheus' exposition format, UTF-8."""
    return generate_latest(_REGISTRY)
