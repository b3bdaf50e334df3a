"""What a reader would weigh about one expression of time: its possible values beside the rules' own, and the words around it.

Only for the experiment of `training.timex`; the library reads times by rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from reportedly.times.dates import Anchor
from reportedly.times.periods import Timex
from reportedly.wordlists import load

RULE, DROP = "rule", "drop"
# what carries no date of its own: only these may be left out
VAGUE = frozenset({"vague", "some", "count", "dash", "bare", "set", "each", "lasting", "ended"})
REFS = ("PRESENT_REF", "PAST_REF", "FUTURE_REF")
_DAY = re.compile(r"\d{4}-\d\d-\d\d$")
_QUARTER = re.compile(r"\d{4}-Q[1-4]$")
# code points around an expression that are looked at, and the head of a text, where its agency stands
_BEFORE, _AFTER, _HEAD = 90, 60, 400
_WORD = re.compile(r"[A-Za-z]+|\d+|[$%,'’]")
_AGENCY = re.compile(r"\((AP|Reuters|Xinhua|AFP|UPI)\)")
_MONEY = re.compile(r"\b(?:shares?|million|billion|company|stock|profit|earnings|sales)\b")


@dataclass(frozen=True, slots=True)
class Place:
    """The document's day, and the whole day, the quarter told last and the day told next."""

    anchor: Anchor
    told: str | None
    quarter: str | None
    coming: str | None


def places(found: tuple[Timex, ...], anchor: str) -> Iterator[Place]:
    """The place of each expression of a text."""
    told = quarter = None
    for number, timex in enumerate(found):
        coming = next((t.value for t in found[number + 1 :] if _DAY.match(t.value)), None)
        yield Place(Anchor.read(anchor), told, quarter, coming)
        told = timex.value if _DAY.match(timex.value) else told
        quarter = timex.value if _QUARTER.match(timex.value) else quarter


def readings(timex: Timex, words: str, place: Place) -> dict[str, str]:
    """Value to the name of the step that leads to it; the rules' own value comes first."""
    out = {timex.value: RULE}
    for step, value in _others(timex, words.lower(), place):
        out.setdefault(value, step)
    return out


def _others(timex: Timex, words: str, place: Place) -> Iterator[tuple[str, str]]:
    value = timex.value
    yearless = not re.search(r"\d{4}", words)
    if value in REFS or timex.type in ("DURATION", "SET"):
        yield from ((ref, ref) for ref in REFS)
    elif "T" in value:
        yield from _of_time(timex, place)
    elif _DAY.match(value):
        yield from _of_day(timex, place, yearless=yearless)
    elif re.match(r"\d{4}-W\d\d$", value):
        monday = date.fromisocalendar(int(value[:4]), int(value[6:]), 1)
        yield from (("open-week", f"{value[:4]}-WXX"), ("length", "P1W"), ("month", monday.isoformat()[:7]))
    elif _QUARTER.match(value):
        yield from (("year", value[:4]), ("open-quarter", value[:6] + "X"))
        yield from _years(value) if yearless else ()
        if place.quarter:
            yield from (("told", place.quarter), ("told-1y", f"{int(place.quarter[:4]) - 1}{place.quarter[4:]}"))
    elif re.match(r"\d{4}(?:-(?:\d\d|SP|SU|FA|WI))?$", value):
        yield from _years(value) if yearless and len(value) > 4 else ()
        if place.quarter and len(value) == 4:
            yield "told-quarter", value + place.quarter[4:]
        yield "length", "P1M" if len(value) > 4 else "P1Y"


def _of_time(timex: Timex, place: Place) -> Iterator[tuple[str, str]]:
    day, clock = timex.value.split("T")
    if timex.kind == "clock":
        others = {"anchor": place.anchor.date and place.anchor.date.isoformat(), "told": place.told, "coming": place.coming}
        yield from ((name, f"{other}T{clock}") for name, other in others.items() if other)
    else:
        yield from (("no-part", day), ("evening", f"{day}TEV"))


def _of_day(timex: Timex, place: Place, *, yearless: bool) -> Iterator[tuple[str, str]]:
    day = date.fromisoformat(timex.value)
    if timex.kind == "weekday":
        yield from ((f"{days:+}d", (day + timedelta(days)).isoformat()) for days in (-7, 7))
        if place.told:
            told = date.fromisoformat(place.told)
            yield "told-back", (told - timedelta((told.weekday() - day.weekday()) % 7)).isoformat()
            yield "told-on", (told + timedelta((day.weekday() - told.weekday()) % 7)).isoformat()
    elif timex.kind == "deictic":
        yield "PRESENT_REF", "PRESENT_REF"
    elif yearless:
        yield from _years(timex.value)


def _years(value: str) -> Iterator[tuple[str, str]]:
    yield from ((f"{years:+}y", f"{int(value[:4]) + years:04}{value[4:]}") for years in (-1, 1))


def kind_of_text(text: str, anchor: str) -> tuple[str, ...]:
    """The agency of a text, whether its day has an hour, how much of it is of money."""
    agency = _AGENCY.search(text[:_HEAD])
    money = len(_MONEY.findall(text)) * 1000 / (len(text) + 1000)
    return f"money={0 if money < 1 else 1 if money < 3 else 2}", f"text={agency and agency[1]},{'T' in anchor},{money >= 1}"


def features(text: str, timex: Timex, place: Place, whole: tuple[str, ...]) -> list[str]:
    """Names of what is true of an expression: its words with digits masked, those beside it, tenses, distances in the calendar."""
    start, end = timex.span
    before = _WORD.findall(re.split(r"[.!?]\s+(?=[A-Z\"'`“])|\n", text[max(0, start - _BEFORE) : start])[-1].lower())
    after = _WORD.findall(re.split(r"[.!?]\s+(?=[A-Z\"'`“])|\n", text[end : end + _AFTER])[0].lower())
    said = re.sub(r"\d", "#", text[start:end].lower())
    out = ["one", *whole, f"x={said}", f"-1={before[-1] if before else '^'}", f"+1={after[0] if after else '$'}"]
    out += [f"head={start < _HEAD}", f"v-={_tense(before[::-1])}", f"v+={_tense(after)}"]
    day = place.anchor.date
    if day and _DAY.match(timex.value[:10]):
        gap = (date.fromisoformat(timex.value[:10]) - day).days
        told = max(-8, min(8, (date.fromisoformat(place.told) - day).days)) if place.told else None
        out += [f"gap={gap if -8 < gap < 8 else 'far'}", f"told={told}"]
    elif place.anchor.month and re.match(r"\d{4}-\d\d$", timex.value):
        out.append(f"month={int(timex.value[5:7]) - place.anchor.month}")
    return out


def _tense(words: list[str]) -> str | None:
    """The tense of the nearest word that has one."""
    listed = load("times", "expressions")
    future, told = listed["future"], re.compile("|".join(listed["told"]["words"]))
    return next((name for word in words for name in _named(word, future["words"] + future["beside"], told)), None)


def _named(word: str, future: list[str], told: re.Pattern[str]) -> list[str]:
    return ["future"] if word in future else ["past"] if told.fullmatch(word) else []
