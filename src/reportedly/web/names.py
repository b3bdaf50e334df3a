"""Speakers and outlets as pages: what they said or passed on, and what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from reportedly.claims.values import Status
from reportedly.web.values import ClaimLine, RelatedLine, Report


@dataclass(frozen=True, slots=True)
class Saying:
    """A row, and the claim that it became part of."""

    report: Report
    claim: ClaimLine | None
    stance: str | None = None


@dataclass(frozen=True, slots=True)
class NameLine:
    """A speaker or an outlet in a list: how many rows or articles, and how many of its claims are contested."""

    name: str
    rows: int
    articles: int
    contested: int = 0


@dataclass(frozen=True, slots=True)
class SpeakerView:
    """What a speaker said or is said to have said: a page of rows, and the token of the next one. The counts are of all rows, but for
    `through` where `looked` says of how many, the newest."""

    name: str
    sayings: tuple[Saying, ...]
    direct: int
    relayed: int
    became: dict[Status, int]
    through: tuple[tuple[str, int], ...]
    next: str | None = None
    looked: int | None = None

    def to_json(self) -> dict[str, Any]:
        """Counts and rows."""
        return {
            "name": self.name,
            "direct": self.direct,
            "relayed": self.relayed,
            "became": self.became,
            "through": [{"name": name, "rows": rows} for name, rows in self.through],
            "rows": [_saying(s) for s in self.sayings],
        }


@dataclass(frozen=True, slots=True)
class OutletView:
    """An outlet: a page of its articles, whom it relays most, what became of what it printed, and who passes it on. `many`: all of its
    articles; `next`: the token of their next page; `looked`: the newest articles that `relays` are of, None where of all;
    `passed`: the same of the rows that `relayed_by` is of."""

    name: str
    articles: tuple[RelatedLine, ...]
    relays: tuple[tuple[str, int], ...]
    became: dict[Status, int]
    relayed_by: tuple[tuple[str, int], ...]
    many: int = 0
    next: str | None = None
    looked: int | None = None
    passed: int | None = None

    def to_json(self) -> dict[str, Any]:
        """Counts and articles."""
        return {
            "name": self.name,
            "articles": [asdict(a) for a in self.articles],
            "many": self.many,
            "relays": [{"name": name, "rows": rows} for name, rows in self.relays],
            "became": self.became,
            "relayed_by": [{"name": name, "rows": rows} for name, rows in self.relayed_by],
        }


def became(claims: Iterable[ClaimLine | None]) -> dict[Status, int]:
    """How many different claims have each status."""
    found = {claim.id: claim.status for claim in claims if claim is not None}
    return dict(Counter(found.values()).most_common())


def most(names: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """Names by how often they come, ties by name."""
    return tuple(sorted(Counter(names).items(), key=lambda n: (-n[1], n[0])))


def _saying(saying: Saying) -> dict[str, Any]:
    return {"row": saying.report.to_json(), "claim": saying.claim.id if saying.claim else None, "stance": saying.stance}
