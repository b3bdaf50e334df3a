"""Decisions in memory: an append-only log, what of it stands, and what it does to rows and matches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from reportedly.claims.values import Claim, Match, Step
from reportedly.errors import BadValue
from reportedly.model import JOINT, Article, Attribution
from reportedly.web.deciding import COMMITMENTS, FIELDS, Decision, LogLine, Stale, disputed, place_words
from reportedly.web.values import Decided
from reportedly.wordlists import words

ROW_DOUBT = 0.7
"""Rows that are less sure than this are asked about."""
PAIR_DOUBT = 0.75
"""Matches that are less sure than this are asked about."""
_ROW_ACTIONS = frozenset({"accept", "reject"})
_PAIR_ACTIONS = frozenset({"merge", "split"})
_SETTLING = _ROW_ACTIONS | _PAIR_ACTIONS | {"edit"}
_PAST = {
    "accept": "accepted", "reject": "rejected", "edit": "edited", "merge": "merged", "split": "split", "status": "set", "undo": "undone",
}  # fmt: skip


class Decisions:
    """The log and what stands of it."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._lines: list[LogLine] = []
        self._made: dict[int, Decision] = {}

    def lines(self) -> list[LogLine]:
        """All entries, the oldest first, those that were taken back marked."""
        gone = self._gone()
        return [replace(line, undone=line.id in gone) for line in self._lines]

    def about(self, target: str) -> tuple[LogLine, ...]:
        """The entries about a target."""
        return tuple(line for line in self.lines() if line.target == target)

    def decide(self, decision: Decision, words: str, row: tuple[Article, Attribution] | None) -> LogLine:
        """Log a decision. Raises Stale and BadValue."""
        fitting(decision)
        before = self.about(decision.target)
        known = again(decision, before)
        if known:
            return known
        changes, was, now = decision.changes, "", str(decision.status or "")
        if decision.action == "edit":
            if row is None:
                raise BadValue("only a row can be edited")
            changes = checked(decision.changes, *row)
            was, now = _fields(row[1], changes, row[0]), _fields(replace(row[1], **changes), changes, row[0])
        return self._append(replace(decision, changes=changes), words, was, now)

    def undo(self, by: str, id: int | None = None) -> LogLine | None:
        """Take an entry back by a new one."""
        open_lines = [x for x in self.lines() if x.action != "undo" and not x.undone and (x.by == by if id is None else x.id == id)]
        if not open_lines:
            return None
        last = open_lines[-1]
        return self._append(Decision("undo", last.target, by), last.words, last.after, last.before, undoes=last.id)

    def made(self, id: int) -> Decision | None:
        """The decision of an entry."""
        return self._made.get(id)

    def _append(self, decision: Decision, words: str, was: str, now: str, *, undoes: int | None = None) -> LogLine:
        at = self._clock().isoformat(timespec="seconds")
        line = LogLine(len(self._lines) + 1, at, decision.by, decision.action, decision.target, words, was, now, undoes)
        self._lines.append(line)
        self._made[line.id] = decision
        return line

    def _gone(self) -> set[int]:
        return {line.undoes for line in self._lines if line.undoes is not None}

    def _open(self, target: str | None = None) -> Iterable[tuple[LogLine, Decision]]:
        gone = self._gone()
        return ((x, self._made[x.id]) for x in self._lines if x.id not in gone and x.action != "undo" and target in (None, x.target))

    def standing(self, target: str) -> str | None:
        """The last action on a row or pair that stands and settles it."""
        return next((x.action for x, _ in reversed(list(self._open(target))) if x.action in _SETTLING), None)

    def word(self, ref: str) -> Decided | None:
        """Whether a row was accepted or rejected."""
        standing = next((x.action for x, _ in reversed(list(self._open(ref))) if x.action in _ROW_ACTIONS), None)
        return "accepted" if standing == "accept" else "rejected" if standing == "reject" else None

    def row(self, ref: str, row: Attribution) -> Attribution:
        """The row with its edits."""
        for line, made in self._open(ref):
            if line.action == "edit":
                row = replace(row, **made.changes)
        return row

    def matches(self, compared: Mapping[tuple[str, str], Match]) -> dict[tuple[str, str], Match]:
        """The matches with merges and splits laid over them, the later over the earlier."""
        found = dict(compared)
        for line, made in self._open():
            if line.action in _PAIR_ACTIONS:
                relation: Any = "same" if line.action == "merge" else "different"
                told = Match(relation, 1.0, f"{_PAST[line.action]} by {line.by}")
                found.update(dict.fromkeys(made.changes["pairs"], told))
        return found

    def status(self, id: str, claim: Claim) -> Claim:
        """The claim with a status that a reviewer set."""
        for line, made in self._open(id):
            if made.status:
                step = Step(line.at, made.status, f"set by {line.by}")
                claim = replace(claim, status=made.status, history=(*claim.history, step))
        return claim

    def queue(
        self, rows: Iterable[tuple[str, Attribution]], compared: Mapping[tuple[str, str], Match], of: Mapping[str, str]
    ) -> list[tuple[str, float, str]]:
        """Targets by doubt with their score and what makes them doubtful; settled ones are left out."""
        found = [
            (ref, row.confidence, f"the reading is {row.confidence:.2f} sure of its words and source")
            for ref, row in rows
            if row.confidence < ROW_DOUBT
        ]
        found += [
            (" ".join(pair), match.score, match.because)
            for pair, match in compared.items()
            if match.score < PAIR_DOUBT and match.relation != "different" and all(ref in of for ref in pair)
        ]
        return sorted((d for d in found if not self._settled(d[0])), key=lambda d: (d[1], d[0]))

    def _settled(self, target: str) -> bool:
        decisions = self.about(target)
        return bool(decisions) and self.standing(target) is not None and not disputed(decisions)


def fitting(decision: Decision) -> None:
    """Raises BadValue where what is decided of two rows is for one: rows are accepted, rejected and edited, pairs merged or split."""
    if decision.action in ("accept", "reject", "edit") and " " in decision.target:
        raise BadValue(f"{decision.action} is for one row; two rows of one claim are merged, two that are not are split")


def again(decision: Decision, before: Sequence[LogLine]) -> LogLine | None:
    """The entry of the same decision sent twice. Raises Stale where somebody else came first."""
    last = before[-1] if before else None
    if decision.seen is None or last is None or last.id == decision.seen:
        return None
    if not last.undone and decision.action != "edit" and (last.action, last.by) == (decision.action, decision.by):
        return last
    raise Stale(f"{last.by} {_PAST[last.action]} this on {last.at.replace('T', ' at ')[:19]}; look at it again before you decide")


def checked(changes: Mapping[str, Any], article: Article, row: Attribution, fields: Sequence[str] = FIELDS) -> dict[str, Any]:
    """An edit's values as a row holds them. Values that are as before are left out.

    Raises BadValue for what makes no sense, and where nothing is left to change.
    """
    told: dict[str, Any] = {}
    for name, value in changes.items():
        if name not in fields:
            raise BadValue(f"{name!r} cannot be edited; take one of {', '.join(fields)}")
        told[name] = _checked(name, value, article, row)
    new = {name: value for name, value in told.items() if value != getattr(row, name)}
    if not new:
        raise BadValue("nothing was changed")
    return new


def _checked(name: str, value: Any, article: Article, row: Attribution) -> Any:
    if name == "chain":
        return tuple(part.strip() for part in value if part.strip())
    if name == "commitment" and value not in COMMITMENTS:
        raise BadValue(f"commitment {value!r} is not one of {', '.join(COMMITMENTS)}")
    if name == "content":
        try:
            return place_words(article, row, [line for line in value if line.strip()])
        except ValueError as error:
            raise BadValue(str(error)) from error
    return value or None


def silent(article: Article, row: Attribution) -> bool:
    """Whether the row only says that its source stays silent ("declined to comment")."""
    if row.commitment != "open":
        return False
    told = " ".join(article.words((*row.cue, *row.content), " ").casefold().split())
    return any(phrase in told for phrase in words("web", "silence", "silence"))


def _fields(row: Attribution, changes: Mapping[str, Any], article: Article) -> str:
    def told(name: str) -> str:
        value = getattr(row, name)
        if name == "content":
            return article.words(value, JOINT)
        return " → ".join(value) if name == "chain" else str(value)

    return "; ".join(f"{name}: {told(name)}" for name in changes)
