"""What a page tells: its template, the values for it, and the same as data for its JSON twin."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from reportedly.web import fresh
from reportedly.web.desk import Desk
from reportedly.web.pressroom import render, tagged


@dataclass(frozen=True)
class Told:
    """One page: `data` gives what its twin says, asked only there; `next` the token of the next page of a list."""

    template: str
    values: Mapping[str, Any]
    data: Callable[[], Any]
    next: str | None = None


Teller = Callable[[Request], Told]


def desk(request: Request) -> Desk:
    """The ledger that this server shows."""
    return cast(Desk, request.app.state.desk)


def _nothing(request: Request) -> str:
    return ""


def twins(
    path: str,
    teller: Teller,
    *,
    also: Callable[[Request], str] | None = _nothing,
    headers: Callable[[Request], Mapping[str, str]] = lambda request: {},
) -> list[Route]:
    """A page's route and its twin's, the twin first where its ending would otherwise pass for a part of a name.

    `also`: what the page is made from beside the ledger, its address and the person, so that it need not be made again (see `fresh`);
    None where that cannot be told. `headers`: of every answer, whether or not the page is sent.
    """

    def answered(request: Request, make: Callable[[Request, Told], Response]) -> Response:
        if also is None:
            answer = tagged(request, make(request, teller(request)))
        else:
            answer = _fresh(request, also(request), lambda: make(request, teller(request)))
        answer.headers.update(headers(request))
        return answer

    def as_page(request: Request) -> Response:
        return answered(request, lambda request, told: HTMLResponse(render(request, told.template, told.values)))

    def as_json(request: Request) -> Response:
        return answered(request, lambda request, told: JSONResponse({"ok": True, "data": told.data(), "next": told.next}))

    routes = [Route(f"{path}.json", as_json), Route(path, as_page)]
    # Routes are looked through in their order, and pages are asked for more often.
    return routes if "{" in path else routes[::-1]


def _fresh(request: Request, also: str, make: Callable[[], Response]) -> Response:
    """The answer, made only where neither the reader nor this process has it."""
    shelf: fresh.Shelf = request.app.state.shelf
    # The version is asked before everything else: what is read later can only be newer than it says.
    version = desk(request).version()
    what = shelf.what(request, version, also)
    unchanged = fresh.known(request, what)
    if unchanged:
        return unchanged
    made = shelf.find(what)
    if made is None:
        made = fresh.of(what, make())
        shelf.keep(what, version, made)
    return fresh.sent(request, made)
