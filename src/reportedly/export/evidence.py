"""The articles behind a few claims, found in one pass over all articles; only what the claims need is kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reportedly.claims.values import Claim
from reportedly.export.text import web_address
from reportedly.model import Article, SpeakerKind


@dataclass(frozen=True, slots=True)
class Backing:
    """An article's head and one of its rows' speakers. `url` is None where it is no address of the web."""

    article: str
    url: str | None
    outlet: str | None
    headline: str | None
    published: str | None
    speaker: str | None
    speaker_kind: SpeakerKind


def backings(articles: Iterable[Article], claims: Iterable[Claim]) -> dict[str, Backing]:
    """What stands behind the claims, by "<article>#<row>"; a ref whose article is not among `articles` is missing."""
    wanted = {ref for claim in claims for ref in (*claim.supports, *claim.denies)}
    return {ref: backing for article in articles for ref, backing in _of(article, wanted)} if wanted else {}


def _of(article: Article, wanted: set[str]) -> Iterable[tuple[str, Backing]]:
    for row in article.attributions:
        ref = f"{article.id}#{row.id}"
        if ref in wanted:
            url = web_address(article.url)
            yield ref, Backing(article.id, url, article.outlet, article.headline, article.published, row.speaker, row.speaker_kind)
