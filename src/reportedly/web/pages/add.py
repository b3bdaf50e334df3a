"""Adding pages: an address, pasted text or HTML, files; then their progress, with rows as they come."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import PurePosixPath

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from reportedly.errors import BadValue
from reportedly.reader import Reader
from reportedly.web.adding import Adding, Busy, Incoming, ended
from reportedly.web.fragments import web_address
from reportedly.web.people.door import need
from reportedly.web.security import LARGEST
from reportedly.web.told import Told
from reportedly.web.trouble import Trouble, not_here

FILES = 500
"""Files in one drop."""


def form(request: Request) -> Told:
    """The form."""
    values = {"title": "Add pages", "fetches": request.app.state.fetches}
    return Told("add.html", values, lambda: {"fetches": request.app.state.fetches, "most_files": FILES, "most_bytes": LARGEST - (2 << 20)})


async def take(request: Request) -> Response:
    """Queue what the form brings and lead to its progress."""
    try:
        async with request.form(max_files=FILES, max_fields=20, max_part_size=LARGEST) as sent:
            need(request, "reviewer", sent.get("csrf"))
            pages = await _pages(sent, fetches=request.app.state.fetches)
    except HTTPException as error:
        raise Trouble(400, "That could not be taken", str(error.detail), "Send fewer or smaller pages at a time.") from error
    if not pages:
        raise Trouble(400, "Nothing was sent", "There was no text and no file.", "Paste a page's text or HTML, or choose files.")
    adding: Adding = request.app.state.adding
    try:
        token = await run_in_threadpool(adding.batch, pages)
    except Busy:
        advice = "Wait until the pages before are read, then send it again."
        raise Trouble(503, "Much is waiting already", "Nothing of this was added.", advice) from None
    return RedirectResponse(f"/add/{token}", 303)


def progress(request: Request) -> Told:
    """How far a batch is."""
    token = request.path_params["token"]
    lines = request.app.state.adding.progress(token)
    if lines is None:
        raise not_here("batch of pages", token)
    done = ended(lines)
    values = {"title": "Adding pages", "lines": lines, "done": done, "token": token}
    return Told("adding.html", values, lambda: {"done": done, "pages": [asdict(line) for line in lines]})


async def _pages(sent: FormData, *, fetches: bool) -> list[Incoming]:
    url, published = _text(sent, "url"), _text(sent, "published")
    if url and web_address(url) is None:
        raise Trouble(400, "That is no web address", f"It is {url[:200]!r}.", "It begins with https:// or http://.")
    try:
        Reader.check(published)
    except BadValue as error:
        raise Trouble(400, "That is no date", str(error), "Leave it empty where the page has a date of its own.") from error
    plain = bool(_text(sent, "plain"))
    pasted = sent.get("text")
    pages = []
    if isinstance(pasted, str) and pasted.strip():
        body = pasted.replace("\r\n", "\n").encode("utf8", "surrogatepass")
        pages.append(Incoming(url or "pasted text", body, url, published, plain))
    for file in sent.getlist("files"):
        if isinstance(file, UploadFile) and file.filename:
            name = PurePosixPath(file.filename.replace("\\", "/")).name
            pages.append(Incoming(name, await file.read(), None, published, plain, PurePosixPath(name).stem or None))
    if url and not pages:
        if not fetches:
            raise Trouble(400, "There is only an address", "This desk does not fetch pages.", "Paste the page's text or HTML with it.")
        pages.append(Incoming(url, None, url, published))
    return pages


def _text(sent: FormData, name: str) -> str | None:
    value = sent.get(name)
    return value.strip() or None if isinstance(value, str) else None
