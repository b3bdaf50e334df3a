"""Endpoints of `/api/v1` beside reading and reviewing: checking a sentence, notes, versions, exports."""

from __future__ import annotations

import io
from dataclasses import asdict
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from reportedly.errors import BadValue
from reportedly.export import FORMATS, Options, export
from reportedly.web.api import shapes
from reportedly.web.api.answers import answer
from reportedly.web.api.shapes import Success
from reportedly.web.pages import notes as noting
from reportedly.web.pages.versions import compared
from reportedly.web.people import Note
from reportedly.web.people.door import need
from reportedly.web.told import desk
from reportedly.web.trouble import Trouble, not_here

router = APIRouter()
Number = Annotated[int | None, Query(ge=1, le=10**9)]
TEXTS = {
    "jsonl": "application/x-ndjson",
    "csv": "text/csv",
    "claimreview": "application/ld+json",
    "annotation": "application/ld+json",
    "prov": "text/turtle",
    "gexf": "application/xml",
    "atom": "application/atom+xml",
    "parquet": "application/vnd.apache.parquet",
}
"""Formats that are one file, with their media types; brat is a folder, which only the command line writes."""


@router.get("/check", response_model=Success[shapes.CheckedShape], tags=["claims"])
def check(request: Request, sentence: Annotated[str, Query(min_length=1, max_length=2000)]) -> Response:
    """Claims that say the same as a sentence, the opposite, or discuss it, and how the articles of the nearest rows stand to it."""
    try:
        claims, articles = desk(request).check(sentence)
    except BadValue as error:
        raise Trouble(400, "That cannot be checked", str(error), "Nothing was changed.") from error
    return answer(request, {"claims": [asdict(c) for c in claims], "articles": [asdict(a) for a in articles]})


@router.get("/notes", response_model=Success[list[shapes.NoteShape]], tags=["notes"])
def notes(request: Request, about: Annotated[str, Query(max_length=2000)]) -> Response:
    """The notes on "claim:ID" or "article:ID", the oldest first; 404 where one is alone with the desk."""
    found = noting.of(request, about)
    if found is None:
        raise Trouble(404, "There are no notes here", "You are alone with this desk.", "Start it with --team to work together.")
    return answer(request, [_told(note) for note in found])


@router.post("/notes", response_model=Success[shapes.NoteShape], status_code=201, tags=["notes"])
def write_note(request: Request, sent: shapes.NoteSentShape) -> Response:
    """Leave a note of at most 250 letters."""
    person = need(request, "reader")
    id = noting.keep(request, sent.about, person.name, sent.text)
    note = next(n for n in noting.of(request, sent.about) or () if n.id == id)
    return answer(request, _told(note), status=201)


@router.delete("/notes/{id}", response_model=Success[shapes.NoteShape], tags=["notes"])
def delete_note(request: Request, id: int) -> Response:
    """Delete one's own note, or as admin anybody's; who deleted it stays on record."""
    need(request, "reader")
    return answer(request, _told(noting.drop(request, id)))


def _told(note: Note) -> dict[str, Any]:
    return {"id": note.id, "about": note.about, "by": note.by, "at": note.at, "text": note.text}


@router.get("/articles/{id}/versions", response_model=Success[shapes.VersionsShape], tags=["articles"])
def versions(request: Request, id: str, old: Number = None, new: Number = None) -> Response:
    """The kept versions of an article's page, and the differences of two: by default the newest and the one before."""
    told = compared(request, id, old, new)
    if told is None:
        raise not_here("article", id)
    return answer(request, told.data())


@router.get("/export", response_class=Response, tags=["exports"], responses={200: {"content": {media: {} for media in TEXTS.values()}}})
def exported(request: Request, format: str = "jsonl", of: Literal["articles", "claims"] | None = None) -> Response:
    """The whole ledger in one of the export formats (`jsonl`, `csv`, `claimreview`, ...)."""
    if format not in TEXTS:
        advice = f"Take one of {', '.join(TEXTS)}; brat is written by `reportedly export`."
        raise Trouble(400, "That is no format of a file", f"It says {format[:40]!r}.", advice)
    try:
        options = Options(of=of)
        FORMATS[format].check(options)
    except BadValue as error:
        raise Trouble(400, "That cannot be exported so", str(error), "Leave out `of`.") from error
    out = io.BytesIO()
    export(desk(request).bundle(), format, out, options)
    name = f"reportedly.{format}"
    return Response(out.getvalue(), media_type=TEXTS[format], headers={"content-disposition": f'attachment; filename="{name}"'})
