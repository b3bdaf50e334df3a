"""What a page that gives no date tells of its own day."""

from __future__ import annotations

import re
from functools import cache

from reportedly.model import Span
from reportedly.times.clues import dateline
from reportedly.times.dates import Anchor
from reportedly.times.finding import find
from reportedly.times.sentences import place, sentences
from reportedly.wordlists import load

_TODAY = re.compile(r"\b[Tt]oday,? \(?$")
_THIS_MONTH = re.compile(r"\b(?:early|earlier|late) this month\b|\bsince (?:\w+ )?this month\b", re.IGNORECASE)
# sentences after it in which a day may be told
_NEAR = 2


def narrow_published(text: str) -> str | None:
    """The EDTF date or interval of publication that the dates said in `text` imply; None when nothing does.

    In this order, and with a year only where the text states one:
    1. the dateline that opens the page ("OTTAWA, Nov 30 (Reuters) -"), or a date that stands with "today" ("today (Nov. 18)");
    2. "since early this month", "earlier this month" and the like, with a day told in the past in that sentence or the next two
       ("On Oct. 3, ..."), which then is a day of this month: "XXXX-10"; not where a later month is told of, or another nearby;
    3. whole dates told in the past: not before the latest of them, the open interval "2024-10-03/..".
    """
    known = dateline(text) or _today(text)
    if known:
        return known
    bounds = sentences(text)
    told = _told(text, bounds)
    if month := _this_month(text, bounds, told):
        return month
    whole = [a.edtf() for _, a in told if a.date]
    return f"{max(whole)}/.." if whole else None


def _today(text: str) -> str | None:
    for mention in find(text, None):
        if _TODAY.search(text[max(0, mention.span[0] - 9) : mention.span[0]]) and Anchor.read(mention.value).day:
            return mention.value
    return None


def _told(text: str, bounds: list[Span]) -> list[tuple[int, Anchor]]:
    """The days that sentences in the past tense, without a word of the future, give in figures: (number of sentence, day)."""
    days = [(place(bounds, m.span[0]), Anchor.read(m.value)) for m in find(text, None)]
    return [(n, day) for n, day in days if day.day and _is_told(text[slice(*bounds[n])])]


def _is_told(sentence: str) -> bool:
    return bool(_verbs("told").search(sentence)) and not _verbs("ahead").search(sentence)


@cache
def _verbs(table: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(load('times', 'expressions')[table]['words'])})\b")


def _this_month(text: str, bounds: list[Span], told: list[tuple[int, Anchor]]) -> str | None:
    """The month of the days told beside "this month", where they agree and no told day lies after it."""
    numbers = [place(bounds, found.start()) for found in _THIS_MONTH.finditer(text)]
    near = {(day.year, day.month) for n, day in told if any(0 <= n - number <= _NEAR for number in numbers)}
    if len(near) != 1:
        return None
    year, month = near.pop()
    others = [day.month or 0 for _, day in told if day.year in (None, year)]
    return Anchor(year, month).edtf() if max(others) == month else None
