"""The vocabulary: article, attribution, speaker, chain, commitment, as immutable values and their JSON.

Every span is a half-open pair of code points into the article's `text`. `to_json` gives the dictionaries of the public contract.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

Span = tuple[int, int]
"""[start, end) in code points into an article's text."""
Kind = Literal["direct", "indirect", "mixed"]
SpeakerKind = Literal["person", "organization", "group", "document", "anonymous"]
Commitment = Literal["affirms", "hedges", "denies", "open"]
PublishedFrom = Literal["metadata", "text", "given"]
JOINT = " … "
"""Between the pieces of cut words wherever people read them, and in a ledger, whose marks of rows are made of it (`ledger.coding`)."""
PLAIN_JOINT = " ... "
"""The same in tables and other exports, which tell their readers to part cells by it."""
Explained = Literal["speaker", "role", "chain", "said", "commitment"]


@dataclass(frozen=True, slots=True)
class Author:
    """One byline: a name and, where the page gives it, an e-mail address."""

    name: str
    email: str | None = None

    def to_json(self) -> dict[str, Any]:
        """{"name", "email"}."""
        return {"name": self.name, "email": self.email}


@dataclass(frozen=True, slots=True)
class Caption:
    """A picture's caption and its credit ("REUTERS/YONHAP"), which is not part of `text`."""

    text: str
    credit: str | None = None

    def to_json(self) -> dict[str, Any]:
        """{"text", "credit"}."""
        return {"text": self.text, "credit": self.credit}


@dataclass(frozen=True, slots=True)
class Related:
    """A link that the page offers beside its article."""

    title: str
    url: str

    def to_json(self) -> dict[str, Any]:
        """{"title", "url"}."""
        return {"title": self.title, "url": self.url}


@dataclass(frozen=True, slots=True)
class TimeMention:
    """An expression of time in the text and its EDTF value."""

    span: Span
    value: str

    def to_json(self) -> dict[str, Any]:
        """{"span", "value"}."""
        return {"span": list(self.span), "value": self.value}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a row has a value: the rule that gave it, and the words of the article that it rests on.

    `field` is the value explained; `rule` a name in the `reasons.toml` of the room that gave the value, whose sentence for it
    `reportedly.reasons.sentence` fills in; `words` spans of the article's text, in the order in which the sentence names them.
    """

    field: Explained
    rule: str
    words: tuple[Span, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """{"field", "rule", "words"}."""
        return {"field": self.field, "rule": self.rule, "words": [list(s) for s in self.words]}


@dataclass(frozen=True, slots=True)
class Attribution:
    """One source, cue and content: who is made responsible for which words.

    `speaker` is None where nobody at all is indicated; `role` is what a person is in the article's own words ("defense minister
    of South Korea"), None where it does not say; `chain` runs from the origin to the last relay before the publishing
    outlet; `said` is an EDTF date or None; `confidence` is between 0 and 1; `parent` is the id of the row whose content this
    one stands in; `why` the reasons for speaker, role, chain, date and commitment.
    """

    id: str
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    kind: Kind = "indirect"
    speaker: str | None = None
    speaker_kind: SpeakerKind = "anonymous"
    role: str | None = None
    chain: tuple[str, ...] = ()
    said: str | None = None
    commitment: Commitment = "affirms"
    confidence: float = 0.0
    parent: str | None = None
    times: tuple[TimeMention, ...] = ()
    why: tuple[Reason, ...] = ()

    def because(self, reason: Reason) -> Attribution:
        """This row with one more reason; it takes the place of an earlier one for the same field."""
        return replace(self, why=(*(r for r in self.why if r.field != reason.field), reason))

    def to_json(self) -> dict[str, Any]:
        """The attribution object of the contract; `why` is not part of it."""
        spans = {role: [list(s) for s in getattr(self, role)] for role in ("source", "cue", "content")}
        return {
            "id": self.id,
            **spans,
            "kind": self.kind,
            "speaker": self.speaker,
            "speaker_kind": self.speaker_kind,
            "role": self.role,
            "chain": list(self.chain),
            "said": self.said,
            "commitment": self.commitment,
            "confidence": round(self.confidence, 4),
            "parent": self.parent,
            "times": [t.to_json() for t in self.times],
        }


@dataclass(frozen=True, slots=True)
class Article:
    """What one page says, and the attributions read from it.

    `origin_map` holds (start in text, start in the page's decoded text, length) for each stretch that was copied unchanged, for
    saved text; it is empty for HTML, whose text has no single place in the bytes.
    """

    id: str
    text: str
    paragraphs: tuple[Span, ...]
    url: str | None = None
    outlet: str | None = None
    headline: str | None = None
    section: tuple[str, ...] = ()
    authors: tuple[Author, ...] = ()
    published: str | None = None
    published_from: PublishedFrom | None = None
    modified: str | None = None
    language: str | None = None
    captions: tuple[Caption, ...] = ()
    related: tuple[Related, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    origin_map: tuple[tuple[int, int, int], ...] = field(default=(), repr=False)

    def words(self, spans: Sequence[Span], joint: str = PLAIN_JOINT) -> str:
        """The text under the spans, joined by " ... " or another joint."""
        return joint.join(self.text[s:e] for s, e in spans)

    def original(self, span: Span) -> Span | None:
        """Where a span of `text` stands in the page as it came (decoded, code points); None where it cannot be told."""
        ends = [self._original_place(span[0]), self._original_place(span[1] - 1)]
        if ends[0] is None or ends[1] is None:
            return None
        return ends[0], ends[1] + 1

    def _original_place(self, place: int) -> int | None:
        for mine, theirs, length in self.origin_map:
            if mine <= place < mine + length:
                return theirs + place - mine
        return None

    def to_json(self) -> dict[str, Any]:
        """The article object of the contract, attributions included."""
        return {
            "id": self.id,
            "url": self.url,
            "outlet": self.outlet,
            "headline": self.headline,
            "section": list(self.section),
            "authors": [a.to_json() for a in self.authors],
            "published": self.published,
            "published_from": self.published_from,
            "modified": self.modified,
            "language": self.language,
            "text": self.text,
            "paragraphs": [list(p) for p in self.paragraphs],
            "captions": [c.to_json() for c in self.captions],
            "related": [r.to_json() for r in self.related],
            "attributions": [a.to_json() for a in self.attributions],
        }
