"""What the pages and the API ask of a ledger: reading, searching, adding, deciding."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from reportedly.export import Bundle
from reportedly.web.adding import Added, Incoming
from reportedly.web.deciding import Decision, Doubt, LogLine
from reportedly.web.filters import Filters
from reportedly.web.names import NameLine, OutletView, SpeakerView
from reportedly.web.values import ArticleView, CheckedArticle, CheckedClaim, ClaimLine, ClaimView, Version

Line = TypeVar("Line", covariant=True)


@dataclass(frozen=True)
class Listing(Generic[Line]):
    """A page of a list and the opaque token of the next page; None at the end."""

    lines: tuple[Line, ...]
    next: str | None = None


class Desk(Protocol):
    """A ledger as the web reads it; safe to share between threads.

    Unknown ids give None. Every method may raise ReportedlyError, whose text is told to the reader. `after` is the `next` of the
    page of the list before; one that is none raises ValueError.
    """

    @property
    def editable(self) -> tuple[str, ...]:
        """The values of a row that `decide` can edit: names of `deciding.FIELDS`."""

    def version(self) -> str:
        """Another one after every change of anything that this desk tells, by whatever program; cheap to ask."""

    def claims(self, wanted: Filters, *, after: str | None = None, limit: int = 50, seen: str | None = None) -> Listing[ClaimLine]:
        """Claims that answer to the filters, contested first; those that changed after `seen` (ISO time) come before and are new."""

    def claim(self, id: str, *, most: int | None = None) -> ClaimView | None:
        """A claim with its evidence, on each side at most the first `most` rows."""

    def article(self, id: str) -> ArticleView | None:
        """An article with its rows and their claims."""

    def versions(self, id: str) -> tuple[Version, ...]:
        """All kept versions of an article's page, the oldest first; none for an unknown id."""

    def original(self, id: str) -> bytes | None:
        """The article's page as it came."""

    def speaker(self, name: str, *, after: str | None = None, limit: int | None = None) -> SpeakerView | None:
        """What a speaker said, the newest first: `limit` rows behind `after`, by default all."""

    def speakers(self, *, after: str | None = None, limit: int = 100) -> Listing[NameLine]:
        """Speakers, in an order of the desk's own."""

    def outlet(self, name: str, *, after: str | None = None, limit: int = 100) -> OutletView | None:
        """What an outlet printed and passed on: `limit` articles behind `after`."""

    def outlets(self, *, after: str | None = None, limit: int = 100) -> Listing[NameLine]:
        """Outlets, in an order of the desk's own."""

    def add(self, page: Incoming) -> Added:
        """Read one page into the ledger. Raises PageError where it cannot be read."""

    def check(self, sentence: str) -> tuple[tuple[CheckedClaim, ...], tuple[CheckedArticle, ...]]:
        """The claims that bear on a sentence, and how the nearest articles stand to it. Raises BadValue where this desk cannot tell."""

    def bundle(self) -> Bundle:
        """Everything, to be exported."""

    def doubts(self, *, after: str | None = None, limit: int = 25) -> Listing[Doubt]:
        """What to decide, the most doubtful first; what is decided and undisputed is not among it."""

    def doubt(self, target: str) -> Doubt | None:
        """One row or pair with its decisions, decided or not."""

    def decide(self, decision: Decision) -> LogLine:
        """Decide and log it. The same decision again by the same person is answered with its first entry.

        Raises Stale where somebody decided meanwhile, BadValue for changes that make no sense, KeyError for an unknown target.
        """

    def undo(self, by: str, id: int | None = None) -> LogLine | None:
        """Take an entry back, or the person's own last one; the new entry, or None where there is nothing to undo."""

    def log(self, *, after: str | None = None, limit: int = 100, about: str | None = None, by: str | None = None) -> Listing[LogLine]:
        """The log, the newest first."""
