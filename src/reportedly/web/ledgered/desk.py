"""A Ledger as the pages and the API ask for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from functools import partial
from typing import Any

from sqlalchemy import Connection, select

from reportedly.errors import BadValue, NotInLedger
from reportedly.export import Bundle
from reportedly.export.kept import bundled
from reportedly.ledger import Ledger, coding, reading
from reportedly.ledger.decisions import Entry
from reportedly.ledger.schema import DECISION, PAGE, ROW, SPEAKER
from reportedly.model import JOINT
from reportedly.pages.fetch import fetch
from reportedly.web import names, values
from reportedly.web.adding import Added, Incoming, State
from reportedly.web.deciding import Decision, Doubt, LogLine
from reportedly.web.desk import Listing
from reportedly.web.filters import Filters
from reportedly.web.ledgered import lines, queue
from reportedly.web.ledgered.rows import Rows, page_of
from reportedly.web.reviewing import again, checked, fitting

ARTICLES, RELATED = 200, 12
"""Articles of an outlet whose relays are counted, the newest, and related articles that a page shows."""
_OUTCOMES: dict[str, State] = {"new": "added", "version": "changed", "kept": "known"}


class LedgerDesk:
    """Answers from one ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    editable = ("speaker", "chain", "said", "commitment")

    def _rows(self, connection: Connection) -> Rows:
        return Rows(connection, self._ledger.standing(connection))

    def version(self) -> str:
        """The ledger's."""
        return self._ledger.version()

    def claims(self, wanted: Filters, *, after: str | None = None, limit: int = 50, seen: str | None = None) -> Listing[values.ClaimLine]:
        """Claims; on the first page without filters those that changed since `seen` come first."""
        with self._ledger.asking() as connection:
            try:
                shown, onward = lines.wanted_lines(connection, wanted, after, limit)
            except NotInLedger as error:
                raise ValueError(str(error)) from error
            changed = lines.changed_since(connection, seen) if seen and not after and not wanted.any else []
            before = {row.id for row in changed}
            rows = [*changed, *(row for row in shown if row.id not in before)]
            return Listing(tuple(lines.as_lines(connection, rows, seen)), onward)

    def claim(self, id: str, *, most: int | None = None) -> values.ClaimView | None:
        """A claim with its evidence."""
        with self._ledger.asking() as connection:
            try:
                row, body, sides = reading.sides(connection, id)
            except NotInLedger:
                return None
            rows = self._rows(connection)
            many = len(sides["supports"]), len(sides["denies"])
            supports, denies = sides["supports"][:most], sides["denies"][:most]
            refs = [*supports, *denies]
            return values.ClaimView(
                line=lines.as_lines(connection, [row])[0],
                silent=tuple(rows.reports([ref for ref in rows.silent(refs) if ref not in refs])),
                supports=tuple(rows.reports(supports)),
                denies=tuple(rows.reports(denies)),
                origins=tuple(values.OriginLine(o["name"], tuple(o["evidence"]), o["circular"]) for o in body["origins"]),
                history=tuple(values.StepLine(s["at"], s["status"], values.linked(s["because"], refs)) for s in body["history"]),
                many=many,
            )

    def article(self, id: str) -> values.ArticleView | None:
        """An article as decided."""
        with self._ledger.asking() as connection:
            try:
                known, article = reading.article(connection, id, None)
            except NotInLedger:
                return None
            rows = self._rows(connection)
            refs = [f"{id}#{row.id}" for row in article.attributions]
            rows.marks(refs)
            of = lines.of_refs(connection, refs)
            told = lines.bare_claims(connection, list({claim for claim, _ in of.values()}))
            claims = {ref.rpartition("#")[2]: told[claim] for ref, (claim, _) in of.items()}
            decided = {ref.rpartition("#")[2]: word for ref in refs if (word := rows.decided(ref))}
            return values.ArticleView(
                rows.article(article), claims, decided, lines.related(connection, id, list(told), RELATED),
                values.Original(known.sha256, known.fetched), known.version, lines.versions(connection, id),
            )  # fmt: skip

    def versions(self, id: str) -> tuple[values.Version, ...]:
        """All kept versions, the oldest first."""
        kept = self._ledger.versions(id)
        return tuple(
            values.Version(
                p.version, p.fetched, p.published, p.sha256, p.headline, _changes(p.changes), self._ledger.article(id, p.version)[1].text
            )
            for p in kept
        )

    def original(self, id: str) -> bytes | None:
        """The page's bytes."""
        try:
            return self._ledger.original(id)
        except NotInLedger:
            return None

    def speaker(self, name: str, *, after: str | None = None, limit: int | None = None) -> names.SpeakerView | None:
        """A speaker's rows, the newest first."""
        key = coding.folded(name)
        with self._ledger.asking() as connection:
            known = connection.execute(select(SPEAKER.c.id, SPEAKER.c.name).where(SPEAKER.c.name_key == key)).first()
            total = lines.counted(connection, "speaker", key) if known else None
            if known is None or total is None:
                return None
            mine = ROW.c.speaker == known.id
            newest = select(ROW.c.ref).where(mine, *lines.behind(connection, after)).order_by(*lines.NEWEST)
            refs = list(connection.execute(newest.limit(limit + 1) if limit else newest).scalars().all())
            onward = refs[limit - 1] if limit and len(refs) > limit else None
            through = lines.relays(connection, select(ROW.c.id).where(mine).order_by(*lines.NEWEST).limit(lines.COUNTED))
            told = self._sayings(connection, refs[:limit])
            looked = lines.COUNTED if total.rows > lines.COUNTED else None
            direct = total.rows - total.relayed
            return names.SpeakerView(known.name, told, direct, total.relayed, total.became, through, onward, looked)

    def _sayings(self, connection: Any, refs: Sequence[str]) -> tuple[names.Saying, ...]:
        of = lines.of_refs(connection, refs)
        told = lines.bare_claims(connection, list({claim for claim, _ in of.values()}))
        found = []
        for report in self._rows(connection).reports(refs):
            claim, stance = of.get(report.ref, ("", None))
            found.append(names.Saying(report, told.get(claim), stance))
        return tuple(found)

    def speakers(self, *, after: str | None = None, limit: int = 100) -> Listing[names.NameLine]:
        """Speakers by name."""
        with self._ledger.asking() as connection:
            found, onward = lines.name_lines(connection, "speaker", after, limit)
            return Listing(tuple(found), onward)

    def outlet(self, name: str, *, after: str | None = None, limit: int = 100) -> names.OutletView | None:
        """An outlet's articles, the newest first, and relays."""
        key = coding.folded(name)
        with self._ledger.asking() as connection:
            mine = PAGE.c.outlet_key == key, PAGE.c.current == 1
            shown = select(PAGE.c.article, PAGE.c.headline, PAGE.c.outlet, PAGE.c.published)
            newest = shown.where(*mine, *lines.printed_behind(connection, after)).order_by(*lines.PRINTED)
            pages = connection.execute(newest.limit(limit + 1)).all()
            known = connection.execute(select(SPEAKER.c.id, SPEAKER.c.name).where(SPEAKER.c.name_key == key)).first()
            by = lines.printed_by(connection, known.id, key) if known else ()
            total = lines.counted(connection, "outlet", key)
            if total is None and not by:
                return None
            articles = tuple(values.RelatedLine(*page, 0) for page in pages[:limit])
            told = str(pages[0].outlet) if pages else str(known.name if known else name)
            last = select(PAGE.c.id).where(*mine).order_by(*lines.PRINTED).limit(ARTICLES)
            relays = lines.relays(connection, select(ROW.c.id).where(ROW.c.page.in_(last))) if total else ()
            many, became = (total.pages, total.became) if total else (0, {})
            onward = pages[limit - 1].article if len(pages) > limit else None
            looked = ARTICLES if many > ARTICLES else None
            passed = lines.COUNTED if known and lines.passed_more(connection, known.id) else None
            return names.OutletView(told, articles, relays, became, by, many, onward, looked, passed)

    def outlets(self, *, after: str | None = None, limit: int = 100) -> Listing[names.NameLine]:
        """Outlets by name."""
        with self._ledger.asking() as connection:
            found, onward = lines.name_lines(connection, "outlet", after, limit)
            return Listing(tuple(found), onward)

    def add(self, page: Incoming) -> Added:
        """Read one page into the ledger; files of one name from several sites stay several pages."""
        # A server that fetches for whoever signs in must not be led into its own network.
        body = page.body if page.body is not None else fetch(str(page.url)).body
        done = self._ledger.add(body, url=page.url, published=page.published, plain=page.plain)
        article = self._ledger.article(done.article)[1]
        first = tuple((row.speaker, article.words(row.content, JOINT)) for row in article.attributions[:3])
        return Added(done.article, _OUTCOMES[done.outcome], article.headline, len(article.attributions), first)

    def check(self, sentence: str) -> tuple[tuple[values.CheckedClaim, ...], tuple[values.CheckedArticle, ...]]:
        """The ledger's own answers."""
        found = self._ledger.check(sentence)
        articles = self._ledger.check_articles(sentence) if found else []
        claims = (
            values.CheckedClaim(
                a.claim.id, a.claim.text, a.claim.status, a.relation, a.score, a.because, a.supports, a.denies,
                values.Nearest(a.nearest.ref, a.nearest.words, a.nearest.speaker),
            )
            for a in found
        )  # fmt: skip
        return tuple(claims), tuple(values.CheckedArticle(**asdict(a)) for a in articles)

    def bundle(self) -> Bundle:
        """Everything, read one at a time as it is written."""
        return bundled(self._ledger)

    def doubts(self, *, after: str | None = None, limit: int = 25) -> Listing[Doubt]:
        """Rows and pairs by doubt."""
        with self._ledger.asking() as connection:
            rows = self._rows(connection)
            found = queue.doubtful(connection, rows.standing, _place(after), limit + 1)
            refs = [ref for *_, target in found[:limit] for ref in target.split(" ")]
            rows.prepare(refs)
            marks = rows.marks(refs)
            named = [[marks[ref] for ref in target.split(" ") if ref in marks] for *_, target in found[:limit]]
            logged = queue.all_about(connection, named)
            claims = _claims_of(connection, [target.split(" ")[0] for *_, target in found[:limit]])
            told = [
                doubt
                for (score, _, _, why, target), about in zip(found[:limit], logged, strict=True)
                if (doubt := self._doubt(connection, rows, target, score, why, claims=claims, about=about))
            ]
            onward = f"{found[limit - 1][0]!r} {found[limit - 1][1]}" if len(found) > limit else None
            return Listing(tuple(told), onward)

    def doubt(self, target: str) -> Doubt | None:
        """One row or pair."""
        with self._ledger.asking() as connection:
            return self._doubt(connection, self._rows(connection), target)

    def _doubt(
        self,
        connection: Connection,
        rows: Rows,
        target: str,
        score: float | None = None,
        why: str = "",
        claims: dict[str, values.ClaimLine] | None = None,
        about: tuple[LogLine, ...] | None = None,
    ) -> Doubt | None:
        refs = target.split(" ")
        reports = rows.reports(refs)
        if len(reports) != len(refs) or len(refs) > 2:
            return None
        if score is None:
            match = queue.match_of(connection, refs) if len(refs) == 2 else None
            score, why = match or (reports[0].confidence, "")
        claim = (_claims_of(connection, refs[:1]) if claims is None else claims).get(refs[0])
        if about is None:
            about = queue.about(connection, [rows.marks(refs)[ref] for ref in refs])
        return Doubt(reports[0], reports[1] if len(refs) == 2 else None, claim, score, why, about[-1].id if about else 0, about)

    def decide(self, decision: Decision) -> LogLine:
        """Decide by the ledger's own log."""
        fitting(decision)
        refs = decision.target.split(" ")
        more = self._more(decision, refs)
        given = partial(self._edit, decision, refs[0]) if decision.action == "edit" else None
        try:
            known = partial(_known, decision, refs)
            entry = self._ledger.decide(decision.action, refs[0], by=decision.by, unless=known, given=given, **more)
        except NotInLedger as error:
            raise KeyError(decision.target) from error
        with self._ledger.asking() as connection:
            return queue.log_lines(connection, [entry])[0]

    def _more(self, decision: Decision, refs: Sequence[str]) -> dict[str, Any]:
        if decision.action == "status":
            return {"status": decision.status}
        if decision.action == "merge" and len(refs) < 2:
            raise BadValue("a merge needs two rows, one of each claim")
        return {"other": refs[1]} if len(refs) > 1 else {}

    def _edit(self, decision: Decision, ref: str, connection: Connection) -> dict[str, Any]:
        """What changes, and from what: asked when nobody else can write any more, as another edit may have come just before."""
        rows = self._rows(connection)
        article = rows.articles([page_of(ref)]).get(page_of(ref))
        row = next((r for r in article.attributions if r.id == ref.rpartition("#")[2]), None) if article else None
        if article is None or row is None:
            raise KeyError(ref)
        row = rows.edited(ref, row)
        changes = checked(decision.changes, article, row, self.editable)
        plain = {name: list(value) if isinstance(value, tuple) else value for name, value in changes.items()}
        before = {name: list(v) if isinstance(v := getattr(row, name), tuple) else v for name in changes}
        return {"changes": plain, "before": before}

    def undo(self, by: str, id: int | None = None) -> LogLine | None:
        """Take an entry back."""
        try:
            entry = self._ledger.undo(by=by, entry=id)
        except NotInLedger:
            return None
        with self._ledger.asking() as connection:
            return queue.log_lines(connection, [entry])[0]

    def log(self, *, after: str | None = None, limit: int = 100, about: str | None = None, by: str | None = None) -> Listing[LogLine]:
        """The log, the newest first."""
        before = int(after) if after else None
        with self._ledger.asking() as connection:
            conditions = [DECISION.c.by == by] if by else []
            if about:
                marks = {*self._rows(connection).marks(about.split(" ")).values(), *queue.claim_marks(connection, about)}
                conditions.append(DECISION.c.target.in_(list(marks)))
            found = queue.entries(connection, *conditions, before=before, limit=limit + 1)
            onward = str(found[limit - 1].id) if len(found) > limit else None
            return Listing(tuple(queue.log_lines(connection, found[:limit])), onward)


def _known(decision: Decision, refs: Sequence[str], connection: Connection) -> Entry | None:
    """The entry of the same decision sent twice; Stale where somebody came first."""
    if decision.action == "status":
        return None
    marks = dict(connection.execute(select(ROW.c.ref, ROW.c.mark).where(ROW.c.ref.in_(list(refs)))).all())
    if any(ref not in marks for ref in refs):
        raise NotInLedger(f"no row {decision.target!r} in this ledger")
    line = again(decision, queue.about(connection, [marks[ref] for ref in refs]))
    return queue.entries(connection, DECISION.c.id == line.id)[0] if line else None


def _changes(changes: dict[str, list[str]]) -> str:
    """ "2 rows came, 1 went, the text changed"."""
    told = [
        f"{len(changes[name])} rows {word}"
        for name, word in (("added", "came"), ("removed", "went"), ("changed", "changed"))
        if changes.get(name)
    ]
    told += ["the text changed"] if changes.get("text") else []
    return ", ".join(told) or ("nothing that is read" if changes else "the first")


def _claims_of(connection: Connection, refs: Sequence[str]) -> dict[str, values.ClaimLine]:
    """The claims of rows, by ref; all are asked for at once."""
    of = lines.of_refs(connection, refs)
    told = {c.id: c for c in lines.as_lines(connection, lines.claim_rows(connection, list({c for c, _ in of.values()})))}
    return {ref: told[claim] for ref, (claim, _) in of.items() if claim in told}


def _place(after: str | None) -> tuple[float, str] | None:
    """A place in the queue from its token. Raises ValueError for one that is none."""
    if not after:
        return None
    score, _, key = after.partition(" ")
    return float(score), key
