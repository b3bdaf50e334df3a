"""What guards every answer and every request: headers, the host that was asked for, where a write came from, its size.

Plain ASGI, so that an answer is never held back or copied.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from reportedly.web.trouble import Trouble, told

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "frame-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
"""Nothing from other hosts, nothing inline; frames only of this desk, where only the kept page allows to be framed."""
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    # "no-referrer" would make browsers send "Origin: null" with our own forms.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}
LARGEST = 52 << 20
"""Bytes of a request's body: a page of 50 MB, the reader's own limit, and its form."""
_READS = frozenset({"GET", "HEAD", "OPTIONS"})


class Guard:
    """Middleware around the whole app."""

    def __init__(self, app: ASGIApp, *, hosts: Iterable[str]) -> None:
        """`hosts`: names by which this server may be called, without port; a page elsewhere that points its own name at this
        machine (DNS rebinding) is turned away."""
        self._app = app
        self._hosts = frozenset(host.casefold() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or turn away."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        trouble = self._refused(request)
        if trouble:
            await told(request, trouble)(scope, receive, _guarded(send))
            return
        await self._app(scope, _bounded(receive), _guarded(send))

    def _refused(self, request: Request) -> Trouble | None:
        host = _name(request.headers.get("host", ""))
        if host not in self._hosts:
            return Trouble(
                400,
                "This is not the address of this desk",
                f"It was asked for {host or 'nothing'!r}.",
                "Use the address that `reportedly serve` printed, or start it with --host for another name.",
            )
        if request.method not in _READS and _from_elsewhere(request.headers):
            return Trouble(
                403,
                "This came from another site",
                "Nothing was changed.",
                "If you meant to do this, do it from a page of this desk.",
            )
        length = request.headers.get("content-length", "")
        if length.isdecimal() and int(length) > LARGEST:
            return too_large()
        return None


def too_large() -> Trouble:
    """What a reader is told of a body over the limit."""
    return Trouble(
        413,
        "That is too large",
        f"One page may have up to {(LARGEST >> 20) - 2} MB; nothing was added.",
        "Save the article alone, or paste its text without the rest of the page.",
    )


def _name(host: str) -> str:
    try:
        return (urlsplit(f"//{host}").hostname or "").casefold()
    except ValueError:
        return ""


def _from_elsewhere(headers: Headers) -> bool:
    """Whether a browser says that a write was started by a page of another site. Programs send neither header."""
    site = headers.get("sec-fetch-site")
    if site is not None and site not in ("same-origin", "none"):
        return True
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc.casefold() != headers.get("host", "").casefold()


class TooLarge(Exception):
    """A body grew over the limit while it came in."""


def _bounded(receive: Receive) -> Receive:
    seen = 0

    async def inner() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > LARGEST:
            raise TooLarge
        return message

    return inner


def _guarded(send: Send) -> Send:
    async def inner(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("cache-control", "no-cache, private")
        await send(message)

    return inner
