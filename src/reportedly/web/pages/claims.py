"""The start page: claims, contested first, and what changed since the reader last looked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from reportedly.web import filters, links
from reportedly.web.told import Told, desk
from reportedly.web.trouble import Trouble
from reportedly.web.values import STATUSES

PAGE = 50
COOKIE = "seen"
VISIT = timedelta(minutes=30)
"""Looks that are nearer together than this are one visit: what was new stays marked."""


def start(request: Request) -> Response:
    """The bare address leads to the claims."""
    return RedirectResponse("/claims", 303)


def listing(request: Request) -> Told:
    """The list of claims under the address's filters."""
    wanted = filters.from_query(request.query_params)
    seen, _ = _visit(request)
    try:
        found = desk(request).claims(wanted, after=request.query_params.get("after"), limit=PAGE, seen=seen)
    except ValueError as error:
        raise Trouble(400, "That page of the list is gone", str(error), "Begin at the list's first page.") from error
    onward = links.with_query("/claims", wanted.query(), after=found.next) if found.next else None
    values = {"title": "Claims", "wanted": wanted, "statuses": STATUSES, "lines": found.lines, "next": onward, "can_add": True}
    return Told("claims.html", values, lambda: [line.to_json() for line in found.lines], found.next)


def since(request: Request) -> str:
    """What the list is made from beside the ledger: when the reader's last visit was."""
    return _visit(request)[0] or ""


def cookie(request: Request) -> dict[str, str]:
    """The header that keeps the reader's visits."""
    return {"set-cookie": f"{COOKIE}={_visit(request)[1]}; Path=/; Max-Age=31536000; SameSite=Strict; HttpOnly"}


def _visit(request: Request) -> tuple[str | None, str]:
    """As `looked` tells it, asked once for a request: a moment later it might tell another."""
    state: dict[str, Any] = request.scope.setdefault("state", {})
    if "visit" not in state:
        state["visit"] = looked(request.cookies.get(COOKIE, ""), datetime.now(UTC))
    found: tuple[str | None, str] = state["visit"]
    return found


def looked(cookie: str, now: datetime) -> tuple[str | None, str]:
    """When the reader's last visit was (ISO, None: never), from the cookie "before~latest", and the cookie to set."""
    before, latest = (_time(part) for part in [*cookie.split("~"), "", ""][:2])
    if latest is not None and now - latest > VISIT:
        before = latest
    return _iso(before) or None, f"{_iso(before)}~{_iso(now)}"


def _iso(time: datetime | None) -> str:
    return time.isoformat(timespec="seconds") if time else ""


def _time(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
