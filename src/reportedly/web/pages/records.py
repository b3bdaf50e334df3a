"""The log of decisions, and what this desk is made of."""

from __future__ import annotations

import json
from importlib.resources import files
from importlib.util import find_spec
from platform import python_version
from typing import Any

from starlette.requests import Request

from reportedly import __version__
from reportedly.web import links
from reportedly.web.told import Told, desk
from reportedly.web.trouble import Trouble

PAGE = 100


def log(request: Request) -> Told:
    """Who decided what, when, from what to what."""
    query = request.query_params
    about, by = query.get("about") or None, query.get("by") or None
    try:
        found = desk(request).log(after=query.get("after"), limit=PAGE, about=about, by=by)
    except ValueError as error:
        raise Trouble(400, "That page of the log is gone", str(error), "Begin at the log's first page.") from error
    onward = links.with_query("/log", {"about": about, "by": by}, after=found.next) if found.next else None
    values = {"title": "Log", "lines": found.lines, "next": onward, "about": about, "by": by}
    return Told("log.html", values, lambda: [line.to_json() for line in found.lines], found.next)


def about(request: Request) -> Told:
    """Versions, the models' cards and how they were made."""
    models = [m for m in (_model("attribution", "the tagger"), _model("claims", "matching of claims")) if m]
    facts = {"reportedly": __version__, "python": python_version(), "models": models}
    return Told("about.html", {"title": "About", "facts": facts}, lambda: facts)


def _model(room: str, what: str) -> dict[str, Any] | None:
    folder = files("reportedly") / room / "weights"
    card, made = folder / "MODEL_CARD.md", folder / "made_from.json"
    if not find_spec(f"reportedly.{room}") or not card.is_file():
        return None
    return {"what": what, "card": card.read_text("utf8"), "made_from": json.loads(made.read_text("utf8")) if made.is_file() else None}
