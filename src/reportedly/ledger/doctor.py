"""Whether a ledger is sound: everything that it says can be checked against something else that it holds."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections import Counter
from collections.abc import Iterator

from sqlalchemy import Connection, Table, func, select, text

from reportedly.claims.cells import BOOKS, HELD
from reportedly.ledger import coding, fulltext, tallies
from reportedly.ledger.schema import CLAIM, EVIDENCE, KEY, KEY_COUNT, MATCH, MEMBER, METADATA, PAGE, ROW

_AT_ONCE = 200


def examine(connection: Connection) -> list[str]:
    """Every fault in one line each."""
    asked = _database, _references, _pages, _rows, _evidence, _claims, _matches, _keys, _tallies
    return [fault for ask in asked for fault in ask(connection)]


def _database(connection: Connection) -> Iterator[str]:
    if connection.dialect.name == "sqlite":
        said = connection.execute(text("PRAGMA quick_check")).scalar()
        if said != "ok":
            yield f"the file is damaged: {said}"
    wrong = fulltext.check(connection)
    if wrong:
        yield wrong


def _references(connection: Connection) -> Iterator[str]:
    for table in METADATA.sorted_tables:
        for key in table.foreign_keys:
            missing = _dangling(connection, table, key.parent.name, key.column.table, key.column.name)
            if missing:
                yield f"{missing} of {table.name}.{key.parent.name} point at nothing in {key.column.table.name}"


def _dangling(connection: Connection, table: Table, column: str, other: Table, theirs: str) -> int:
    there = select(other.c[theirs]).where(other.c[theirs] == table.c[column]).exists()
    return int(connection.execute(select(func.count()).select_from(table).where(table.c[column].is_not(None), ~there)).scalar() or 0)


def _pages(connection: Connection) -> Iterator[str]:
    current: Counter[str] = Counter()
    last = 0
    while some := list(connection.execute(select(PAGE).where(PAGE.c.id > last).order_by(PAGE.c.id).limit(_AT_ONCE)).mappings()):
        last = some[-1]["id"]
        for page in some:
            name = f"page {page['article']!r} version {page['version']}"
            current[page["article"]] += page["current"]
            try:
                digest = hashlib.sha256(zlib.decompress(page["original"])).hexdigest()
            except zlib.error:
                yield f"{name}: its bytes are damaged"
                continue
            if digest != page["sha256"]:
                yield f"{name}: its bytes are not those that were kept"
            yield from _article(name, page["body"])
    for article, number in current.items():
        if number != 1:
            yield f"page {article!r} has {number} current versions"


def _article(name: str, body: str) -> Iterator[str]:
    try:
        article = coding.article_of(body)
    except (ValueError, KeyError, TypeError) as error:
        yield f"{name}: its article cannot be read ({error})"
        return
    size = len(article.text)
    for row in article.attributions:
        if any(not 0 <= s < e <= size for s, e in (*row.source, *row.cue, *row.content)):
            yield f"{name}: row {row.id} points outside the text"


def _rows(connection: Connection) -> Iterator[str]:
    """The table's rows against those of the current articles."""
    stray = select(func.count()).select_from(ROW).join(PAGE, PAGE.c.id == ROW.c.page).where(PAGE.c.current == 0)
    if number := connection.execute(stray).scalar():
        yield f"{number} rows belong to older versions"
    kept: dict[int, int] = dict(connection.execute(select(ROW.c.page, func.count()).group_by(ROW.c.page)).all())
    for id, name, body in connection.execute(select(PAGE.c.id, PAGE.c.article, PAGE.c.body).where(PAGE.c.current == 1)):
        try:
            told = len(coding.article_of(body).attributions)
        except (ValueError, KeyError, TypeError):
            continue  # `_article` has named it
        if kept.get(id, 0) != told:
            yield f"page {name!r}: {kept.get(id, 0)} rows are kept, its article has {told}"


def _evidence(connection: Connection) -> Iterator[str]:
    """Each piece against its keys in the index, and its arrays."""
    last = 0
    query = select(EVIDENCE.c.id, EVIDENCE.c.ref, EVIDENCE.c.told, EVIDENCE.c.vector).order_by(EVIDENCE.c.id).limit(_AT_ONCE)
    while some := connection.execute(query.where(EVIDENCE.c.id > last)).all():
        first, last = some[0].id, some[-1].id
        counted = select(KEY.c.evidence, func.count()).where(KEY.c.evidence.between(first, last)).group_by(KEY.c.evidence)
        there: dict[int, int] = dict(connection.execute(counted).all())
        for id, ref, told, vector in some:
            try:
                keys = set(json.loads(told)["keys"])
            except (ValueError, KeyError, TypeError):
                yield f"row {ref!r}: its proposition cannot be read"
                continue
            wanted = len(keys) + BOOKS * HELD
            if wanted != there.get(id, 0):
                yield f"row {ref!r}: {there.get(id, 0)} of its {wanted} keys are in the index"
            if len(vector) != coding.VECTOR_BYTES:
                yield f"row {ref!r}: its vector has {len(vector)} bytes, not {coding.VECTOR_BYTES}"


def _claims(connection: Connection) -> Iterator[str]:
    empty = select(func.count()).select_from(CLAIM).where(~CLAIM.c.id.in_(select(MEMBER.c.claim)))
    if number := connection.execute(empty).scalar():
        yield f"{number} claims have no evidence"
    counted = (
        select(MEMBER.c.claim, func.count(func.distinct(ROW.c.page)))
        .join(EVIDENCE, EVIDENCE.c.id == MEMBER.c.evidence)
        .join(ROW, ROW.c.id == EVIDENCE.c.row)
        .group_by(MEMBER.c.claim)
    )
    told = dict(connection.execute(select(CLAIM.c.id, CLAIM.c.reports)).all())
    wrong = [claim for claim, number in connection.execute(counted) if told.get(claim) != number]
    if wrong:
        yield f"{len(wrong)} claims count their reports wrongly, such as {wrong[0]}"


def _matches(connection: Connection) -> Iterator[str]:
    """Claims of several rows rest on matches between them, but for those that a reviewer has put together."""
    mine, theirs = MEMBER.alias("mine"), MEMBER.alias("theirs")
    held = (
        select(mine.c.claim)
        .join(MATCH, MATCH.c.one == mine.c.evidence)
        .join(theirs, (theirs.c.evidence == MATCH.c.other) & (theirs.c.claim == mine.c.claim))
    )
    several = select(MEMBER.c.claim).group_by(MEMBER.c.claim).having(func.count() > 1)
    wrong = select(CLAIM.c.id).where(CLAIM.c.id.in_(several), CLAIM.c.reviewed == 0, CLAIM.c.id.not_in(held)).order_by(CLAIM.c.id)
    found = list(connection.execute(wrong).scalars())
    if found:
        yield f"{len(found)} claims of several rows have no match between them, such as {found[0]}"


def _keys(connection: Connection) -> Iterator[str]:
    counted: dict[str, int] = dict(connection.execute(select(KEY.c.word, func.count()).group_by(KEY.c.word)).all())
    told = {w: n for w, n in connection.execute(select(KEY_COUNT.c.word, KEY_COUNT.c.number)) if n}
    if counted != told:
        yield f"{len(set(counted.items()) ^ set(told.items()))} counts of keys are out of step"


def _tallies(connection: Connection) -> Iterator[str]:
    told, counted = tallies.kept(connection), {key: count for key, (_, count) in tallies.whole(connection).items()}
    wrong = sorted(key for key in told.keys() | counted.keys() if told.get(key) != counted.get(key))
    if wrong:
        yield f"{len(wrong)} counts by name are out of step, such as that of {wrong[0][0]} {wrong[0][1]!r}"
