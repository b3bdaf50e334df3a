"""A claim: who says so, through whom, who denies it, how it came about."""

from __future__ import annotations

from typing import get_args

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from reportedly.claims import Status
from reportedly.errors import BadValue
from reportedly.web import links
from reportedly.web.deciding import Decision
from reportedly.web.drawing import draw
from reportedly.web.pages import notes
from reportedly.web.people.door import need, person
from reportedly.web.picture import NOBODY, Node, picture
from reportedly.web.told import Told, desk
from reportedly.web.trouble import Trouble, not_here
from reportedly.web.values import ClaimView

SHOWN = 50
"""Rows on each side, and in the picture, of a claim's page; its twin and its whole page have all."""
STATUSES: tuple[Status, ...] = get_args(Status)


def one(request: Request) -> Told:
    """The page of one claim."""
    id = request.path_params["id"]
    whole = "all" in request.query_params
    found = desk(request).claim(id, most=None if whole else SHOWN)
    if found is None:
        raise not_here("claim", id)
    drawn = draw(picture(found.evidence()), address)
    values = {
        "title": found.line.text[:80],
        "claim": found,
        "picture": drawn,
        "notes": notes.of(request, f"claim:{id}"),
        "may_decide": person(request).may("reviewer"),
        "statuses": STATUSES,
    }
    return Told("claim.html", values, lambda: _whole(request, id).to_json())


def _whole(request: Request, id: str) -> ClaimView:
    found = desk(request).claim(id)
    if found is None:
        raise not_here("claim", id)
    return found


async def decide(request: Request) -> Response:
    """Set the claim's status, or merge it with another claim."""
    id = request.path_params["id"]
    async with request.form(max_files=0, max_fields=10) as sent:
        by = need(request, "reviewer", sent.get("csrf")).name
        action, status, other = (str(sent.get(name, "")) for name in ("action", "status", "other"))
    made = await run_in_threadpool(_decision, request, id, by, action, status, other.strip())
    try:
        await run_in_threadpool(desk(request).decide, made)
    except KeyError:
        raise not_here("claim", id) from None
    except BadValue as error:
        raise Trouble(400, "That cannot be decided so", str(error), "Nothing was changed.") from error
    # A merged claim may live on under the other's number.
    there = await run_in_threadpool(_first, request, id)
    return RedirectResponse(links.claim(id if there or action != "merge" else other.strip()), 303)


def _decision(request: Request, id: str, by: str, action: str, status: str, other: str) -> Decision:
    claim = _first(request, id)
    if claim is None:
        raise not_here("claim", id)
    if action == "status":
        known = next((s for s in STATUSES if s == status), None)
        if known is None:
            raise Trouble(400, "That is no status", f"It says {status[:40]!r}.", f"Take one of {', '.join(STATUSES)}.")
        return Decision("status", id, by, status=known)
    theirs = _first(request, other) if action == "merge" and other != id else None
    if theirs is None:
        raise Trouble(
            400, "There is no such other claim", f"It says {other[:40]!r}.", "Its number stands in its page's address, such as c12."
        )
    return Decision("merge", f"{claim.evidence()[0][0].ref} {theirs.evidence()[0][0].ref}", by)


def _first(request: Request, id: str) -> ClaimView | None:
    """A claim with one row of each side: enough to name it by."""
    return desk(request).claim(id, most=1)


def address(node: Node) -> str:
    """Where a node of the picture leads: a speaker, an outlet, or the row in its article."""
    if node.part == "article" or node.lane == NOBODY:
        return links.reference(node.refs[0])
    return links.speaker(node.lane) if node.part == "origin" else links.outlet(node.lane)
