"""Rows of a ledger as reports: with the reviewers' edits, their sentence and what was decided about them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, select

from reportedly.ledger import coding
from reportedly.ledger.decisions import Standing
from reportedly.ledger.keeping import parts
from reportedly.ledger.schema import PAGE, ROW
from reportedly.model import Article, Attribution
from reportedly.web import values
from reportedly.web.reporting import report
from reportedly.web.reviewing import silent

_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
# Made once, as in `lines`.
_MARKS = select(ROW.c.ref, ROW.c.mark).where(ROW.c.ref.in_(_IDS))
_BODIES = select(PAGE.c.article, PAGE.c.body).where(PAGE.c.article.in_(_IDS), PAGE.c.current == 1)


class Rows:
    """One view of the ledger: articles are read from it once each."""

    def __init__(self, connection: Connection, standing: Standing) -> None:
        self.connection, self.standing = connection, standing
        self._articles: dict[str, Article] = {}
        self._some: dict[str, tuple[Article, set[str]]] = {}
        self._marks: dict[str, str] = {}

    def articles(self, ids: Iterable[str]) -> dict[str, Article]:
        """Current articles by id, as they were read."""
        missing = sorted({id for id in ids if id not in self._articles})
        for some in parts(missing):
            self._articles |= {id: coding.article_of(body) for id, body in self.connection.execute(_BODIES, {"ids": some}).all()}
        return self._articles

    def prepare(self, refs: Iterable[str]) -> None:
        """Read what `reports` will need for these rows at once: of each article only them."""
        wanted: dict[str, set[str]] = {}
        for ref in refs:
            article, _, row = ref.rpartition("#")
            if article not in self._articles and row not in self._some.get(article, (None, set()))[1]:
                wanted.setdefault(article, set()).add(row)
        for article in wanted.keys() & self._some.keys():
            wanted[article] |= self._some[article][1]
        for some in parts(sorted(wanted)):
            for article, body in self.connection.execute(_BODIES, {"ids": some}).all():
                self._some[article] = coding.article_of(body, wanted[article]), wanted[article]

    def _of(self, id: str) -> Article | None:
        return self._articles.get(id) or self._some.get(id, (None,))[0]

    def marks(self, refs: Iterable[str]) -> dict[str, str]:
        """What names the words of rows in the log, by ref; rows that are not there are left out."""
        missing = sorted({ref for ref in refs if ref not in self._marks})
        for some in parts(missing):
            self._marks |= dict(self.connection.execute(_MARKS, {"ids": some}).all())
        return self._marks

    def reports(self, refs: Sequence[str]) -> list[values.Report]:
        """The rows of refs, in their order; those that are not there are left out."""
        self.marks(refs)
        self.prepare(refs)
        found = []
        for ref in refs:
            held = self._row(ref)
            if held:
                article, row = held
                found.append(report(article, self.edited(ref, row), self.decided(ref)))
        return found

    def silent(self, refs: Sequence[str]) -> list[str]:
        """Rows in the articles of `refs` that only say that their source stays silent; reads what `reports` needs of both."""
        ids = sorted({page_of(ref) for ref in refs})
        found: list[str] = []
        for some in parts(ids):
            # A row that is silent is "open": only those are read.
            query = select(PAGE.c.article, ROW.c.ref).join(ROW, ROW.c.page == PAGE.c.id).where(PAGE.c.article.in_(some))
            told = self.connection.execute(query.where(PAGE.c.current == 1, ROW.c.commitment == "open").order_by(PAGE.c.article, ROW.c.id))
            found += [ref for _, ref in told.all()]
        self.prepare([*refs, *found])
        return [ref for ref in found if (held := self._row(ref)) and silent(*held)]

    def _row(self, ref: str) -> tuple[Article, Attribution] | None:
        article = self._of(page_of(ref))
        row = next((r for r in article.attributions if r.id == ref.rpartition("#")[2]), None) if article else None
        return (article, row) if article and row else None

    def edited(self, ref: str, row: Attribution) -> Attribution:
        """The row with what reviewers set right."""
        changes = self.standing.edits.get(self.marks([ref]).get(ref, ""), {})
        told: dict[str, Any] = {**changes, **({"chain": tuple(changes["chain"])} if "chain" in changes else {})}
        return replace(row, **told) if told else row

    def decided(self, ref: str) -> values.Decided | None:
        """Whether the row was accepted or rejected."""
        entry = self.standing.rows.get(self.marks([ref]).get(ref, ""))
        return None if entry is None else "accepted" if entry.action == "accept" else "rejected"

    def article(self, article: Article) -> Article:
        """An article with the edits in its rows."""
        refs = [f"{article.id}#{row.id}" for row in article.attributions]
        self.marks(refs)
        return replace(article, attributions=tuple(self.edited(ref, row) for ref, row in zip(refs, article.attributions, strict=True)))


def page_of(ref: str) -> str:
    """The article of a ref."""
    return ref.rpartition("#")[0]
