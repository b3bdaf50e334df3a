"""The values of claims: evidence (one attribution as a proposition), how two pieces of evidence relate, and the claim itself.

Nothing here knows of storage: a ledger keeps evidence and matches, and asks for claims.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from reportedly.model import Article, Commitment, SpeakerKind

Relation = Literal["same", "opposite", "different"]
Stance = Literal["supports", "denies"]
Status = Literal["unconfirmed", "affirmed", "contested", "retracted"]
DIMENSIONS = 384
"""Length of a proposition's vector."""


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """One attribution as evidence: its content made self-contained, and everything that matching and status need of its row.

    `ref` is "<article id>#<row id>". `negative`: the proposition's main clause is negated. `keys`: lower-case names, numbers,
    dates and rare words by which evidence on one subject finds each other. `vector`: DIMENSIONS float32 of length one.
    `sketch`: MinHash of the content's sentence, uint32, for near-copies; `page_sketch`: of the article's text.
    """

    ref: str
    article: str
    text: str
    negative: bool
    commitment: Commitment
    speaker: str | None
    speaker_kind: SpeakerKind
    chain: tuple[str, ...]
    outlet: str | None
    published: str | None
    said: str | None
    confidence: float
    names: frozenset[str]
    numbers: frozenset[str]
    dates: frozenset[str]
    keys: tuple[str, ...]
    vector: NDArray[np.float32] = field(repr=False)
    sketch: NDArray[np.uint32] = field(repr=False)
    page_sketch: NDArray[np.uint32] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Match:
    """How two pieces of evidence relate: `score` is the probability of `relation`, `because` what decided, for a reader."""

    relation: Relation
    score: float
    because: str


@dataclass(frozen=True, slots=True)
class Origin:
    """An independent first-hand source of a claim, and the evidence that goes back to it. `name` None: nobody is named."""

    name: str | None
    evidence: tuple[str, ...]
    circular: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One change of a claim's status: `at` EDTF, `because` a rule of docs/status.md in words, with the evidence's refs in it."""

    at: str | None
    status: Status
    because: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A checkable proposition with its evidence; `supports` and `denies` hold refs, in the order of time."""

    text: str
    status: Status
    supports: tuple[str, ...]
    denies: tuple[str, ...]
    origins: tuple[Origin, ...]
    first_said: str | None
    last_said: str | None
    history: tuple[Step, ...]

    def to_json(self, id: str) -> dict[str, Any]:
        """The claim object of the contract."""
        return {
            "id": id,
            "claim": self.text,
            "status": self.status,
            "supports": list(self.supports),
            "denies": list(self.denies),
            "origins": [o.name for o in self.origins],
            "first_said": self.first_said,
            "last_said": self.last_said,
            "history": [asdict(step) for step in self.history],
        }


class Analyst(Protocol):
    """What a ledger asks of this room; `reportedly.claims.Claims` is the one that is shipped."""

    def evidence(self, article: Article) -> tuple[Evidence, ...]:
        """The article's rows as evidence: those that carry a proposition, in the order of the rows."""

    def of_sentence(self, sentence: str) -> Evidence:
        """A sentence that somebody wants checked, as evidence of nobody (ref "")."""

    def compare(self, one: Evidence, others: list[Evidence]) -> list[Match]:
        """How each of the shortlisted others relates to one; symmetric, and deterministic."""

    @property
    def join(self) -> float:
        """Least probability (0 to 1) of a pair by which two groups of evidence may become one claim."""

    def groups(self, refs: Iterable[str], matches: Mapping[tuple[str, str], Match]) -> list[frozenset[str]]:
        """Refs by the claim that they carry, every one in one group. `matches` as for `claims`; only those of `refs` count."""

    def claim(self, evidence: list[Evidence], matches: Mapping[tuple[str, str], Match]) -> Claim:
        """One claim of evidence that belongs together, whatever its pairs say: the sides are those of the likeliest matches."""

    def claims(self, evidence: list[Evidence], matches: dict[tuple[str, str], Match]) -> list[Claim]:
        """Connected evidence -> claims. `matches`: by (ref, ref), the smaller ref first. The order of `evidence` does not matter."""
