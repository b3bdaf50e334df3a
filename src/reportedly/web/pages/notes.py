"""Short notes of signed-in people on claims and articles: written, shown, deleted."""

from __future__ import annotations

from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from reportedly.errors import BadValue
from reportedly.web import links
from reportedly.web.people import Note, People
from reportedly.web.people.door import need
from reportedly.web.people.door import person as person_of
from reportedly.web.told import desk
from reportedly.web.trouble import Trouble, not_here


def people(request: Request) -> People | None:
    """Who may sign in here; None where this machine's user is alone, and has nobody to write notes to."""
    found: People | None = request.app.state.people
    return found


def of(request: Request, about: str) -> list[Note] | None:
    """The notes on "claim:ID" or "article:ID", the oldest first; None where there are no notes at all."""
    known = people(request)
    return known.notes(about) if known else None


def version(kind: str) -> Callable[[Request], str]:
    """What a claim's or an article's page is made from beside the ledger: its notes, so that this changes with them."""

    def told(request: Request) -> str:
        known = people(request)
        return known.notes_version(f"{kind}:{request.path_params['id']}") if known else ""

    return told


async def write(request: Request) -> Response:
    """Keep a note and go back to its page."""
    async with request.form(max_files=0, max_fields=10) as sent:
        person = need(request, "reader", sent.get("csrf"))
        about, text = str(sent.get("about", "")), str(sent.get("text", ""))
    await run_in_threadpool(keep, request, about, person.name, text)
    return RedirectResponse(page_of(about), 303)


async def delete(request: Request) -> Response:
    """Take a note away: one's own, or for an admin anybody's."""
    async with request.form(max_files=0, max_fields=10) as sent:
        need(request, "reader", sent.get("csrf"))
        given = str(sent.get("id", ""))
    gone = await run_in_threadpool(drop, request, int(given) if given.isdecimal() and len(given) < 18 else 0)
    return RedirectResponse(page_of(gone.about), 303)


def keep(request: Request, about: str, by: str, text: str) -> int:
    """Keep a note on something that is there; its number."""
    kind, _, id = about.partition(":")
    if kind not in ("claim", "article"):
        raise not_here("page", id or about)
    if (desk(request).claim(id, most=1) if kind == "claim" else desk(request).article(id)) is None:
        raise not_here(kind, id)
    try:
        return _known(request).note(about, by, text)
    except BadValue as error:
        raise Trouble(400, "That note cannot be kept", str(error), "Go back, your words are still there, and shorten them.") from error


def drop(request: Request, id: int) -> Note:
    """Delete a note as the person who asks; the note."""
    gone = _known(request).delete_note(id, person_of(request))
    if gone is None:
        raise Trouble(404, "No such note of yours", "Nothing was deleted.", "Only its writer and admins can delete a note.")
    return gone


def page_of(about: str) -> str:
    """The page that a note stands on."""
    kind, _, id = about.partition(":")
    return f"{links.claim(id) if kind == 'claim' else links.article(id)}#notes"


def _known(request: Request) -> People:
    known = people(request)
    if known is None:
        raise Trouble(404, "There are no notes here", "You are alone with this desk.", "Start it with --team to work together.")
    return known
