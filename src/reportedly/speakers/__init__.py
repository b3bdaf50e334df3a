"""Mentions -> speakers and chains within one article: who "he" is, and through whom the words came.

Rules and word lists only; the time is linear in the text and the rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reportedly.model import Article, Attribution
from reportedly.speakers.antecedents import Said
from reportedly.speakers.chains import Chain, How, chains
from reportedly.speakers.explaining import Explainer
from reportedly.speakers.resolving import Speakers

__all__ = ["resolve"]


def resolve(article: Article, rows: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """Fill `speaker`, `speaker_kind` and `chain` of an article's rows; everything else of a row stays; `why` gets the
    reasons of both.

    `rows`: in the order of the text, with spans, kind and parent set. A mention that cannot be resolved stays as written, and
    a row that indicates nobody gets None and "anonymous". Returns as many rows as it takes, in the same order.
    """
    said = _speakers(article, rows)
    found = chains(article, rows, said)
    why = Explainer(article, rows)
    return tuple(_filled(row, said[row.id], *found[row.id], why) for row in rows)


def _speakers(article: Article, rows: Sequence[Attribution]) -> dict[str, Said | None]:
    speakers = Speakers(article, rows)
    order = sorted(rows, key=lambda r: (r.source or r.cue or r.content or ((0, 0),))[0][0])
    found: dict[str, Said | None] = {}
    previous: tuple[Attribution, Said | None] | None = None
    for row in order:
        found[row.id] = speakers.of(row, found.get(row.parent or ""), previous)
        if row.parent is None:
            previous = (row, found[row.id])
    return found


def _filled(row: Attribution, said: Said | None, chain: Chain, how: How, why: Explainer) -> Attribution:
    reasons = (*row.why, why.speaker(row, said), why.chain(row, chain, said, how))
    if said is None:
        return replace(row, speaker=None, speaker_kind="anonymous", chain=chain, why=reasons)
    return replace(row, speaker=said.name, speaker_kind=said.kind, chain=chain, why=reasons)
