"""Speakers and outlets."""

from __future__ import annotations

from dataclasses import asdict

from starlette.requests import Request

from reportedly.web import links
from reportedly.web.told import Told, desk
from reportedly.web.trouble import Trouble, not_here
from reportedly.web.values import STATUSES

PAGE = 100
SAYINGS = 50
"""Rows on a page of a speaker."""
NAMES = 20
"""Names in a list of who passes on whom, on a page of a speaker or an outlet; the twin and the whole page have all."""


def speaker(request: Request) -> Told:
    """What one speaker said, and what became of it."""
    name = request.query_params.get("name", "")
    try:
        found = desk(request).speaker(name, after=request.query_params.get("after"), limit=SAYINGS)
    except ValueError as error:
        raise Trouble(400, "That page of the list is gone", str(error), "Begin at the speaker's first page.") from error
    if found is None:
        raise not_here("speaker", name)
    onward = links.with_query("/speaker", {"name": found.name}, after=found.next) if found.next else None
    values = {"title": found.name, "view": found, "next": onward, "first": "after" not in request.query_params, "statuses": STATUSES}
    values |= _names(request)
    return Told("speaker.html", values, found.to_json, found.next)


def outlet(request: Request) -> Told:
    """What one outlet printed and passed on."""
    name = request.query_params.get("name", "")
    try:
        found = desk(request).outlet(name, after=request.query_params.get("after"), limit=PAGE)
    except ValueError as error:
        raise Trouble(400, "That page of the list is gone", str(error), "Begin at the outlet's first page.") from error
    if found is None:
        raise not_here("outlet", name)
    onward = links.with_query("/outlet", {"name": found.name}, after=found.next) if found.next else None
    values = {"title": found.name, "view": found, "next": onward, "statuses": STATUSES, **_names(request)}
    return Told("outlet.html", values, found.to_json, found.next)


def _names(request: Request) -> dict[str, object]:
    """How many names such a list shows, None for all, and where all of them are."""
    whole = "all" in request.query_params
    kept = {name: request.query_params.get(name) for name in ("name", "after")}
    return {"most": None if whole else NAMES, "whole": links.with_query(request.url.path, kept, all="1")}


def speakers(request: Request) -> Told:
    """All speakers."""
    return _list(request, "Speakers")


def outlets(request: Request) -> Told:
    """All outlets."""
    return _list(request, "Outlets")


def _list(request: Request, title: str) -> Told:
    asked = desk(request).speakers if title == "Speakers" else desk(request).outlets
    try:
        found = asked(after=request.query_params.get("after"), limit=PAGE)
    except ValueError as error:
        raise Trouble(400, "That page of the list is gone", str(error), "Begin at the list's first page.") from error
    onward = links.with_query(request.url.path, {}, after=found.next) if found.next else None
    values = {"title": title, "lines": found.lines, "next": onward, "address": links.speaker if title == "Speakers" else links.outlet}
    return Told("names.html", values, lambda: [asdict(line) for line in found.lines], found.next)
