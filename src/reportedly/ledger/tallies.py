"""How much each speaker said and each outlet printed, kept in step with every write: lists of names cost what they show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass
from typing import Any, Literal

from sqlalchemy import Connection, Select, case, func, select
from sqlalchemy.dialects import postgresql, sqlite

from reportedly.ledger.keeping import parts
from reportedly.ledger.schema import CLAIM, EVIDENCE, MEMBER, PAGE, RELAY, ROW, SPEAKER, TALLY

Kind = Literal["speaker", "outlet"]
Key = tuple[Kind, str]
STATUSES = "contested", "unconfirmed", "affirmed", "retracted"
_COLUMNS = "rows", "relayed", "pages", *STATUSES


@dataclass(slots=True)
class Count:
    """Rows, those that somebody passed on, the articles that hold them, and the claims that they belong to by status; an outlet's articles
    without rows count too."""

    rows: int = 0
    relayed: int = 0
    pages: int = 0
    contested: int = 0
    unconfirmed: int = 0
    affirmed: int = 0
    retracted: int = 0


def page(connection: Connection, id: int, sign: Literal[1, -1]) -> None:
    """Count a version of a page in or out, by the rows that it has in the table."""
    told: dict[Key, tuple[str, Count]] = {}
    own = select(SPEAKER.c.name_key, func.min(SPEAKER.c.name), func.count(), _RELAYED).join(ROW, ROW.c.speaker == SPEAKER.c.id)
    for key, name, rows, relayed in connection.execute(own.where(ROW.c.page == id).group_by(SPEAKER.c.name_key)):
        told["speaker", key] = name, Count(rows, relayed, 1)
    outlet = connection.execute(select(PAGE.c.outlet_key, PAGE.c.outlet).where(PAGE.c.id == id)).one()
    if outlet.outlet_key is not None:
        rows, relayed = connection.execute(select(func.count(), _RELAYED).select_from(ROW).where(ROW.c.page == id)).one()
        told["outlet", outlet.outlet_key] = outlet.outlet, Count(rows, relayed, 1)
    _add(connection, told, sign)


def claims(connection: Connection, ids: Iterable[str], sign: Literal[1, -1]) -> None:
    """Count claims in or out, by the members that they have in the table; those that are counted out already are left alone."""
    told: dict[Key, tuple[str, Count]] = {}
    for some in parts(sorted(ids)):
        for kind, query in _of_claims().items():
            for key, name, status, number in connection.execute(query.where(CLAIM.c.id.in_(some))):
                _raise(told.setdefault((kind, key), (name, Count()))[1], status, number)
    _add(connection, told, sign)


def whole(connection: Connection) -> dict[Key, tuple[str, Count]]:
    """Every count made anew from the rows."""
    told: dict[Key, tuple[str, Count]] = {}
    rows, pages = func.count(ROW.c.id), func.count(func.distinct(PAGE.c.id))
    named = select(SPEAKER.c.name_key, func.min(SPEAKER.c.name), rows, _RELAYED, func.count(func.distinct(ROW.c.page)))
    own = named.join(ROW, ROW.c.speaker == SPEAKER.c.id).group_by(SPEAKER.c.name_key)
    printed = select(PAGE.c.outlet_key, func.min(PAGE.c.outlet), rows, _RELAYED, pages).outerjoin(ROW, ROW.c.page == PAGE.c.id)
    printed = printed.where(PAGE.c.current == 1, PAGE.c.outlet_key.is_not(None)).group_by(PAGE.c.outlet_key)
    counted: dict[Kind, Select[Any]] = {"speaker": own, "outlet": printed}
    for kind, query in counted.items():
        for key, name, *counts in connection.execute(query):
            told[kind, key] = name, Count(*counts)
    for kind, query in _of_claims().items():
        for key, name, status, number in connection.execute(query):
            _raise(told.setdefault((kind, key), (name, Count()))[1], status, number)
    return told


def kept(connection: Connection) -> dict[Key, Count]:
    """What the table says, but for names of which nothing is left."""
    rows = connection.execute(select(TALLY.c.kind, TALLY.c.key, *(TALLY.c[name] for name in _COLUMNS)))
    return {(kind, key): Count(*counts) for kind, key, *counts in rows if any(counts)}


def make(connection: Connection) -> None:
    """Fill the table from the rows."""
    _add(connection, whole(connection), 1)


_RELAYED = func.coalesce(func.sum(case((select(RELAY.c.row).where(RELAY.c.row == ROW.c.id).correlate(ROW).exists(), 1), else_=0)), 0)
"""How many of the rows have a relay."""


def _raise(count: Count, status: str, number: int) -> None:
    setattr(count, status, getattr(count, status) + number)


def _of_claims() -> dict[Kind, Select[Any]]:
    """Names with the number of claims of each status that their rows belong to, to be narrowed to some claims."""
    number = func.count(func.distinct(CLAIM.c.id))
    rows = (
        select()
        .select_from(CLAIM)
        .join(MEMBER, MEMBER.c.claim == CLAIM.c.id)
        .join(EVIDENCE, EVIDENCE.c.id == MEMBER.c.evidence)
        .join(ROW, ROW.c.id == EVIDENCE.c.row)
        .where(CLAIM.c.contested >= 0)
    )
    said = rows.join(SPEAKER, SPEAKER.c.id == ROW.c.speaker).add_columns(SPEAKER.c.name_key, func.min(SPEAKER.c.name))
    printed = rows.join(PAGE, PAGE.c.id == ROW.c.page).add_columns(PAGE.c.outlet_key, func.min(PAGE.c.outlet))
    return {
        "speaker": said.add_columns(CLAIM.c.status, number).group_by(SPEAKER.c.name_key, CLAIM.c.status),
        "outlet": printed.add_columns(CLAIM.c.status, number)
        .where(PAGE.c.outlet_key.is_not(None))
        .group_by(PAGE.c.outlet_key, CLAIM.c.status),
    }


def _add(connection: Connection, told: dict[Key, tuple[str, Count]], sign: int) -> None:
    if not told:
        return
    made = (sqlite if connection.dialect.name == "sqlite" else postgresql).insert(TALLY)
    raised = {name: TALLY.c[name] + made.excluded[name] for name in _COLUMNS}
    # In the order of the names, so that two writers would never wait for each other crosswise.
    rows = [
        {"kind": kind, "key": key, "name": name, **{c: sign * n for c, n in zip(_COLUMNS, astuple(count), strict=True)}}
        for (kind, key), (name, count) in sorted(told.items(), key=lambda item: item[0])
    ]
    connection.execute(made.on_conflict_do_update(index_elements=["kind", "key"], set_=raised), rows)
