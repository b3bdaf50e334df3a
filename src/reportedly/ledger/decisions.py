"""The reviewers' log: what stands, and how it bears on claims. Decisions name words (marks), so that they survive a new reading."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from sqlalchemy import Connection, func, insert, select

from reportedly.claims.values import Status
from reportedly.ledger import coding
from reportedly.ledger.schema import DECISION

Action = Literal["accept", "reject", "merge", "split", "status", "edit", "undo"]
EDITABLE = ("speaker", "chain", "said", "commitment")
"""The values of a row that a reviewer may set right."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log. `target` is a row's mark, or for a claim the mark of its oldest words; `value` depends on the action.

    merge: {"with": mark}; split: {"from": mark}; status: {"status"}; edit: {"changes"}. Every value also holds `ref` or `claim`,
    and `words`: what the target was called when it was decided on.
    """

    id: int
    at: str
    by: str
    action: Action
    target: str
    value: dict[str, Any]
    undoes: int | None = None


@dataclass(slots=True)
class Standing:
    """The decisions that nobody has taken back; the last one on a target counts. `disputed`: rows' marks of which people say different
    things."""

    rows: dict[str, Entry] = field(default_factory=dict)
    edits: dict[str, dict[str, Any]] = field(default_factory=dict)
    merges: list[tuple[str, str]] = field(default_factory=list)
    splits: list[tuple[str, str]] = field(default_factory=list)
    statuses: dict[str, Status] = field(default_factory=dict)
    disputed: set[str] = field(default_factory=set)

    def rejected(self, mark: str) -> bool:
        """Whether a row is out."""
        return mark in self.rows and self.rows[mark].action == "reject"

    def touches(self, marks: Iterable[str]) -> bool:
        """Whether any decision bears on evidence with these marks."""
        ours = set(marks)
        pairs = {m for pair in (*self.merges, *self.splits) for m in pair}
        return not ours.isdisjoint(self.rows.keys() | self.edits.keys() | self.statuses.keys() | pairs)


def entries(connection: Connection) -> list[Entry]:
    """The whole log, the oldest first."""
    found = connection.execute(select(DECISION).order_by(DECISION.c.id)).mappings().all()
    return [Entry(**{**row, "value": json.loads(row["value"])}) for row in found]


def newest(connection: Connection) -> int:
    """The id of the log's last entry, 0 for an empty one: as long as it is the same, the same counts."""
    return int(connection.execute(select(func.max(DECISION.c.id))).scalar() or 0)


def standing(connection: Connection) -> Standing:
    """What counts now."""
    log = entries(connection)
    undone = {e.undoes for e in log if e.action == "undo"}
    now = Standing()
    said: dict[str, dict[str, str]] = {}
    for entry in log:
        if entry.id not in undone and entry.action != "undo":
            _apply(now, entry)
            if entry.action in ("accept", "reject"):
                said.setdefault(entry.target, {})[entry.by] = entry.action
    now.disputed = {target for target, told in said.items() if len(set(told.values())) > 1}
    return now


def _apply(now: Standing, entry: Entry) -> None:
    if entry.action in ("accept", "reject"):
        now.rows[entry.target] = entry
    elif entry.action == "edit":
        now.edits[entry.target] = {**now.edits.get(entry.target, {}), **entry.value["changes"]}
    elif entry.action == "status":
        now.statuses[entry.target] = entry.value["status"]
    else:
        # The later of a merge and a split of the same words is the one that counts.
        pair = (entry.target, entry.value["with" if entry.action == "merge" else "from"])
        mine, other = (now.merges, now.splits) if entry.action == "merge" else (now.splits, now.merges)
        other[:] = [p for p in other if set(p) != set(pair)]
        mine.append(pair)


def write(connection: Connection, action: Action, target: str, value: dict[str, Any], *, by: str, undoes: int | None = None) -> Entry:
    """Add an entry."""
    at = coding.now()
    values = {"at": at, "by": by, "action": action, "target": target, "value": json.dumps(value, ensure_ascii=True), "undoes": undoes}
    made = connection.execute(insert(DECISION).values(**values).returning(DECISION.c.id)).scalar_one()
    return Entry(made, at, by, action, target, value, undoes)
