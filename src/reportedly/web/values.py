"""What the pages show: immutable views of the ledger, each with its JSON twin."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from reportedly.claims.check import ArticleStance
from reportedly.claims.values import Stance, Status
from reportedly.model import Article, Attribution, Commitment, Kind, Span, SpeakerKind

STATUSES: tuple[Status, ...] = ("contested", "unconfirmed", "affirmed", "retracted")
Decided = Literal["accepted", "rejected"]


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """One claim in a list. `reports`: articles that carry it; `origins`: independent first-hand sources."""

    id: str
    text: str
    status: Status
    reports: int
    origins: int
    first_said: str | None
    last_said: str | None
    speakers: tuple[str, ...] = ()
    denied_by: tuple[str, ...] = ()
    reviewed: bool = False
    changed: str | None = None
    new: bool = False

    def to_json(self) -> dict[str, Any]:
        """All fields."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Why:
    """One decision about a row, explained."""

    field: str
    says: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A sentence with a row's own words in it: text before, pieces (text, whether it is the row's content), and its number."""

    number: int
    parts: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Report:
    """One row as evidence, with what a reader needs of its article."""

    ref: str
    article: str
    row: str
    headline: str | None
    outlet: str | None
    published: str | None
    speaker: str | None
    speaker_kind: SpeakerKind
    chain: tuple[str, ...]
    said: str | None
    commitment: Commitment
    kind: Kind
    confidence: float
    words: str
    shown: Shown
    live: str | None
    why: tuple[Why, ...] = ()
    decided: Decided | None = None

    def to_json(self) -> dict[str, Any]:
        """All fields; the sentence as one string."""
        told = asdict(self)
        told["sentence"] = {"number": self.shown.number, "text": "".join(text for text, _ in self.shown.parts)}
        del told["shown"]
        return told


@dataclass(frozen=True, slots=True)
class OriginLine:
    """An independent first-hand source of a claim: its name (None: nobody named), and how many rows go back to it."""

    name: str | None
    refs: tuple[str, ...]
    circular: bool = False


@dataclass(frozen=True, slots=True)
class StepLine:
    """One change of a claim's status: when, to what, and why as parts of text, each with the ref that it names or None."""

    at: str | None
    status: Status
    because: tuple[tuple[str, str | None], ...]


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim with its evidence; `many`: how many rows support and deny it, of which `supports` and `denies` may be the first."""

    line: ClaimLine
    supports: tuple[Report, ...]
    denies: tuple[Report, ...]
    silent: tuple[Report, ...]
    origins: tuple[OriginLine, ...]
    history: tuple[StepLine, ...]
    notes: tuple[NoteLine, ...] = ()
    many: tuple[int, int] = (0, 0)

    def evidence(self) -> tuple[tuple[Report, Stance], ...]:
        """All reports with their stance."""
        return (*((r, "supports") for r in self.supports), *((r, "denies") for r in self.denies))

    def to_json(self) -> dict[str, Any]:
        """The claim with its evidence, origins and history."""
        return {
            **self.line.to_json(),
            "supports": [r.to_json() for r in self.supports],
            "denies": [r.to_json() for r in self.denies],
            "silent": [r.to_json() for r in self.silent],
            "origins": [asdict(o) for o in self.origins],
            "history": [{"at": s.at, "status": s.status, "because": "".join(text for text, _ in s.because)} for s in self.history],
            "notes": [asdict(n) for n in self.notes],
        }


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A reader's note on a claim or an article."""

    id: str
    by: str
    at: str
    text: str


@dataclass(frozen=True, slots=True)
class Original:
    """The page as it came: its digest and when it was kept."""

    sha256: str
    at: str | None


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article with its rows, the claims that they carry (by row id) and related articles by shared claims."""

    article: Article
    claims: dict[str, ClaimLine] = field(default_factory=dict)
    decided: dict[str, Decided] = field(default_factory=dict)
    related: tuple[RelatedLine, ...] = ()
    original: Original | None = None
    version: int = 1
    versions: int = 1


@dataclass(frozen=True, slots=True)
class RelatedLine:
    """Another article and how many claims it shares."""

    id: str
    headline: str | None
    outlet: str | None
    published: str | None
    shared: int


def shown(article: Article, row: Attribution, sentence: Span, number: int) -> Shown:
    """The row's sentence with the content's words told apart."""
    parts: list[tuple[str, bool]] = []
    at = sentence[0]
    for start, end in sorted(row.content):
        left, right = max(start, at), min(end, sentence[1])
        if left >= right:
            continue
        parts += [(article.text[at:left], False)] * (at < left) + [(article.text[left:right], True)]
        at = right
    tail = article.text[at : sentence[1]]
    return Shown(number, (*parts, *([(tail, False)] if tail else [])))


def linked(because: str, refs: Sequence[str]) -> tuple[tuple[str, str | None], ...]:
    """A reason's text in parts, those that are one of `refs` marked as such; longer refs win ("x#a12" over "x#a1")."""
    if not refs:
        return ((because, None),)
    known = "|".join(re.escape(ref) for ref in sorted(refs, key=len, reverse=True))
    parts = re.split(rf"(?<![\w-])({known})(?!\w)", because)
    return tuple((text, text if place % 2 else None) for place, text in enumerate(parts) if text)


@dataclass(frozen=True, slots=True)
class Version:
    """One kept version of a page: its text as it was read, and in words what changed from the version before."""

    version: int
    fetched: str | None
    published: str | None
    sha256: str
    headline: str | None
    told: str
    text: str


@dataclass(frozen=True, slots=True)
class Nearest:
    """The row that a claim's relation to a sentence rests on."""

    ref: str
    words: str
    speaker: str | None


@dataclass(frozen=True, slots=True)
class CheckedClaim:
    """A claim that bears on a sentence; `supports` and `denies` are rows for and against the sentence."""

    id: str
    text: str
    status: Status
    relation: Literal["same", "opposite", "discusses"]
    score: float
    because: str
    supports: int
    denies: int
    nearest: Nearest


@dataclass(frozen=True, slots=True)
class CheckedArticle:
    """How an article stands to a sentence: agree, disagree or discuss; its own sentence that lies nearest."""

    article: str
    outlet: str | None
    headline: str | None
    published: str | None
    stance: ArticleStance
    score: float
    nearest: str
