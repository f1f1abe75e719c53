"""Who may write: nobody, unless the server is on a loopback address or has a token, and never another site's page."""

import hmac
import ipaddress
from typing import Literal
from urllib.parse import urlsplit

from fastapi import Request

from api.problem import Forbidden
from api.settings import Settings

Access = Literal["open", "token", "closed"]


def access(settings: Settings) -> Access:
    """Return how one may write: without more on a loopback address, with a token where one is set, else not at all."""
    if settings.token:
        return "token"
    return "open" if is_loopback(settings.host) else "closed"


def is_loopback(host: str) -> bool:
    """Return whether an address or name, without a port, is this machine's own."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def admit(request: Request, content_type: str = "application/json") -> None:
    """Raise Forbidden unless this request may write.

    A page of another site cannot send one: its browser names its origin, and for this content type asks first, which
    no answer here allows. A name that was pointed at this machine (DNS rebinding) is no loopback name.
    """
    settings: Settings = request.app.state.settings
    how = access(settings)
    if how == "closed":
        raise Forbidden("this server is read-only", "set ZHENGCE_TOKEN, or serve on 127.0.0.1")
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != content_type:
        raise Forbidden(f"content type {kind or 'missing'}", f"send {content_type}")
    host = request.headers.get("host", "")
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != host:
        raise Forbidden(f"a page of {origin} may not write here", "use the explorer of this server")
    if how == "token":
        given = request.headers.get("authorization", "").removeprefix("Bearer ")
        if not hmac.compare_digest(given.encode(), settings.token.encode()):
            raise Forbidden("the token is missing or wrong", "ask for it whoever runs this server")
    elif not is_loopback(urlsplit("//" + host).hostname or ""):
        raise Forbidden(f"the host {host} is not this machine", "open the explorer at its loopback address")
