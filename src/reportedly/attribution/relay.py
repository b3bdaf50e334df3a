"""Relays inside one sentence, where two cues compete for one content.

"X reported, citing Y, that P" is two rows over one content. The tagger gives each piece one role and each content one cue, so that
the cited source is often read as the beginning of the content, and the content ends up with one of the two cues only. The words
around a citing participle are regular enough to mend both: its object follows it at once and runs to the next comma or "that".

"Y said that P, X reported" is one row, Y's, which X passes on: a cue that closes the sentence gives its content back to an earlier
cue that has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from reportedly.attribution.closing import reopen
from reportedly.attribution.phrases import settle_phrases
from reportedly.attribution.rows import Draft, Text
from reportedly.model import Span
from reportedly.wordlists import words

_REACH = 120
"""Code points between a relay's cue and the content or cue that it shares its words with."""
_CITED_END = re.compile(r",?\s+that\b|[,;:.!?](?=\s|$)|\s[-–—]\s|\n|$")
_SENTENCE_END = re.compile(r"[.!?][\"”’']?\s+(?=[\"“‘']?[A-Z])|\n")
_THAT = re.compile(r"[,\s]*(?:that\s+)?")
_APPOSED = re.compile(
    r"(?:^|(?<=\n)|(?<=[.!?] )|(?<=[.!?][\"”] ))(?P<subject>[A-Z][^,.\n\"“”]{2,80}), (?P<cue>citing|quoting) (?:the |an? )?$"
)
_CITING = re.compile(r"(?: [\w.]+){0,3},? (?P<cue>citing|quoting) ")
_STOP = re.compile(r" (?:of|from|in|at|on|by|who|that|which|close|familiar|with|for|to|within|inside|briefed|seen|obtained)\b|,")
_CLOSES = re.compile(r"\s*(?:on \w+)?[.\n]|\s*$")
_OPENING = "\"“‘'"


def settle(drafts: Sequence[Draft], text: Text) -> list[Draft]:
    """The drafts with citing participles given their object and their share of the content; rows left without words are dropped."""
    found = [part for row in drafts for part in _apposed(row, text)]
    for k, row in enumerate(list(found)):
        if _which_cited(row, text):
            row = found[k] = replace(row, content=())
        if (_cue(row, text) in words("attribution", "cues", "citing") or _which_cited(row, text)) and (
            near := _neighbours(row, k, found, text)
        ):
            _cite(k, near, found, text)
    for k in range(len(found)):
        _give_back(k, found, text)
    found = settle_phrases(reopen(found, text), text)
    found += _unread(found, text)
    return _unlike(_share([d for d in found if d.content or d.cue], text))


def _unlike(drafts: Sequence[Draft]) -> list[Draft]:
    """Each row once: two of one source, cue and content are two readings of it, and the surer stays."""
    best: dict[tuple[object, ...], Draft] = {}
    for row in drafts:
        key = (row.source, row.cue, row.content)
        if key not in best or best[key].confidence < row.confidence:
            best[key] = row
    return list(best.values())


def _apposed(row: Draft, text: Text) -> list[Draft]:
    """ "X, citing Y, said that P" read as Y's row with X's cue: taken apart into X's and Y's."""
    if not row.source or not row.cue or row.cue[0][0] < row.source[-1][1]:
        return [row]
    start = row.source[0][0]
    led = _APPOSED.search(text.text, max(0, start - _REACH), start)
    if led is None or _SENTENCE_END.search(text.text, start, row.cue[0][0]):
        return [row]
    return [replace(row, source=(led.span("subject"),)), replace(row, cue=(led.span("cue"),))]


def _which_cited(row: Draft, text: Text) -> bool:
    """ "According to Lumen, which cited officials": a relative clause cites as a participle does."""
    return _cue(row, text) in {"cited", "quoted", "cites", "quotes"} and text.text.endswith((", which ", ", who "), 0, row.cue[0][0])


def _cue(row: Draft, text: Text) -> str:
    return text.text[slice(*row.cue[0])].casefold() if row.cue else ""


def _neighbours(row: Draft, k: int, found: Sequence[Draft], text: Text) -> list[int]:
    """Other rows with a cue in the same sentence."""
    return [i for i, d in enumerate(found) if i != k and d.cue and _together(d.cue[0], row.cue[0], text.text)]


def _together(a: Span, b: Span, text: str) -> bool:
    (_, end), (start, _) = sorted((a, b))
    return start - end <= _REACH and not _SENTENCE_END.search(text, end, start)


def _cite(k: int, near: list[int], found: list[Draft], text: Text) -> None:
    cited = _object(found[k].cue[0][1], text.text)
    if cited is None:
        return
    for i in (*near, k):
        found[i] = replace(found[i], content=tuple(c for s in found[i].content if (c := _after(s, cited, text))))
    own = tuple(s for s in found[k].source if cited[0] <= s[0] < cited[1])
    found[k] = replace(found[k], source=own or (cited,))
    holders = [i for i in near if found[i].content] or [k for _ in found[k].content[:1]]
    if not holders:
        return
    host = found[min(holders, key=lambda i: _far(found[i], found[k].cue[0]))]
    # The one that cites needs a host for its words, and its host words to pass on.
    takers = [k] if holders != [k] else [min((i for i in near if found[i].source), key=lambda i: _apart(found[i], found[k]), default=k)]
    for i in takers:
        if not found[i].content:
            # the tagger was unsure of a row without words; with its host's it is as sure as that, like those of `_unread`
            found[i] = replace(found[i], content=host.content, confidence=max(found[i].confidence, host.confidence))


def _unread(found: Sequence[Draft], text: Text) -> Iterator[Draft]:
    """Rows for citing phrases behind a cue that no row has: ", the Courier reported on Sunday, citing a letter from the ministry".

    They are as sure as the row whose content they share.
    """
    cues = {d.cue[0] for d in found if d.cue}
    for host in found:
        if not host.cue or not host.content or not host.source or _cue(host, text) in words("attribution", "cues", "relay"):
            continue
        led = _CITING.match(text.text, host.cue[-1][1])
        if led and led.span("cue") not in cues and (cited := _object(led.end(), text.text)) and _citable(text.text[slice(*cited)]):
            cues.add(led.span("cue"))
            yield replace(host, source=(cited,), cue=(led.span("cue"),))


def _citable(phrase: str) -> bool:
    """Whether a cited phrase can have said something: "a letter from the ministry", not "security concerns"."""
    core = _STOP.split(phrase, maxsplit=1)[0].split()
    return bool(core) and (core[-1][:1].isupper() or core[-1].casefold() in words("attribution", "cues", "citable"))


def _give_back(k: int, found: list[Draft], text: Text) -> None:
    """Move the content of a cue that closes its sentence to a cue before it that has a source and no content of its own."""
    tail = found[k]
    if not tail.cue or not tail.content or not _CLOSES.match(text.text, tail.cue[-1][1]) or tail.content[-1][1] > tail.cue[0][0]:
        return
    for i, main in enumerate(found):
        if not main.cue or not main.source or main.source == tail.source or not _hollow(main, tail, text):
            continue
        behind = tuple(s for s in tail.content if s[0] >= main.cue[-1][1])
        if behind and main.source[-1][1] <= main.cue[0][0] and _together(main.cue[0], behind[-1], text.text):
            that = [s for s in behind if text.text[: s[0]].endswith("that ")]
            found[i] = replace(main, content=tuple(s for s in behind if not that or s[0] >= that[0][0]))
            found[k] = replace(tail, content=())
            return


def _hollow(main: Draft, tail: Draft, text: Text) -> bool:
    """Whether a row has no content, or only an adjunct that leads to the other's: "in a statement on Sunday that"."""
    return all(text.text[s:e].endswith(" that") and e <= tail.content[-1][0] for s, e in main.content)


def _object(start: int, text: str) -> Span | None:
    """The noun phrase after a citing participle."""
    stop = _CITED_END.search(text, start)
    end = stop.start() if stop else len(text)
    while start < end and text[start].isspace():
        start += 1
    return (start, end) if start < end and text[start] not in _OPENING else None


def _after(span: Span, cited: Span, text: Text) -> Span | None:
    """What is left of a content that begins inside the cited noun phrase."""
    if not cited[0] <= span[0] < cited[1]:
        return span
    lead = _THAT.match(text.text, cited[1], span[1])
    start = lead.end() if lead else cited[1]
    return text.trim_content((start, span[1])) if start < span[1] else None


def _apart(row: Draft, other: Draft) -> int:
    return max(row.cue[0][0] - other.cue[0][1], other.cue[0][0] - row.cue[0][1])


def _far(row: Draft, cue: Span) -> int:
    return min(max(s - cue[1], cue[0] - e) for s, e in row.content)


def _share(drafts: Sequence[Draft], text: Text) -> list[Draft]:
    """Give a relay's cue without a content the content of the row beside it; drop other rows without one."""
    whole = [d for d in drafts if d.content]
    out = list(whole)
    for empty in (d for d in drafts if not d.content and d.source and _cue(d, text) in words("attribution", "cues", "relay")):
        near = [d for d in whole if _far(d, empty.cue[0]) <= _REACH and any(_together(s, empty.cue[0], text.text) for s in d.content)]
        if near:
            out.append(replace(empty, content=min(near, key=lambda d: _far(d, empty.cue[0])).content))
    return out
