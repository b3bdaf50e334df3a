"""Who is asking, and whether they may: one check before any page or endpoint, the same for people and programs."""

from __future__ import annotations

import getpass
import hmac

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from reportedly.web import links
from reportedly.web.common import Common
from reportedly.web.people.limits import Limit
from reportedly.web.people.store import People, Person, Role
from reportedly.web.trouble import Trouble, told, wants_json

COOKIE = "session"
_OPEN = ("/static/", "/sign-in")
BUSY_MOST, BUSY_SECONDS = 1200, 60.0
"""Requests a person or program may make in so many seconds."""


class Door:
    """Middleware: names the person in the request's state, and sends strangers to the sign-in page where there is one."""

    def __init__(self, app: ASGIApp, *, people: People | None, common: Common | None = None) -> None:
        """`people` None: whoever can reach this loopback address is the user of this machine, who may do everything."""
        self._app = app
        self._people = people
        self._alone = Person(_user(), "admin")
        self._limit = Limit(BUSY_MOST, BUSY_SECONDS, kind="busy", common=common)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let in, or send away."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        state = scope.setdefault("state", {})
        state["csrf"] = ""
        if self._people is None:
            state["person"] = self._alone
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        wait = await run_in_threadpool(self._know, request, self._people)
        person = state.get("person")
        if person is None and not request.url.path.startswith(_OPEN):
            await self._stranger(request)(scope, receive, send)
            return
        answer = told(request, too_often(wait)) if wait else self._app
        await answer(scope, receive, send)

    def _know(self, request: Request, people: People) -> int:
        """Name the person; the seconds that they have to wait because they ask too often."""
        self._name(request, people)
        person = request.scope["state"].get("person")
        return self._limit.wait(person.name) if person else 0

    @staticmethod
    def _name(request: Request, people: People) -> None:
        state = request.scope["state"]
        scheme, _, secret = request.headers.get("authorization", "").partition(" ")
        if scheme.casefold() == "bearer" and request.url.path.startswith("/api/"):
            state["person"] = people.bearer(secret.strip())
            state["by_token"] = state["person"] is not None
            return
        session = people.session(request.cookies.get(COOKIE, ""))
        state["person"] = session.person if session else None
        state["csrf"] = session.csrf if session else ""

    @staticmethod
    def _stranger(request: Request) -> ASGIApp:
        if wants_json(request) or request.method not in ("GET", "HEAD"):
            return told(request, Trouble(401, "Sign in first", "This desk is for its people.", "Sign in, or send an API token."))
        back = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse(links.with_query("/sign-in", {"to": back}), 303)


def person(request: Request) -> Person:
    """Who is asking. Raises Trouble where nobody is known."""
    found = request.scope.get("state", {}).get("person")
    if not isinstance(found, Person):
        raise Trouble(401, "Sign in first", "Nobody is signed in.", "Sign in and try it again.")
    return found


def need(request: Request, role: Role, csrf: object = None) -> Person:
    """The person who asks, if they have the role and their form is of their own session; else Trouble.

    `csrf`: the form's token. A program with an API token needs none, nor does the user of this machine alone.
    """
    found = person(request)
    if not found.may(role):
        raise Trouble(403, "That is not yours to do", f"It needs the role {role}; yours is {found.role}.", "Ask an admin of this desk.")
    state = request.scope["state"]
    wanted = state.get("csrf", "")
    if wanted and not state.get("by_token"):
        given = csrf if isinstance(csrf, str) else request.headers.get("x-csrf", "")
        if not hmac.compare_digest(wanted.encode(), given.encode("utf8", "replace")):
            raise Trouble(403, "This form is too old", "Nothing was changed.", "Load its page again and send it from there.")
    return found


def too_often(wait: int) -> Trouble:
    """What somebody is told who asks too often."""
    return Trouble(429, "That was too often", "Nothing was changed.", f"Wait {wait} seconds and try it again.")


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "local"
