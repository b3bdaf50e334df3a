"""Articles and sentences -> evidence: the proposition with its names, numbers, dates, vector and sketches."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from reportedly import times
from reportedly.claims.embedder import Embedder
from reportedly.claims.proposition import Propositions, tidy, unique
from reportedly.claims.reading import Reading, read
from reportedly.claims.sketch import PAGE, SENTENCE, sketch
from reportedly.claims.values import Evidence
from reportedly.model import Article, Attribution

_RARE = 6
"""Rarest stems of a proposition that are keys beside its names and numbers."""
_YEAR = 4


def from_article(article: Article, embedder: Embedder) -> tuple[Evidence, ...]:
    """The rows that carry a proposition, in their order; ref "<article id>#<row id>"."""
    propositions = Propositions(article)
    told = [(row, text) for row in article.attributions if row.content and (text := propositions.of(row))]
    vectors = embedder.embed([text for _, text in told])
    page = sketch(article.text, PAGE)
    return tuple(_of_row(article, row, text, vectors[k], page, embedder) for k, (row, text) in enumerate(told))


def from_sentences(sentences: Sequence[str], embedder: Embedder) -> list[Evidence]:
    """Sentences as evidence of nobody (ref ""), affirmed."""
    told = [tidy(s) for s in sentences]
    return [_of_text(text, vector, embedder) for text, vector in zip(told, embedder.embed(told), strict=True)]


def _of_text(text: str, vector: np.ndarray, embedder: Embedder) -> Evidence:
    found = frozenset(m.value for m in times.find(text, None) if m.value[:_YEAR].isdigit())
    return _evidence(text, read(text, embedder.tokenizer), found, vector, sketch(text, SENTENCE), sketch(text, PAGE))


def _of_row(article: Article, row: Attribution, text: str, vector: np.ndarray, page: np.ndarray, embedder: Embedder) -> Evidence:
    inside = (m.value for m in row.times if any(s <= m.span[0] and m.span[1] <= e for s, e in row.content))
    dates = frozenset(v for v in inside if v[:_YEAR].isdigit())
    base = _evidence(text, read(text, embedder.tokenizer), dates, vector, sketch(text, SENTENCE), page)
    return Evidence(
        ref=f"{article.id}#{row.id}",
        article=article.id,
        text=text,
        negative=base.negative,
        commitment=row.commitment,
        speaker=row.speaker,
        speaker_kind=row.speaker_kind,
        chain=row.chain,
        outlet=article.outlet,
        published=article.published,
        said=row.said,
        confidence=row.confidence,
        names=base.names,
        numbers=base.numbers,
        dates=dates,
        keys=base.keys,
        vector=vector,
        sketch=base.sketch,
        page_sketch=page,
    )


def _evidence(text: str, reading: Reading, dates: frozenset[str], vector: np.ndarray, own: np.ndarray, page: np.ndarray) -> Evidence:
    names, numbers = frozenset(reading.names), frozenset(str(n) for n in reading.numbers)
    return Evidence(
        ref="",
        article="",
        text=text,
        negative=reading.negations % 2 == 1,
        commitment="affirms",
        speaker=None,
        speaker_kind="anonymous",
        chain=(),
        outlet=None,
        published=None,
        said=None,
        confidence=1.0,
        names=names,
        numbers=numbers,
        dates=dates,
        keys=unique([*sorted(names), *sorted(numbers), *sorted(dates), *rarest(reading)]),
        vector=vector,
        sketch=own,
        page_sketch=page,
    )


def rarest(reading: Reading) -> Sequence[str]:
    """The rarest stems of a proposition, rarest first."""
    return sorted(reading.rare, key=lambda s: (-reading.rare[s], s))[:_RARE]
