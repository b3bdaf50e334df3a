"""Questions to the ledger: claims, one claim, a speaker, words, a sentence, a page."""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, and_, desc, func, select, tuple_

from reportedly.claims import Claim, Origin, Stance, Status, Step
from reportedly.errors import NotInLedger
from reportedly.ledger import coding, fulltext
from reportedly.ledger.keeping import parts
from reportedly.ledger.schema import CLAIM, EVIDENCE, MEMBER, PAGE, RELAY, ROW, SPEAKER
from reportedly.model import Article

FEW = 50
"""Speakers of one name that are looked at."""
MANY = 8000
"""Rows from which on a list of their claims is read off the list of all claims: at about the square root of fifty times a million claims
both ways cost the same."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Filters of a list of claims; `since` and `until` are EDTF dates that the claim's last words are compared with.

    `single_origin`: several reports that go back to one source; `one_origin`: those of a single report too.
    """

    status: Status | None = None
    speaker: str | None = None
    outlet: str | None = None
    since: str | None = None
    until: str | None = None
    contested: bool = False
    single_origin: bool = False
    limit: int = 50
    after: str | None = None
    one_origin: bool = False


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim in a list. `reports`: articles that carry it; `origins`: independent first-hand sources; `changed`: ISO moment."""

    id: str
    text: str
    status: Status
    reports: int
    origins: int
    first_said: str | None
    last_said: str | None
    changed: str
    reviewed: bool

    def told(self) -> str:
        """How much stands behind it: "12 reports, 1 origin"."""
        return f"{_many(self.reports, 'report')}, {_many(self.origins, 'origin')}"


@dataclass(frozen=True, slots=True)
class PageRow:
    """What is known of one version of a page."""

    article: str
    version: int
    current: bool
    url: str | None
    outlet: str | None
    headline: str | None
    published: str | None
    sha256: str
    fetched: str
    changes: dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Spoken:
    """One row as an answer: its words, who is said to have said them, through whom, in which page, and the claim they belong to.

    `relayed`: the name that was asked for passed the words on rather than said them.
    """

    ref: str
    words: str
    speaker: str | None
    chain: tuple[str, ...]
    said: str | None
    commitment: str
    confidence: float
    outlet: str | None
    headline: str | None
    published: str | None
    claim: str | None
    claim_text: str | None
    status: Status | None
    stance: Stance | None
    relayed: bool = False


@dataclass(frozen=True, slots=True)
class Evident:
    """A claim with all that it rests on."""

    row: ClaimRow
    evidence: tuple[Spoken, ...]
    origins: tuple[dict[str, Any], ...]
    history: tuple[dict[str, Any], ...]

    def to_json(self) -> dict[str, Any]:
        """The claim object of the contract."""
        return {
            "id": self.row.id,
            "claim": self.row.text,
            "status": self.row.status,
            "supports": [s.ref for s in self.evidence if s.stance == "supports"],
            "denies": [s.ref for s in self.evidence if s.stance == "denies"],
            "origins": [o["name"] for o in self.origins],
            "first_said": self.row.first_said,
            "last_said": self.row.last_said,
            "history": list(self.history),
        }


def _many(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def claims(connection: Connection, wanted: Wanted) -> list[ClaimRow]:
    """Contested first, then by reports; `after` goes on behind that claim."""
    query = select(*LINE)
    plain = (
        # Both, else PostgreSQL passes all contested claims on its way to the first affirmed one.
        (wanted.status, and_(CLAIM.c.status == wanted.status, CLAIM.c.contested == int(wanted.status == "contested"))),
        (wanted.since, CLAIM.c.last_said >= (wanted.since or "")),
        (wanted.until, CLAIM.c.last_said <= f"{wanted.until}~"),
        (wanted.contested, CLAIM.c.contested == 1),
        (wanted.single_origin, and_(CLAIM.c.origins == 1, CLAIM.c.reports > 1)),
        (wanted.one_origin, CLAIM.c.origins == 1),
    )
    for given, condition in plain:
        query = query.where(condition) if given else query
    if wanted.speaker:
        query = _with_rows(connection, query, ROW.c.speaker.in_(named(connection, wanted.speaker)))
    if wanted.outlet:
        pages = select(PAGE.c.id).where(PAGE.c.outlet_key == coding.folded(wanted.outlet), PAGE.c.current == 1)
        query = _with_rows(connection, query, ROW.c.page.in_(pages))
    if wanted.after:
        query = query.where(_behind(connection, wanted.after))
    ordered = query.order_by(desc(CLAIM.c.contested), desc(CLAIM.c.reports), desc(CLAIM.c.id)).limit(wanted.limit)
    return [claim_row(row) for row in connection.execute(ordered).all()]


def _members() -> Select[Any]:
    return select(MEMBER.c.claim).join(EVIDENCE, EVIDENCE.c.id == MEMBER.c.evidence).join(ROW, ROW.c.id == EVIDENCE.c.row)


def _with_rows(connection: Connection, query: Select[Any], mine: ColumnElement[bool]) -> Select[Any]:
    """The claims of a query that some of these rows belong to.

    Of few rows, theirs are gathered first: PostgreSQL would rather go through all claims in their order, for seconds. Where there are many,
    going through the claims meets theirs soon.
    """
    some = select(ROW.c.id).where(mine).limit(MANY).subquery()
    if connection.execute(select(func.count()).select_from(some)).scalar_one() < MANY:
        gathered = _members().where(mine).distinct().subquery()
        return query.join(gathered, gathered.c.claim == CLAIM.c.id)
    return query.where(_members().where(MEMBER.c.claim == CLAIM.c.id, mine).correlate(CLAIM).exists())


def _behind(connection: Connection, id: str) -> Any:
    last = connection.execute(select(CLAIM).where(CLAIM.c.id == id)).mappings().first()
    if last is None:
        raise NotInLedger(f"claim {id!r} is not in the ledger any more; begin the list anew")
    order = "contested", "reports", "id"
    return tuple_(*(CLAIM.c[name] for name in order)) < tuple_(*(last[name] for name in order))


LINE = [CLAIM.c[name] for name in (*ClaimRow.__slots__,)]
"""The columns of a claim in a list: without its origins and history, which are long."""


def claim_row(row: Sequence[Any]) -> ClaimRow:
    """The columns LINE as a value."""
    id, text, status, reports, origins, first_said, last_said, changed, reviewed = row
    return ClaimRow(id, text, status, reports, origins, first_said, last_said, changed, bool(reviewed))


def named(connection: Connection, name: str) -> list[int]:
    """Speakers of this name: exactly, else those whose name holds all its words."""
    exact = connection.execute(select(SPEAKER.c.id).where(SPEAKER.c.name_key == coding.folded(name))).scalar()
    others = [i for i in fulltext.find_speakers(connection, name, FEW) if i != exact]
    return [exact, *others] if exact is not None else list(others)


def spoken_rows() -> Select[Any]:
    """The query for rows as answers, to be narrowed by what is asked; `spoken` runs it."""
    return (
        select(
            ROW.c.id.label("row"),
            ROW.c.ref,
            ROW.c.words,
            SPEAKER.c.name.label("speaker"),
            ROW.c.said,
            ROW.c.commitment,
            ROW.c.confidence,
            PAGE.c.outlet,
            PAGE.c.headline,
            PAGE.c.published,
            MEMBER.c.claim,
            CLAIM.c.text.label("claim_text"),
            CLAIM.c.status,
            MEMBER.c.stance,
        )
        .join(PAGE, PAGE.c.id == ROW.c.page)
        .outerjoin(SPEAKER, SPEAKER.c.id == ROW.c.speaker)
        .outerjoin(EVIDENCE, EVIDENCE.c.row == ROW.c.id)
        .outerjoin(MEMBER, MEMBER.c.evidence == EVIDENCE.c.id)
        .outerjoin(CLAIM, CLAIM.c.id == MEMBER.c.claim)
    )


def spoken(connection: Connection, query: Select[Any], *, relayed: frozenset[int] = frozenset()) -> list[Spoken]:
    """Rows as answers, with their chains, in the order of the query; `relayed`: rows that the name asked for passed on."""
    rows = connection.execute(query).mappings().all()
    chains: dict[int, list[str]] = {}
    for some in parts([r["row"] for r in rows]):
        via = select(RELAY.c.row, SPEAKER.c.name).join(SPEAKER, SPEAKER.c.id == RELAY.c.speaker).where(RELAY.c.row.in_(some))
        for row, name in connection.execute(via.order_by(RELAY.c.row, RELAY.c.place)).all():
            chains.setdefault(row, []).append(name)
    found = []
    for r in rows:
        chain = (*((r["speaker"],) if r["speaker"] else ()), *chains.get(r["row"], ()))
        found.append(Spoken(**{k: v for k, v in r.items() if k != "row"}, chain=chain, relayed=r["row"] in relayed))
    return found


def claim(connection: Connection, id: str) -> Evident:
    """A claim's evidence in the order of time, supports before denies."""
    row, body = _claim(connection, id)
    # By the members' rows: through the outer joins of the whole query a database would look at every row.
    joined = EVIDENCE.c.id == MEMBER.c.evidence
    members = connection.execute(
        select(EVIDENCE.c.ref, EVIDENCE.c.row, MEMBER.c.place).join(EVIDENCE, joined).where(MEMBER.c.claim == id)
    ).all()
    places = {ref: (place, ref) for ref, _, place in members}
    told = [s for some in parts(sorted(row for _, row, _ in members)) for s in spoken(connection, spoken_rows().where(ROW.c.id.in_(some)))]
    evidence = sorted(told, key=lambda s: places[s.ref])
    return Evident(row, tuple(evidence), tuple(body["origins"]), tuple(body["history"]))


def _claim(connection: Connection, id: str) -> tuple[ClaimRow, dict[str, Any]]:
    """A claim, and its origins and history. Raises NotInLedger."""
    found = connection.execute(select(*LINE, CLAIM.c.body).where(CLAIM.c.id == id)).first()
    if found is None:
        raise NotInLedger(f"no claim {id!r} in this ledger; reportedly claims lists them")
    *line, body = found
    return claim_row(line), json.loads(body)


def sides(connection: Connection, id: str) -> tuple[ClaimRow, dict[str, Any], dict[Stance, list[str]]]:
    """A claim, its origins and history, and the refs on each side in the order of time. Raises NotInLedger."""
    row, body = _claim(connection, id)
    members = select(EVIDENCE.c.ref, MEMBER.c.stance).join(EVIDENCE, EVIDENCE.c.id == MEMBER.c.evidence).where(MEMBER.c.claim == id)
    told: dict[Stance, list[str]] = {"supports": [], "denies": []}
    for ref, stance in connection.execute(members.order_by(MEMBER.c.place, EVIDENCE.c.ref)).all():
        told[stance].append(ref)
    return row, body, told


def changed_last(connection: Connection) -> list[str]:
    """Ids of all claims, those that changed last first."""
    return list(connection.execute(select(CLAIM.c.id).order_by(desc(CLAIM.c.changed), CLAIM.c.id)).scalars())


def whole(connection: Connection, id: str) -> Claim:
    """A claim as the value that it was gathered as."""
    found = claim(connection, id)
    return Claim(
        text=found.row.text,
        status=found.row.status,
        supports=tuple(s.ref for s in found.evidence if s.stance == "supports"),
        denies=tuple(s.ref for s in found.evidence if s.stance == "denies"),
        origins=tuple(Origin(o["name"], tuple(o["evidence"]), o["circular"]) for o in found.origins),
        first_said=found.row.first_said,
        last_said=found.row.last_said,
        history=tuple(Step(**s) for s in found.history),
    )


def who(connection: Connection, name: str, limit: int) -> list[Spoken]:
    """What the speakers of this name said, and what they passed on."""
    ids = named(connection, name)
    if not ids:
        return []
    mine = spoken(connection, spoken_rows().where(ROW.c.speaker.in_(ids)).order_by(desc(ROW.c.id)).limit(limit))
    rows = list(connection.execute(select(RELAY.c.row).where(RELAY.c.speaker.in_(ids)).order_by(desc(RELAY.c.row)).limit(limit)).scalars())
    passed = spoken(connection, spoken_rows().where(ROW.c.id.in_(rows)).order_by(desc(ROW.c.id)), relayed=frozenset(rows)) if rows else []
    return [*mine, *passed]


def search(connection: Connection, words: str, limit: int) -> list[Spoken]:
    """Rows by their words."""
    ids = fulltext.find_rows(connection, words, limit)
    return spoken(connection, spoken_rows().where(ROW.c.id.in_(ids)).order_by(desc(ROW.c.id))) if ids else []


_KNOWN = [PAGE.c[name] for name in (*PageRow.__slots__,)]
"""What is told of a page: without its bytes and its article, which are long."""


def _version(id: str, version: int | None, *columns: Any) -> Select[Any]:
    which = PAGE.c.current == 1 if version is None else PAGE.c.version == version
    return select(*columns).where(PAGE.c.article == id, which)


def article(connection: Connection, id: str, version: int | None) -> tuple[PageRow, Article]:
    """One version of a page as an article."""
    row = connection.execute(_version(id, version, *_KNOWN, PAGE.c.body)).mappings().first()
    if row is None:
        raise NotInLedger(f"no page {id!r}{f' version {version}' if version else ''} in this ledger")
    return page_row(row), coding.article_of(row["body"])


def original(connection: Connection, id: str, version: int | None) -> bytes:
    """The bytes of one version."""
    found = connection.execute(_version(id, version, PAGE.c.original)).scalar()
    if found is None:
        raise NotInLedger(f"no page {id!r}{f' version {version}' if version else ''} in this ledger")
    return zlib.decompress(found)


def pages(connection: Connection, current: bool) -> list[PageRow]:
    """Pages, the oldest first."""
    query = select(*_KNOWN).order_by(PAGE.c.id)
    return [page_row(r) for r in connection.execute(query.where(PAGE.c.current == 1) if current else query).mappings()]


def versions(connection: Connection, article: str) -> list[PageRow]:
    """The versions of one page, the oldest first."""
    return [page_row(r) for r in connection.execute(select(*_KNOWN).where(PAGE.c.article == article).order_by(PAGE.c.version)).mappings()]


def page_row(row: RowMapping) -> PageRow:
    """A row of the table as a value."""
    names = ("article", "version", "url", "outlet", "headline", "published", "sha256", "fetched")
    return PageRow(**{n: row[n] for n in names}, current=bool(row["current"]), changes=json.loads(row["changes"]))


NEWEST = "SELECT (SELECT max(id) FROM page), (SELECT max(id) FROM decision)"


def version(newest: Sequence[int | None]) -> str:
    """The newest version of a page and the newest decision, which NEWEST asks for: nothing is written without one of them, and no number
    comes twice."""
    page, decision = newest
    return f"{page or 0}.{decision or 0}"


def counts(connection: Connection) -> dict[str, int]:
    """How much the ledger holds."""
    tables = {"pages": PAGE, "rows": ROW, "claims": CLAIM, "speakers": SPEAKER}
    return {name: int(connection.execute(select(func.count()).select_from(table)).scalar() or 0) for name, table in tables.items()}
