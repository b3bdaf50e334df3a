"""One compiled alternation that finds every expression of time; the words come from expressions.toml.

The name of the last group that matched tells the kind: `resolve.py` has one function for each. Every branch starts with a literal
or a digit and has no open repetition, so a search is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from reportedly.wordlists import load


def _any(names: list[str]) -> str:
    return "|".join(sorted((re.escape(name) for name in names), key=len, reverse=True))


def _titled(name: str) -> str:
    """A feast's name in capitals, with either apostrophe."""
    return re.escape(name.title().replace("'S", "'s")).replace("'", "['’]")


def _pieces(data: dict[str, Any]) -> dict[str, str]:
    full, short = data["months"]["full"], data["months"]["short"]
    days = data["weekdays"]["full"]
    return {
        "FULL": _any(full + [m.upper() for m in full]),
        "MONTH": f"(?:{_any(full + [m.upper() for m in full + short])}|(?:{_any(short)})\\b\\.?)",
        "DAY": r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?",
        "YEAR": r"(?:1[5-9]|20)\d\d",
        # "in April next year", "next year's first quarter"; "May this year" only
        "SOMEYEAR": r"(?:(?:1[5-9]|20)\d\d|(?:last|this|next)[ ]year)",
        "WEEKDAY": _any(days),
        "WEEKDAYS": f"(?:{_any(days)}|(?:{_any(data['weekdays']['short'])})\\.?)",
        "SEASON": _any(list(data["seasons"])),
        "NUMBER": r"\d{1,3}|" + _any(list(data["numbers"])),
        "ORDINAL": _any(list(data["ordinals"])),
        "DECADES": _any(list(data["decades"])),
        "HUNDREDS": _any(list(data["spelled"]["hundreds"])),
        "TENS": _any(list(data["spelled"]["tens"])),
        "ONES": _any(list(data["spelled"]["ones"])),
        "HOLIDAY": "|".join(_titled(name) for name in sorted(data["holidays"], key=len, reverse=True)),
        "PART": r"(?:[ ](?:morning|afternoon|evening|night|lunchtime|midday)\b)?",
        "LIMIT": r"(?:early|earlier|late|later|mid)[- ]",
        "UNIT": "day|week|month|year",
        "PARTS": "morning|afternoon|evening|night",
        # a number before one of these counts them and is no year
        "COUNTED": "km|m|kg|percent|per[ ]cent|people|million|men|women",
    }


# Kinds in order of trial: longer readings first. A leading "(?P<kind>)" is an empty group that only names the branch.
_BRANCHES = r"""
(?P<iso>(?P<isoday>YEAR-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?:T\d\d(?::\d\d)*(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?\b)
|(?P<full>(?:(?:WEEKDAYS)(?:,[ ]?|[ ]\(?|[ ]of[ ]))?(?:
    (?:the[ ])?(?P<d1>DAY)(?:[ ]?[-–—][ ]?(?P<d2>DAY))?[ ](?:of[ ])?(?P<m1>MONTH)\b\.?(?:,?[ ](?P<y1>SOMEYEAR)\b)?
    |(?P<m2>MONTH)[ ](?P<d3>DAY)\b(?![%\d]|[:.,]\d|[-–]\d{3}|[ ]?(?:percent|per[ ]cent|million|billion|[ap]\.?m\b))
      (?:[ ]?[-–—][ ]?(?P<d4>DAY)\b)?(?:,?[ ]\(?(?P<y2>SOMEYEAR)\b)?)\)?)
|(?P<eve>(?i:(?:on[ ])?the[ ]eve[ ]of)\b)
|(?P<fiscal>(?:(?i:fiscal)[ ](?i:year[ ])?|FY[ ]?)(?P<fy>YEAR)(?:[-–/]\d\d(?!\d))?\b)
|(?P<yearend>(?i:(?:the[ ])?year(?:['’]s)?[- ]end)\b)
|(?P<spelled>(?i:(?P<hundreds>HUNDREDS)[ ](?P<tens>TENS)(?:[- ](?P<ones>ONES))?)\b)
|(?P<quarter>(?i:(?:(?P<qy3>SOMEYEAR)(?:['’]s)?[ ](?:the[ ])?)?(?:fiscal[ ])?
    (?P<qo>ORDINAL)[ -]quarter(?:[ ](?:of[ ])?(?:fiscal[ ])?(?P<qy>SOMEYEAR))?
    |Q(?P<qn>[1-4])(?:[ ](?P<qy2>SOMEYEAR))?)\b)
|(?P<monthyear>(?:(?i:LIMIT))?(?P<m3>MONTH),?[ ](?:of[ ])?(?P<y3>SOMEYEAR)\b)
|(?P<weekday>(?i:(?P<wturn>last|next|this|this[ ]past|the[ ]following|the[ ]previous|the[ ]next)[ ])?(?P<w>WEEKDAY)\b PART)
|(?P<relmonth>(?i:(?P<mturn>last|next|this|this[ ]past|the[ ]following|the[ ]previous)[ ])(?P<m5>FULL)\b)
|(?P<month>(?i:LIMIT)?(?P<m4>FULL)\b)
|(?P<before>(?i:the[ ]day[ ]before[ ]yesterday)\b)
|(?P<deictic>(?i:(?P<word>today|tonight|yesterday|tomorrow|last[ ]night|this[ ](?:PARTS|lunchtime)))\b PART)
|(?P<narrated>(?i:(?P<nword>
    the[ ](?:previous|next|following|same|very[ ]next)[ ](?:UNIT|PARTS)
    |that[ ](?:same[ ])?(?:UNIT|PARTS)
    |the[ ](?:day|week|month|year)[ ](?:before|after|earlier)))\b)
|(?P<ago>(?i:(?:(?:about|almost|nearly|more[ ]than|around|some)[ ])?(?P<n>NUMBER)[ ](?P<agounit>(?:UNIT|decade)s?)
    [ ](?P<way>ago|earlier|later|before|after(?=[,.])))\b)
|(?P<stretch>(?i:(?:(?:over|during|in)[ ])?the[ ](?:last|past)[ ]
    (?P<sn>(?:NUMBER)[ ])?(?P<sunit>(?:UNIT|decade)s?))\b)
|(?P<turn>(?i:(?:LIMIT)?(?P<t>this[ ]past|last|past|previous|this|next|coming|current)[ ]
    (?P<tunit>week(?!end|s\b)|weekend|month|quarter|year|decade|century|SEASON))\b)
|(?P<weekend>(?i:(?:over|at|during)[ ]the[ ]weekend)\b)
|(?P<season>(?i:LIMIT)?(?i:(?P<sname>SEASON)(?:[ ]of)?)[ ](?P<sy>YEAR)\b
    |(?i:(?P<prep>in[ ](?:the[ ])?|the[ ])(?:LIMIT)?(?P<sname2>SEASON))\b(?!(?:[ ]of)?[ ]YEAR|[ ]of[ ]))
|(?P<holiday>(?P<hol>HOLIDAY)\b)
|(?P<decade>(?:(?i:the|early|late|mid)[- ])?(?:(?P<dy>(?:1[5-9]|20)\d)0['’]?s|['’](?P<dd>\d)0s|(?i:the[ ](?P<dw>DECADES))
    |(?P<century>1\d|2[01]|\d)(?:st|nd|rd|th)[- ](?i:century))\b)
|(?P<year>(?i:LIMIT)?(?P<y>YEAR)\b(?![-–,.:/]\d|['’]s[ ]|%|[ ]?(?:COUNTED)\b|[ ][a-z]{4,}s\b))
"""


def beginnings(words: Iterable[str]) -> str:
    """A look ahead for the first two letters of any of `words`, or a digit or apostrophe: most words of a text fail it at once.

    Sets of letters instead of a search without case, because those are what the regular expression engine can skip by.
    """
    second: dict[str, set[str]] = {}
    for word in words:
        after = (word[1].lower(), word[1].upper()) if len(word) > 1 else (r"\W", r"\d")
        second.setdefault(word[0].lower(), set()).update(after)
    pairs = [f"[{first}{first.upper()}][{''.join(sorted(letters))}]" for first, letters in sorted(second.items())]
    return rf"(?=[\d'’]|{'|'.join(pairs)})"


def _led(data: dict[str, Any]) -> list[str]:
    named = [data[table][key] for table in ("months", "weekdays") for key in ("full", "short")]
    named += [list(data[table]) for table in ("seasons", "holidays", "numbers", "ordinals")]
    return [*data["leads"]["words"], *data["spelled"]["hundreds"], *(name for names in named for name in names)]


@cache
def expressions() -> re.Pattern[str]:
    """The alternation, compiled once."""
    data = load("times", "expressions")
    pieces = _pieces(data)
    # names of pieces are whole words in capitals; nothing else in the branches is
    pattern = re.sub(r"\b[A-Z]{3,}\b", lambda found: pieces[found.group()], _BRANCHES)
    return re.compile(r"(?<![\w$£€#@/.-])(?<!\d,)" + beginnings(_led(data)) + "(?:" + pattern + ")", re.VERBOSE)
