"""An article: its text with the rows marked, the rows beside it, and the page as it came."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request

from reportedly.model import JOINT
from reportedly.reasons import explained, sentence
from reportedly.web import links
from reportedly.web.marking import marked
from reportedly.web.pages import notes
from reportedly.web.pages.kept import MOST, source
from reportedly.web.told import Told, desk
from reportedly.web.trouble import not_here
from reportedly.web.values import ArticleView, Why

SHOWN = 200_000
"""Letters of an original that are shown; the rest is a download away."""


def one(request: Request) -> Told:
    """The page of one article."""
    view = _view(request)
    article = view.article
    beside = view.original is not None and request.query_params.get("beside") == "1"
    values = {
        "title": article.headline or article.id,
        "notes": notes.of(request, f"article:{article.id}"),
        "view": view,
        "article": article,
        "rows": article.attributions,
        "paragraphs": marked(article),
        "words": {row.id: article.words(row.content, JOINT) for row in article.attributions},
        "beside": beside,
        "size": len(desk(request).original(article.id) or b"") if beside else 0,
        "drawn": MOST,
        "whys": {row.id: [Why(r.field, sentence(r, article.text)) for r in row.why] for row in article.attributions},
    }
    return Told("article.html", values, lambda: data(view))


def data(view: ArticleView) -> dict[str, Any]:
    """The article object of the contract with its rows explained, and what the ledger knows of it."""
    return {
        **explained(view.article),
        "claims": {row: line.id for row, line in view.claims.items()},
        "decided": view.decided,
        "version": view.version,
        "versions": view.versions,
    }


def original(request: Request) -> Told:
    """The page as it came, as source text: it is shown, never run."""
    view = _view(request)
    body = desk(request).original(view.article.id)
    if body is None or view.original is None:
        raise not_here("original of article", view.article.id)
    text, whole = source(body)
    values = {
        "title": f"Original of {view.article.headline or view.article.id}",
        "view": view,
        "article": view.article,
        "size": len(body),
        "source": text[:SHOWN],
        "cut": len(text) > SHOWN or not whole,
        "file": f"/api/v1{links.article(view.article.id)}/original",
    }
    facts = {"sha256": view.original.sha256, "size": len(body), "at": view.original.at, "text": text, "whole": whole}
    return Told("original.html", values, lambda: facts)


def _view(request: Request) -> ArticleView:
    id = request.path_params["id"]
    found = desk(request).article(id)
    if found is None:
        raise not_here("article", id)
    return found
