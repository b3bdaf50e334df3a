"""New evidence against what the ledger holds and against itself: the matches that are worth keeping."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, insert, select

from reportedly.claims import Analyst, Evidence, Match
from reportedly.claims.shortlist import worth_comparing
from reportedly.ledger.candidates import Shelf, candidates
from reportedly.ledger.keeping import parts
from reportedly.ledger.schema import EVIDENCE, MATCH, PAGE, ROW

UNLIKE = 0.88
"""A pair that is different with at least this probability is not kept: most compared pairs are such."""


@dataclass(frozen=True, slots=True)
class Matched:
    """What new evidence matches: `held`, (its ref, an id in the ledger), `own`, pairs of its refs; ids above `seen` were not there."""

    held: Mapping[tuple[str, int], Match]
    own: Mapping[tuple[str, str], Match]
    seen: int


def compare(connection: Connection, analyst: Analyst, found: Sequence[Evidence], article: str, shelf: Shelf) -> Matched:
    """Compare an article's new evidence with all that is there but that of the article's own older versions, and with itself."""
    seen = int(connection.execute(select(func.max(EVIDENCE.c.id))).scalar() or 0)
    return Matched(_with_held(connection, analyst, found, article, shelf), _among(analyst, found), seen)


def keep(
    connection: Connection,
    analyst: Analyst,
    found: Sequence[Evidence],
    matched: Matched,
    article: str,
    ids: Mapping[str, int],
    shelf: Shelf,
) -> None:
    """Write the matches down, once the evidence has its `ids`, with those of what has come since they were made."""
    mine = set(ids.values())
    came = set(connection.execute(select(EVIDENCE.c.id).where(EVIDENCE.c.id > matched.seen)).scalars()) - mine
    late = _with_held(connection, analyst, found, article, shelf, above=matched.seen, but=mine) if came else {}
    there = _there(connection, {other for _, other in matched.held} - mine)
    pairs = {(ids[ref], other): m for (ref, other), m in matched.held.items() if other in there}
    pairs |= {(ids[ref], other): m for (ref, other), m in late.items()}
    pairs |= {(ids[one], ids[other]): m for (one, other), m in matched.own.items()}
    rows = [
        {"one": min(a, b), "other": max(a, b), "relation": m.relation, "score": m.score, "because": m.because}
        for (a, b), m in pairs.items()
    ]
    if rows:
        connection.execute(insert(MATCH), rows)


def _with_held(
    connection: Connection,
    analyst: Analyst,
    found: Sequence[Evidence],
    article: str,
    shelf: Shelf,
    above: int = 0,
    but: Collection[int] = (),
) -> dict[tuple[str, int], Match]:
    older = select(EVIDENCE.c.id).join(ROW, ROW.c.id == EVIDENCE.c.row).join(PAGE, PAGE.c.id == ROW.c.page).where(PAGE.c.article == article)
    near = candidates(connection, found, shelf, above=above, but={*but, *connection.execute(older).scalars()})
    return {
        (one.ref, id): match
        for one, listed in zip(found, near, strict=True)
        for (id, _), match in zip(listed, _compared(analyst, one, [e for _, e in listed]), strict=True)
        if _counts(match)
    }


def _among(analyst: Analyst, found: Sequence[Evidence]) -> dict[tuple[str, str], Match]:
    pairs = {}
    for number, one in enumerate(found):
        rest = [other for other in found[number + 1 :] if worth_comparing(one, other)]
        for other, match in zip(rest, _compared(analyst, one, rest), strict=True):
            if _counts(match):
                pairs[one.ref, other.ref] = match
    return pairs


def _compared(analyst: Analyst, one: Evidence, others: list[Evidence]) -> list[Match]:
    return analyst.compare(one, others) if others else []


def _counts(match: Match) -> bool:
    return match.relation != "different" or match.score < UNLIKE


def _there(connection: Connection, ids: Collection[int]) -> set[int]:
    found: set[int] = set()
    for some in parts(sorted(ids)):
        found |= set(connection.execute(select(EVIDENCE.c.id).where(EVIDENCE.c.id.in_(some))).scalars())
    return found
