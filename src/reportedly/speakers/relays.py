"""Through whom words came: the relays that a row's own sentence, its parent, another row or the head of the page names."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from reportedly.model import Article, Attribution, Span
from reportedly.speakers import outlets
from reportedly.speakers.antecedents import Said
from reportedly.wordlists import load, words

_CREDIT = re.compile(r"\A[^\n]{0,90}?\(([^()\n]{2,30})\)\s*(?:[-–—]+|(?=[A-Z]))")
_LATER = re.compile(r"[A-Z][A-Z .,'’/-]{2,40}[^\n()]{0,30}\(([^()\n]{2,30})\) ?[-–—]")
_NEAR = 3
"""Sources before a place among which one that holds it is looked for."""
_OPENING = 700
"""Code points of a page in which a credit may stand behind headlines and pictures: "LIMA, May 3 (Reuters) - "."""
_DATELINE = re.compile(r"\A[A-Z][\w.’' ]{2,30}?,? ([A-Z][\w.]{1,12}(?: [A-Z]\w+)?) ?(?:—|–|--)\s")
_BYLINE = re.compile(r"\A(?:By|Source):? ([A-Z][^|\n]{2,40}?) ?[|\n]")
# the parts of a byline, and what stands beside an agency's name in one
_PARTS = re.compile(r"\b(?:for|of|with|and|at|in)\b|[,;|/()]")
_STAFF = re.compile(r"^(?:by |the )+| (?:staff|reporters?|newsroom|wire|correspondents?|writers?)$", re.IGNORECASE)
_COPYRIGHT = re.compile(r"Copyright (?:\d{4} )?(?:by )?(?:the |The )?([A-Z][\w ]{1,30}?)\.?\s*\Z")
_WHOLE = re.compile(
    r", (?:as )?(?:an? |the )?((?:[A-Z][\w.’'&-]*)(?: [A-Z][\w.’'&-]*){0,3}) (?:correspond\w+ |news agency )?"
    r"(?:reports|learned)\b[^.\n]{0,80}\.?\n"
)
_QUOTER = re.compile(r"((?:[A-Z][\w.’'&-]* ){1,4})(?:(?:news )?(?:agency|newspaper|website|television|channel) )?(?:has |have |also )*$")
_EMPLOYED = re.compile(
    r"(?:(?:An?|The) )?([A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,2}) (?:news )?(?:correspondent|reporter|journalist|columnist)\b"
)
_HOST = re.compile(r"[’']s? (?:host |anchor )?([A-Z]\w+ (?:van |de )?[A-Z]\w+)(?! (?:Show|News|Live|Room|Street|Report|Week))\b")
# "a Courier reporter Ana Roca's source": the source's owner works for the outlet that opens the phrase
_OWN_SOURCE = re.compile(r"[^,]*\b(?:reporter|correspondent|journalist|editor)\b[^,]*[’']s? sources?\b")
_OWNER = re.compile(r"[’']s? \w|[’']? (?:sources?|correspondent|reporter|journalist|editor)\b")
# what `_OWN_SOURCE` or `_OWNER` would need
_OWNING = re.compile(r"[’']|source|correspondent|reporter|journalist|editor")
_REPORTS = re.compile(r" (?:has |also |had )*(?:report|sa(?:id|ys)|writ|wrote|claim)")
_THIS = re.compile(r"\b(?:This|That|It) (?:was|is|has been) (?:first )?(?:reported|stated|announced|written) (?:by|in|on) ")
_SAME = 0.6
"""Two contents are one from this share in common."""
_TAIL = re.compile(
    r",[”\"]? (?:as )?(?:an? |the )?((?:[\w.’'&-]+ ){0,4}[\w.’'&-]+) (?:has )?(?:correspond\w+ |news agency )?"
    r"(?:reported|reports|said|says|writes|wrote|claims)\b"
)
_END = re.compile(r"[.!?…][\"”’']?\s+(?=[\"“‘'(A-Z])|\n")
_CITE = re.compile(r"\b(?:cit(?:ing|ed|es?)|quot(?:ing|ed|es?)|referring to|attribut\w+)\b")
_REPORTER = re.compile(r"\b(?:of|for|from|at|with) (?=(?:the )?[A-Z])")


@cache
def _pattern(table: str, form: str, words: str = "words") -> re.Pattern[str]:
    """A list of relays.toml inside of `form`, in which {} stands for its alternatives."""
    return re.compile(form.replace("{}", "(?:" + "|".join(load("speakers", "relays")[table][words]) + ")"))


def _leading() -> re.Pattern[str]:
    return _pattern("leads", r"\b{} (?!\d)")


def _again() -> re.Pattern[str]:
    return _pattern("again", ",? (?:as )?{} ")


def _reported(text: str) -> tuple[str, ...]:
    """The outlets of "This was reported by X, according to Y." in the page's opening."""
    match = _THIS.search(text, 0, 900)
    first = outlets.at(text, match.end(), match.end() + 60) if match else None
    if first is None:
        return ()
    again = _again().match(text, first[1])
    second = outlets.at(text, again.end(), again.end() + 60) if again else None
    return (first[0], second[0]) if second else (first[0],)


def _lead(text: str) -> tuple[str, ...]:
    """The agency that a sentence in the page's opening gives for the whole of it: "That's according to X, Y reports."."""
    match = _WHOLE.search(text, 0, 900)
    last = outlets.at(text, match.start(1), match.end(1)) if match else None
    if match is None or last is None or outlets.known(last[0]) not in words("speakers", "outlets", "agencies"):
        return ()
    start = max(text.rfind(". ", 0, match.start()), text.rfind("\n", 0, match.start()), 0)
    for led in _leading().finditer(text, start, match.start()):
        first = outlets.at(text, led.end(), match.start())
        if first and led[0].strip() not in words("speakers", "relays", "weak") and outlets.listed(first[0]):
            return (first[0], last[0])
    return (last[0],)


def _byline(article: Article) -> tuple[str, ...]:
    """The agency that the page's byline names: "Reuters", "AFP Staff", "Ana Roca for the Associated Press"."""
    for author in article.authors:
        for part in _PARTS.split(author.name):
            name = _STAFF.sub("", part.strip()).strip()
            if outlets.known(name) in words("speakers", "outlets", "agencies"):
                return (name,)
    return ()


@dataclass(frozen=True, slots=True)
class Relays:
    """The relays of the pages' rows; `head` is the wire credit, if the page opens with one."""

    article: Article
    head: tuple[str, ...]
    cues: Mapping[int, Sequence[Attribution]]
    """The rows whose cue begins at a place."""
    sources: Sequence[tuple[Span, Attribution]] = ()
    """The rows' sources, in the order of the text."""

    @classmethod
    def of(cls, article: Article, rows: Sequence[Attribution] = ()) -> Relays:
        """Read the credit at the head of the page ("(Reuters) -"); the publishing outlet itself is none."""
        text = article.text
        match = _CREDIT.match(text) or _DATELINE.match(text) or _BYLINE.match(text) or _COPYRIGHT.search(text, max(0, len(text) - 80))
        name = match[1].strip() if match else ""
        if not outlets.listed(name):
            opening = (start for start, _ in article.paragraphs if 0 < start < _OPENING)
            name = next((m[1].strip() for start in opening if (m := _LATER.match(text, start))), "")
        found = (name,) if outlets.listed(name) else _byline(article) or _lead(article.text) or _reported(article.text)
        sources = sorted(((span, row) for row in rows for span in row.source), key=lambda found: found[0])
        cues: dict[int, list[Attribution]] = defaultdict(list)
        for row in rows:
            for start, _ in row.cue:
                cues[start].append(row)
        return cls(article, tuple(n for n in found if not outlets.same_outlet(n, article.outlet)), cues, sources)

    def own(self, row: Attribution, said: Said | None, parent: Attribution | None = None) -> tuple[str, ...]:
        """The relays named in the row's own sentence or in its source ("Emily Feng of NPR")."""
        found = self._in_source(row) if parent is None else ()
        found = found or self._in_sentence(row, parent)
        return tuple(n for n in found if self._counts(n, said))

    def _counts(self, name: str, said: Said | None) -> bool:
        return not outlets.same_outlet(name, self.article.outlet) and not (said and outlets.same_outlet(name, said.name))

    def _in_source(self, row: Attribution) -> tuple[str, ...]:
        """An outlet as the owner or employer of the source."""
        text = self.article.text
        for start, end in row.source:
            owner = outlets.at(text, start, end) if _OWNING.search(text, start, end) else None
            if owner and (_OWNER.match(text, owner[1], end) or _OWN_SOURCE.match(text, owner[1], end)):
                return (owner[0],)
            quoted = _pattern("in_source", r"\b{} ").search(text, start, end)
            if quoted and (there := outlets.at(text, quoted.end(), end)):
                return (there[0],)
            employed = _EMPLOYED.match(text, start, end)
            if employed and " " in text[employed.end() : end].strip():
                return (employed[1],)
            for match in _REPORTER.finditer(text, start, end):
                found = outlets.at(text, match.end(), end)
                if found and outlets.is_outlet(found[0]) and (match[0] == "of " or self._reports(text[start : match.start()])):
                    return (found[0],)
        return ()

    def _reports(self, lead: str) -> bool:
        said = {w.strip(",.").lower() for w in lead.split()}
        return bool(said & words("speakers", "outlets", "reporters"))

    def _in_sentence(self, row: Attribution, parent: Attribution | None) -> tuple[str, ...]:
        spans = row.cue or row.content
        start, end = self._sentence(spans[0][0], spans[-1][1]) if spans else (0, 0)
        mine = [s for s in (*row.source, *row.content) if s not in row.content or row.kind == "direct"]
        quoter = _QUOTER.search(self.article.text[start : spans[0][0]]) if row.cue and cites(row, self.article.text) else None
        if quoter and outlets.is_outlet(quoter[1].strip()):
            return (quoter[1].strip(),)
        if row.cue and row.source and cites(row, self.article.text) and (after := self._quoter_behind(row.source[-1][1], end)):
            return after
        if parent is not None:  # only what stands in the very words that the row is inside of
            around = next((s for s in parent.content if s[0] <= spans[0][0] < s[1]), (0, 0)) if spans else (0, 0)
            start, end = max(start, around[0]), min(end, around[1])
        found = self._leads(row, start, end, mine) or self._tails(start, end, mine)
        # "X told the Times that ..., while Y told the Post ...": each to the one beside its own cue
        place, names = min(found, key=lambda f: _gap(f[0], spans), default=(0, ()))
        return names + self._second(place, end, names)

    def once(self, row: Attribution, names: tuple[str, ...]) -> bool:
        """Whether a row's own words give the relay for themselves only: "according to the Courier" does, "told the Courier" does not."""
        spans = row.cue or row.content
        start, end = self._sentence(spans[0][0], spans[-1][1]) if spans else (0, 0)
        text = self.article.text
        told = (outlets.at(text, m.end(), end) for m in _again().finditer(text, start, end))
        return any(name and name[0] == names[0] for name in told)

    def _second(self, place: int, end: int, names: tuple[str, ...]) -> tuple[str, ...]:
        """The one behind a relay: "told the Post, according to the Courier"."""
        text = self.article.text
        for match in _again().finditer(text, place, min(end, place + 90)) if names else ():
            found = outlets.at(text, match.end(), end)
            if found and found[0] not in names:
                return (found[0],)
        return ()

    def _quoter_behind(self, place: int, end: int) -> tuple[str, ...]:
        """The outlet of "Citing officials, the Courier reports ..."."""
        text = self.article.text
        name = outlets.at(text, place + 2, end) if text[place : place + 2] == ", " else None
        return (name[0],) if name and _REPORTS.match(text, name[1]) else ()

    def _leads(self, row: Attribution, start: int, end: int, mine: Sequence[Span]) -> list[tuple[int, tuple[str, ...]]]:
        """Place and names of each "told X", "in an interview with X" and their like between two places."""
        text = self.article.text
        leads = (
            m
            for m in _leading().finditer(text, start, end)
            if not _inside(m.end(), mine) and not self._of_another(m.start(), row) and not self._in_anothers(m.start(), row)
        )
        places = ((m, self._led(m, end, row)) for m in leads)
        return [(match.start(), names) for match, names in places if names] + self._pieces(start, end, mine)

    def _of_another(self, place: int, row: Attribution) -> bool:
        """Whether another row's cue begins at a place, and that row is about something else."""
        there = self.cues.get(place, ())
        return bool(there) and all(r is not row and r.source != row.source and _overlap(r, row) < _SAME for r in there)

    def _in_anothers(self, place: int, row: Attribution) -> bool:
        """Whether a place stands in the source of a row about something else: "reports in the Courier were wrong, he said"."""
        k = bisect_right(self.sources, place, key=lambda found: found[0][0])
        near = self.sources[max(0, k - _NEAR) : k]
        return any(place < e and r.source != row.source and _overlap(r, row) < _SAME for (_, e), r in near)

    def _pieces(self, start: int, end: int, mine: Sequence[Span]) -> list[tuple[int, tuple[str, ...]]]:
        """Those of "in an exclusive Courier interview" and "in her Courier column"."""
        text = self.article.text
        before = _pattern("piece", r"\bin (?:an?|his|her|their|its) (?:{} )*", "before")
        behind = _pattern("piece", r"(?:[’']s?)? {}\b", "behind")
        places = ((m.end(), outlets.at(text, m.end(), end)) for m in before.finditer(text, start, end) if not _inside(m.end(), mine))
        return [(place, (name[0],)) for place, name in places if name and behind.match(text, name[1])]

    def _tails(self, start: int, end: int, mine: Sequence[Span]) -> list[tuple[int, tuple[str, ...]]]:
        """Those behind the words that they cover: ", the Courier reported", "- said the Interfax agency"."""
        text = self.article.text
        inverted = _pattern("inverted", r"(?:,|[”\"],?| [-–—]) (?:as )?{} (?=(?:the |its )?[\w“\"])")
        behind = (m.span(1) for m in _TAIL.finditer(text, start, end))
        ahead = ((m.end(), end) for m in inverted.finditer(text, start, end))
        free = [(place, limit) for place, limit in (*behind, *ahead) if not _inside(place, mine)]
        named = ((place, outlets.at(text, place, limit), limit) for place, limit in free)
        told = ((place, name[0] if name else outlets.described(text, place, limit, self.article.outlet)) for place, name, limit in named)
        return [(place, (name,)) for place, name in told if name]

    def _led(self, match: re.Match[str], end: int, row: Attribution) -> tuple[str, ...]:
        text = self.article.text
        lead = match[0].strip()
        weak = lead in words("speakers", "relays", "weak")
        near = bool(row.cue) and 0 <= match.start() - row.cue[-1][1] < 40
        found = outlets.at(text, match.end(), end) if near or not weak else None
        telling = _pattern("telling", "{}").match(lead)
        # "According to the agency" is mostly an authority's word, "according to local media" the press's.
        unnamed = telling or (lead.endswith("ccording to") and not text.startswith("the ", match.end()))
        if found is None and unnamed and (nominal := outlets.described(text, match.end(), end, self.article.outlet)):
            return (nominal,)
        if found is None or (weak and not outlets.known(found[0])):
            return ()
        host = _HOST.match(text, found[1], end)
        return (host[1], found[0]) if host and telling else (found[0],)

    def _sentence(self, start: int, end: int) -> tuple[int, int]:
        text = self.article.text
        behind = _END.search(text, end)
        low = max((m.end() for m in _END.finditer(text, max(0, start - 400), start)), default=max(0, start - 400))
        return low, min(behind.start() if behind else len(text), end + 400)


def cites(row: Attribution, text: str) -> bool:
    """Whether a row's cue names the row's source as the source of another's words ("citing")."""
    return any(_CITE.search(text[s:e]) for s, e in row.cue)


def partners(rows: Sequence[Attribution]) -> dict[str, list[Attribution]]:
    """Row id -> other rows over (nearly) the same content."""
    by_start = sorted((r for r in rows if r.content), key=lambda r: r.content[0][0])
    starts = [r.content[0][0] for r in by_start]
    found: dict[str, list[Attribution]] = {}
    for row in by_start:
        near = by_start[bisect_left(starts, row.content[0][0] - 12) : bisect_left(starts, row.content[0][0] + 12)]
        found[row.id] = [q for q in near if q is not row and _overlap(row, q) > _SAME]
    return found


def _overlap(one: Attribution, other: Attribution) -> float:
    shared = sum(max(0, min(e, d) - max(s, c)) for s, e in one.content for c, d in other.content)
    return shared / max(1, sum(e - s for s, e in one.content) + sum(d - c for c, d in other.content) - shared)


def _gap(place: int, spans: Sequence[Span]) -> int:
    return min((max(0, start - place, place - end) for start, end in spans), default=0)


def _inside(place: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(s <= place < e for s, e in spans)
