"""Rows and claims as flat records, the same for CSV and Parquet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from reportedly.claims.values import Claim
from reportedly.export.values import Bundle, Options
from reportedly.model import Article, Attribution

Record = dict[str, Any]


def records(bundle: Bundle, options: Options) -> Iterator[Record]:
    """One record an attribution, or one a claim."""
    if options.of == "claims":
        return (claim_record(id, claim) for id, claim in bundle.claims)
    return (row_record(article, row) for article in bundle.articles for row in article.attributions)


def row_record(article: Article, row: Attribution) -> Record:
    """An attribution with what its article says of itself; `source`, `cue`, `content` are the words, `..._spans` their places."""
    return {
        "article": article.id,
        "url": article.url,
        "outlet": article.outlet,
        "headline": article.headline,
        "published": article.published,
        "published_from": article.published_from,
        "id": row.id,
        "parent": row.parent,
        "speaker": row.speaker,
        "speaker_kind": row.speaker_kind,
        "role": row.role,
        "chain": list(row.chain),
        "said": row.said,
        "commitment": row.commitment,
        "confidence": round(row.confidence, 4),
        "kind": row.kind,
        "source": article.words(row.source),
        "cue": article.words(row.cue),
        "content": article.words(row.content),
        "source_spans": _spans(row.source),
        "cue_spans": _spans(row.cue),
        "content_spans": _spans(row.content),
    }


def claim_record(id: str, claim: Claim) -> Record:
    """A claim; `changed` and `because` are those of its last change of status."""
    last = claim.history[-1] if claim.history else None
    return {
        "id": id,
        "claim": claim.text,
        "status": claim.status,
        "supports": list(claim.supports),
        "denies": list(claim.denies),
        "origins": [origin.name for origin in claim.origins],
        "first_said": claim.first_said,
        "last_said": claim.last_said,
        "changed": last and last.at,
        "because": last and last.because,
        "history": [asdict(step) for step in claim.history],
    }


def _spans(spans: Iterable[tuple[int, int]]) -> list[dict[str, int]]:
    return [{"start": start, "end": end} for start, end in spans]
