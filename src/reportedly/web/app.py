"""The app: the ledger's pages, guarded."""

from __future__ import annotations

import logging
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from reportedly import __version__
from reportedly.errors import ReportedlyError
from reportedly.web import api
from reportedly.web.adding import Adding
from reportedly.web.common import Common
from reportedly.web.desk import Desk
from reportedly.web.fresh import Shelf
from reportedly.web.pages import add, article, claim, claims, kept, names, notes, records, reference, review, versions
from reportedly.web.pages import signing as signing_pages
from reportedly.web.people import People
from reportedly.web.people.door import Door
from reportedly.web.people.limits import Limit
from reportedly.web.security import Guard, TooLarge, too_large
from reportedly.web.told import twins
from reportedly.web.trouble import Trouble, told

log = logging.getLogger("reportedly.web")
SIGN_INS, SIGN_IN_SECONDS = 8, 300.0
"""Wrong passwords for one name, or from one address, in so many seconds."""
THREADS = 3
"""Pages that are made at once; further readers wait for their turn."""
LOOPBACK = ("localhost", "127.0.0.1", "::1")
NAVIGATION = (
    ("/claims", "Claims"), ("/review", "Review"), ("/add", "Add"), ("/speakers", "Speakers"), ("/outlets", "Outlets"), ("/log", "Log"),
    ("/about", "About"), ("/api", "API"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Settings:
    """How a server is run. `hosts`: names and addresses by which browsers may call it; `fetches`: addresses are fetched; `people`: who
    may sign in, None where this machine's user is alone with it; `common`: a folder that the processes share which serve one ledger
    together, None where one process does."""

    hosts: tuple[str, ...] = LOOPBACK
    fetches: bool = False
    people: People | None = None
    common: Path | None = None


def routes(*, signing: bool) -> list[BaseRoute]:
    """All pages; those for signing in where there are people."""
    doors = [
        Route("/sign-in", signing_pages.form),
        Route("/sign-in", signing_pages.sign_in, methods=["POST"]),
        Route("/sign-out", signing_pages.sign_out, methods=["POST"]),
    ]
    return [
        *(doors if signing else []),
        Route("/", claims.start),
        *twins("/claims", claims.listing, also=claims.since, headers=claims.cookie),
        *twins("/claims/{id}", claim.one, also=notes.version("claim")),
        Route("/claims/{id}", claim.decide, methods=["POST"]),
        Route("/notes", notes.write, methods=["POST"]),
        Route("/notes/delete", notes.delete, methods=["POST"]),
        *twins("/articles/{id}/original", article.original),
        Route("/articles/{id}/original/page", kept.frame),
        *twins("/articles/{id}/versions", versions.versions),
        *twins("/articles/{id}", article.one, also=notes.version("article")),
        *twins("/review", review.queue),
        *twins("/review/row", review.one),
        Route("/review", review.decide, methods=["POST"]),
        Route("/review/undo", review.undo, methods=["POST"]),
        *twins("/speakers", names.speakers),
        *twins("/speaker", names.speaker),
        *twins("/outlets", names.outlets),
        *twins("/outlet", names.outlet),
        *twins("/log", records.log),
        *twins("/about", records.about),
        Route("/api", reference.reference),
        Route("/api/v1/openapi.json", reference.document),
        *twins("/add", add.form),
        Route("/add", add.take, methods=["POST"]),
        *twins("/add/{token}", add.progress, also=None),
        Mount("/static", StaticFiles(packages=[("reportedly.web", "static")])),
    ]


def build(desk: Desk, settings: Settings | None = None) -> FastAPI:
    """The app over anything that answers as a Desk."""
    chosen = settings or Settings()
    made = FastAPI(title="reportedly", version=__version__, docs_url=None, redoc_url=None, openapi_url=None, lifespan=_lifespan)
    made.state.desk = desk
    common = Common(chosen.common)
    made.state.shelf = Shelf(str(chosen.common) if chosen.common else None)
    made.state.adding = Adding(desk.add, common)
    made.state.fetches = chosen.fetches
    made.state.people = chosen.people
    made.state.tries = Limit(SIGN_INS, SIGN_IN_SECONDS, kind="sign-in", common=common)
    # Routes are looked through in their order, and pages are asked for more often than the API.
    made.router.routes.extend(routes(signing=chosen.people is not None))
    made.include_router(api.router)
    made.openapi = lambda: api.described(made)  # type: ignore[method-assign]
    made.state.nav = NAVIGATION
    made.add_exception_handler(Trouble, _trouble)
    made.add_exception_handler(HTTPException, _http)
    made.add_exception_handler(RequestValidationError, _invalid)
    made.add_exception_handler(TooLarge, lambda request, error: told(request, too_large()))
    made.add_exception_handler(ReportedlyError, _ours)
    made.add_exception_handler(Exception, _defect)
    made.add_middleware(Door, people=chosen.people, common=common)
    made.add_middleware(Guard, hosts=chosen.hosts)
    return made


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    # Pages are work of Python's own: more threads at once only hand its lock to and fro.
    current_default_thread_limiter().total_tokens = THREADS
    app.state.adding.start()
    yield
    app.state.adding.close()


def _trouble(request: Request, error: Exception) -> Response:
    assert isinstance(error, Trouble)
    return told(request, error)


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 404:
        trouble = Trouble(404, "No such page", f"Nothing is at {request.url.path!r}.", "Begin with the claims, or search.")
    else:
        trouble = Trouble(error.status_code, "That cannot be done", str(error.detail), "Go back and try it from the page.")
    return told(request, trouble)


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    return told(request, Trouble(400, "That is not what was asked for", f"{where}: {first['msg']}", "The API's reference is at /api."))


def _ours(request: Request, error: Exception) -> Response:
    return told(request, Trouble(503, "The ledger did not answer", str(error), "Nothing was changed. Try again in a moment."))


def _defect(request: Request, error: Exception) -> Response:
    """A defect of ours: its trace goes to the log under a number that the reader can pass on."""
    mark = uuid.uuid4().hex[:8]
    log.error("defect %s at %s", mark, request.url.path, exc_info=error)
    advice = f"Try again; if it comes back, tell whoever runs this desk the number {mark}."
    return told(request, Trouble(500, "Something went wrong here", "This is our fault, and nothing was changed.", advice))
