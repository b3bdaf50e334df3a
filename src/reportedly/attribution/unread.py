"""Sentences that close with who told them, and that the tagger has not read: "The club has sold him, per the Courier."

Such a row is as sure as SURE says: of what this reads on PolNeAR's development set and on bare news, that much is right by eye.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from reportedly.attribution.closing import begin, meet
from reportedly.attribution.rows import Draft, Text
from reportedly.model import Span
from reportedly.wordlists import words

SURE = 0.7
_NAME = r"[\w’'&-]+(?:[ .][\w’'&-]+){0,7}?"
_ARTICLE = len("the ")
_LINE = 180
"""Code points of the longest headline."""
_LEAST = 3
"""Words of a sentence that tells something."""
_CLAUSE = re.compile(r"\b(?:who|which|that|and|but|as|if|when|because|where|whose|what)\b")


def unread(drafts: Sequence[Draft], text: Text, floor: float) -> list[Draft]:
    """The drafts, with rows for the closed sentences that hold none; one that takes "per" for a source, or is less sure
    than `floor`, gives way."""
    kept = [d for d in drafts if not (d.source and text.text[slice(*d.source[0])].casefold() in words("attribution", "cues", "per"))]
    taken = sorted(s for d in kept if d.content and d.confidence >= floor for s in (*d.source, *d.cue, *d.content))
    return _headlines(_shown([*kept, *_closed(text, taken), *_counted(text, taken)], text), text)


def _closed(text: Text, taken: Sequence[Span]) -> Iterator[Draft]:
    tails = (tail for start, end in text.paragraphs for tail in _tail().finditer(text.text, start, end))
    for tail in tails:
        source, cue = (tail.span(a) if tail[a] else tail.span(b) for a, b in (("whose", "who"), ("per", "cue")))
        content = text.trim_content((begin(text.text, tail.start()), tail.start()))
        told = text.text[slice(*content)]
        if len(told.split()) < _LEAST or any(meet((content[0], tail.end()), s) for s in taken) or text.quoted[tail.start()]:
            continue
        if not _CLAUSE.search(text.text[slice(*source)]):
            yield Draft((source,), (cue,), (content,), SURE)


def _counted(text: Text, taken: Sequence[Span]) -> Iterator[Draft]:
    """Rows for "the ministry put the death toll at nine"."""
    for told in (m for start, end in text.paragraphs for m in _put().finditer(text.text, start, end)):
        if not text.quoted[told.start()] and not any(meet(told.span(), s) for s in taken):
            yield Draft((told.span("who"),), (told.span("cue"),), (text.trim_content(told.span("what")),), SURE)


def _headlines(drafts: Sequence[Draft], text: Text) -> list[Draft]:
    """The drafts, with a row for "Police: Teen made up abduction" where nothing surer is read in the line."""
    out = list(drafts)
    for start, end in text.paragraphs:
        led = _colon().match(text.text, start, min(end, start + _LINE)) if end - start <= _LINE else None
        if led is None or any(d.confidence >= SURE - 0.1 and d.content and start <= d.content[0][0] < end for d in out):
            continue
        out = [d for d in out if not (d.content and start <= d.content[0][0] < end)]
        out.append(Draft((led.span("who"),), (), (led.span("what"),), SURE))
    return out


@cache
def _colon() -> re.Pattern[str]:
    who = "|".join(words("attribution", "cues", "headline"))
    return re.compile(rf"(?P<who>(?:[\w’'.-]+ ){{0,3}}(?:{who})): (?P<what>[^\n]{{12,}}[^\n.!?\"”])\Z", re.IGNORECASE)


def _shown(drafts: Sequence[Draft], text: Text) -> list[Draft]:
    """The drafts, with a row for each sentence that a document closes, as headlines do: "..., leaked emails suggest"."""
    out = list(drafts)
    for tail in (t for start, end in text.paragraphs for t in _document().finditer(text.text, start, end)):
        cue, source = tail.span("cue"), tail.span("who")
        read = any(cue == c and abs(s - source[0]) <= _ARTICLE for d in out if d.content for c in d.cue for s, _ in d.source)
        if read or text.quoted[tail.start()]:
            continue
        content = text.trim_content((begin(text.text, tail.start()), tail.start()))
        if len(text.text[slice(*content)].split()) >= _LEAST:
            out = [d for row in out if (d := _before(row, tail.start(), tail.end(), text))]
            out.append(Draft((source,), (cue,), (content,), SURE))
    return out


def _before(row: Draft, start: int, end: int, text: Text) -> Draft | None:
    """The row without what it has of a closing phrase; None where that was its cue, or all that it had."""
    if not row.content or not any(meet((start, end), s) for s in (*row.source, *row.cue, *row.content)):
        return row
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
        r"(?:^|(?<=\n)|(?<=[.!?] )|(?<=[.!?][\"”] ))(?P<who>[A-Z][^.,;:\n\"“”]{2,60}?) (?P<cue>(?:has |have |had |later |earlier )?puts?) "
        rf"(?P<what>(?:the|its|their|his|her) (?:[a-z-]+ ){{0,3}}?(?:{counted})[^.;:\n\"“”]{{0,40}}? at [^.;:\n\"“”]{{1,50}}?)"
        r"(?=[.;\n]|,| (?:on|after|while|but) )"
    )


@cache
def _tail() -> re.Pattern[str]:
    per, said = ("|".join(words("attribution", "cues", table)) for table in ("per", "told_so"))
    return re.compile(
        rf",[\"”]? (?:(?P<per>{per}) (?P<whose>{_NAME})|(?P<who>{_NAME}) (?P<cue>(?:has |have |had |also |later )*(?:{said})) to {_NAME})"
        r"(?=[.]?(?:\n|\Z)|[.] [A-Z\"“])"
    )
