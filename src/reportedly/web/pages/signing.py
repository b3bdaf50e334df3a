"""Signing in and out."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from reportedly.web.people.door import COOKIE, need, too_often
from reportedly.web.people.limits import Limit
from reportedly.web.people.store import SESSION, People
from reportedly.web.pressroom import page


def form(request: Request) -> Response:
    """The sign-in page."""
    return _page(request, _inside(request.query_params.get("to", "")))


async def sign_in(request: Request) -> Response:
    """Check name and password; one answer for an unknown name and a wrong password."""
    async with request.form(max_files=0, max_fields=10) as sent:
        name, password, to = (str(sent.get(key, "")) for key in ("name", "password", "to"))
    tries: Limit = request.app.state.tries
    address = request.client.host if request.client else ""
    keys = (f"name {name[:100]}", f"address {address}")
    wait = await run_in_threadpool(tries.wait, *keys)
    if wait:
        raise too_often(wait)
    people: People = request.app.state.people
    secret = await run_in_threadpool(people.sign_in, name, password)
    if secret is None:
        return _page(request, _inside(to), name=name[:100], wrong=True)
    await run_in_threadpool(tries.clear, *keys)
    answer = RedirectResponse(_inside(to), 303)
    secure = request.url.scheme == "https"
    age = int(SESSION.total_seconds())
    answer.set_cookie(COOKIE, secret, max_age=age, httponly=True, samesite="lax", secure=secure)
    return answer


async def sign_out(request: Request) -> Response:
    """End the session."""
    async with request.form(max_files=0, max_fields=5) as sent:
        need(request, "reader", sent.get("csrf"))
    await run_in_threadpool(request.app.state.people.sign_out, request.cookies.get(COOKIE, ""))
    answer = RedirectResponse("/sign-in", 303)
    answer.delete_cookie(COOKIE)
    return answer


def _page(request: Request, to: str, *, name: str = "", wrong: bool = False) -> Response:
    values = {"title": "Sign in", "to": to, "name": name, "wrong": wrong}
    return page(request, "sign_in.html", values, status=401 if wrong else 200)


def _inside(to: str) -> str:
    """Where to go on: an address of this desk, never of another host ("//evil.example", "/\\evil.example")."""
    inside = to.startswith("/") and not to.startswith(("//", "/\\")) and to.isprintable()
    return to if inside else "/claims"
