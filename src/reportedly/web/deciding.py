"""Reviewers' decisions as values: what is doubtful, what was decided, and what the log keeps of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, get_args

from reportedly.claims.values import Status
from reportedly.errors import ReportedlyError
from reportedly.model import Article, Attribution, Commitment, Span
from reportedly.web.values import ClaimLine, Report

Action = Literal["accept", "reject", "edit", "merge", "split", "status", "undo"]
ACTIONS: tuple[Action, ...] = get_args(Action)
COMMITMENTS: tuple[Commitment, ...] = get_args(Commitment)
FIELDS = ("speaker", "chain", "said", "commitment", "content")
"""What an edit may change of a row."""


class Stale(ReportedlyError):
    """Somebody decided meanwhile, or the row was read anew: what the reviewer saw is not what is there."""


@dataclass(frozen=True, slots=True)
class LogLine:
    """One entry of the append-only log. `target`: a ref, two refs joined by a space, or a claim's id; `undoes`: an entry's number."""

    id: int
    at: str
    by: str
    action: Action
    target: str
    words: str
    before: str = ""
    after: str = ""
    undoes: int | None = None
    undone: bool = False

    def to_json(self) -> dict[str, Any]:
        """All fields."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something to decide: a row of low confidence, or two rows whose match is borderline (`other`).

    `seen` is the number of the last log entry about it (0: none); a decision carries it back, so that one made meanwhile is noticed.
    """

    report: Report
    other: Report | None
    claim: ClaimLine | None
    score: float
    because: str
    seen: int = 0
    decisions: tuple[LogLine, ...] = ()

    @property
    def target(self) -> str:
        """What a decision about it is about."""
        return self.report.ref if self.other is None else f"{self.report.ref} {self.other.ref}"

    @property
    def disputed(self) -> bool:
        """Whether two reviewers decided differently and neither took it back."""
        return disputed(self.decisions)

    def to_json(self) -> dict[str, Any]:
        """The doubt with its rows."""
        return {
            "target": self.target,
            "row": self.report.to_json(),
            "other": self.other.to_json() if self.other else None,
            "claim": self.claim.to_json() if self.claim else None,
            "score": self.score,
            "because": self.because,
            "seen": self.seen,
            "decisions": [line.to_json() for line in self.decisions],
            "disputed": self.disputed,
        }


@dataclass(frozen=True, slots=True)
class Decision:
    """What a reviewer decided about a target; `seen` None: whatever happened meanwhile."""

    action: Action
    target: str
    by: str
    seen: int | None = None
    changes: dict[str, Any] = field(default_factory=dict)
    other: str | None = None
    status: Status | None = None


def disputed(decisions: Sequence[LogLine]) -> bool:
    """Whether standing decisions of different people differ."""
    last = {line.by: line.action for line in decisions if not line.undone and line.action in ("accept", "reject", "merge", "split")}
    return len(set(last.values())) > 1


def place_words(article: Article, row: Attribution, lines: Sequence[str]) -> tuple[Span, ...]:
    """Where the edited content stands: each line word for word in the text, at the place nearest to where the row was.

    Raises ValueError where a line is not in the text.
    """
    near = row.content[0][0] if row.content else 0
    spans = []
    for line in lines:
        found = _nearest(article.text, line, near)
        if found is None:
            raise ValueError(f"the article does not say {line[:80]!r}; copy the words as they stand there")
        spans.append((found, found + len(line)))
    return tuple(sorted(spans))


def _nearest(text: str, words: str, near: int) -> int | None:
    before, after = text.rfind(words, 0, near + len(words)), text.find(words, near)
    places = [p for p in (before, after) if p >= 0]
    return min(places, key=lambda p: abs(p - near)) if places and words else None
