"""What a page tells: its template, the values for it, and the same as data for its JSON twin."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from reportedly.web.desk import Desk
from reportedly.web.pressroom import page, tagged


@dataclass(frozen=True)
class Told:
    """One page: `data` gives what its twin says, asked only there; `next` the token of the next page of a list."""

    template: str
    values: Mapping[str, Any]
    data: Callable[[], Any]
    next: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


Teller = Callable[[Request], Told]


def desk(request: Request) -> Desk:
    """The ledger that this server shows."""
    return cast(Desk, request.app.state.desk)


def twins(path: str, teller: Teller) -> list[Route]:
    """A page's route and its twin's, the twin first: its ending would otherwise pass for a part of the name."""

    def as_page(request: Request) -> Response:
        told = teller(request)
        answer = page(request, told.template, told.values)
        answer.headers.update(told.headers)
        return answer

    def as_json(request: Request) -> Response:
        told = teller(request)
        return tagged(request, JSONResponse({"ok": True, "data": told.data(), "next": told.next}))

    return [Route(f"{path}.json", as_json), Route(path, as_page)]
