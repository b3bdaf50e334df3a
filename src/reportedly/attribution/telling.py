"""Who tells whom: "a girl who told police that she was robbed" has a source, and police are no part of what she told."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from reportedly.attribution.rows import Draft, Text
from reportedly.wordlists import words

_WHO = re.compile(r",? (?:who|which|that) (?:(?:has|have|had|also|later|first) )*")
_OF_WHAT = re.compile(r" (?:of|about|that|over) [^.,;:!?\n\"“”]{3,120}(?=[.,;:!?\n]|\Z)")
_WHICH = re.compile(
    r"\b(?P<np>(?:an?|the|his|her|its|their|another) (?:(?!which|who|that)[\w’'-]+ ){0,2}(?!which|who|that)[\w’'-]+)"
    r",? (?:which|who) (?:(?:has|have|had|also) )*$"
)
_FAR = 80
"""Code points of a noun and its relative pronoun."""
_BE = re.compile(r"\b(?:is|are|was|were|be|been|being)\b")
_FAR_THAT = re.compile(r"(?: (?!that\b)[\w’'-]+){1,4} that(?: [\w’'-]+){1,4} ")
_TO_THAT = re.compile(
    r"(?:(?:the|an?|his|her|its|their|several|some|two) )?[\w’'-]+(?: (?!said|was|is|had|has|were|would|will)[\w’'-]+){0,4}?,? that\s+"
)


def settle_telling(row: Draft, text: Text) -> Draft:
    """The row with its source out of the content, where a clause has it in front, and without whom it was told to."""
    row = _cued(_sourced(row, text), text)
    if not row.cue or not row.content:
        return row
    verb = text.text[slice(*row.cue[-1])].rpartition(" ")[2].casefold()
    row = _completed(row, verb, text)
    if verb in words("attribution", "cues", "naming") and text.text.endswith(" that ", 0, row.content[0][0]):
        row = replace(row, content=((row.content[0][0] - len("that "), row.content[0][1]), *row.content[1:]))
    start, end = row.content[0]
    if verb not in words("attribution", "cues", "telling"):
        return row
    if _FAR_THAT.fullmatch(text.text, row.cue[-1][1], start) and row.source != ((start, end),):
        far = text.text.index(" that ", row.cue[-1][1])
        return replace(row, content=((far + len(" that "), end), *row.content[1:]))
    if not 0 <= start - row.cue[-1][1] <= 1:
        return row
    whom = _TO_THAT.match(text.text, start, end) or _known().match(text.text, start, end)
    return replace(row, content=((whom.end(), end), *row.content[1:])) if whom and whom.end() < end else row


def _sourced(row: Draft, text: Text) -> Draft:
    """ "A girl | told | police ..." where the girl was read as a part of what was told, "a report which | found" where another was read."""
    if row.cue and row.source and (which := _WHICH.search(text.text, max(0, row.cue[0][0] - _FAR), row.cue[0][0])):
        return row if row.source[-1][1] >= which.start("np") else replace(row, source=(which.span("np"),))
    if row.source or not row.cue or len(row.content) < 2 or row.content[0][1] > row.cue[0][0]:
        return row
    between, cue = text.text[row.content[0][1] : row.cue[0][0]], text.text[slice(*row.cue[0])]
    if not _WHO.fullmatch(between) or _BE.search(cue):
        return row
    return replace(row, source=row.content[:1], content=row.content[1:])


def _cued(row: Draft, text: Text) -> Draft:
    """The row with the verb that stands between its source and its content, where no cue was read."""
    if row.cue or len(row.source) != 1 or not row.content:
        return row
    verb = _verb().fullmatch(text.text, row.source[0][1], row.content[0][0])
    return replace(row, cue=(verb.span("cue"),)) if verb else row


def _completed(row: Draft, verb: str, text: Text) -> Draft:
    """ "Warned the company | of the cracks" whole: who is warned is half of what is said."""
    end = row.content[-1][1]
    if verb not in words("attribution", "cues", "twofold") or row.cue[-1][1] > row.content[-1][0]:
        return row
    rest = _OF_WHAT.match(text.text, end)
    return replace(row, content=(*row.content[:-1], (row.content[-1][0], rest.end()))) if rest else row


@cache
def _verb() -> re.Pattern[str]:
    said = "|".join(words("attribution", "cues", "said"))
    return re.compile(rf" (?P<cue>(?:(?:has|have|had|also|later) )*(?:{said})) (?:that )?[\"“‘]?")


@cache
def _known() -> re.Pattern[str]:
    """Whom something is told to, where no "that" parts it from what is told."""
    whom = "|".join(words("attribution", "cues", "told_to"))
    return re.compile(
        rf"(?:(?:the|his|her|their|its|[A-Z][\w’'-]*) )?(?:{whom}) "
        r"(?=(?:to|he|she|they|it|there|the|an?|no|his|her|their|we|I|you|[A-Z][\w’'-]*)\b)"
    )
