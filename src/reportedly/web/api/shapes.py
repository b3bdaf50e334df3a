"""The shapes of the API's answers and requests; from them the OpenAPI document is made."""

from __future__ import annotations

from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from reportedly.claims.values import Status
from reportedly.model import Commitment, Kind, SpeakerKind
from reportedly.web.adding import State
from reportedly.web.deciding import Action
from reportedly.web.values import Decided

Data = TypeVar("Data")
Short = Annotated[str, Field(max_length=500)]


class Shape(BaseModel):
    """Base: nothing but the named fields."""

    model_config = ConfigDict(extra="forbid")


class Success(Shape, Generic[Data]):
    """The one shape of success. `next`: opaque token of the next page of a list, for `after`; null at the end."""

    ok: Literal[True]
    data: Data
    next: str | None = None


class ErrorFacts(Shape):
    """What went wrong: HTTP status, title, what happened, what to do."""

    status: int
    title: str
    happened: str
    advice: str


class Failure(Shape):
    """The one shape of errors."""

    ok: Literal[False]
    error: ErrorFacts


class ClaimLineShape(Shape):
    """A claim in a list. `reports`: articles; `origins`: independent first-hand sources; dates are EDTF."""

    id: str
    text: str
    status: Status
    reports: int
    origins: int
    first_said: str | None
    last_said: str | None
    speakers: list[str]
    denied_by: list[str]
    reviewed: bool
    changed: str | None
    new: bool


class SentenceShape(Shape):
    """The sentence that holds a row, and its number: `#s12` in the article's page."""

    number: int
    text: str


class WhyShape(Shape):
    """One decision about a row, explained."""

    field: str
    says: str


class RowShape(Shape):
    """One row as evidence. `ref` is "<article id>#<row id>"; `live` the words on the live page."""

    ref: str
    article: str
    row: str
    headline: str | None
    outlet: str | None
    published: str | None
    speaker: str | None
    speaker_kind: SpeakerKind
    chain: list[str]
    said: str | None
    commitment: Commitment
    kind: Kind
    confidence: float
    words: str
    sentence: SentenceShape
    live: str | None
    why: list[WhyShape]
    decided: Decided | None


class OriginShape(Shape):
    """An independent first-hand source; `name` null: nobody named."""

    name: str | None
    refs: list[str]
    circular: bool


class StepShape(Shape):
    """One change of a claim's status."""

    at: str | None
    status: Status
    because: str


class MomentShape(Shape):
    """A moment of a claim's timeline: `said` (`what` the speaker, `words` a row's, `ref` the row) or `status` (`words` say why)."""

    at: str | None
    kind: Literal["said", "status"]
    what: str
    words: str
    ref: str | None


class NoteShape(Shape):
    """A note by a signed-in person."""

    id: int
    about: str
    by: str
    at: str
    text: str


class ClaimShape(ClaimLineShape):
    """A claim with its evidence, origins and history."""

    supports: list[RowShape]
    denies: list[RowShape]
    silent: list[RowShape]
    origins: list[OriginShape]  # type: ignore[assignment]  # the list says who, the line only how many
    history: list[StepShape]


class NameLineShape(Shape):
    """A speaker or an outlet in a list."""

    name: str
    rows: int
    articles: int
    contested: int


class CountShape(Shape):
    """A name and how many rows it passed on."""

    name: str
    rows: int


class SayingShape(Shape):
    """A row, the claim that it became part of and its stance there."""

    row: RowShape
    claim: str | None
    stance: str | None


class SpeakerShape(Shape):
    """What a speaker said, and what became of it."""

    name: str
    direct: int
    relayed: int
    became: dict[Status, int]
    through: list[CountShape]
    rows: list[SayingShape]


class ArticleLineShape(Shape):
    """An article in a list."""

    id: str
    headline: str | None
    outlet: str | None
    published: str | None
    shared: int


class OutletShape(Shape):
    """What an outlet printed and passed on."""

    name: str
    articles: list[ArticleLineShape]
    many: int
    relays: list[CountShape]
    became: dict[Status, int]
    relayed_by: list[CountShape]


class LogShape(Shape):
    """One entry of the log of decisions."""

    id: int
    at: str
    by: str
    action: Action
    target: str
    words: str
    before: str
    after: str
    undoes: int | None
    undone: bool


class DoubtShape(Shape):
    """Something to decide: a row, or a pair of rows (`other`). Send `seen` back with the decision."""

    target: str
    row: RowShape
    other: RowShape | None
    claim: ClaimLineShape | None
    score: float
    because: str
    seen: int
    decisions: list[LogShape]
    disputed: bool


class ChangesShape(Shape):
    """What an edit changes of a row; fields left out stay. An empty speaker or date means none."""

    speaker: Short | None = None
    chain: list[Short] | None = Field(None, max_length=50)
    said: Short | None = None
    commitment: Commitment | None = None
    content: list[Annotated[str, Field(max_length=20_000)]] | None = Field(None, max_length=50)


class DecisionShape(Shape):
    """A decision. `target`: a row's ref, two refs with a space between, or for `status` a claim's id."""

    action: Literal["accept", "reject", "edit", "merge", "split", "status"]
    target: str = Field(max_length=2000)
    seen: int | None = Field(None, ge=0, description="Number of the last entry that you saw about the target (0: none).")
    changes: ChangesShape | None = None
    status: Status | None = None


class UndoShape(Shape):
    """What to take back: an entry's number, or null for your own last one."""

    id: int | None = Field(None, ge=1, lt=2**53)


class PageShape(Shape):
    """A page to add: its text or HTML, and what is known of it."""

    text: str = Field(min_length=1)
    url: str | None = Field(None, max_length=2000)
    published: str | None = Field(None, max_length=40)
    plain: bool = False


class AddedShape(Shape):
    """What became of a page."""

    article: str
    state: State
    headline: str | None
    rows: int
    first: list[tuple[str | None, str]]


class ProgressLineShape(Shape):
    """One page's progress."""

    name: str
    state: State
    added: AddedShape | None
    because: str | None


class BatchShape(Shape):
    """Progress of pages that were sent together."""

    batch: str
    done: bool
    pages: list[ProgressLineShape]


ArticleShape = dict[str, Any]
"""The article object of docs/format.md with `why` in each attribution, `claims`, `decided`, `version` and `versions`."""


class NearestShape(Shape):
    """The row that a claim's relation to a sentence rests on."""

    ref: str
    words: str
    speaker: str | None


class CheckedClaimShape(Shape):
    """A claim that bears on a sentence. `supports`, `denies`: rows for and against the SENTENCE; `score`: how sure the relation is."""

    id: str
    text: str
    status: Status
    relation: Literal["same", "opposite", "discusses"]
    score: float
    because: str
    supports: int
    denies: int
    nearest: NearestShape


class CheckedArticleShape(Shape):
    """How an article stands to a sentence, and its own sentence that lies nearest."""

    article: str
    outlet: str | None
    headline: str | None
    published: str | None
    stance: Literal["agree", "disagree", "discuss", "unrelated"]
    score: float
    nearest: str


class CheckedShape(Shape):
    """What a ledger says of a sentence."""

    claims: list[CheckedClaimShape]
    articles: list[CheckedArticleShape]


class NoteSentShape(Shape):
    """A note to leave. `about`: "claim:ID" or "article:ID"."""

    about: Annotated[str, Field(max_length=2000)]
    text: Annotated[str, Field(max_length=2000)]


class VersionShape(Shape):
    """One kept version of a page; `told`: what changed from the version before, in words."""

    version: int
    fetched: str | None
    published: str | None
    sha256: str
    headline: str | None
    told: str


class PieceShape(Shape):
    """A run of words: in both versions, or only in the older or newer one."""

    kind: Literal["same", "gone", "new"]
    text: str


class VersionsShape(Shape):
    """The versions of a page, and the paragraphs of two of them compared."""

    versions: list[VersionShape]
    old: int
    new: int
    paragraphs: list[list[PieceShape]]
