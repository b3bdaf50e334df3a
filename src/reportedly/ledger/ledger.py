"""The ledger as a whole: adding pages, asking for claims, speakers and words, deciding, checking."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any

from sqlalchemy import Connection, select, text

from reportedly.claims import Analyst, Checker, Claim, Claims, Evidence
from reportedly.ledger import checking, coding, decisions, doctor, gathering, keeping, matching, reading, reviewing, tallies
from reportedly.ledger.candidates import Shelf
from reportedly.ledger.checking import Answer, ArticleAnswer
from reportedly.ledger.keeping import Added as Added
from reportedly.ledger.matching import Matched
from reportedly.ledger.opening import open_engine, quickly, refresh, writing
from reportedly.ledger.opening import reading as read_only
from reportedly.ledger.reading import ClaimRow, Evident, PageRow, Spoken, Wanted
from reportedly.ledger.schema import EVIDENCE
from reportedly.model import Article
from reportedly.reader import Reader

_GROWN = 500
"""Pages after which the database looks at its indexes anew: a long run of adding begins with an empty one."""


class Ledger:
    """A ledger of pages, their rows and claims. Safe to share between threads; several programs may use one at a time.

    `url`: a file's path (SQLite, made when it is not there) or `postgresql://USER@HOST/NAME`. `analyst` and `reader` are only
    loaded when they are first needed, by default the package's own. Every write is one transaction: after `add` has returned, the
    page is there for good, whatever happens to the program. Raises LedgerError where `url` is no ledger or cannot be reached.
    """

    def __init__(self, url: str = "reportedly.db", *, analyst: Analyst | None = None, reader: Reader | None = None) -> None:
        """Open the ledger, and bring its schema up to date."""
        self.url = url
        self._engine = open_engine(url)
        self._analyst, self._reader = analyst, reader
        self._shelf = Shelf()
        self._grown = 0
        self._checker: Checker | None = None
        self._decided: tuple[int, decisions.Standing] | None = None

    def __enter__(self) -> Ledger:
        """Itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Give the connections back."""
        if self._grown:
            refresh(self._engine)
        self._engine.dispose()

    @property
    def analyst(self) -> Analyst:
        """What compares propositions."""
        if self._analyst is None:
            self._analyst = Claims()
        return self._analyst

    @property
    def checker(self) -> Checker:
        """What tells how an article stands to a sentence."""
        if self._checker is None:
            self._checker = Checker(self.analyst if isinstance(self.analyst, Claims) else Claims())
        return self._checker

    @property
    def reader(self) -> Reader:
        """What reads pages."""
        if self._reader is None:
            self._reader = Reader()
        return self._reader

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with read_only(self._engine, self.url) as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with writing(self._engine, self.url) as connection:
            yield connection

    @contextmanager
    def asking(self) -> Iterator[Connection]:
        """A view of the ledger as it is now, for questions of one's own to the tables of `reportedly.ledger.schema`; read only."""
        with self._reading() as connection:
            yield connection

    def version(self) -> str:
        """Another one after every write that anybody can see, by whatever program; one question, of microseconds."""
        newest = quickly(self._engine, self.url, reading.NEWEST)
        if newest is None:
            with self._reading() as connection:
                newest = connection.execute(text(reading.NEWEST)).one()
        return reading.version(newest)

    # ---- adding

    def add(
        self, page: str | Path | bytes, *, id: str | None = None, url: str | None = None, published: str | None = None, plain: bool = False
    ) -> Added:
        """Read a page into the ledger (arguments as in `Reader.read`). The same bytes again are no second page; other bytes under
        the same address or id are a new version, with what changed.

        Raises PageError where the page cannot be read and LedgerError where it cannot be kept; nothing is half kept.
        """
        original = page if isinstance(page, bytes) else Path(page).read_bytes()
        name = id or (Path(page).stem if isinstance(page, str | Path) else None)
        held = self._held(name, original)
        if held:
            return held
        return self.add_article(self.reader.read(original, id=name, url=url, published=published, plain=plain), original)

    def _held(self, name: str | None, original: bytes) -> Added | None:
        with self._reading() as connection:
            return keeping.already(connection, name, hashlib.sha256(original).hexdigest()) if name else None

    def add_article(self, article: Article, original: bytes, *, fetched: str | None = None) -> Added:
        """Keep an article that has been read from `original`; `fetched`: when, ISO 8601 (default: now)."""
        with self._reading() as connection:
            article = replace(article, id=coding.plain(keeping.same_page(connection, article)) or "page")
            held = keeping.already(connection, article.id, hashlib.sha256(original).hexdigest())
        if held:
            return held
        # The slow parts, embedding and comparing, are done before the one writer's turn begins.
        evidence = self.analyst.evidence(article)
        with self._reading() as connection:
            matched = matching.compare(connection, self.analyst, evidence, article.id, self._shelf)
        with self._writing() as connection:
            added = self._keep(connection, article, original, fetched, evidence, matched)
        self._grown += 1
        if self._grown % _GROWN == 0:
            refresh(self._engine)
        return added

    def _keep(
        self, connection: Connection, article: Article, original: bytes, fetched: str | None, evidence: Sequence[Evidence], matched: Matched
    ) -> Added:
        held = keeping.already(connection, article.id, hashlib.sha256(original).hexdigest())
        if held:
            return held
        page, added = keeping.keep(connection, article, original, fetched)
        around: set[int] = set()
        claims: set[str] = set()
        earlier: dict[str, int] = {}
        if added.outcome == "version":
            around, claims = gathering.around(connection, article.id)
            gathering.uncounted(connection, claims)
            tallies.page(connection, keeping.version_before(connection, article.id, added.version), -1)
            earlier = keeping.drop_rows(connection, article.id)
        rows = keeping.keep_rows(connection, page, article)
        tallies.page(connection, page, 1)
        ids = keeping.keep_evidence(connection, evidence, rows, dict(earlier), self._shelf.cells)
        matching.keep(connection, self.analyst, evidence, matched, article.id, ids, self._shelf)
        left = (around - set(earlier.values())) | set(ids.values())
        gathering.gather(connection, self.analyst, left, self.standing(connection), self._shelf)
        gathering.orphans(connection, claims)
        return added

    def standing(self, connection: Connection) -> decisions.Standing:
        """The decisions that count, read again only when the log has grown. Not to be changed: others hold the same."""
        last, known = decisions.newest(connection), self._decided
        if known is None or known[0] != last:
            self._decided = known = last, decisions.standing(connection)
        return known[1]

    # ---- asking

    def claims(self, wanted: Wanted | None = None) -> list[ClaimRow]:
        """Claims that answer to the filters: contested first, then those with most reports."""
        with self._reading() as connection:
            return reading.claims(connection, wanted or Wanted())

    def claim(self, id: str) -> Evident:
        """A claim with its evidence, origins and history. Raises NotInLedger."""
        with self._reading() as connection:
            return reading.claim(connection, id)

    def who(self, name: str, *, limit: int = 200) -> list[Spoken]:
        """What a speaker said or is said to have said, and what they passed on, with the claims it belongs to, the newest first."""
        with self._reading() as connection:
            return reading.who(connection, name, limit)

    def search(self, words: str, *, limit: int = 50) -> list[Spoken]:
        """Rows whose words hold all of `words`, the newest first."""
        with self._reading() as connection:
            return reading.search(connection, words, limit)

    def check(self, sentence: str, *, limit: int = 10) -> list[Answer]:
        """Claims that support or deny a sentence, or merely discuss it, the closest first."""
        with self._reading() as connection:
            return checking.check(connection, self.analyst, sentence, limit, self._shelf)

    def check_articles(self, sentence: str, *, limit: int = checking.ARTICLES) -> list[ArticleAnswer]:
        """Articles that agree with a sentence, disagree with it or discuss it, of the `limit` whose rows lie nearest; the surest first."""
        with self._reading() as connection:
            return checking.articles(connection, self.analyst, self.checker, sentence, limit, self._shelf)

    def article(self, id: str, version: int | None = None) -> tuple[PageRow, Article]:
        """A page's article, by default the current version, with what is known of the page. Raises NotInLedger."""
        with self._reading() as connection:
            return reading.article(connection, id, version)

    def original(self, id: str, version: int | None = None) -> bytes:
        """The page's bytes as they came. Raises NotInLedger."""
        with self._reading() as connection:
            return reading.original(connection, id, version)

    def pages(self, *, current: bool = True) -> list[PageRow]:
        """All pages, the oldest first; `current` False: every version."""
        with self._reading() as connection:
            return reading.pages(connection, current)

    def versions(self, id: str) -> list[PageRow]:
        """All kept versions of a page, the oldest first; empty for an unknown id."""
        with self._reading() as connection:
            return reading.versions(connection, id)

    def articles(self) -> Iterator[Article]:
        """Every page's current article, the oldest first, one at a time."""
        for page in self.pages():
            yield self.article(page.article)[1]

    def whole_claims(self) -> Iterator[tuple[str, Claim]]:
        """Every claim with its id, those that changed last first, one at a time."""
        with self._reading() as connection:
            names = reading.changed_last(connection)
        for name in names:
            with self._reading() as connection:
                yield name, reading.whole(connection, name)

    # ---- deciding

    def decide(
        self, action: decisions.Action, target: str, *, by: str, unless: Callable[[Connection], decisions.Entry | None] | None = None,
        given: Callable[[Connection], dict[str, Any]] | None = None, **value: Any,
    ) -> decisions.Entry:  # fmt: skip
        """Accept or reject a row, edit its values, merge two claims, split a row off its claim, or set a claim's status.

        `target`: a row's ref for accept, reject, edit (`changes={"speaker": ...}`) and split; a claim's id for merge (`other=ID`) and
        status (`status=...`). `unless` is asked when nobody else can write any more: an entry that it finds is the answer and nothing
        is decided, and what it raises leaves the ledger as it is; `given` is asked then too, for values that rest on what the ledger
        holds at that moment. Raises NotInLedger for an unknown target and BadValue for a value that makes no sense.
        """
        with self._writing() as connection:
            known = unless(connection) if unless else None
            if known:
                return known
            if given:
                value |= given(connection)
            entry, touched = reviewing.decide(connection, action, target, by=by, value=value)
            self._again(connection, touched)
            return entry

    def undo(self, *, by: str, entry: int | None = None) -> decisions.Entry:
        """Take a decision back (by default one's own last): a new entry. Raises NotInLedger where there is nothing to take back."""
        with self._writing() as connection:
            made, touched = reviewing.undo(connection, by=by, entry=entry)
            self._again(connection, touched)
            return made

    def log(self) -> list[decisions.Entry]:
        """Every decision, the oldest first."""
        with self._reading() as connection:
            return decisions.entries(connection)

    def _again(self, connection: Connection, marks: Sequence[str]) -> None:
        ids = set(connection.execute(select(EVIDENCE.c.id).where(EVIDENCE.c.mark.in_(list(marks)))).scalars())
        gathering.gather(connection, self.analyst, ids, self.standing(connection), self._shelf)

    # ---- checking

    def doctor(self) -> list[str]:
        """What is wrong with the ledger; nothing is the healthy answer."""
        with self._writing() as connection:
            return doctor.examine(connection)
