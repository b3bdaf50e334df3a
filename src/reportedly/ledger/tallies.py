"""How much each speaker said and each outlet printed, kept in step with every write: lists of names cost what they show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass
from typing import Any, Literal

from sqlalchemy import Connection, Select, func, select
from sqlalchemy.dialects import postgresql, sqlite

from reportedly.ledger.keeping import parts
from reportedly.ledger.schema import CLAIM, EVIDENCE, MEMBER, PAGE, ROW, SPEAKER, TALLY

Kind = Literal["speaker", "outlet"]
Key = tuple[Kind, str]
_COLUMNS = "rows", "pages", "contested"


@dataclass(slots=True)
class Count:
    """Rows, the articles that hold them, and contested claims that they belong to; an outlet's articles without rows count too."""

    rows: int = 0
    pages: int = 0
    contested: int = 0


def page(connection: Connection, id: int, sign: Literal[1, -1]) -> None:
    """Count a version of a page in or out, by the rows that it has in the table."""
    told: dict[Key, tuple[str, Count]] = {}
    own = select(SPEAKER.c.name_key, func.min(SPEAKER.c.name), func.count()).join(ROW, ROW.c.speaker == SPEAKER.c.id)
    for key, name, rows in connection.execute(own.where(ROW.c.page == id).group_by(SPEAKER.c.name_key)):
        told["speaker", key] = name, Count(rows, 1)
    outlet = connection.execute(select(PAGE.c.outlet_key, PAGE.c.outlet).where(PAGE.c.id == id)).one()
    if outlet.outlet_key is not None:
        rows = int(connection.execute(select(func.count()).where(ROW.c.page == id)).scalar() or 0)
        told["outlet", outlet.outlet_key] = outlet.outlet, Count(rows, 1)
    _add(connection, told, sign)


def contested(connection: Connection, claims: Iterable[str], sign: Literal[1, -1]) -> None:
    """Count those of the claims that are contested in or out, by the members that they have in the table."""
    told: dict[Key, tuple[str, Count]] = {}
    for some in parts(sorted(claims)):
        wanted = list(connection.execute(select(CLAIM.c.id).where(CLAIM.c.id.in_(some), CLAIM.c.contested == 1)).scalars())
        if wanted:
            for kind, query in _of_contested().items():
                for key, name, number in connection.execute(query.where(CLAIM.c.id.in_(wanted))):
                    told.setdefault((kind, key), (name, Count()))[1].contested += number
    _add(connection, told, sign)


def whole(connection: Connection) -> dict[Key, tuple[str, Count]]:
    """Every count made anew from the rows."""
    told: dict[Key, tuple[str, Count]] = {}
    rows, pages = func.count(ROW.c.id), func.count(func.distinct(PAGE.c.id))
    named = select(SPEAKER.c.name_key, func.min(SPEAKER.c.name), rows, func.count(func.distinct(ROW.c.page)))
    own = named.join(ROW, ROW.c.speaker == SPEAKER.c.id).group_by(SPEAKER.c.name_key)
    printed = select(PAGE.c.outlet_key, func.min(PAGE.c.outlet), rows, pages).outerjoin(ROW, ROW.c.page == PAGE.c.id)
    printed = printed.where(PAGE.c.current == 1, PAGE.c.outlet_key.is_not(None)).group_by(PAGE.c.outlet_key)
    counted: dict[Kind, Select[Any]] = {"speaker": own, "outlet": printed}
    for kind, query in counted.items():
        for key, name, number, held in connection.execute(query):
            told[kind, key] = name, Count(number, held)
    for kind, query in _of_contested().items():
        for key, name, number in connection.execute(query.where(CLAIM.c.contested == 1)):
            told.setdefault((kind, key), (name, Count()))[1].contested = number
    return told


def kept(connection: Connection) -> dict[Key, Count]:
    """What the table says, but for names of which nothing is left."""
    rows = connection.execute(select(TALLY.c.kind, TALLY.c.key, *(TALLY.c[name] for name in _COLUMNS)))
    return {(kind, key): Count(*counts) for kind, key, *counts in rows if any(counts)}


def make(connection: Connection) -> None:
    """Fill the table from the rows."""
    _add(connection, whole(connection), 1)


def _of_contested() -> dict[Kind, Select[Any]]:
    """Names with the number of claims that their rows belong to, to be narrowed to contested ones."""
    number = func.count(func.distinct(CLAIM.c.id))
    rows = (
        select()
        .select_from(CLAIM)
        .join(MEMBER, MEMBER.c.claim == CLAIM.c.id)
        .join(EVIDENCE, EVIDENCE.c.id == MEMBER.c.evidence)
        .join(ROW, ROW.c.id == EVIDENCE.c.row)
    )
    said = rows.join(SPEAKER, SPEAKER.c.id == ROW.c.speaker).add_columns(SPEAKER.c.name_key, func.min(SPEAKER.c.name), number)
    printed = rows.join(PAGE, PAGE.c.id == ROW.c.page).add_columns(PAGE.c.outlet_key, func.min(PAGE.c.outlet), number)
    return {
        "speaker": said.group_by(SPEAKER.c.name_key),
        "outlet": printed.where(PAGE.c.outlet_key.is_not(None)).group_by(PAGE.c.outlet_key),
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
