"""What a page that gives no date tells of its own day."""

from __future__ import annotations

import re

from reportedly.model import Span, TimeMention
from reportedly.times.clues import dateline
from reportedly.times.dates import Anchor
from reportedly.times.finding import find
from reportedly.times.sentences import place, sentences
from reportedly.wordlists import load

_TODAY = re.compile(r"\b[Tt]oday,? \(?$")
_THIS_MONTH = re.compile(r"\b(?:early |earlier |late |later )?this month\b", re.IGNORECASE)
_PAST = re.compile(r"\b(?:was|were|had|did|said|told|\w{2,}ed)\b")


def narrow_published(text: str) -> str | None:
    """The EDTF date or interval of publication that the dates said in `text` imply; None when nothing does.

    In this order, and with a year only where the text states one:
    1. the dateline that opens the page ("OTTAWA, Nov 30 (Reuters) -"), or a date that stands with "today" ("today (Nov. 18)");
    2. "this month" beside days that are told in the past ("On Oct. 3, ... since early this month"): the month of the latest of
       them, "XXXX-10"; not where they lie on both sides of a new year, which no year tells apart;
    3. whole dates told in the past: not before the latest of them, the open interval "2024-10-03/..".
    """
    known = dateline(text) or _today(text)
    if known:
        return known
    told = _told(text)
    if _THIS_MONTH.search(text) and (month := _latest_month(told)):
        return month
    whole = [a.edtf() for a in told if a.date]
    return f"{max(whole)}/.." if whole else None


def _today(text: str) -> str | None:
    for mention in find(text, None):
        if _TODAY.search(text[max(0, mention.span[0] - 9):mention.span[0]]) and Anchor.read(mention.value).day:
            return mention.value
    return None


def _told(text: str) -> list[Anchor]:
    """The days that sentences in the past tense, without a word of the future, give in figures."""
    bounds = sentences(text)
    future = re.compile(r"\b(?:" + "|".join(re.escape(w) for w in load("times", "expressions")["future"]["words"]) + r")\b")
    return [day for m in find(text, None) if (day := Anchor.read(m.value)).day and _is_told(text, bounds, m, future)]


def _is_told(text: str, bounds: list[Span], mention: TimeMention, future: re.Pattern[str]) -> bool:
    start, end = bounds[place(bounds, mention.span[0])]
    sentence = text[start:end]
    return bool(_PAST.search(sentence)) and not future.search(sentence)


def _latest_month(told: list[Anchor]) -> str | None:
    """The month of the latest day; a day without a year counts for the latest year stated, or for no year."""
    dated = [a for a in told if a.year is not None]
    bare = [a for a in told if a.year is None]
    if not bare:
        return max(a.edtf() for a in dated)[:7] if dated else None
    months = {a.month or 0 for a in bare}
    if max(months) >= 10 and min(months) <= 2:
        return None
    return Anchor(None, max(months)).edtf()
