"""Durations, repeated times, times of day and vague times: what has no date of its own.

The words come from periods.toml. One pass; no branch repeats without a bound, so a search is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from reportedly.model import Span
from reportedly.times.grammar import beginnings
from reportedly.wordlists import load

Type = Literal["DATE", "TIME", "DURATION", "SET"]


@dataclass(frozen=True, slots=True)
class Timex:
    """One expression as TimeML has it: `value` is TIMEX3's (ISO 8601 with its additions, PRESENT_REF and the like); `kind` is the
    branch of the grammar that found it."""

    span: Span
    type: Type
    value: str
    kind: str = ""


# "5 1/2 hours" is PT5H30M
_FINER = {"Y": "M", "H": "M"}
_PARTS = {"Y": 12, "H": 60}
# "per share a year", "$5 million a year", "twice a day": an amount comes again each time
_AMOUNT = re.compile(r"(?:\$|\d|million|billion|percent|cents?|times|once|twice|share|ton|tons|barrels|hours|people)\W{0,2}(?:\w+ ){0,2}$")
_LED = re.compile(
    r"\b(?:for|in|within|over|than|after|nearly|almost|about|takes?|took|lasted|last|least|half|once|every|through|of)\s$", re.IGNORECASE
)
_PATTERN = r"""
(?P<clock>(?:(?P<h>1[0-2]|0?[1-9])(?::(?P<mm>[0-5]\d))?[ ]?(?P<ap>[ap])\.?m\b\.?|(?P<word>noon|midnight|midday)\b)
    (?:[ ](?:[A-Z]{2,4}T|GMT|UTC)\b)?)
|(?P<each>(?i:(?:each|every)[ ](?:(?P<en>NUM)[ ])?(?P<eu>UNITS)\b))
|(?P<set>(?i:SET)\b)
|(?P<dash>(?i:(?P<dn>NUM))-(?P<du>UNIT)(?:-long|-old)?\b)
|(?P<lasting>(?i:(?P<lu>UNIT|PLURALS)-?(?:long|old))\b)
|(?P<count>(?i:(?:ABOUT)?(?P<cn>NUM)(?:[ ](?:to|or|and)[ ](?P<cn2>NUM))?[ ](?:BETWEEN)?(?P<cu>UNITS)\b(?!-(?:long|old)\b)))
|(?P<some>(?i:(?:ABOUT)?(?:SOME)[ ](?P<su>PLURALS)\b))
|(?P<vague>(?i:VAGUE)\b)
|(?P<bare>(?P<bu>years|months|weeks|days|hours|minutes|decades|centuries)\b)
"""


def _any(names: list[str]) -> str:
    return "|".join(re.escape(n).replace(r"\ ", "[ ]") for n in sorted(names, key=len, reverse=True))


@cache
def _compiled() -> re.Pattern[str]:
    data = load("times", "periods")
    units = list(data["units"])
    plurals = [u + "s" for u in units if u != "century"] + list(data["plurals"])
    tens = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
    ones = "one|two|three|four|five|six|seven|eight|nine"
    pieces = {
        "NUM": rf"(?:\d{{1,3}}(?:\.\d|[ ][13]/[24])?|(?:{tens})-(?:{ones})|{_any(list(data['numbers']))})",
        "UNITS": f"(?:{_any(plurals + units)})",
        "UNIT": f"(?:{_any(units)})",
        "PLURALS": f"(?:{_any(plurals)})",
        "ABOUT": f"(?:(?:{_any(data['about']['words'])})[ ]){{1,3}}",
        "BETWEEN": f"(?:(?:{_any(data['between']['words'])})[ ])?",
        "SOME": _any(data["some"]["words"]),
        "SET": _any(list(data["set"])),
        "VAGUE": _any(list(data["vague"])),
    }
    pattern = re.sub(r"\b[A-Z]{3,}\b(?!\])", lambda m: pieces.get(m.group(), m.group()), _PATTERN)
    led = [*units, *plurals, *data["about"]["words"], *data["some"]["words"], *data["leads"]["words"]]
    led += [word for table in ("numbers", "set", "vague") for word in data[table]]
    return re.compile(r"(?<![\w$£€#@/.-])" + beginnings(led) + "(?:" + pattern + ")", re.VERBOSE)


def periods(text: str, start: int = 0, end: int | None = None) -> Iterator[Timex]:
    """Every expression of the kinds above in `text[start:end]`, in order; a time of day has no day here ("T09:00")."""
    for match in _compiled().finditer(text, start, len(text) if end is None else end):
        kind = str(match.lastgroup)
        found = _READ[kind](match)
        if found:
            yield Timex(match.span(), *found, kind)


def duration(number: float | None, unit: str) -> str:
    """ISO 8601 duration; X where no number is given ("PXM")."""
    singular = load("times", "periods")["plurals"].get(unit.lower()) or unit.lower().removesuffix("s")
    code = load("times", "periods")["units"][singular]
    prefix, code = ("PT", code[1:]) if code[0] == "T" else ("P", code)
    factor, letter = int(code[:-1] or 1), code[-1]
    if number is None:
        return f"{prefix}X{letter}"
    whole, half = divmod(number * factor, 1)
    part = f"{half * _PARTS[letter]:g}{_FINER[letter]}" if half and letter in _FINER else ""
    return f"{prefix}{whole:g}{letter}{part}" if part and whole else f"{prefix}{part}" if part else f"{prefix}{number * factor:g}{letter}"


def _number(said: str) -> float:
    said = said.lower()
    if "/" in said:
        whole, part = said.split(" ")
        return int(whole) + int(part[0]) / int(part[2])
    if said[0].isdigit():
        return float(said)
    table = load("times", "periods")["numbers"]
    return float(sum(table[w] for w in said.split("-"))) if "-" in said else float(table[said])


Found = tuple[Type, str] | None


def _clock(m: re.Match[str]) -> Found:
    if m["word"]:
        return "TIME", "T24:00" if m["word"] == "midnight" else "T12:00"
    hour = int(m["h"]) % 12 + (12 if m["ap"] == "p" else 0)
    return "TIME", f"T{hour:02}:{m['mm'] or '00'}"


def _each(m: re.Match[str]) -> Found:
    return "SET", duration(_number(m["en"]) if m["en"] else 1, m["eu"])


def _lasting(m: re.Match[str]) -> Found:
    """ "A decades-long battle", "a day-long meeting"; not "40 years-old"."""
    if m.string[max(0, m.start() - 2) : m.start() - 1].isdigit():
        return None
    return "DURATION", duration(None if m["lu"].lower().endswith(("s", "ies")) else 1, m["lu"])


def _set(m: re.Match[str]) -> Found:
    return "SET", load("times", "periods")["set"][m["set"].lower()]


def _dash(m: re.Match[str]) -> Found:
    return None if m.group().endswith("-old") else ("DURATION", duration(_number(m["dn"]), m["du"]))


def _count(m: re.Match[str]) -> Found:
    said, before = m["cn"].lower(), m.string[max(0, m.start() - 30) : m.start()]
    if m["cu"][0].isupper() and not m["cu"].isupper():
        return None  # "60 Minutes"
    if m["cu"].lower() == "quarter" and re.match(r"[ -](?:of|to)\b", m.string[m.end() : m.end() + 4]):
        return None  # "a quarter of the market"
    if said in ("a", "an") and not m["cu"].endswith("s") and m.start("cn") == m.start():
        if _AMOUNT.search(before):
            return "SET", duration(1, m["cu"])
        return ("DURATION", duration(1, m["cu"])) if _LED.search(before) else None
    if re.match(r"[ -](?:old|of age)\b", m.string[m.end() : m.end() + 8]):
        return None
    return "DURATION", duration(_number(m["cn2"] or m["cn"]), m["cu"])


def _some(m: re.Match[str]) -> Found:
    if "recent" in m.group().lower() and m["su"].lower() == "years":
        return "DATE", "PAST_REF"
    return "DURATION", duration(None, m["su"])


def _vague(m: re.Match[str]) -> Found:
    return "DATE", load("times", "periods")["vague"][m["vague"].lower()]


def _bare(m: re.Match[str]) -> Found:
    return ("DURATION", duration(None, m["bu"])) if _LED.search(m.string[max(0, m.start() - 10) : m.start()]) else None


_READ = {
    "clock": _clock,
    "each": _each,
    "set": _set,
    "dash": _dash,
    "lasting": _lasting,
    "count": _count,
    "some": _some,
    "vague": _vague,
    "bare": _bare,
}


@cache
def day_parts() -> re.Pattern[str]:
    """The words for parts of a day."""
    return re.compile(rf"\b(?:{'|'.join(load('times', 'periods')['dayparts'])})\b", re.IGNORECASE)
