"""Sentences that a second source closes: "Y said that P, X reported" and "P, Y said, X reported", read as X's words.

The tagger links a content to one cue, and the cue that closes the sentence is the plainer one: "officials warned that the dam may
fail, the Courier reports" becomes the Courier's warning, and who warned is lost. Under the ledger's guide the row is the officials',
which the Courier passes on (`reportedly.speakers.relays` finds that by the closing words); the words before the content are regular
enough to tell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from reportedly.attribution.rows import Draft, Text
from reportedly.attribution.sentences import begin
from reportedly.model import Span
from reportedly.wordlists import words

_NAME = r"(?:[\w.’'&-]+ ){0,7}[\w.’'&-]+"
_TAIL = re.compile(
    rf",[”\"]? (?:as )?(?:according to (?P<after>{_NAME})"
    rf"|{_NAME} (?:has |have |had |also )?(?:reported|reports?|said|says?|wrote|writes?)"
    r"(?: (?:on|earlier|late|last|this) [\w ]{2,20}|,? citing [^.\n]{3,80})?)(?=[.!?\n]|\Z)"
)
_OPENING = re.compile(r".?[\"“‘]")


class _Lead(NamedTuple):
    source: Span
    cue: Span


def reopen(drafts: Sequence[Draft], text: Text) -> list[Draft]:
    """The drafts, those read as the closing source's given to who opens the sentence, where no other row is theirs."""
    taken = [s for d in drafts if d.content for s in d.source]
    return [_opened(d, taken, text) for d in drafts]


def _opened(row: Draft, taken: Sequence[Span], text: Text) -> Draft:
    """The row as its opening source's; as it is, where it has none."""
    if not row.source or not row.content or row.source[0][0] < row.content[-1][1]:
        return row
    behind = _comma(text.text, row.content[-1][1])
    between = _between().match(text.text, behind)
    tail = _TAIL.match(text.text, between.end() if between else behind)
    if tail is None or not tail.start() < row.source[0][0] < tail.end():
        return row
    if between:
        free = not any(meet(between.span("source"), t) for t in taken)
        return replace(row, source=(between.span("source"),), cue=(between.span("cue"),)) if free else row
    # Behind a comma of the content "according to" may be about its last clause only.
    if tail["after"] and any("," in text.text[s:e].rstrip(',”"') for s, e in row.content):
        return row
    start = begin(text.text, row.content[0][0])
    for content in (row.content, row.content[1:]):
        lead = _lead(text.text, start, content[0][0]) if content else None
        # A source that the tagger took for the beginning of the content leaves a gap where the cue stood.
        if lead and (content is row.content or row.content[0] == lead.source) and not any(meet(lead.source, t) for t in taken):
            return replace(row, source=(lead.source,), cue=(lead.cue,), content=content)
    return row


def _comma(text: str, end: int) -> int:
    """The place of the comma behind a content, which stands inside of a closing quotation mark."""
    return end if text[end : end + 1] == "," else max(end - 2, text.rfind(",", max(0, end - 2), end))


@cache
def _between() -> re.Pattern[str]:
    said = "|".join(words("attribution", "cues", "said"))
    return re.compile(rf",[”\"]? (?P<source>{_NAME}) (?P<cue>(?:has |have |had |also )?(?:{said}))(?: [\w ]{{2,30}})?(?=, )")


@cache
def _verbs() -> re.Pattern[str]:
    said = "|".join(words("attribution", "cues", "said"))
    return re.compile(
        rf"(?:(?:On|In|At|Earlier|Late|Last)[^,\n]{{2,30}}, )?(?P<source>(?!There |It (?:is|was) )[A-Z\d][^;:\n\"“”]{{1,90}}?),? "
        rf"(?P<cue>(?:(?:has|have|had|also|later|previously|repeatedly|earlier) )*(?:{said}))"
        r"(?! (?:of|about|for|over|and|or)\b)(?: [\w’'-]+){0,5}?(?:,? that|(?P<comma>,))? ?[\"“‘]?"
    )


@cache
def _judged() -> re.Pattern[str]:
    """ "The minister condemned" right before what was condemned."""
    judged = "|".join(words("attribution", "cues", "judged"))
    return re.compile(
        rf"(?P<source>(?!There |It (?:is|was) )[A-Z\d][^,;:\n\"“”]{{1,90}}?) (?P<cue>(?:(?:has|have|had|also|later) )*(?:{judged})) [\"“‘]?"
    )


def _lead(text: str, start: int, end: int) -> _Lead | None:
    """The source and the cue that a sentence opens with, right before its content."""
    found = _verbs().fullmatch(text, start, end) or _judged().fullmatch(text, start, end)
    if found is None or (found.groupdict().get("comma") and not _OPENING.match(text, end - 1)):
        return None
    return _Lead(found.span("source"), found.span("cue"))


def meet(a: Span, b: Span) -> bool:
    """Whether two spans share a letter."""
    return a[0] < b[1] and b[0] < a[1]
