"""Which expressions tell when something was said: clause tests, datelines and the signatures of posts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportedly.model import Attribution, Span, TimeMention
from reportedly.times.dates import Anchor
from reportedly.times.finding import find

# "OTTAWA, Nov 30 (Reuters) -", "CORSICANA (October 14, 2014)": a place in capitals opens the page, its date follows at once.
_DATELINE = re.compile(r"^[A-Z][A-Z .,'’/-]{2,40}[,(]\s?(?:[A-Z][a-z]+,? )?\(?$", re.MULTILINE)
_HEAD = 1500
# an expression that closes a noun ("the Nov. 3 election") or names what is planned does not date the cue
_EVENT = re.compile(r"(?:['’]s)?\s+(?:election|invasion|deadline|attack|attacks|summit|vote|referendum|debate|shooting|midnight)\b")
_TARGET = re.compile(r"\b(?:until|by|before|for|than|through|from|since|after|starting|of|to)\s+(?:the\s+|mid-|early\s+)?$", re.IGNORECASE)


def usable(text: str, span: Span, head: Span) -> bool:
    """Whether the expression at `span` can date the cue at `head`."""
    before, after = text[max(0, span[0] - 16):span[0]], text[span[1]:span[1] + 20]
    if _EVENT.match(after):
        return False
    found = _TARGET.search(before)
    return not found or found.group().lower().startswith(("since", "of"))


def definite(value: str) -> str | None:
    """The value where at least a month or a year is known, else None."""
    return None if value.startswith(("XXXX-XX", "XXXX/")) or value == "XXXX" else value


def dateline(text: str) -> str | None:
    """The date in the dateline that opens the page, as far as it is given; None where there is none."""
    for mention in find(text[:_HEAD], None):
        line = text[text.rfind("\n", 0, mention.span[0]) + 1:mention.span[0]]
        if _DATELINE.match(line) and Anchor.read(mention.value).day is not None:
            return mention.value
    return None


def signature_day(text: str, row: Attribution, here: Sequence[TimeMention], then: Sequence[TimeMention]) -> str | None:
    """The day at the end of an embedded post's signature, "(@name) October 22, 2014", after a row without a cue."""
    if row.kind != "direct":
        return None
    place = max(e for s, e in (*row.content, *row.source))
    for mention in (*here, *then):
        between = text[place:mention.span[0]]
        if mention.span[0] >= place and len(between) < 80 and re.fullmatch(r"[\s”\"]*(?:[—–-].{0,60})?(?:\(?@\w+\))?\s*", between) and (
            "@" in text[max(0, mention.span[0] - 30):mention.span[0]]
        ):
            return definite(mention.value)
    return None
