"""The page as it came, drawn in a frame beside its article: it looks as it did, but nothing in it acts."""

from __future__ import annotations

import re

from starlette.requests import Request
from starlette.responses import Response

from reportedly.errors import PageError
from reportedly.pages import is_html
from reportedly.pages.decoding import LARGEST, decode
from reportedly.web.pressroom import tagged
from reportedly.web.told import desk
from reportedly.web.trouble import Trouble, not_here

MOST = 4 << 20
"""Bytes of an original that are drawn: Chromium laid out so much ordinary HTML in two seconds, much of tags in nine; the article beside it
could be read after one."""
POLICY = "; ".join(
    (
        "sandbox",
        "default-src 'none'",
        "style-src 'unsafe-inline'",
        "img-src data:",
        "frame-ancestors 'self'",
        "base-uri 'none'",
        "form-action 'none'",
    )
)
"""The page's own styles and pictures inside it, nothing else: no script, no form, nothing from any host, this desk's included."""
HEADERS = {
    "content-security-policy": POLICY,
    "x-frame-options": "SAMEORIGIN",
    "referrer-policy": "no-referrer",
    # Browsers look up the hosts of links ahead of a click; no policy forbids that.
    "x-dns-prefetch-control": "off",
}
_ACTING = re.compile(r"<(/?)(?:link|meta|base|frame)(?=[\t\n\f\r />])", re.I | re.A)
_FRAME = re.compile(r"<(/?)iframe(?=[\t\n\f\r />])", re.I | re.A)
_LINK = re.compile(r"<(a|area)(?=[\t\n\f\r />])", re.I | re.A)
_HIGH = bytes(range(0x80, 0x100))
_FAR = 1_000


def frame(request: Request) -> Response:
    """The document for the frame."""
    id = request.path_params["id"]
    body = desk(request).original(id)
    if body is None:
        raise not_here("article", id)
    text = _text(beginning(body))
    html = is_html(text)
    answer = Response(
        (inert(text) if html else text).encode("utf8", "replace"), media_type="text/html" if html else "text/plain", headers=HEADERS
    )
    return tagged(request, answer)


def source(body: bytes) -> tuple[str, bool]:
    """The text of an original, and whether it is all of it: a ledger may keep more than the reader takes."""
    whole = len(body) <= LARGEST
    return _text(body if whole else beginning(body)), whole


def _text(body: bytes) -> str:
    try:
        return decode(body)
    except PageError as error:
        raise Trouble(415, "This original cannot be drawn", str(error), "The API gives its bytes.") from error


def beginning(body: bytes) -> bytes:
    """The part that is drawn, not cut within a letter of several bytes: half a letter would pass for another encoding."""
    if len(body) <= MOST:
        return body
    end = len(body[:MOST].rstrip(_HIGH))
    if MOST - end > _FAR:
        # No ASCII far and wide: UTF-8 itself tells where a letter begins.
        end = next((at for at in range(MOST, MOST - 4, -1) if body[at] & 0xC0 != 0x80), MOST)
    return body[:end]


def inert(html: str) -> str:
    """The page without what acts although scripts, forms and loading are forbidden, its tree otherwise the same.

    A browser connects to the host of a frame, and at a click to a link's, before it asks the policy; `link` and `meta` may name hosts to
    connect to ahead, a refresh, another rule for referrers; a frame's `srcdoc` may hold all of these in disguise. What begins a tag is
    always written out in HTML, so that every one is found, whatever stands around it.
    """
    # These stand in for each other in a parser's rules, and browsers do nothing for the latter.
    html = _FRAME.sub(r"<\1noframes", _ACTING.sub(r"<\1basefont", html))
    # Of two attributes of a name the first counts; a sandbox opens no windows. Without quotes it ends no value around it.
    return _LINK.sub(r"<\1 target=_blank ", html)
