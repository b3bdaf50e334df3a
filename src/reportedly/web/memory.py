"""A desk over pages in memory, for a look at some pages without a ledger. Nothing outlives the program."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TypeVar

from reportedly.claims.values import Analyst, Claim, Evidence, Match
from reportedly.errors import BadValue, PageError
from reportedly.export import Bundle
from reportedly.model import JOINT, Article, Attribution
from reportedly.reader import Reader
from reportedly.web import names, values
from reportedly.web.adding import Added, Incoming
from reportedly.web.deciding import FIELDS, Decision, Doubt, LogLine
from reportedly.web.desk import Listing
from reportedly.web.filters import Filters
from reportedly.web.reporting import report
from reportedly.web.reviewing import Decisions, silent

T = TypeVar("T")


class MemoryDesk:
    """Articles in a dictionary; claims gathered anew after each change. Safe to share between threads, which wait for one another."""

    editable = FIELDS

    def __init__(self, reader: Reader, analyst: Analyst, *, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        """`analyst` makes evidence and claims of what `reader` reads; `clock` dates decisions and changes."""
        self._reader, self._analyst, self._clock = reader, analyst, clock
        self._lock = threading.RLock()
        self._pages: dict[str, bytes] = {}
        self._kept: dict[str, str] = {}
        self._read: dict[str, Article] = {}
        self._evidence: dict[str, tuple[Evidence, ...]] = {}
        self._compared: dict[tuple[str, str], Match] = {}
        self._decisions = Decisions(clock)
        self._claims: dict[str, Claim] = {}
        self._changed: dict[str, tuple[str, str]] = {}
        self._of, self._gathered = dict[str, str](), 0

    def version(self) -> str:
        """How often the claims were gathered, as after every change."""
        return str(self._gathered)

    def add(self, page: Incoming) -> Added:
        """Read a page. Raises PageError where it cannot be read, or where only an address was given."""
        if page.body is None:
            raise PageError(f"{page.name}: this desk does not fetch pages; paste the page")
        digest = hashlib.sha256(page.body).hexdigest()
        with self._lock:
            known = next((id for id, kept in self._kept.items() if kept == digest), None)
            if known is not None:
                return self._told(known, "known")
        article = self._reader.read(page.body, id=page.id, url=page.url, published=page.published, plain=page.plain)
        with self._lock:
            if article.id in self._read:
                article = replace(article, id=f"{article.id}-{digest[:8]}")
            self._pages[article.id], self._kept[article.id], self._read[article.id] = page.body, digest, article
            self._take(article)
            self._gather()
            return self._told(article.id, "added")

    def _take(self, article: Article) -> None:
        """The article's evidence, compared with what is there."""
        mine = self._analyst.evidence(article)
        self._evidence[article.id] = mine
        others = [e for found in self._evidence.values() for e in found]
        for one in mine:
            rest = [e for e in others if e.ref != one.ref and (e.article != one.article or e.ref > one.ref)]
            for other, match in zip(rest, self._analyst.compare(one, rest), strict=True):
                self._compared[_pair(one.ref, other.ref)] = match

    def _gather(self) -> None:
        """Claims of all evidence, with the decisions laid over rows and matches."""
        self._gathered += 1
        kept = [e for found in self._evidence.values() for e in found if self._decisions.word(e.ref) != "rejected"]
        refs = {e.ref for e in kept}
        matches = {pair: m for pair, m in self._decisions.matches(self._compared).items() if refs.issuperset(pair)}
        found = self._analyst.claims(kept, matches) if kept else []
        self._claims = {claim_id(c): self._decisions.status(claim_id(c), c) for c in found}
        self._of = {ref: id for id, c in self._claims.items() for ref in (*c.supports, *c.denies)}
        now = self._clock().isoformat(timespec="seconds")
        for id, c in self._claims.items():
            seen = f"{c.status} {sorted(c.supports)} {sorted(c.denies)}"
            if self._changed.get(id, ("", ""))[0] != seen:
                self._changed[id] = (seen, now)

    def _told(self, id: str, state: str) -> Added:
        article = self._read[id]
        first = tuple((row.speaker, article.words(row.content, JOINT)) for row in article.attributions[:3])
        return Added(id, state, article.headline, len(article.attributions), first)  # type: ignore[arg-type]

    def article(self, id: str) -> values.ArticleView | None:
        """An article as decided."""
        with self._lock:
            if id not in self._read:
                return None
            article = self._decided(id)
            rows = [row.id for row in article.attributions]
            claims = {row: self._line(self._of[f"{id}#{row}"]) for row in rows if f"{id}#{row}" in self._of}
            decided = {row: said for row in rows if (said := self._decisions.word(f"{id}#{row}"))}
            original = values.Original(self._kept[id], None)
            return values.ArticleView(article, claims, decided, self._related(id, claims.values()), original)

    def versions(self, id: str) -> tuple[values.Version, ...]:
        """The one version that is kept in memory."""
        view = self.article(id)
        if view is None or view.original is None:
            return ()
        a = view.article
        return (values.Version(1, view.original.at, a.published, view.original.sha256, a.headline, "the first", a.text),)

    def original(self, id: str) -> bytes | None:
        """The page's bytes."""
        with self._lock:
            return self._pages.get(id)

    def claims(self, wanted: Filters, *, after: str | None = None, limit: int = 50, seen: str | None = None) -> Listing[values.ClaimLine]:
        """Claims, new ones and contested ones first."""
        with self._lock:
            lines = [self._line(id, seen) for id in self._claims]
            lines = [line for line in lines if self._answers(line, wanted)]
        order = {status: place for place, status in enumerate(values.STATUSES)}
        lines.sort(key=lambda line: (not line.new, order[line.status], -line.reports, line.id))
        return page_of(lines, after, limit)

    def _answers(self, line: values.ClaimLine, wanted: Filters) -> bool:
        reports = self._reports(line.id)
        days = [(line.last_said or ""), (line.first_said or "")]
        return all(
            (
                wanted.status in (None, line.status),
                not wanted.single or line.origins == 1,
                wanted.q is None or all(word in line.text.casefold() for word in wanted.q.casefold().split()),
                wanted.speaker is None or any(wanted.speaker.casefold() in (r.speaker or "").casefold() for r in reports),
                wanted.outlet is None or any(wanted.outlet.casefold() in (r.outlet or "").casefold() for r in reports),
                wanted.since is None or days[0][: len(wanted.since)] >= wanted.since,
                wanted.until is None or "" < days[1][: len(wanted.until)] <= wanted.until,
            )
        )

    def claim(self, id: str, *, most: int | None = None) -> values.ClaimView | None:
        """A claim with its evidence."""
        with self._lock:
            claim = self._claims.get(id)
            if claim is None:
                return None
            refs = (*claim.supports[:most], *claim.denies[:most])
            pages = {ref.rpartition("#")[0] for ref in refs}
            quiet = [f"{p}#{row.id}" for p in sorted(pages) for row in self._decided(p).attributions if silent(self._read[p], row)]
            return values.ClaimView(
                line=self._line(id),
                supports=tuple(map(self._report, claim.supports[:most])),
                denies=tuple(map(self._report, claim.denies[:most])),
                silent=tuple(self._report(ref) for ref in quiet if ref not in refs),
                origins=tuple(values.OriginLine(o.name, o.evidence, o.circular) for o in claim.origins),
                history=tuple(values.StepLine(s.at, s.status, values.linked(s.because, refs)) for s in claim.history),
                many=(len(claim.supports), len(claim.denies)),
            )

    def speaker(self, name: str, *, after: str | None = None, limit: int | None = None) -> names.SpeakerView | None:
        """A speaker's rows, the newest first."""
        with self._lock:
            found = [self._saying(r) for r in self._all_reports() if (r.speaker or "").casefold() == name.casefold()]
        if not found:
            return None
        found.sort(key=lambda s: s.report.said or s.report.published or "", reverse=True)
        relayed = [s for s in found if len(s.report.chain) > 1]
        through = names.most(relay for s in relayed for relay in s.report.chain[1:])
        told = found[0].report.speaker or name
        first = next((k + 1 for k, s in enumerate(found) if s.report.ref == after), None) if after else 0
        if first is None:
            raise ValueError(f"{str(after)[:80]!r} leads nowhere; begin the list anew")
        shown = tuple(found[first : first + limit] if limit else found[first:])
        onward = shown[-1].report.ref if first + len(shown) < len(found) else None
        direct, became = len(found) - len(relayed), names.became(s.claim for s in found)
        return names.SpeakerView(told, shown, direct, len(relayed), became, through, onward)

    def speakers(self, *, after: str | None = None, limit: int = 100) -> Listing[names.NameLine]:
        """Speakers by rows."""
        with self._lock:
            found = [(r.speaker, self._saying(r)) for r in self._all_reports() if r.speaker]
        return page_of(_name_lines(found, by_article=False), after, limit)

    def outlet(self, name: str, *, after: str | None = None, limit: int = 100) -> names.OutletView | None:
        """An outlet's articles and relays."""
        with self._lock:
            every = self._all_reports()
            own = [a for a in map(self._decided, self._read) if (a.outlet or "").casefold() == name.casefold()]
            sayings = [self._saying(r) for r in every if r.article in {a.id for a in own}]
        relayed_by = names.most(
            r.outlet for r in every if r.outlet and any(c.casefold() == name.casefold() for c in r.chain) and r.outlet != name
        )
        if not own and not relayed_by:
            return None
        lines = tuple(values.RelatedLine(a.id, a.headline, a.outlet, a.published, 0) for a in own)
        passed = [s for s in sayings if len(s.report.chain) > 1]
        relays = names.most(relay for s in passed for relay in s.report.chain[1:])
        told, became, shown = (own[0].outlet if own else None) or name, names.became(s.claim for s in sayings), page_of(lines, after, limit)
        return names.OutletView(told, shown.lines, relays, became, relayed_by, len(lines), shown.next)

    def outlets(self, *, after: str | None = None, limit: int = 100) -> Listing[names.NameLine]:
        """Outlets by articles."""
        with self._lock:
            found = [(r.outlet, self._saying(r)) for r in self._all_reports() if r.outlet]
        return page_of(_name_lines(found, by_article=True), after, limit)

    def check(self, sentence: str) -> tuple[tuple[values.CheckedClaim, ...], tuple[values.CheckedArticle, ...]]:
        """Only a ledger has the index that a check asks."""
        raise BadValue("these pages are only looked at; add them to a ledger (reportedly add) to check a sentence")

    def bundle(self) -> Bundle:
        """All articles as decided, and all claims."""
        with self._lock:
            return Bundle([self._decided(id) for id in self._read], list(self._claims.items()))

    def doubts(self, *, after: str | None = None, limit: int = 25) -> Listing[Doubt]:
        """Rows and pairs by doubt."""
        with self._lock:
            scored = self._decisions.queue(self._all_rows(), self._compared, self._of)
            return page_of([d for target, score, why in scored if (d := self._doubt(target, score, why))], after, limit)

    def doubt(self, target: str) -> Doubt | None:
        """One row or pair."""
        with self._lock:
            refs = target.split(" ")
            if not all(self._row(ref) for ref in refs):
                return None
            match = self._compared.get(_pair(refs[0], refs[-1]))
            score = match.score if match else self._report(refs[0]).confidence
            return self._doubt(target, score, match.because if match else "")

    def decide(self, decision: Decision) -> LogLine:
        """Decide, log, and gather anew."""
        with self._lock:
            for ref in decision.target.split(" ") if decision.action != "status" else ():
                if not self._row(ref):
                    raise KeyError(ref)
            decision = replace(decision, changes={**decision.changes, **self._pairs(decision)})
            line = self._decisions.decide(decision, self._words(decision.target), self._row_of(decision.target))
            self._again(line)
            return line

    def _pairs(self, decision: Decision) -> dict[str, list[tuple[str, str]]]:
        """The pairs that a merge joins (all of both claims) or a split parts (the first row and the rest of its claim)."""
        if decision.action not in ("merge", "split"):
            return {}
        one, *rest = decision.target.split(" ")
        if decision.action == "split":
            return {"pairs": [_pair(one, ref) for ref in self._claim_of(one) if ref != one]}
        if not rest:
            raise BadValue("a merge needs two rows, one of each claim")
        return {"pairs": [_pair(a, b) for a in self._claim_of(one) for b in self._claim_of(rest[0]) if a != b]}

    def _claim_of(self, ref: str) -> tuple[str, ...]:
        claim = self._claims.get(self._of.get(ref, ""))
        return (*claim.supports, *claim.denies) if claim else (ref,)

    def _again(self, line: LogLine) -> None:
        """Let a decision take effect: edited rows are weighed anew."""
        before = self._decisions.made(line.undoes) if line.undoes else None
        if "edit" in (line.action, before.action if before else ""):
            page = line.target.rpartition("#")[0]
            self._compared = {pair: m for pair, m in self._compared.items() if line.target not in pair}
            self._take(self._decided(page))
        self._gather()

    def undo(self, by: str, id: int | None = None) -> LogLine | None:
        """Take an entry back."""
        with self._lock:
            if line := self._decisions.undo(by, id):
                self._again(line)
            return line

    def log(self, *, after: str | None = None, limit: int = 100, about: str | None = None, by: str | None = None) -> Listing[LogLine]:
        """The log, the newest first."""
        with self._lock:
            lines = [x for x in reversed(self._decisions.lines()) if about in (None, x.target) and by in (None, x.by)]
        return page_of(lines, after, limit)

    def _doubt(self, target: str, score: float, why: str) -> Doubt | None:
        refs = target.split(" ")
        decisions = self._decisions.about(target)
        of = self._of.get(refs[0])
        return Doubt(
            self._report(refs[0]), self._report(refs[1]) if len(refs) > 1 else None, self._line(of) if of else None, score, why,
            decisions[-1].id if decisions else 0, decisions,
        )  # fmt: skip

    def _words(self, target: str) -> str:
        refs = target.split(" ")
        if self._row(refs[0]):
            return " / ".join(self._report(ref).words for ref in refs)
        claim = self._claims.get(target)
        return claim.text if claim else ""

    def _row_of(self, target: str) -> tuple[Article, Attribution] | None:
        ref = target.split(" ")[0]
        row = self._row(ref)
        return (self._decided(ref.rpartition("#")[0]), row) if row else None

    def _row(self, ref: str) -> Attribution | None:
        page, _, id = ref.rpartition("#")
        if page not in self._read:
            return None
        return next((row for row in self._decided(page).attributions if row.id == id), None)

    def _decided(self, id: str) -> Article:
        article = self._read[id]
        return replace(article, attributions=tuple(self._decisions.row(f"{id}#{r.id}", r) for r in article.attributions))

    def _all_rows(self) -> list[tuple[str, Attribution]]:
        return [(f"{id}#{row.id}", row) for id in self._read for row in self._decided(id).attributions]

    def _all_reports(self) -> list[values.Report]:
        return [self._report(ref) for ref, _ in self._all_rows()]

    def _reports(self, id: str) -> list[values.Report]:
        claim = self._claims[id]
        return [self._report(ref) for ref in (*claim.supports, *claim.denies)]

    def _saying(self, report: values.Report) -> names.Saying:
        id = self._of.get(report.ref)
        stance = None if id is None else "denies" if report.ref in self._claims[id].denies else "supports"
        return names.Saying(report, self._line(id) if id else None, stance)

    def _report(self, ref: str) -> values.Report:
        page, _, id = ref.rpartition("#")
        article = self._decided(page)
        row = next(r for r in article.attributions if r.id == id)
        return report(article, row, self._decisions.word(ref))

    def _line(self, id: str, seen: str | None = None) -> values.ClaimLine:
        claim = self._claims[id]
        refs = (*claim.supports, *claim.denies)
        changed = self._changed[id][1]
        return values.ClaimLine(
            id=id,
            text=claim.text,
            status=claim.status,
            reports=len({ref.rpartition("#")[0] for ref in refs}),
            origins=len(claim.origins),
            first_said=claim.first_said,
            last_said=claim.last_said,
            speakers=self._speakers(claim.supports),
            denied_by=self._speakers(claim.denies),
            reviewed=all(self._decisions.word(ref) == "accepted" for ref in refs),
            changed=changed,
            new=seen is not None and changed > seen,
        )

    def _speakers(self, refs: Sequence[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for ref in refs if (row := self._row(ref)) and (name := row.speaker)))

    def _related(self, id: str, claims: Iterable[values.ClaimLine]) -> tuple[values.RelatedLine, ...]:
        shared: dict[str, set[str]] = {}
        for line in claims:
            claim = self._claims[line.id]
            for ref in (*claim.supports, *claim.denies):
                shared.setdefault(ref.rpartition("#")[0], set()).add(line.id)
        found = [
            values.RelatedLine(other, (a := self._read[other]).headline, a.outlet, a.published, len(ids))
            for other, ids in shared.items()
            if other != id
        ]
        return tuple(sorted(found, key=lambda r: (-r.shared, r.id)))


def claim_id(claim: Claim) -> str:
    """A claim's id: of its smallest ref, so that it stays while evidence comes and goes."""
    return hashlib.blake2b(min((*claim.supports, *claim.denies)).encode("utf8", "replace"), digest_size=5).hexdigest()


def page_of(lines: Sequence[T], after: str | None, limit: int) -> Listing[T]:
    """One page of a list in memory. Raises ValueError for a token that is none."""
    start = int(after, 16) if after else 0
    onward = f"{start + limit:x}" if start + limit < len(lines) else None
    return Listing(tuple(lines[start : start + limit]), onward)


def _pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


def _name_lines(found: Sequence[tuple[str, names.Saying]], *, by_article: bool) -> list[names.NameLine]:
    groups: dict[str, list[names.Saying]] = {}
    for name, saying in found:
        groups.setdefault(name, []).append(saying)
    lines = [
        names.NameLine(name, len(group), len({s.report.article for s in group}), names.became(s.claim for s in group).get("contested", 0))
        for name, group in groups.items()
    ]
    return sorted(lines, key=lambda n: (-(n.articles if by_article else n.rows), n.name))
