"""What went wrong, told to people as a page and to programs as JSON: what happened and what to do, never a trace."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from reportedly.web.pressroom import page


# Not frozen: context managers set a raised exception's traceback.
@dataclass(eq=False)
class Trouble(Exception):
    """An answer that is an error: its HTTP status, a title, what happened, what to do, and where to go on."""

    status: int
    title: str
    happened: str
    advice: str
    where: str | None = None

    def to_json(self) -> dict[str, object]:
        """The one shape of errors."""
        return {
            "ok": False,
            "error": {"status": self.status, "title": self.title, "happened": self.happened, "advice": self.advice},
        }


def not_here(what: str, name: str) -> Trouble:
    """Something that the ledger does not hold."""
    return Trouble(
        404,
        f"No such {what}",
        f"The ledger holds no {what} {name!r}.",
        "It may have been merged into another, or the address was cut off. Search for its words.",
    )


def told(request: Request, trouble: Trouble) -> Response:
    """The trouble as the kind of answer that was asked for."""
    if wants_json(request):
        return JSONResponse(trouble.to_json(), trouble.status)
    return page(request, "trouble.html", {"title": trouble.title, "trouble": trouble}, status=trouble.status)


def wants_json(request: Request) -> bool:
    """Whether the address is a page's twin or the API's."""
    path = request.url.path
    return path.endswith(".json") or path.startswith("/api/")
