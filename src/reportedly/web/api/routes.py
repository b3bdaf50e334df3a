"""The endpoints of `/api/v1`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, FastAPI, Query
from fastapi.openapi.utils import get_openapi
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from reportedly import __version__
from reportedly.claims.values import Status
from reportedly.errors import BadValue
from reportedly.reader import Reader
from reportedly.web import filters
from reportedly.web.adding import Adding, Busy, Incoming, ended
from reportedly.web.api import shapes
from reportedly.web.api.answers import ERRORS, answer
from reportedly.web.api.shapes import Success
from reportedly.web.deciding import Decision, Stale
from reportedly.web.fragments import web_address
from reportedly.web.pages.article import data
from reportedly.web.people.door import need
from reportedly.web.pressroom import tagged
from reportedly.web.timeline import timeline
from reportedly.web.told import desk
from reportedly.web.trouble import Trouble, not_here

router = APIRouter(prefix="/api/v1", responses=ERRORS)
After = Annotated[str | None, Query(max_length=500, description="The `next` of the page before.")]
Place = Annotated[str | None, Query(max_length=4000, description="The `next` of the page before; it may hold a name of the ledger's.")]
Limit = Annotated[int, Query(ge=1, le=200)]
Word = Annotated[str | None, Query(max_length=300)]
Found = TypeVar("Found")
Name = Annotated[str, Query(max_length=1000)]


@router.get("/claims", response_model=Success[list[shapes.ClaimLineShape]], tags=["claims"])
def claims(
    request: Request,
    q: Word = None,
    status: Status | None = None,
    speaker: Word = None,
    outlet: Word = None,
    since: Annotated[str | None, Query(description="EDTF day, month or year.", pattern=filters.DATE)] = None,
    until: Annotated[str | None, Query(description="EDTF day, month or year.", pattern=filters.DATE)] = None,
    single: Annotated[bool, Query(description="Only claims of one origin.")] = False,
    after: After = None,
    limit: Limit = 50,
) -> Response:
    """Claims that answer to the filters, contested first."""
    wanted = filters.Filters(q, status, speaker, outlet, since, until, single)
    found = _listing(lambda: desk(request).claims(wanted, after=after, limit=limit))
    return answer(request, [line.to_json() for line in found.lines], found.next)


@router.get("/claims/{id}", response_model=Success[shapes.ClaimShape], tags=["claims"])
def claim(request: Request, id: str) -> Response:
    """A claim with its evidence, origins and history."""
    found = desk(request).claim(id)
    if found is None:
        raise not_here("claim", id)
    told = found.to_json()
    del told["notes"]
    return answer(request, told)


@router.get("/claims/{id}/timeline", response_model=Success[list[shapes.MomentShape]], tags=["claims"])
def claim_timeline(request: Request, id: str, after: Place = None, limit: Limit = 100) -> Response:
    """What was said when about a claim, and when its status changed and why; undated rows last."""
    view = desk(request).claim(id)
    if view is None:
        raise not_here("claim", id)
    found = _listing(lambda: timeline(view, after=after, limit=limit))
    return answer(request, [asdict(moment) for moment in found.lines], found.next)


@router.get("/articles/{id}", response_model=Success[shapes.ArticleShape], tags=["articles"])
def article(request: Request, id: str) -> Response:
    """An article, its rows with the reasons for each, and their claims."""
    found = desk(request).article(id)
    if found is None:
        raise not_here("article", id)
    return answer(request, data(found))


@router.get("/articles/{id}/original", response_class=Response, tags=["articles"], responses={200: {"content": {"text/plain": {}}}})
def original(request: Request, id: str) -> Response:
    """The page as it came, byte by byte; as plain text, so that nothing in it runs."""
    body = desk(request).original(id)
    if body is None:
        raise not_here("article", id)
    headers = {"content-disposition": "attachment", "content-security-policy": "sandbox; default-src 'none'"}
    return tagged(request, Response(body, media_type="text/plain", headers=headers))


@router.get("/speakers", response_model=Success[list[shapes.NameLineShape]], tags=["names"])
def speakers(request: Request, after: After = None, limit: Limit = 100) -> Response:
    """Speakers, those with most rows first."""
    found = _listing(lambda: desk(request).speakers(after=after, limit=limit))
    return answer(request, [asdict(line) for line in found.lines], found.next)


@router.get("/speaker", response_model=Success[shapes.SpeakerShape], tags=["names"])
def speaker(request: Request, name: Name) -> Response:
    """What a speaker said, direct and relayed, and what became of it."""
    found = desk(request).speaker(name)
    if found is None:
        raise not_here("speaker", name)
    return answer(request, found.to_json())


@router.get("/outlets", response_model=Success[list[shapes.NameLineShape]], tags=["names"])
def outlets(request: Request, after: After = None, limit: Limit = 100) -> Response:
    """Outlets, those with most articles first."""
    found = _listing(lambda: desk(request).outlets(after=after, limit=limit))
    return answer(request, [asdict(line) for line in found.lines], found.next)


@router.get("/outlet", response_model=Success[shapes.OutletShape], tags=["names"])
def outlet(request: Request, name: Name, after: Place = None, limit: Limit = 200) -> Response:
    """An outlet's articles, the newest first (`many`: how many there are), and whom it passes on most."""
    found = _listing(lambda: desk(request).outlet(name, after=after, limit=limit))
    if found is None:
        raise not_here("outlet", name)
    return answer(request, found.to_json(), found.next)


@router.get("/doubts", response_model=Success[list[shapes.DoubtShape]], tags=["review"])
def doubts(request: Request, after: After = None, limit: Limit = 25) -> Response:
    """What to decide, the most doubtful first."""
    found = _listing(lambda: desk(request).doubts(after=after, limit=limit))
    return answer(request, [doubt.to_json() for doubt in found.lines], found.next)


@router.get("/doubt", response_model=Success[shapes.DoubtShape], tags=["review"])
def doubt(request: Request, target: Annotated[str, Query(max_length=2000)]) -> Response:
    """One row or pair with what was decided about it."""
    found = desk(request).doubt(target)
    if found is None:
        raise not_here("row", target)
    return answer(request, found.to_json())


@router.post("/decisions", response_model=Success[shapes.LogShape], status_code=201, tags=["review"])
def decide(request: Request, sent: shapes.DecisionShape) -> Response:
    """Decide. 409 where somebody decided meanwhile; the same decision sent twice is one entry. Needs the role reviewer."""
    person = need(request, "reviewer")
    changes = sent.changes.model_dump(exclude_unset=True, exclude_none=True) if sent.changes else {}
    decision = Decision(sent.action, sent.target, person.name, sent.seen, changes, status=sent.status)
    try:
        line = desk(request).decide(decision)
    except KeyError:
        raise not_here("row", sent.target) from None
    except Stale as error:
        raise Trouble(409, "Somebody decided meanwhile", str(error), "Ask for the doubt again and send its `seen`.") from error
    except BadValue as error:
        raise Trouble(400, "That cannot be decided so", str(error), "Nothing was changed.") from error
    return answer(request, line.to_json(), status=201)


@router.post("/decisions/undo", response_model=Success[shapes.LogShape], status_code=201, tags=["review"])
def undo(request: Request, sent: shapes.UndoShape) -> Response:
    """Take an entry back by a new one. Needs the role reviewer."""
    line = desk(request).undo(need(request, "reviewer").name, sent.id)
    if line is None:
        raise Trouble(409, "There is nothing to undo", "No such entry stands.", "The log shows what was decided.")
    return answer(request, line.to_json(), status=201)


@router.get("/log", response_model=Success[list[shapes.LogShape]], tags=["review"])
def log(
    request: Request, about: Annotated[str | None, Query(max_length=2000)] = None, by: Word = None, after: After = None, limit: Limit = 100
) -> Response:
    """Who decided what, when, from what to what; the newest first."""
    found = _listing(lambda: desk(request).log(after=after, limit=limit, about=about, by=by))
    return answer(request, [line.to_json() for line in found.lines], found.next)


@router.post("/pages", response_model=Success[shapes.BatchShape], status_code=202, tags=["adding"])
async def add(request: Request, sent: shapes.PageShape) -> Response:
    """Queue a page for reading; its progress is at /api/v1/batches/{batch}. Needs the role reviewer."""
    need(request, "reviewer")
    if sent.url is not None and web_address(sent.url) is None:
        raise Trouble(400, "That is no web address", f"It is {sent.url[:200]!r}.", "It begins with https:// or http://.")
    try:
        Reader.check(sent.published)
    except BadValue as error:
        raise Trouble(400, "That is no date", str(error), "Leave it out where the page has a date of its own.") from error
    adding: Adding = request.app.state.adding
    body = sent.text.encode("utf8", "surrogatepass")
    try:
        token = await run_in_threadpool(adding.batch, [Incoming(sent.url or "page", body, sent.url, sent.published, sent.plain)])
    except Busy:
        raise Trouble(503, "Much is waiting already", "The page was not added.", "Wait a minute and send it again.") from None
    return answer(request, _progress(adding, token), status=202)


@router.get("/batches/{token}", response_model=Success[shapes.BatchShape], tags=["adding"])
def batch(request: Request, token: str) -> Response:
    """How far pages are that were sent together."""
    return answer(request, _progress(request.app.state.adding, token))


def _progress(adding: Adding, token: str) -> dict[str, Any]:
    lines = adding.progress(token)
    if lines is None:
        raise not_here("batch of pages", token)
    return {"batch": token, "done": ended(lines), "pages": [asdict(line) for line in lines]}


def _listing(asked: Callable[[], Found]) -> Found:
    try:
        return asked()
    except ValueError as error:
        raise Trouble(400, "That is no `next` of ours", str(error), "Ask for the first page again, without `after`.") from error


def described(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI 3.1 document, made once for an app."""
    if app.openapi_schema is None:
        made = get_openapi(
            title="reportedly",
            version=__version__,
            summary="Who said it, through whom, when, how firmly, and who denies it.",
            description="One shape of success, one of error. With people (`--team`), send `Authorization: Bearer TOKEN`.",
            routes=app.routes,
        )
        for operations in made["paths"].values():
            for operation in operations.values():
                operation["responses"].pop("422", None)  # bad parameters are 400 in our own shape
        made["components"]["schemas"] = {n: s for n, s in made["components"]["schemas"].items() if "ValidationError" not in n}
        made["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
        made["security"] = [{}, {"token": []}]
        app.openapi_schema = made
    return app.openapi_schema
