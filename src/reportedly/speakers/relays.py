"""Through whom words came: the relays that a row's own sentence, its parent, another row or the head of the page names."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from reportedly.model import Article, Attribution
from reportedly.speakers import outlets
from reportedly.speakers.antecedents import Said
from reportedly.wordlists import words

_CREDIT = re.compile(r"\A[^\n]{0,90}?\(([^()\n]{2,30})\)\s*(?:[-–—]+|(?=[A-Z]))")
_BYLINE = re.compile(r"\A(?:By|Source):? ([A-Z][^|\n]{2,40}?) ?[|\n]")
# the parts of a byline, and what stands beside an agency's name in one
_PARTS = re.compile(r"\b(?:for|of|with|and|at|in)\b|[,;|/()]")
_STAFF = re.compile(r"^(?:by |the )+| (?:staff|reporters?|newsroom|wire|correspondents?|writers?)$", re.IGNORECASE)
_COPYRIGHT = re.compile(r"Copyright (?:\d{4} )?(?:by )?(?:the |The )?([A-Z][\w ]{1,30}?)\.?\s*\Z")
_WHOLE = re.compile(
    r", (?:as )?(?:an? |the )?((?:[A-Z][\w.’'&-]*)(?: [A-Z][\w.’'&-]*){0,3}) (?:correspond\w+ |news agency )?"
    r"(?:reports|learned)\b[^.\n]{0,80}\.?\n"
)
_QUOTER = re.compile(r"((?:[A-Z][\w.’'&-]* ){1,4})(?:has |have |also )*$")
_EMPLOYED = re.compile(
    r"(?:(?:An?|The) )?([A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,2}) (?:news )?(?:correspondent|reporter|journalist|columnist)\b"
)
_HOST = re.compile(r"[’']s? (?:host |anchor )?([A-Z]\w+ (?:van |de )?[A-Z]\w+)(?! (?:Show|News|Live|Room|Street|Report|Week))\b")
# "a Courier reporter Ana Roca's source": the source's owner works for the outlet that opens the phrase
_OWN_SOURCE = re.compile(r"[^,]*\b(?:reporter|correspondent|journalist|editor)\b[^,]*[’']s? sources?\b")
_OWNER = re.compile(r"[’']s? \w|[’']? (?:sources?|correspondent|reporter|journalist|editor)\b")
_LED = re.compile(
    r"\b(?:according to|reported by|quoted by|cited by|carried by|published (?:by|in|on)|per|via|told|tells|tell|telling|informed|"
    r"interview(?:s|ed)? (?:with|to|on|by|for|in|given to|(?:conducted|published|broadcast) by)|"
    r"spoke (?:to|with|on)|speaking (?:to|with|on)|"
    r"talking to|reports? (?:in|by|from)|appear(?:ed|ing) on|sa(?:id|ys) (?:to|on)|writing (?:in|for)|comment to|statement to|"
    r"quoted (?:in|by)|article (?:in|for)|to|on|in) (?!\d)"
)
_WEAK = frozenset({"to", "on", "in", "per", "via"})
_TAIL = re.compile(
    r",[”\"]? (?:as )?(?:an? |the )?((?:[\w.’'&-]+ ){0,4}[\w.’'&-]+) (?:has )?(?:correspond\w+ |news agency )?"
    r"(?:reported|reports|said|says|writes|wrote|claims)\b"
)
_END = re.compile(r"[.!?…][\"”’']?\s+(?=[\"“‘'(A-Z])|\n")
_CITE = re.compile(r"\b(?:cit(?:ing|ed|es?)|quot(?:ing|ed|es?)|referring to|attribut\w+)\b")
_REPORTER = re.compile(r"\b(?:of|for|from|at|with) (?=(?:the )?[A-Z])")


def _lead(text: str) -> tuple[str, ...]:
    """The agency that a sentence in the page's opening gives for the whole of it: "That's according to X, Y reports."."""
    match = _WHOLE.search(text, 0, 900)
    last = outlets.at(text, match.start(1), match.end(1)) if match else None
    if match is None or last is None or outlets.known(last[0]) not in words("speakers", "outlets", "agencies"):
        return ()
    start = max(text.rfind(". ", 0, match.start()), text.rfind("\n", 0, match.start()), 0)
    for led in _LED.finditer(text, start, match.start()):
        first = outlets.at(text, led.end(), match.start())
        if first and led[0].strip() not in _WEAK and outlets.listed(first[0]):
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

    @classmethod
    def of(cls, article: Article) -> Relays:
        """Read the credit at the head of the page ("(Reuters) -"); the publishing outlet itself is none."""
        text = article.text
        match = _CREDIT.match(text) or _BYLINE.match(text) or _COPYRIGHT.search(text, max(0, len(text) - 80))
        name = match[1].strip() if match else ""
        found = (name,) if outlets.listed(name) else _byline(article) or _lead(article.text)
        return cls(article, tuple(n for n in found if not outlets.same_outlet(n, article.outlet)))

    def own(self, row: Attribution, said: Said | None) -> tuple[str, ...]:
        """The relays named in the row's own sentence or in its source ("Emily Feng of NPR")."""
        found = self._in_source(row) or self._in_sentence(row)
        return tuple(n for n in found if self._counts(n, said))

    def _counts(self, name: str, said: Said | None) -> bool:
        return not outlets.same_outlet(name, self.article.outlet) and not (said and outlets.same_outlet(name, said.name))

    def _in_source(self, row: Attribution) -> tuple[str, ...]:
        """An outlet as the owner or employer of the source."""
        text = self.article.text
        for start, end in row.source:
            owner = outlets.at(text, start, end)
            if owner and (_OWNER.match(text, owner[1], end) or _OWN_SOURCE.match(text, owner[1], end)):
                return (owner[0],)
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

    def _in_sentence(self, row: Attribution) -> tuple[str, ...]:
        spans = row.cue or row.content
        start, end = self._sentence(spans[0][0], spans[-1][1]) if spans else (0, 0)
        mine = [s for s in (*row.source, *row.content) if s not in row.content or row.kind == "direct"]
        quoter = _QUOTER.search(self.article.text[start : spans[0][0]]) if row.cue and cites(row, self.article.text) else None
        if quoter and outlets.is_outlet(quoter[1].strip()):
            return (quoter[1].strip(),)
        for match in _LED.finditer(self.article.text, start, end):
            if not _inside(match.end(), mine) and (found := self._led(match, end, row)):
                return found
        for match in _TAIL.finditer(self.article.text, start, end):
            name = outlets.at(self.article.text, match.start(1), match.end(1))
            if name and not _inside(match.start(1), mine):
                return (name[0],)
        return ()

    def _led(self, match: re.Match[str], end: int, row: Attribution) -> tuple[str, ...]:
        text = self.article.text
        lead = match[0].strip()
        near = bool(row.cue) and 0 <= match.start() - row.cue[-1][1] < 40
        found = outlets.at(text, match.end(), end) if near or lead not in _WEAK else None
        if found is None or (lead in _WEAK and not outlets.known(found[0])):
            return ()
        host = _HOST.match(text, found[1], end)
        return (host[1], found[0]) if host and lead.startswith("t") else (found[0],)

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
        found[row.id] = [q for q in near if q is not row and _overlap(row, q) > 0.6]
    return found


def _overlap(one: Attribution, other: Attribution) -> float:
    shared = sum(max(0, min(e, d) - max(s, c)) for s, e in one.content for c, d in other.content)
    return shared / max(1, sum(e - s for s, e in one.content) + sum(d - c for c, d in other.content) - shared)


def _inside(place: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(s <= place < e for s, e in spans)
