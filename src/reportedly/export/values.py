"""What an export is made of: articles, claims, people's reviews, and the settings of a file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from reportedly.claims.values import Claim
from reportedly.errors import BadValue
from reportedly.model import Article

Of = Literal["articles", "claims"]
# RFC 3986's scheme and colon, then nothing that RFC 3987 keeps out of an IRI.
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20\x7f-\x9f<>\"{}|\\^`\ud800-\udfff\ufffe\uffff]*")


@dataclass(frozen=True, slots=True)
class Review:
    """A person's standing verdict on a claim.

    `claim` is the claim's id; `rating` the verdict in the reviewer's words ("False", "Mostly true"); `reviewer` a person or, with
    no `organisation`, whoever signs; `date` an ISO date; `note` the reasoning; `url` the page on which the review is published.
    """

    claim: str
    rating: str
    reviewer: str
    date: str | None = None
    note: str | None = None
    organisation: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Bundle:
    """What is exported. Every format iterates each part at most once, so generators will do.

    `claims` are (id, claim) pairs; `reviews` only those that stand: a decision that was taken back is not among them.
    """

    articles: Iterable[Article] = ()
    claims: Iterable[tuple[str, Claim]] = ()
    reviews: Iterable[Review] = ()


@dataclass(frozen=True, slots=True)
class Options:
    """Settings of a file; BadValue where one makes no sense.

    `base`: absolute IRI with which the ids of articles, rows and claims begin where a format needs IRIs. `of`: what is
    written where a format can hold more than one thing (None: articles). `newest`: most entries of a feed. `title`: of a feed.
    """

    base: str = "urn:x-reportedly:"
    of: Of | None = None
    newest: int = 100
    title: str = "Claims that changed"

    def __post_init__(self) -> None:
        if not _IRI.fullmatch(self.base) or self.base[-1] not in "/:#":
            raise BadValue(f"base {self.base!r} is not an absolute IRI ending in / : or #; write it as https://ledger.example/")
        if self.of not in (None, "articles", "claims"):
            raise BadValue(f"{self.of!r} cannot be exported; take articles or claims")
        if self.newest < 1:
            raise BadValue(f"a feed of {self.newest} entries makes no sense; take 1 or more")
