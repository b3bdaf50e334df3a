"""Mentions -> speakers and chains within one article: who "he" is, and through whom the words came.

Rules and word lists only; the time is linear in the text and the rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reportedly.model import Article, Attribution, Reason
from reportedly.speakers.antecedents import Said
from reportedly.speakers.chains import Chain, How, chains
from reportedly.speakers.explaining import Explainer
from reportedly.speakers.resolving import Speakers
from reportedly.speakers.roles import Roles

__all__ = ["resolve"]


def resolve(article: Article, rows: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """Fill `speaker`, `speaker_kind`, `role` and `chain` of an article's rows; everything else of a row stays; `why` gets the
    reasons.

    `rows`: in the order of the text, with spans, kind and parent set. A mention that cannot be resolved stays as written, and
    a row that indicates nobody gets None and "anonymous". Returns as many rows as it takes, in the same order.
    """
    speakers = Speakers(article, rows)
    said = _speakers(speakers, rows)
    found = chains(article, rows, said)
    roles = Roles(speakers.cast)
    why = Explainer(article, rows)
    return tuple(_filled(row, said[row.id], roles, *found[row.id], why) for row in rows)


def _speakers(speakers: Speakers, rows: Sequence[Attribution]) -> dict[str, Said | None]:
    order = sorted(rows, key=lambda r: (r.source or r.cue or r.content or ((0, 0),))[0][0])
    found: dict[str, Said | None] = {}
    previous: tuple[Attribution, Said | None] | None = None
    for row in order:
        found[row.id] = speakers.of(row, found.get(row.parent or ""), previous)
        if row.parent is None:
            previous = (row, found[row.id])
    return found


def _filled(row: Attribution, said: Said | None, roles: Roles, chain: Chain, how: How, why: Explainer) -> Attribution:
    reasons = (*row.why, why.speaker(row, said), why.chain(row, chain, said, how))
    if said is None:
        return replace(row, speaker=None, speaker_kind="anonymous", chain=chain, why=reasons)
    role = roles.of(said, row.source[0] if row.source else None)
    reasons += (Reason("role", "called", (role.span,)),) if role else ()
    return replace(row, speaker=said.name, speaker_kind=said.kind, role=role.words if role else None, chain=chain, why=reasons)
