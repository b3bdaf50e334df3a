"""The one shape of success, as every endpoint gives it."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from reportedly.web.api import shapes
from reportedly.web.pressroom import tagged

ERRORS: dict[int | str, dict[str, Any]] = {
    "4XX": {"model": shapes.Failure, "description": "What went wrong and what to do"},
    "5XX": {"model": shapes.Failure, "description": "Our fault, or the ledger's"},
}


def answer(request: Request, told: Any, onward: str | None = None, *, status: int = 200) -> Response:
    """Data in the one shape of success, with ETag and, for lists, a Link header."""
    made = JSONResponse({"ok": True, "data": told, "next": onward}, status)
    if onward:
        made.headers["link"] = f'<{request.url.include_query_params(after=onward).path}?{_query(request, onward)}>; rel="next"'
    return tagged(request, made)


def _query(request: Request, onward: str) -> str:
    return str(request.url.include_query_params(after=onward).query)
