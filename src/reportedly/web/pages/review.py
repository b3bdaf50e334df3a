"""The review queue, one row or pair on its own, decisions and their undoing."""

from __future__ import annotations

from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from reportedly.errors import BadValue
from reportedly.web import links
from reportedly.web.deciding import ACTIONS, COMMITMENTS, Decision, LogLine, Stale
from reportedly.web.people.door import need
from reportedly.web.pressroom import page
from reportedly.web.told import Told, desk
from reportedly.web.trouble import Trouble, not_here

PAGE = 15
BULK = 100
"""Rows that may be accepted at once: no more than a page can show."""
DONE = {
    "accept": "accepted", "reject": "rejected", "edit": "edited", "merge": "merged", "split": "split", "status": "set", "undo": "undone",
}  # fmt: skip


def queue(request: Request) -> Told:
    """The doubtful first."""
    after = request.query_params.get("after")
    try:
        found = desk(request).doubts(after=after, limit=PAGE)
    except ValueError as error:
        raise Trouble(400, "That page of the queue is gone", str(error), "Begin at the queue's first page.") from error
    onward = links.with_query("/review", {}, after=found.next) if found.next else None
    values = {"title": "Review", "doubts": found.lines, "next": onward, "commitments": COMMITMENTS, "one": False}
    return Told("review.html", values, lambda: [d.to_json() for d in found.lines], found.next)


def one(request: Request) -> Told:
    """One row or pair with all that was decided about it."""
    target = request.query_params.get("target", "")
    found = desk(request).doubt(target)
    if found is None:
        raise not_here("row", target)
    values = {"title": "Review", "doubts": (found,), "next": None, "commitments": COMMITMENTS, "one": True}
    return Told("review.html", values, found.to_json)


async def decide(request: Request) -> Response:
    """Take one decision, or the acceptance of all rows in view."""
    async with request.form(max_files=0, max_fields=4 * BULK) as sent:
        person = need(request, "reviewer", sent.get("csrf"))
        decisions = _bulk(sent, person.name) if sent.get("bulk") else [_decision(sent, person.name)]
    lines: list[LogLine] = []
    for decision in decisions:
        try:
            lines.append(await run_in_threadpool(desk(request).decide, decision))
        except KeyError:
            raise not_here("row", decision.target) from None
        except Stale as error:
            return _stale(request, decision, error, done=len(lines))
        except BadValue as error:
            raise Trouble(400, "That cannot be changed so", str(error), "Nothing was changed. Go back and mend it.") from error
    return _after(request, sent, lines)


async def undo(request: Request) -> Response:
    """Take an entry back, by default the person's own last one."""
    async with request.form(max_files=0, max_fields=10) as sent:
        person = need(request, "reviewer", sent.get("csrf"))
        given = str(sent.get("id", ""))
    id = int(given) if given.isdecimal() and len(given) < 18 else None
    line = await run_in_threadpool(desk(request).undo, person.name, id)
    if line is None:
        happened = "Nothing of yours stands that could be taken back."
        raise Trouble(409, "There is nothing to undo", happened, "The log shows what was decided.")
    return _after(request, sent, [line])


def _decision(sent: FormData, by: str) -> Decision:
    action = str(sent.get("action", ""))
    if action not in ACTIONS or action == "undo":
        raise Trouble(400, "That is no decision", f"It says {action[:40]!r}.", "Go back and use the page's buttons.")
    seen = str(sent.get("seen", ""))
    changes = _changes(sent) if action == "edit" else {}
    return Decision(action, str(sent.get("target", "")), by, int(seen) if seen.isdecimal() else None, changes)


def _changes(sent: FormData) -> dict[str, Any]:
    """What the edit form holds; what came back as it was shown is no change."""
    changes: dict[str, Any] = {}
    for name in ("speaker", "said", "commitment"):
        if sent.get(name) != sent.get(f"was_{name}"):
            changes[name] = str(sent.get(name, "")).strip()
    if sent.get("chain") != sent.get("was_chain"):
        changes["chain"] = str(sent.get("chain", "")).split("→")
    if _lines(sent, "content") != _lines(sent, "was_content"):
        changes["content"] = _lines(sent, "content")
    return changes


def _lines(sent: FormData, name: str) -> list[str]:
    return [line.strip() for line in str(sent.get(name, "")).splitlines() if line.strip()]


def _bulk(sent: FormData, by: str) -> list[Decision]:
    """Acceptances of "seen:target" values, each with what was seen."""
    found = []
    for value in sent.getlist("row")[:BULK]:
        seen, _, target = str(value).partition(":")
        found.append(Decision("accept", target, by, int(seen) if seen.isdecimal() else None))
    if not found:
        raise Trouble(400, "Nothing was in view", "No row was sent.", "Go back to the queue.")
    return found


def _stale(request: Request, decision: Decision, error: Stale, *, done: int) -> Response:
    doubt = desk(request).doubt(decision.target)
    if request.headers.get("hx-request") and doubt is not None:
        values = {"doubt": doubt, "commitments": COMMITMENTS, "warn": str(error)}
        return page(request, "review_item.html", values)
    told = f"{done} before it were accepted. " if done else ""
    where = links.with_query("/review/row", {"target": decision.target})
    raise Trouble(409, "Somebody decided meanwhile", f"{told}{error}.", "Nothing of yours was lost: look at it again.", where) from error


def _after(request: Request, sent: FormData, lines: list[LogLine]) -> Response:
    """A line in the place of what was decided, or back to where the form stood."""
    if request.headers.get("hx-request"):
        return page(request, "review_done.html", {"lines": lines, "done": DONE})
    back = str(sent.get("back", ""))
    inside = back.startswith("/") and not back.startswith(("//", "/\\")) and back.isprintable()
    return RedirectResponse(back if inside else "/review", 303)
