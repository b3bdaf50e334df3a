"""Claims of a ledger as lines of a list, and the counts that speakers' and outlets' pages show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Connection, Select, bindparam, desc, func, select, tuple_

from reportedly.claims.values import Status
from reportedly.ledger import coding, fulltext
from reportedly.ledger.keeping import parts
from reportedly.ledger.reading import LINE, ClaimRow, Wanted, claim_row, claims
from reportedly.ledger.schema import CLAIM, EVIDENCE, MEMBER, PAGE, RELAY, ROW, SPEAKER, TALLY, dated
from reportedly.ledger.tallies import Kind
from reportedly.web.filters import Filters
from reportedly.web.names import NameLine
from reportedly.web.values import STATUSES, ClaimLine, RelatedLine

FIRST = 12
"""Members of a claim, on each side, whose speakers a line may name."""
FOUND, LOOKED = 100, 20
"""Rows that a search for words looks at in one go, the newest first, and how often for one page."""
CHANGED = 20
"""Changed claims that stand before the others."""
COUNTED = 2000
"""Rows, the newest, that the lists of who passes on whom are made from: a name of every day's news has a hundred thousand."""


class Tallied(NamedTuple):
    """Rows under a name, those that somebody passed on, articles, and what became of the rows' claims."""

    rows: int
    relayed: int
    pages: int
    became: dict[Status, int]


def wanted_lines(connection: Connection, wanted: Filters, after: str | None, limit: int) -> tuple[list[ClaimRow], str | None]:
    """Claims under filters, and the token to go on with. Raises ValueError for a token that is none."""
    if wanted.q:
        return _with_words(connection, wanted, after, limit)
    found = claims(
        connection,
        Wanted(
            wanted.status, wanted.speaker, wanted.outlet, wanted.since, wanted.until, one_origin=wanted.single, limit=limit + 1, after=after
        ),
    )
    return found[:limit], found[limit - 1].id if len(found) > limit else None


def _with_words(connection: Connection, wanted: Filters, after: str | None, limit: int) -> tuple[list[ClaimRow], str | None]:
    """The claims of the newest rows that hold the words, FOUND rows at a time, contested first among those; a claim comes with its
    newest such row only. Where other filters leave little of the rows, more of them are looked at, up to LOOKED times."""
    if after and not (after[0] == "w" and after[1:].isdecimal() and len(after) < 18):
        raise ValueError(f"{after[:40]!r} leads nowhere; begin the search anew")
    before = int(after[1:]) if after else None
    told = _row_filters(connection, wanted)
    found: list[ClaimRow] = []
    for _ in range(LOOKED):
        rows = list(fulltext.find_rows(connection, wanted.q or "", FOUND, before=before))
        query = _members().where(ROW.c.id.in_(rows), *told)
        names = list(dict.fromkeys(connection.execute(query).scalars().all()))
        shown = _shown(connection, wanted.q or "", names, before, told) if before is not None else set()
        found += [c for c in claim_rows(connection, [n for n in names if n not in shown]) if _within(c, wanted)]
        before = rows[-1] if len(rows) == FOUND else None
        if before is None or len(found) >= limit // 2:
            break
    return sorted(found, key=lambda c: (c.status != "contested", -c.reports, c.id)), f"w{before}" if before else None


def _members() -> Select[Any]:
    query = select(MEMBER.c.claim).join(EVIDENCE, EVIDENCE.c.id == MEMBER.c.evidence)
    return query.join(ROW, ROW.c.id == EVIDENCE.c.row).join(PAGE, PAGE.c.id == ROW.c.page)


def _row_filters(connection: Connection, wanted: Filters) -> list[Any]:
    told: list[Any] = []
    if wanted.outlet:
        told.append(PAGE.c.outlet_key == coding.folded(wanted.outlet))
    if wanted.speaker:
        told.append(ROW.c.speaker.in_(list(fulltext.find_speakers(connection, wanted.speaker, 50))))
    return told


def _shown(connection: Connection, words: str, claims: Sequence[str], before: int, told: Sequence[Any]) -> set[str]:
    """Those of the claims that have a newer row with the words, under the same filters, and so stood before."""
    of: dict[int, str] = {}
    for some in parts(list(claims)):
        query = _members().add_columns(EVIDENCE.c.row).where(MEMBER.c.claim.in_(some), EVIDENCE.c.row >= before, *told)
        of |= {row: claim for claim, row in connection.execute(query).all()}
    return {of[row] for row in fulltext.that_hold(connection, words, sorted(of))}


def _within(claim: ClaimRow, wanted: Filters) -> bool:
    last = claim.last_said or ""
    return (
        wanted.status in (None, claim.status)
        and (not wanted.single or claim.origins == 1)
        and (not wanted.since or last >= wanted.since)
        and (not wanted.until or "" < last <= f"{wanted.until}~")
    )


_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
# Made once: building a query and its key costs more than asking it of a small ledger.
_CLAIMS = select(*LINE).where(CLAIM.c.id.in_(_IDS))
_OF_REFS = select(EVIDENCE.c.ref, MEMBER.c.claim, MEMBER.c.stance).join(MEMBER, MEMBER.c.evidence == EVIDENCE.c.id)
_OF_REFS = _OF_REFS.where(EVIDENCE.c.ref.in_(_IDS))


def _named() -> Select[Any]:
    """Claims' first FIRST members on each side: claim, stance, and the speaker's name."""
    place = func.row_number().over(partition_by=(MEMBER.c.claim, MEMBER.c.stance), order_by=MEMBER.c.place).label("number")
    ranked = select(MEMBER.c.claim, MEMBER.c.stance, MEMBER.c.evidence, place).where(MEMBER.c.claim.in_(_IDS)).subquery()
    return (
        select(ranked.c.claim, ranked.c.stance, SPEAKER.c.name)
        .join(EVIDENCE, EVIDENCE.c.id == ranked.c.evidence)
        .join(ROW, ROW.c.id == EVIDENCE.c.row)
        .join(SPEAKER, SPEAKER.c.id == ROW.c.speaker)
        .where(ranked.c.number <= FIRST)
        .order_by(ranked.c.number)
    )


_NAMED = _named()


def claim_rows(connection: Connection, ids: Sequence[str]) -> list[ClaimRow]:
    """Claims by id."""
    found: list[ClaimRow] = []
    for some in parts(list(ids)):
        found += [claim_row(r) for r in connection.execute(_CLAIMS, {"ids": some}).all()]
    return found


def bare_claims(connection: Connection, ids: Sequence[str]) -> dict[str, ClaimLine]:
    """Claims by id, without names."""
    return {line.id: line for line in as_lines(connection, claim_rows(connection, ids), named=False)}


def changed_since(connection: Connection, seen: str) -> list[ClaimRow]:
    """Claims that changed after a moment, contested ones first."""
    query = select(*LINE).where(CLAIM.c.changed > moment(seen)).order_by(desc(CLAIM.c.contested), desc(CLAIM.c.reports), CLAIM.c.id)
    return [claim_row(r) for r in connection.execute(query.limit(CHANGED)).all()]


def moment(iso: str) -> str:
    """An ISO moment in UTC as the ledger writes it, so that moments compare as text."""
    return iso[:19] + ".999999Z"


def as_lines(connection: Connection, rows: Sequence[ClaimRow], seen: str | None = None, *, named: bool = True) -> list[ClaimLine]:
    """Claims with the names of who says so and who denies it; `named` False: without, where nobody is to be shown."""
    speakers: dict[tuple[str, str], dict[str, None]] = {}
    for some in parts([row.id for row in rows] if named else []):
        for claim, stance, name in connection.execute(_NAMED, {"ids": some}).all():
            speakers.setdefault((claim, stance), {})[name] = None
    return [
        ClaimLine(
            row.id, row.text, row.status, row.reports, row.origins, row.first_said, row.last_said,
            tuple(speakers.get((row.id, "supports"), ())), tuple(speakers.get((row.id, "denies"), ())), row.reviewed, row.changed,
            seen is not None and row.changed > moment(seen),
        )
        for row in rows
    ]  # fmt: skip


def of_refs(connection: Connection, refs: Sequence[str]) -> dict[str, tuple[str, str]]:
    """The claim and the stance of rows, by ref."""
    found: dict[str, tuple[str, str]] = {}
    for some in parts(list(refs)):
        found |= {ref: (claim, stance) for ref, claim, stance in connection.execute(_OF_REFS, {"ids": some}).all()}
    return found


def counted(connection: Connection, kind: Kind, key: str) -> Tallied | None:
    """What is counted under a name; None for one of which nothing is left."""
    row = connection.execute(select(TALLY).where(TALLY.c.kind == kind, TALLY.c.key == key)).first()
    if row is None or not row.pages:
        return None
    became: dict[Status, int] = {status: number for status in STATUSES if (number := getattr(row, status))}
    return Tallied(row.rows, row.relayed, row.pages, became)


def relays(connection: Connection, rows: Select[Any]) -> tuple[tuple[str, int], ...]:
    """The names that pass on those rows, given by their ids, by how many."""
    number, some = func.count(), rows.subquery()
    query = (
        select(SPEAKER.c.name, number)
        .select_from(some)
        .join(RELAY, RELAY.c.row == some.c.id)
        .join(SPEAKER, SPEAKER.c.id == RELAY.c.speaker)
        .group_by(SPEAKER.c.name)
        .order_by(desc(number), SPEAKER.c.name)
    )
    return tuple((row[0], row[1]) for row in connection.execute(query).all())


def name_lines(connection: Connection, kind: Kind, after: str | None, limit: int) -> tuple[list[NameLine], str | None]:
    """Speakers or outlets by name, and the name to go on behind."""
    query = select(TALLY).where(TALLY.c.kind == kind, TALLY.c.pages > 0).order_by(TALLY.c.key).limit(limit + 1)
    rows = connection.execute(query.where(TALLY.c.key > after) if after else query).all()
    lines = [NameLine(r.name, r.rows, r.pages, r.contested) for r in rows[:limit]]
    return lines, rows[limit - 1].key if len(rows) > limit else None


NEWEST = dated(ROW.c.said).desc(), ROW.c.id.desc()
"""Rows of a speaker by when they were said."""
PRINTED = dated(PAGE.c.published).desc(), PAGE.c.id.desc()
"""Articles of an outlet by when they were published."""


def behind(connection: Connection, after: str | None) -> list[Any]:
    """The condition for rows that come later in the order NEWEST than the row `after`. Raises ValueError where that is gone."""
    if after is None:
        return []
    said = dated(ROW.c.said)
    last = connection.execute(select(said, ROW.c.id).where(ROW.c.ref == coding.plain(after))).first()
    if last is None:
        raise ValueError(f"{after[:80]!r} leads nowhere; begin the list anew")
    return [tuple_(said, ROW.c.id) < tuple_(*last)]


def printed_behind(connection: Connection, after: str | None) -> list[Any]:
    """The same for articles in the order PRINTED."""
    if after is None:
        return []
    printed = dated(PAGE.c.published)
    last = connection.execute(select(printed, PAGE.c.id).where(PAGE.c.article == coding.plain(after), PAGE.c.current == 1)).first()
    if last is None:
        raise ValueError(f"{after[:80]!r} leads nowhere; begin the list anew")
    return [tuple_(printed, PAGE.c.id) < tuple_(*last)]


def related(connection: Connection, id: str, claims: Sequence[str], limit: int) -> tuple[RelatedLine, ...]:
    """Other articles by how many of the claims they share."""
    shared = func.count(func.distinct(MEMBER.c.claim))
    query = (
        select(PAGE.c.article, PAGE.c.headline, PAGE.c.outlet, PAGE.c.published, shared)
        .join(ROW, ROW.c.page == PAGE.c.id)
        .join(EVIDENCE, EVIDENCE.c.row == ROW.c.id)
        .join(MEMBER, MEMBER.c.evidence == EVIDENCE.c.id)
        .where(MEMBER.c.claim.in_(list(claims)), PAGE.c.article != id)
        .group_by(PAGE.c.id, PAGE.c.article, PAGE.c.headline, PAGE.c.outlet, PAGE.c.published)
        .order_by(desc(shared), PAGE.c.article)
        .limit(limit)
    )
    return tuple(RelatedLine(*row) for row in connection.execute(query).all())


def versions(connection: Connection, id: str) -> int:
    """How many versions of a page there are."""
    return int(connection.execute(select(func.count()).where(PAGE.c.article == id)).scalar() or 0)


def printed_by(connection: Connection, speaker: int, key: str) -> tuple[tuple[str, int], ...]:
    """Other outlets that print what this one passed on, by how many of the newest COUNTED rows."""
    number = func.count()
    passed = select(RELAY.c.row).where(RELAY.c.speaker == speaker).order_by(RELAY.c.row.desc()).limit(COUNTED).subquery()
    query = (
        select(func.min(PAGE.c.outlet), number)
        .select_from(passed)
        .join(ROW, ROW.c.id == passed.c.row)
        .join(PAGE, PAGE.c.id == ROW.c.page)
        .where(PAGE.c.outlet_key != key)
        .group_by(PAGE.c.outlet_key)
        .order_by(desc(number), func.min(PAGE.c.outlet))
    )
    return tuple((row[0], row[1]) for row in connection.execute(query).all())


def passed_more(connection: Connection, speaker: int) -> bool:
    """Whether this name passed on more rows than `printed_by` looks at."""
    behind = select(RELAY.c.row).where(RELAY.c.speaker == speaker).order_by(RELAY.c.row.desc()).offset(COUNTED).limit(1)
    return connection.execute(behind).first() is not None
