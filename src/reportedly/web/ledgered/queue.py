"""What to decide in a ledger, and its log as the pages show it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from sqlalchemy import Connection, desc, select, tuple_

from reportedly.ledger.decisions import Entry, Standing
from reportedly.ledger.keeping import parts
from reportedly.ledger.schema import CLAIM, DECISION, EVIDENCE, MATCH, ROW
from reportedly.web.deciding import LogLine
from reportedly.web.reviewing import PAIR_DOUBT, ROW_DOUBT

Place = tuple[float, str] | None
"""A score and a key, behind which the queue goes on; None at its beginning."""
Scored = tuple[float, str, tuple[str, ...], str, str]
"""Score, key, marks, what makes it doubtful, and the target. Of one score rows come first, by their refs, then pairs."""
_PAIR = "~pair "


def entries(connection: Connection, *conditions: Any, before: int | None = None, limit: int | None = None) -> list[Entry]:
    """Entries of the log under conditions, the newest first; `before`: older than that number."""
    query = select(DECISION).where(*conditions).order_by(desc(DECISION.c.id))
    query = query.where(DECISION.c.id < before) if before is not None else query
    found = connection.execute(query.limit(limit) if limit else query).mappings()
    return [Entry(**{**row, "value": json.loads(row["value"])}) for row in found]


def log_lines(connection: Connection, found: Sequence[Entry]) -> list[LogLine]:
    """Entries as lines, those that were taken back marked."""
    ids = [entry.id for entry in found]
    gone = set(connection.execute(select(DECISION.c.undoes).where(DECISION.c.undoes.in_(ids))).scalars())
    return [_line(entry, undone=entry.id in gone) for entry in found]


def _line(entry: Entry, *, undone: bool) -> LogLine:
    value = entry.value
    target = " ".join(str(value[k]) for k in ("ref", "claim", "other") if k in value)
    before, after = _told(value.get("before", {})), _told(value.get("changes", {})) or str(value.get("status", ""))
    if entry.action == "undo":
        before, after = after, before
    return LogLine(entry.id, entry.at, entry.by, entry.action, target, str(value.get("words", "")), before, after, entry.undoes, undone)


def _told(changes: dict[str, Any]) -> str:
    return "; ".join(f"{name}: {' → '.join(v) if isinstance(v, list) else v}" for name, v in changes.items())


def about(connection: Connection, marks: Sequence[str]) -> tuple[LogLine, ...]:
    """The log about a row (one mark) or a pair (two), the oldest first."""
    found = entries(connection, DECISION.c.target.in_(list(marks)))
    return tuple(reversed(log_lines(connection, [e for e in found if _same(e, marks)])))


def all_about(connection: Connection, targets: Sequence[Sequence[str]]) -> list[tuple[LogLine, ...]]:
    """What `about` tells of each of several rows and pairs, asked at once."""
    marks = sorted({mark for target in targets for mark in target})
    found = [entry for some in parts(marks) for entry in entries(connection, DECISION.c.target.in_(some))]
    if not found:
        return [()] * len(targets)
    ordered = sorted(found, key=lambda entry: entry.id)
    told = list(zip(ordered, log_lines(connection, ordered), strict=True))
    return [tuple(line for entry, line in told if entry.target in target and _same(entry, target)) for target in targets]


def _same(entry: Entry, marks: Sequence[str]) -> bool:
    other = [entry.value[k] for k in ("with", "from") if k in entry.value and "other" in entry.value]
    return {entry.target, *other} == set(marks)


def claim_marks(connection: Connection, id: str) -> list[str]:
    """What decisions on a claim as a whole name it by; none for what is no claim."""
    found = connection.execute(select(CLAIM.c.body).where(CLAIM.c.id == id)).scalar()
    return [str(json.loads(found)["mark"])] if found else []


def doubtful(connection: Connection, standing: Standing, after: Place, limit: int) -> list[Scored]:
    """Rows and pairs by doubt behind a place in the queue, at most `limit`; what is settled, and not disputed, is left out."""
    settled = {*standing.rows, *standing.edits} - standing.disputed
    pairs = {frozenset(pair) for pair in (*standing.merges, *standing.splits)}
    rows: list[Scored] = []
    for some in _parts(partial(_rows, connection), after, limit):
        rows += [s for s in some if s[2][0] not in settled]
        if len(rows) >= limit:
            break
    # Pairs behind the last row are for another page.
    last = rows[limit - 1][0] if len(rows) >= limit else PAIR_DOUBT
    twos: list[Scored] = []
    for some in _parts(partial(_pairs, connection, last), after, limit):
        twos += [s for s in some if frozenset(s[2]) not in pairs]
        if len(twos) >= limit:
            break
    return sorted([*rows, *twos], key=lambda s: (s[0], s[1].startswith(_PAIR), s[1]))[:limit]


def _parts(asked: Callable[[Place, int], list[Scored]], at: Place, limit: int) -> Iterator[list[Scored]]:
    """What is asked for from a place on, first as much as is wanted, then, where much of it is settled, more at a time."""
    many = limit
    while some := asked(at, many):
        yield some
        if len(some) < many:
            return
        at, many = (some[-1][0], some[-1][1]), 4 * limit


def _rows(connection: Connection, after: Place, limit: int) -> list[Scored]:
    query = select(ROW.c.confidence, ROW.c.ref, ROW.c.mark).where(ROW.c.confidence < ROW_DOUBT)
    if after and after[1].startswith(_PAIR):
        query = query.where(ROW.c.confidence > after[0])
    elif after:
        query = query.where(tuple_(ROW.c.confidence, ROW.c.ref) > tuple_(*after))
    rows = connection.execute(query.order_by(ROW.c.confidence, ROW.c.ref).limit(limit)).all()
    return [(score, ref, (mark,), f"the reading is {score:.2f} sure of its words and source", ref) for score, ref, mark in rows]


def _pairs(connection: Connection, last: float, after: Place, limit: int) -> list[Scored]:
    """Pairs up to a score. The order is that of an index, so that only as many pairs are looked at as are asked for."""
    m = MATCH.c
    chosen = select(m.score, m.one, m.other, m.because).where(m.score < PAIR_DOUBT, m.score <= last, m.relation != "different")
    if after:
        one, other = _pair(after[1])
        chosen = chosen.where(tuple_(m.score, m.one, m.other) > tuple_(after[0], one, other))
    rows = connection.execute(chosen.order_by(m.score, m.one, m.other).limit(limit)).all()
    ids = {id for _, one, other, _ in rows for id in (one, other)}
    known = {
        id: (ref, mark)
        for some in parts(sorted(ids))
        for id, ref, mark in connection.execute(select(EVIDENCE.c.id, EVIDENCE.c.ref, EVIDENCE.c.mark).where(EVIDENCE.c.id.in_(some))).all()
    }
    found: list[Scored] = []
    for score, one, other, because in rows:
        (mine, mark), (theirs, their_mark) = known[one], known[other]
        found.append((score, f"{_PAIR}{one:012} {other:012}", (mark, their_mark), because, f"{mine} {theirs}"))
    return found


def _pair(key: str) -> tuple[int, int]:
    """The pair of a place's key; before all pairs of its score for a row's."""
    if not key.startswith(_PAIR):
        return 0, 0
    one, _, other = key.removeprefix(_PAIR).partition(" ")
    return int(one), int(other)


def match_of(connection: Connection, refs: Sequence[str]) -> tuple[float, str] | None:
    """Score and reason of the match between two rows."""
    ids = {row[0]: row[1] for row in connection.execute(select(EVIDENCE.c.ref, EVIDENCE.c.id).where(EVIDENCE.c.ref.in_(list(refs))))}
    if len(ids) < 2:
        return None
    pair = sorted(ids.values())
    query = select(MATCH.c.score, MATCH.c.because).where(MATCH.c.one == pair[0], MATCH.c.other == pair[1])
    found = connection.execute(query).first()
    return (found[0], found[1]) if found else None
