"""Whose a content is: fixed phrases of the news that the tagger reads by halves or not at all.

- "Interfax quoted the ministry as saying that P", "the ministry was quoted by Interfax as saying that P": the ministry's words, which
  Interfax passes on; the tagger takes the outlet for the source.
- "..., a claim that Kyiv denied", "..., which Kyiv denies": a row of its own, over the words for what was just told.
- "X | did it, a witness has alleged", "Israel disputes those figures and says P": whose each content is, where it was read as another's.
- "the firm, which declined to comment, has closed": the clause put in between is a row of the firm's.
- "asking not to be named": how somebody spoke, and nothing that they said; "if that is confirmed": nobody's report.

Which words a content has is told in `contents`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from reportedly.attribution.closing import meet
from reportedly.attribution.contents import NAME, NO, REACH, carried, mended, parted, rejecting, whole
from reportedly.attribution.rows import Draft, Text
from reportedly.attribution.telling import settle_telling
from reportedly.model import Span
from reportedly.wordlists import words

_QUOTING = re.compile(rf"(?:has |have |had |also )*(?P<cue>quot(?:ed|es|ing)) (?P<source>{NAME}),? (?P<behind>as (?:saying|telling))\b")
_QUOTED = re.compile(
    rf"(?P<source>{NAME}),? (?:(?:was|were|is|are|has been|have been|had been)(?: also| later)?) (?P<cue>quoted) (?:by|in|on) {NAME} "
    r"(?P<behind>as (?:saying|telling))\b"
)
_CLOSER = re.compile(
    r",[\"”]? (?P<who>(?:(?:an?|the|one|two|three|several|some|his|her|its|their) (?:(?!has|have|had)[\w’'-]+ ){0,3}|(?=[A-Z]))"
    r"(?!has|have|had)[\w’'-]+(?: [A-Z][\w’'-]*){0,3}) (?:(?:has|have|had|also|later) )*"
)
_THOUGH = re.compile(r", (?:though|but|while|although|whereas) ")
_ANONYMOUS = re.compile(
    r"(?:that )?(?:(?:he|she|they|(?:his|her|their) (?:full |first |last |sur)?names?) )?(?:not )?(?:to )?(?:not )?be (?:publicly )?"
    r"(?:named|identified|quoted|used|published|disclosed)\b"
    r"(?:,? (?:by name|because|as|for|since|due|in|so|to|while|when|owing|given|citing|out|discussing|speaking|talking|describing)\b.*)?",
    re.DOTALL,
)
_DECLINED = re.compile(
    rf"(?P<who>{NAME}), (?:which|who) (?:has |have |had )?(?P<cue>declined|refused) (?P<what>to comment(?: [^,\n]{{2,60}})?), "
)
_BESIDE = 4
"""Words that may stand between "as saying" and the content: when and where."""


def settle_phrases(drafts: Sequence[Draft], text: Text) -> list[Draft]:
    """The drafts with the phrases read as such."""
    named = [d for d in (_without_asking(d, text) for d in drafts) if d]
    kept = [mended(_other_clause(_closed_by(_quoted(d, text), text), text), text) for d in named]
    kept = _beside([whole(d, kept, text) for d in kept], text)
    kept = [settle_telling(parted(carried(d, kept, text), kept, text), text) for d in kept]
    kept = [_claim_called(part, kept, text) for d in kept for part in _two_verbs(d, text)]
    return [*kept, *_rejected(kept, text)]


def _closed_by(row: Draft, text: Text) -> Draft:
    """ "The minister | deleted texts, a whistleblower has alleged" is the whistleblower's: the subject belongs to the content."""
    if len(row.source) != 1 or len(row.content) != 1 or not row.cue or row.source[0][1] + 1 != row.content[0][0]:
        return row
    who = _CLOSER.fullmatch(text.text, row.content[0][1], row.cue[0][0])
    if who is None:
        return row
    return replace(row, source=(who.span("who"),), content=((row.source[0][0], row.content[0][1]),))


def _two_verbs(row: Draft, text: Text) -> list[Draft]:
    """ "Israel disputes | those figures | and says | there is no limit": two rows of one source."""
    if len(row.content) < 2 or len(row.source) != 1 or len(row.cue) != 1:
        return [row]
    first, end = row.content[0], row.source[0][1]
    verb = _verbs().fullmatch(text.text, end, first[0]) if end < first[0] and first[1] < row.cue[0][0] else None
    if verb is None or row.content[1][0] < row.cue[0][1]:
        return [row]
    return [replace(row, cue=(verb.span("cue"),), content=(first,), kind=None), replace(row, content=row.content[1:])]


@cache
def _verbs() -> re.Pattern[str]:
    rejecting = "|".join(words("attribution", "cues", "rejecting"))
    return re.compile(rf",? (?P<cue>(?:has |have |had |also )*(?:{rejecting})) ")


def _other_clause(row: Draft, text: Text) -> Draft:
    """The row without the clause before its own: "it is not clear who did it, though officials said | P"."""
    if len(row.content) < 2 or not row.source or not row.cue:
        return row
    (_, e), place = row.content[0], row.source[0][0]
    behind = row.content[1][0] > row.cue[-1][1] and place < row.cue[0][0]
    return replace(row, content=row.content[1:]) if behind and e < place and _THOUGH.fullmatch(text.text, e, place) else row


def _without_asking(row: Draft, text: Text) -> Draft | None:
    """The row without "not to be named" among its contents; None where it holds nothing else."""
    kept = tuple(s for s in row.content if not _ANONYMOUS.fullmatch(text.text, *s))
    return row if len(kept) == len(row.content) else replace(row, content=kept) if kept else None


def _beside(drafts: Sequence[Draft], text: Text) -> list[Draft]:
    """The drafts, "the firm, which declined to comment, has closed the mine, people said" taken apart: the clause put in between is the
    firm's own row, and the rest is told of the firm."""
    out = list(drafts)
    for k, row in enumerate(out):
        no = row.cue and row.content and text.text[slice(*row.cue[0])] in NO
        clause = _DECLINED.match(text.text, row.content[0][0]) if no else None
        if clause is None or clause.span("cue") != row.cue[0]:
            continue
        out[k] = replace(row, source=(clause.span("who"),), content=(clause.span("what"),))
        for i, other in enumerate(out):
            if other.content and other.content[0][0] == clause.start("what") and other.content[0][1] > clause.end() and i != k:
                rest = text.trim_content((clause.end(), other.content[0][1]))
                out[i] = replace(other, content=(clause.span("who"), rest, *other.content[1:]))
    return out


def _quoted(row: Draft, text: Text) -> Draft:
    """The row as the words of whom an outlet quotes, where "quoted ... as saying" leads to its content."""
    if not row.content:
        return row
    start = row.content[0][0]
    low = max(text.text.rfind("\n", 0, start) + 1, start - REACH)
    if text.text.find("quot", low, start) < 0:
        return row
    for pattern in (_QUOTED, _QUOTING):
        found = next((m for m in pattern.finditer(text.text, low, start) if _leads(text.text[m.end() : start])), None)
        if found:
            cue = found.span("cue"), found.span("behind")
            return replace(row, source=(_phrase(found.span("source"), text.text),), cue=cue)
    return row


def _leads(rest: str) -> bool:
    """Whether nothing but "that" or where and when stands before the content."""
    return len(rest.split()) <= _BESIDE and "." not in rest


def _phrase(span: Span, text: str) -> Span:
    """A source's span from the last clause on: "On Monday, the ministry" begins behind its comma."""
    comma = text.rfind(", ", *span)
    return (comma + 2, span[1]) if comma >= 0 else span


def _claim_called(row: Draft, drafts: Sequence[Draft], text: Text) -> Draft:
    """ "..., a claim | Kyiv dismissed as | “fantasy”": what Kyiv dismissed is the claim, and not what Kyiv calls it."""
    if not row.source or len(row.content) != 1 or not text.quoted[row.content[0][0]]:
        return row
    for host in drafts:
        led = rejecting().match(text.text, host.content[-1][1]) if host is not row and host.content else None
        if led and led.span("source") == row.source[0] and led.end("cue") < row.content[0][0]:
            return replace(row, cue=(led.span("cue"),), content=(led.span("content"),), kind=None)
    return row


def _rejected(drafts: Sequence[Draft], text: Text) -> Iterator[Draft]:
    """Rows for "a claim that Kyiv denied" right behind another's content; as sure as that row."""
    cues = [s for d in drafts if d.content for s in d.cue]
    for host in drafts:  # their contents end before it: `_unswallowed`
        if not host.content or not host.source:
            continue
        led = rejecting().match(text.text, host.content[-1][1])
        if led and not any(meet(led.span("cue"), c) for c in cues):
            cues.append(led.span("cue"))
            yield replace(host, source=(led.span("source"),), cue=(led.span("cue"),), content=(led.span("content"),), kind=None)
