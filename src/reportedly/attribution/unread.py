"""Sentences that close with who told them, and that the tagger has not read: "The club has sold him, per the Courier."

They are too rare in the annotated articles to measure how often they are right, so SURE is a guess on the careful side; a row that the
tagger has read in the same sentence goes first.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import cache

from reportedly.attribution.closing import meet
from reportedly.attribution.rows import Draft, Text
from reportedly.attribution.sentences import begin
from reportedly.attribution.sources import whole
from reportedly.model import Span
from reportedly.wordlists import words

SURE = 0.7
_NAME = r"[\w’'&-]+(?:[ .][\w’'&-]+){0,7}?"
_ARTICLE = len("the ")
_LINE = 180
"""Code points of the longest headline."""
_LEAST = 3
"""Words of a sentence that tells something."""
_BEGINS = r"(?:^|(?<=\n)|(?<=[.!?] )|(?<=[.!?][\"”] ))"
_NAMED = re.compile(
    r"(?P<who>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2}): "
    r"(?P<what>(?!(?:[Ww]hat|[Hh]ow|[Ww]hy|[Ww]ho|[Ww]here|[Ww]hen|[Ll]ive|[Aa]ll)\b)[^\n]{12,}[^\n.!?\"”])\Z"
)
_CLAUSE = re.compile(r"\b(?:who|which|that|and|but|as|if|when|because|where|whose|what)\b")


def unread(drafts: Sequence[Draft], text: Text, floor: float) -> list[Draft]:
    """The drafts, with rows for the closed sentences that hold none; one that takes "per" for a source, or is less sure
    than `floor`, gives way. Linear in the text's length, where no row is longer than a few paragraphs."""
    kept = [d for d in drafts if not (d.source and text.text[slice(*d.source[0])].casefold() in words("attribution", "cues", "per"))]
    rows = _Rows([d for d in kept if d.content])
    for added in [*_closed(text, rows, floor), *_counted(text, rows, floor), *_disputed(text, rows, floor)]:
        rows.add(added)
    _show(rows, text)
    _read_headlines(rows, text)
    return [*(d for d in kept if not d.content), *rows.all()]


class _Rows:
    """Rows with a content by where they stand, so that not all of a long article's are asked for each sentence."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        ordered = sorted(((_extent(d), k) for k, d in enumerate(drafts)), key=lambda pair: (pair[0][0], pair[1]))
        self._rows: list[Draft | None] = [drafts[k] for _, k in ordered]
        self._order = [k for _, k in ordered]
        self._firsts = [first for (first, _), _ in ordered]
        self._longest = max((last - first for (first, last), _ in ordered), default=0)

    def near(self, start: int, end: int) -> Iterator[tuple[int, Draft]]:
        """The rows, with their numbers, of which a word stands between two places."""
        low, high = bisect_left(self._firsts, start - self._longest), bisect_left(self._firsts, end)
        for number in range(low, high):
            row = self._rows[number]
            if row and any(meet((start, end), s) for s in (*row.source, *row.cue, *row.content)):
                yield number, row

    def put(self, number: int, row: Draft | None) -> None:
        """Another reading of a row; None drops it."""
        self._rows[number] = row

    def add(self, row: Draft) -> None:
        """A new row."""
        first, last = _extent(row)
        at = bisect_left(self._firsts, first)
        self._order.insert(at, len(self._order))
        self._firsts.insert(at, first)
        self._rows.insert(at, row)
        self._longest = max(self._longest, last - first)

    def all(self) -> list[Draft]:
        """The rows in the order in which they came."""
        return [row for _, row in sorted(zip(self._order, self._rows, strict=True), key=lambda pair: pair[0]) if row]


def _extent(row: Draft) -> Span:
    spans = (*row.source, *row.cue, *row.content)
    return min(s for s, _ in spans), max(e for _, e in spans)


def _taken(rows: _Rows, start: int, end: int, floor: float) -> bool:
    return any(row.confidence >= floor for _, row in rows.near(start, end))


def _closed(text: Text, rows: _Rows, floor: float) -> Iterator[Draft]:
    tails = (tail for start, end in text.paragraphs for tail in _tail().finditer(text.text, start, end))
    for tail in tails:
        source, cue = (tail.span(a) if tail[a] else tail.span(b) for a, b in (("whose", "who"), ("per", "cue")))
        content = text.trim_content((begin(text.text, tail.start()), tail.start()))
        told = text.text[slice(*content)]
        if len(told.split()) < _LEAST or _taken(rows, content[0], tail.end(), floor) or text.quoted[tail.start()]:
            continue
        if not _CLAUSE.search(text.text[slice(*source)]):
            yield Draft((source,), (cue,), (content,), SURE)


def _counted(text: Text, rows: _Rows, floor: float) -> Iterator[Draft]:
    """Rows for "the ministry put the death toll at nine"."""
    for told in (m for start, end in text.paragraphs for m in _put().finditer(text.text, start, end)):
        if text.quoted[told.start()]:
            continue
        if text.text[told.start()].islower():
            for number, row in list(rows.near(told.start(), told.end())):
                rows.put(number, _before(row, told.start(), told.end(), text) or row)
        if _taken(rows, told.start(), told.end(), SURE):
            continue
        for number, _ in list(rows.near(told.start(), told.end())):
            rows.put(number, None)
        content = (text.trim_content(told.span("what")),)
        cue = told.span("cue")
        yield Draft(whole(told.span("who"), cue, text.text), (cue,), content, SURE)
        if told["cited"]:
            yield Draft((told.span("cited"),), (told.span("citing"),), content, SURE)


def _disputed(text: Text, rows: _Rows, floor: float) -> Iterator[Draft]:
    """Rows for a sentence that only denies what was told: "The company has disputed that."."""
    patterns = _disputing(), _disputed_by()
    for told in (m for start, end in text.paragraphs for p in patterns for m in p.finditer(text.text, start, end)):
        if not text.quoted[told.start()] and not _taken(rows, told.start(), told.end(), floor):
            yield Draft((told.span("who"),), (told.span("cue"),), (told.span("what"),), SURE)


@cache
def _disputing() -> re.Pattern[str]:
    rejecting, told = ("|".join(words("attribution", "cues", table)) for table in ("rejecting", "told"))
    start = rf"(?:{_BEGINS}|(?<=, but )|(?<=, though )|(?<=; ))"
    who = r"(?P<who>(?:the |his |her |its |their )?[\w’'&-]+(?: [\w’'&-]+){0,6}?(?:, [A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,3}(?=, ))?),?"
    cue = rf"(?P<cue>(?:has |have |had |also |later |both |all |repeatedly )*(?:{rejecting}))"
    what = rf"(?P<what>that|this|it|both|all of (?:it|this|that)|(?:the|these|those) (?:[a-z]+ )?(?:{told})s?)"
    return re.compile(rf"{start}{who} {cue} {what}(?=[.;\n]|\Z|,? (?:on [A-Z]|in an? |after |at the time))")


@cache
def _disputed_by() -> re.Pattern[str]:
    """ "Similar claims have been debunked by the agency."."""
    told, verbs = ("|".join(words("attribution", "cues", table)) for table in ("told", "debunked"))
    what = rf"(?P<what>(?:Similar|The|These|Those|Such|All|Both|Other|His|Her|Their) (?:[a-z]+ ){{0,2}}(?:{told})s?)"
    cue = rf"(?P<cue>(?:has|have|had|was|were|are|is) (?:been )?(?:(?:also|since|repeatedly|all) )?(?:{verbs}))"
    return re.compile(rf"{_BEGINS}{what} {cue} by (?P<who>(?!an? |\d){_NAME})(?=[.;,\n]|\Z| (?:on [A-Z]|in |as ))")


def _read_headlines(rows: _Rows, text: Text) -> None:
    """A row for "Police: Teen made up abduction", "Roca: Dam is safe" where nothing surer is read in the line, and Roca speaks below."""
    spoke = {w for row in rows.all() for s in row.source for w in text.text[slice(*s)].split()}
    for start, end in text.paragraphs:
        _read_closing(rows, text, (start, end))
        line = (start, min(end, start + _LINE))
        led = (_colon().match(text.text, *line) or _named(text.text, line, spoke)) if end - start <= _LINE else None
        there = list(rows.near(start, end)) if led else []
        if led is None or any(row.confidence >= SURE - 0.1 for _, row in there):
            continue
        for number, _ in there:
            rows.put(number, None)
        rows.add(Draft((led.span("who"),), (), (led.span("what"),), SURE))


def _read_closing(rows: _Rows, text: Text, line: Span) -> None:
    """A row for "Hero joins the cast, Variety reports" where no row has that cue."""
    led = _closing().match(text.text, *line) if line[1] - line[0] <= _LINE else None
    if led is None:
        return
    there = list(rows.near(*line))
    cues = [c for _, row in there for c in row.cue]
    if led.span("cue") in cues or any(row.confidence >= SURE for _, row in there):
        return
    for number, _ in there:
        rows.put(number, None)
    rows.add(Draft((led.span("who"),), (led.span("cue"),), (text.trim_content(led.span("what")),), SURE))


@cache
def _closing() -> re.Pattern[str]:
    who = r"(?P<who>(?:[\w’'.&-]+ ){0,4}[\w’'.&-]+)"
    return re.compile(rf"(?P<what>[^\n]{{12,}}), {who} (?P<cue>{'|'.join(words('attribution', 'cues', 'closing'))})\Z")


def _named(text: str, line: Span, spoke: Collection[str]) -> re.Match[str] | None:
    led = _NAMED.match(text, *line)
    return led if led and led["who"].split()[-1] in spoke else None


@cache
def _colon() -> re.Pattern[str]:
    who = "|".join(words("attribution", "cues", "headline"))
    return re.compile(rf"(?P<who>(?:[\w’'.-]+ ){{0,3}}(?:{who})): (?P<what>[^\n]{{12,}}[^\n.!?\"”])\Z", re.IGNORECASE)


def _show(rows: _Rows, text: Text) -> None:
    """A row for each sentence that a document closes, as headlines do: "..., leaked emails suggest"."""
    for tail in (t for start, end in text.paragraphs for t in _document().finditer(text.text, start, end)):
        cue, source = tail.span("cue"), tail.span("who")
        there = list(rows.near(tail.start(), tail.end()))
        read = any(cue == c and abs(s - source[0]) <= _ARTICLE for _, d in there for c in d.cue for s, _ in d.source)
        if read or text.quoted[tail.start()]:
            continue
        content = text.trim_content((begin(text.text, tail.start()), tail.start()))
        if len(text.text[slice(*content)].split()) >= _LEAST:
            for number, row in there:
                rows.put(number, _before(row, tail.start(), tail.end(), text))
            rows.add(Draft((source,), (cue,), (content,), SURE))


def _before(row: Draft, start: int, end: int, text: Text) -> Draft | None:
    """The row without what it has of a closing phrase; None where that was its cue, or all that it had."""
    if any(meet((start, end), c) for c in row.cue) or any(start < c for _, c in row.source):
        return None
    kept = tuple(text.trim_content((s, min(e, start))) for s, e in row.content if s < start)
    return replace(row, content=kept) if kept else None


@cache
def _document() -> re.Pattern[str]:
    papers, show = ("|".join(words("attribution", "cues", table)) for table in ("papers", "show"))
    return re.compile(
        rf",[\"”]? (?P<who>(?:[\w’'-]+ ){{0,4}}?(?:{papers})"
        r"(?: (?:seen|obtained|reviewed|leaked|released|published|shared) (?:by|to) [^,.\n]{2,40}?)?)"
        rf" (?P<cue>(?:has |have |had )?(?:{show}))(?=[.]?(?:\n|\Z)|[.] [A-Z\"“])"
    )


@cache
def _put() -> re.Pattern[str]:
    counted = "|".join(words("attribution", "cues", "counted"))
    return re.compile(
        rf"(?:{_BEGINS}|(?:(?<=; )|(?<=, but )|(?<=, while )|(?<=, though ))(?=[a-z]))"
        r"(?P<who>[A-Za-z][^.,;:\n\"“”]{2,60}?)"
        r"(?:, (?P<citing>citing|quoting) (?P<cited>[^.,;:\n\"“”]{3,60}),)? "
        r"(?P<cue>(?:has |have |had |later |earlier )?puts?) "
        rf"(?P<what>(?:the|its|their|his|her) (?:[a-z-]+ ){{0,3}}?(?:{counted})[^.;:\n\"“”]{{0,40}}? at [^.;:\n\"“”]{{1,50}}?)"
        r"(?=[.;\n]|,| (?:on|after|while|but) |\Z)"
    )


@cache
def _tail() -> re.Pattern[str]:
    per, said = ("|".join(words("attribution", "cues", table)) for table in ("per", "told_so"))
    return re.compile(
        rf",[\"”]? (?:(?P<per>{per}) (?P<whose>{_NAME})|(?P<who>{_NAME}) (?P<cue>(?:has |have |had |also |later )*(?:{said})) to {_NAME})"
        r"(?=[.]?(?:\n|\Z)|[.] [A-Z\"“])"
    )
