"""Groups of runs -> attributions: spans trimmed to the words that count, kind, nesting."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

import numpy as np

from reportedly.attribution.characters import Flags, flags
from reportedly.attribution.confidence import signs, sure
from reportedly.attribution.decode import Run
from reportedly.attribution.link import Group
from reportedly.attribution.pieces import Pieces
from reportedly.attribution.sentences import DATELINE
from reportedly.attribution.sources import whole
from reportedly.model import Attribution, Kind, Span
from reportedly.wordlists import words

_OPENING, _CLOSING = "\"“«„‘'", "\"”»’'"
_THAT = re.compile(r"that\s+(?!(?:is|was|were|has|had|would|will|could|isn|wasn)\b)", re.I)
_WAS = re.compile(r"(?:is|was|were|has|had|would|will|could|isn|wasn)\b")
_PASSIVE = re.compile(r" ((?:(?:is|was|has|had|been|being|also|now|widely|first) )+\w+)(?= that\b)")
_TRAILING = re.compile(r"(?<=\w) (?:in|on|to|at|via|during) (?:an?|the|his|her|its|their)$")
_AUXILIARY = re.compile(r"(?:[Hh]as|[Hh]ave|[Hh]ad)(?: (?:also|previously|repeatedly|earlier))?")
"""The place and the agency in front of a page's first sentence: "LIMA (AP) — "."""
_NEITHER = re.compile(r"\bneither \w+ nor $")
_JOINT = 30
"""Code points between two spans of a content that may be one."""
_ENDS = re.compile(r"[.!?;:\n\"“”—–]|, (?:which|who|whose|where)\b")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Draft:
    """One row before it has an id. Spans are code points into the article's text."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    confidence: float
    inner: bool = False
    signs: tuple[float, ...] = ()
    kind: Kind | None = None
    """Where the quotation marks do not tell it."""

    def extent(self) -> int:
        """Characters of content."""
        return sum(e - s for s, e in self.content)


class Text:
    """An article's text with what the trimming asks of it, computed once: which characters are quoted."""

    def __init__(self, text: str, paragraphs: Sequence[Span], quoted: Flags) -> None:
        """`paragraphs`: spans that do not overlap, in text order; `quoted`: of each code point, whether it is quoted."""
        self.text = text
        self.paragraphs = paragraphs
        self.quoted = quoted
        letters = flags(text, str.isalnum)
        self._letters = np.concatenate([[0], np.cumsum(letters)])
        self._quoted_letters = np.concatenate([[0], np.cumsum(letters & quoted)])

    def kind(self, spans: Sequence[Span]) -> Kind:
        """direct: every letter is inside quotation marks; indirect: none; else mixed."""
        every, inside = (sum(int(t[e] - t[s]) for s, e in spans) for t in (self._letters, self._quoted_letters))
        return "indirect" if not inside else "direct" if inside == every else "mixed"

    def whole_words(self, span: Span) -> Span:
        """The span with the rest of the words that it begins or ends in: word pieces are cut finer than words."""
        s, e = span
        while 0 < s < e and self.text[s].isalnum() and self.text[s - 1].isalnum():
            s -= 1
        while s < e < len(self.text) and self.text[e - 1].isalnum() and self.text[e].isalnum():
            e += 1
        return s, e

    def trim_content(self, span: Span) -> Span:
        """Quotation marks in, a leading "that" and trailing stops outside of quotations out."""
        s, e = _strip(self.text, span)
        if dateline := DATELINE.match(self.text, s):
            s = min(dateline.end(), e)
        s, e = self._take_marks(s, e)
        that = _THAT.match(self.text, s, e)
        if that and that.end() < e:
            s = that.end()
        if self.text[max(0, s - 6) : s] in (" that ", " That ") and _WAS.match(self.text, s):
            s -= len("that ")
        while e > s and self.text[e - 1] in ",;:. \n" and not self.quoted[e - 1]:
            e -= 1
        return s, e

    def sound(self, spans: Sequence[Span], marks: Sequence[Span]) -> tuple[Span, ...]:
        """The spans, less a lone "that" or article; none where no word could be a content. `marks`: the row's source and cue."""
        worded = [s for s in spans if _WORD.search(self.text, *s) and self.text[slice(*s)].casefold() != "that"]
        joined = self._joined(worded, marks)
        told = tuple(s for s in joined if self.text[slice(*s)].casefold() not in words("attribution", "cues", "articles"))
        kept = told or joined
        said = {w for s, e in kept for w in _WORD.findall(self.text[s:e].casefold())}
        return kept if said - words("attribution", "cues", "function") else ()

    def pointer(self, spans: Sequence[Span], cue: Span | None) -> tuple[Span, ...]:
        """A lone pronoun where it can be a content: "officials denied it"."""
        known = cue and self.text[slice(*cue)].casefold() in words("attribution", "cues", "judging")
        pointing = [s for s in spans if self.text[slice(*s)].casefold() in words("attribution", "cues", "pointing")]
        return tuple(pointing) if known and len(pointing) == len(spans) == 1 else ()

    def whole_cue(self, span: Span) -> Span:
        """The span with the other half of "neither confirmed nor denied", and "has been reported" for the "it" before it."""
        if self.text[slice(*span)].casefold() == "it" and (verb := _PASSIVE.match(self.text, span[1])):
            return verb.span(1)
        if trailing := _TRAILING.search(self.text, *span):
            return span[0], trailing.start()
        if _AUXILIARY.fullmatch(self.text, *span) and (verb := _participle().match(self.text, span[1])):
            return span[0], verb.end()
        half = _NEITHER.search(self.text, max(0, span[0] - 40), span[0])
        return (half.start(), span[1]) if half else span

    def _joined(self, spans: Sequence[Span], marks: Sequence[Span]) -> tuple[Span, ...]:
        """Spans that nothing but "that" or a word that the tagger left out stands between are one."""
        out: list[Span] = []
        for s, e in spans:
            if out and out[-1][1] <= s <= out[-1][1] + _JOINT and self._is_joint((out[-1][1], s), marks):
                out[-1] = out[-1][0], e
            else:
                out.append((s, e))
        return tuple(out)

    def _is_joint(self, gap: Span, marks: Sequence[Span]) -> bool:
        between = self.text[slice(*gap)]
        return between.strip() in ("", "that") or not (_ENDS.search(between) or any(a < gap[1] and gap[0] < b for a, b in marks))

    def _take_marks(self, s: int, e: int) -> Span:
        if s and self.text[s - 1] in _OPENING and self.quoted[s - 1] and self.quoted[s]:
            s -= 1
        stop = e
        while stop < len(self.text) and stop < e + 2 and self.quoted[stop] and self.text[stop] in ",.!?;…":
            stop += 1
        if stop < len(self.text) and e and self.quoted[e - 1] and self.quoted[stop] and self.text[stop] in _CLOSING:
            e = stop + 1
        return s, e


@cache
def _participle() -> re.Pattern[str]:
    return re.compile(rf" (?:{'|'.join(words('attribution', 'cues', 'said'))})\b")


def _strip(text: str, span: Span) -> Span:
    s, e = span
    while s < e and text[s].isspace():
        s += 1
    while e > s and text[e - 1].isspace():
        e -= 1
    return s, e


def draft(group: Group, pieces: Pieces, offset: int, text: Text, weights: tuple[float, ...], *, inner: bool) -> Draft:
    """Spans and confidence of one group; `offset` is the window's first piece, `weights` are confidence.py's."""

    def span(run: Run) -> Span:
        return text.whole_words((int(pieces.start[offset + run.start]), int(pieces.end[offset + run.end - 1])))

    cue = text.whole_cue(span(group.cue)) if group.cue else None
    trimmed = [text.trim_content(span(r)) for r in group.content]
    source = whole(span(group.source), cue, text.text) if group.source else ()
    contents = text.sound(trimmed, (*source, *((cue,) if cue else ()))) or text.pointer(trimmed, cue)
    told = signs(group, text.kind(contents), inner)
    return Draft(
        source,
        (cue,) if cue else (),
        contents,
        sure(told, weights),
        inner,
        told,
    )


def nested(outer: Sequence[Draft], inner: Sequence[Draft]) -> list[tuple[Draft, Draft | None]]:
    """Rows in the order of their content, each with the outer row that it stands in; inner rows that stand in none are left out."""
    held = sorted(((a, b, k) for k, d in enumerate(outer) for a, b in d.content), key=lambda span: span[0])
    farthest = list(accumulate((b for _, b, _ in held), max))
    homes = [(d, _home(d, outer, held, farthest)) for d in inner]
    return sorted([*((d, None) for d in outer), *((d, h) for d, h in homes if h)], key=lambda p: (p[0].content[0], -p[0].extent()))


def finish(outer: Sequence[Draft], inner: Sequence[Draft], text: Text) -> tuple[Attribution, ...]:
    """Number the rows in the order of their content and tie each inner row to the outer row that it stands in."""
    drafts = nested(outer, inner)
    names = {id(d): f"a{k}" for k, (d, _) in enumerate(drafts, 1)}
    return tuple(
        Attribution(
            names[id(d)],
            d.source,
            d.cue,
            d.content,
            d.kind or text.kind(d.content),
            confidence=d.confidence,
            parent=names[id(home)] if home else None,
        )
        for d, home in drafts
    )


def _home(row: Draft, outer: Sequence[Draft], held: Sequence[tuple[int, int, int]], farthest: Sequence[int]) -> Draft | None:
    """The smallest outer row around a row. `held`: all contents with their row's number, by their beginning; `farthest`: the last
    end among each and those before it, behind which none is looked for."""
    s, e = row.content[0][0], row.content[-1][1]
    around = []
    at = bisect_right(held, s, key=lambda span: span[0]) - 1
    while at >= 0 and farthest[at] >= e:
        _, end, number = held[at]
        if end >= e and outer[number].extent() > row.extent():
            around.append(outer[number])
        at -= 1
    return min(reversed(around), key=Draft.extent, default=None)
