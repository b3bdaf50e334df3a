"""A sentence that somebody wants checked, against the ledger: the claims that bear on it, and how the nearest articles stand to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection, func, select

from reportedly.claims import Analyst, Checker, Match
from reportedly.claims.check import ArticleStance
from reportedly.ledger import coding
from reportedly.ledger.candidates import Shelf, candidates
from reportedly.ledger.keeping import parts
from reportedly.ledger.reading import LINE, ClaimRow, PageRow, Spoken, claim_row, page_row, spoken, spoken_rows
from reportedly.ledger.schema import CLAIM, EVIDENCE, MEMBER, PAGE, ROW

ARTICLES = 4
"""Articles whose stance is read: their sentences are embedded anew, some ten milliseconds each."""
SURE = 0.5
"""Probability from which a claim counts as the same or the opposite; below it is only about the subject. Gathering joins at less, since
it goes by the mean of many pairs, and here one pair decides."""
ABOUT = 0.04
"""Probability below which a claim is not even about the subject: the nearest vectors of a ledger may lie far off."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A claim that bears on a sentence: it says the `same`, the `opposite`, or merely `discusses` the subject.

    `supports` and `denies`: rows for and against the SENTENCE, 0 where it is only discussed. `score`: how sure that relation is,
    `because`: what decided it, `nearest`: the row that was compared.
    """

    relation: Literal["same", "opposite", "discusses"]
    score: float
    because: str
    supports: int
    denies: int
    claim: ClaimRow
    nearest: Spoken


@dataclass(frozen=True, slots=True)
class ArticleAnswer:
    """An article that bears on a sentence: whether it agrees, disagrees or discusses it, how sure that is (0 to 1), and its
    sentence that lies nearest."""

    article: str
    outlet: str | None
    headline: str | None
    published: str | None
    stance: ArticleStance
    score: float
    nearest: str


def check(connection: Connection, analyst: Analyst, sentence: str, limit: int, shelf: Shelf) -> list[Answer]:
    """The evidence of each claim that is nearest to the sentence decides how the claim stands to it."""
    asked = analyst.of_sentence(sentence)
    near = candidates(connection, [asked], shelf)[0]
    matches = analyst.compare(asked, [e for _, e in near]) if near else []
    ordered = sorted(zip(near, matches, strict=True), key=lambda p: -_together(p[1]))
    first: dict[str, tuple[int, Match]] = {}
    claims = _claims_of(connection, [id for id, _ in near])
    for (id, _), match in ordered:
        if id in claims and _together(match) >= ABOUT:
            first.setdefault(claims[id], (id, match))
    chosen = dict(list(first.items())[:limit])
    rows = _rows(connection, [id for id, _ in chosen.values()], list(chosen))
    sides = _sides(connection, list(chosen))
    return [_answer(match, *rows[id], sides[claim]) for claim, (id, match) in chosen.items() if id in rows]


def articles(connection: Connection, analyst: Analyst, checker: Checker, sentence: str, limit: int, shelf: Shelf) -> list[ArticleAnswer]:
    """How the articles of the nearest rows stand to the sentence, the surest first; those that have nothing to do with it are left out."""
    near = candidates(connection, [analyst.of_sentence(sentence)], shelf)[0]
    found = []
    for page, body in _pages(connection, [id for id, _ in near], limit):
        told = checker.stance(sentence, coding.article_of(body))
        if told.stance != "unrelated":
            facts = page.article, page.outlet, page.headline, page.published
            found.append(ArticleAnswer(*facts, told.stance, round(told.score, 4), told.nearest))
    return sorted(found, key=lambda a: (a.stance == "discuss", -a.score))


def _pages(connection: Connection, ids: Sequence[int], limit: int) -> list[tuple[PageRow, str]]:
    """The current pages of evidence, in its order, each once."""
    query = select(EVIDENCE.c.id, ROW.c.page).join(ROW, ROW.c.id == EVIDENCE.c.row).where(EVIDENCE.c.id.in_(ids))
    of: dict[int, int] = dict(connection.execute(query).all())
    pages = list(dict.fromkeys(of[id] for id in ids if id in of))[:limit]
    rows = {row["id"]: row for row in connection.execute(select(PAGE).where(PAGE.c.id.in_(pages))).mappings()}
    return [(page_row(rows[page]), rows[page]["body"]) for page in pages if page in rows]


def _claims_of(connection: Connection, ids: Sequence[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for some in parts(list(ids)):
        found |= dict(connection.execute(select(MEMBER.c.evidence, MEMBER.c.claim).where(MEMBER.c.evidence.in_(some))).all())
    return found


def _answer(match: Match, nearest: Spoken, claim: ClaimRow, sides: dict[str, int]) -> Answer:
    near = _together(match)
    if near < SURE:
        return Answer("discusses", round(1.0 - near, 4), match.because, 0, 0, claim, nearest)
    # Words that somebody denies are the claim's own, though they stand among its denials.
    own = (nearest.stance == "supports") != (nearest.commitment == "denies")
    same = (match.relation == "same") == own
    counts = sides.get("supports", 0), sides.get("denies", 0)
    return Answer("same" if same else "opposite", match.score, match.because, *(counts if same else counts[::-1]), claim, nearest)


def _together(match: Match) -> float:
    """The probability that both carry one claim, on whichever side."""
    return 1.0 - match.score if match.relation == "different" else match.score


def _sides(connection: Connection, claims: Sequence[str]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {name: {} for name in claims}
    counted = select(MEMBER.c.claim, MEMBER.c.stance, func.count()).where(MEMBER.c.claim.in_(list(claims)))
    for name, stance, number in connection.execute(counted.group_by(MEMBER.c.claim, MEMBER.c.stance)):
        found[name][stance] = number
    return found


def _rows(connection: Connection, ids: list[int], claims: list[str]) -> dict[int, tuple[Spoken, ClaimRow]]:
    known = connection.execute(select(EVIDENCE.c.id, EVIDENCE.c.ref, EVIDENCE.c.row).where(EVIDENCE.c.id.in_(ids))).all()
    refs = {one.ref: one.id for one in known}
    rows = {r.id: claim_row(r) for r in connection.execute(select(*LINE).where(CLAIM.c.id.in_(claims))).all()}
    # By the rows' own ids: evidence stands on the far side of an outer join there, and SQLite would walk through all rows to it.
    told = spoken(connection, spoken_rows().where(ROW.c.id.in_([one.row for one in known])))
    return {refs[one.ref]: (one, rows[one.claim]) for one in told if one.claim in rows}
