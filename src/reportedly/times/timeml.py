"""Expressions of time as TimeML has them: TIMEX3 types and values, beside the EDTF values that reportedly prints.

docs/times.md has the mapping between the two. Dates come from the grammar of `finding`, everything else from `periods`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

from reportedly.model import Span, TimeMention
from reportedly.times.dates import OPEN_DAY, OPEN_YEAR, Anchor
from reportedly.times.finding import read
from reportedly.times.periods import Timex, Type, day_parts, duration, periods
from reportedly.times.resolve import EACH, Scene
from reportedly.wordlists import load

_SEASONS = {"21": "SP", "22": "SU", "23": "FA", "24": "WI"}
_QUARTERS = {"33": "Q1", "34": "Q2", "35": "Q3", "36": "Q4"}
_CODED = re.compile(r"(\d{4}|XXXX)-(2[1-4]|3[3-6])$")
_THE_QUARTER = re.compile(r"\b(?:[Tt]he|[Tt]his|[Tt]hat|[Ll]atest) (?:latest )?(?:quarter|period)\b")
# "the year ended March 31" is a length, "the year" the document's own
_THE = re.compile(
    r"\b[Tt]he (?:(?P<week>week)|(?P<weekend>weekend)|(?:(?:full|whole|current|latest|end of the|fiscal|latest fiscal) )?(?P<year>year)"
    r"(?P<ended> end(?:ed|ing)\b)?)\b(?!-| \d| two thousand| to come)"
)
_WEEK_OF = re.compile(r"\b[Tt]he week of $")
# "the 1988 period", where a quarter is told of
_PERIOD = re.compile(r"\b((?:19|20)\d\d) (?:period|quarter)\b")
# "the first half of 1989" is 1989-H1
_HALF = re.compile(
    r"\b(?:[Tt]he )?(?P<which>first|second|last|latter) half of (?:(?P<year>(?:19|20)\d\d)|(?P<turn>last|this|next|the) year)\b"
)
_HALVES = {"first": "H1"}
_TURNS = {"last": -1, "next": 1}
_PART = re.compile(r"\b(?:[Ii]n|[Ll]ater in|[Dd]uring) (the (morning|afternoon|evening))\b(?! of)")
# what is told of is longer than a quarter
_LONGER = re.compile(r"\b(?:six|nine|6|9)[ -]months?\b|\b(?:first|second) half\b|\b(?:fiscal|full) year\b|\byear ended\b")
_YEAR_EARLIER = re.compile(r"\b(?:a )?year[- ](?:ago|earlier|before)\b(?: (?:quarter|period))?")
_NEAR = 3
# "10:35 a.m. (0735 GMT) Friday"
_IN_BRACKETS = re.compile(r" \([^()]*\) (?:on )?")
_REACH = 24
# "that day" and "the eve of" are no values by themselves
_NEEDS_A_DAY = ("narrated", "eve")


def timexes(text: str, anchor: str | None) -> tuple[Timex, ...]:
    """Every TIMEX3 of `text`, in order, none overlapping; `anchor` as in `find`. Linear in the length of the text."""
    dated, day = list(_dated(text, anchor)), Anchor.read(anchor)
    beside = list(_joined(text, periods(text), dated, day, merge=True))
    found = [
        *_in_quarters(text, dated, day),
        *(t for t in beside if t.type == "TIME"),
        *_halves(text, day),
        *_wide(text, dated),
        *(t for t in dated if t.kind not in _NEEDS_A_DAY or t.value != OPEN_DAY),
        *_the(text, day),
        *_parts(text, dated, day),
        *(t for t in beside if t.type != "TIME"),
    ]
    return tuple(sorted(_apart(found), key=lambda t: t.span))


def mentions(text: str, anchor: str | None, dated: Sequence[TimeMention], within: Sequence[Span] | None = None) -> tuple[TimeMention, ...]:
    """`dated` (what `find` gives) and beside them times of day, durations and repeated times, in the order of the text.

    `within`: only these stretches are looked at for the latter (None: the whole text).

    A time of day is EDTF ("2031-04-08T09:30:00"), a duration ISO 8601's "P3M", what comes again "R/P1D"; vague times are left out.
    """
    day = Anchor.read(anchor).date
    days = [Timex(m.span, "DATE", m.value) for m in dated]
    found = periods(text) if within is None else (t for start, end in within for t in periods(text, start, end))
    more = [t for t in _joined(text, found, days, Anchor.read(anchor)) if not t.value.endswith("_REF")]
    kept = _apart([*days, *more])[len(days) :] if day or more else []
    values = [TimeMention(t.span, _edtf(t)) for t in kept]
    return tuple(sorted([*dated, *(m for m in values if m.value)], key=lambda m: m.span))


def _edtf(timex: Timex) -> str:
    if timex.type == "TIME":
        day, clock = timex.value.split("T")
        return "" if "X" in day or "/" in day else f"{day}T{'23:59:59' if clock == '24:00' else clock + ':00'}"
    return f"R/{timex.value}" if timex.type == "SET" else timex.value


def _apart(found: Iterable[Timex]) -> list[Timex]:
    """Without those that overlap an earlier one of the list."""
    taken: list[Timex] = []
    held: set[int] = set()
    for timex in found:
        places = range(*timex.span)
        if held.isdisjoint(places):
            taken.append(timex)
            held.update(places)
    return taken


def _dated(text: str, anchor: str | None) -> Iterable[Timex]:
    for kind, match, value, scene in read(text, anchor):
        yield Timex(match.span(), *_timeml(kind, match, value, scene), kind)


def _timeml(kind: str, match: re.Match[str], value: str, scene: Scene) -> tuple[Type, str]:
    if kind == "stretch":
        unit = match["sunit"]
        number = _count(match["sn"]) if match["sn"] else (None if unit.endswith("s") else 1)
        return "DURATION", duration(number, unit)
    if EACH.search(match.string, max(0, match.start() - 8), match.start()):
        return "SET", f"XXXX-WXX-{_weekday(match['w'])}" if kind == "weekday" else value
    part = day_parts().search(match.group())
    if part and len(value) == 10:
        return "TIME", f"{value}T{load('times', 'periods')['dayparts'][part.group().lower()]}"
    return "DATE", _dotted(kind, match, value)


def _dotted(kind: str, match: re.Match[str], value: str) -> str:
    """EDTF's way of writing a date in TimeML's."""
    value = value.rstrip("~")
    first = value.split("/")[0]
    coded = _CODED.match(value)
    if coded:
        return f"{coded[1]}-{(_SEASONS | _QUARTERS)[coded[2]]}"
    if "/" in value:
        day = Anchor.read(first).date
        weekly = "week" in match.group().lower()
        return _week(day, weekend="weekend" in match.group().lower()) if day and weekly else first
    if kind in ("decade", "turn") and value.endswith("X"):
        return value.rstrip("X")
    return value


def _weekday(name: str) -> int:
    """1 for Monday."""
    return [d.lower() for d in load("times", "expressions")["weekdays"]["full"]].index(name.lower()) + 1


def _week(day: date, *, weekend: bool) -> str:
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}" + ("-WE" if weekend else "")


def _count(said: str) -> int:
    said = said.strip().lower()
    return int(said) if said.isdigit() else int(load("times", "expressions")["numbers"][said])


def _in_quarters(text: str, dated: list[Timex], anchor: Anchor) -> Iterable[Timex]:
    """In a report of a quarter, "the quarter" is that one and "a year earlier" the same one of the year before.

    After words for a longer time ("the first nine months") "a year earlier" is the year before.
    """
    told = [t for t in dated if "-Q" in t.value]
    if not told:
        told = [Timex((0, 0), "DATE", ended)] if (ended := _ended(anchor)) and _THE_QUARTER.search(text) else []
    if not told:
        return
    ended = _ended(anchor)
    if any(t.value == ended for t in told):
        told = [t for t in told if t.value == ended]
    longer = [Timex(m.span(), "DATE", anchor.years(0)) for m in _LONGER.finditer(text)]
    both = sorted([*told, *longer], key=lambda t: t.span)
    for match in _THE_QUARTER.finditer(text):
        yield Timex(match.span(), "DATE", _latest(told, match.start()), "the-quarter")
    for match in _YEAR_EARLIER.finditer(text):
        year, _, quarter = _latest(both, match.start()).partition("-")
        yield Timex(match.span(), "DATE", "-".join(filter(None, (_year_before(year), quarter))), "year-earlier")
    for match in _PERIOD.finditer(text):
        quarter = _latest(both, match.start())[4:]
        if quarter:
            yield Timex(match.span(1), "DATE", match[1] + quarter, "year-period")


def _year_before(year: str) -> str:
    return f"{int(year) - 1}" if year.isdigit() else OPEN_YEAR


def _ended(anchor: Anchor) -> str | None:
    """The quarter that has ended last."""
    if anchor.year is None or anchor.month is None:
        return None
    place = anchor.year * 4 + (anchor.month - 1) // 3 - 1
    return f"{place // 4:04}-Q{place % 4 + 1}"


def _latest(told: list[Timex], place: int) -> str:
    return told[max(0, bisect_left(told, place, key=lambda t: t.span[0]) - 1)].value


def _the(text: str, anchor: Anchor) -> Iterable[Timex]:
    """ "The week", "the weekend" and "the year" of the document's day."""
    for match in _THE.finditer(text) if anchor.date else ():
        kind = str(match.lastgroup)
        if kind == "ended":
            yield Timex((match.start(), match.end("year")), "DURATION", "P1Y", kind)
        elif kind == "year":
            yield Timex(match.span(), "DATE", anchor.years(0), "the-year")
        else:
            first = anchor.weekend(count=0) if kind == "weekend" else anchor.week(0)
            yield Timex(match.span(), "DATE", _week(date.fromisoformat(first[:10]), weekend=kind == "weekend"), f"the-{kind}")


def _halves(text: str, anchor: Anchor) -> Iterable[Timex]:
    """Halves of a year that is named or counted from the document's."""
    for match in _HALF.finditer(text):
        year = match["year"] or anchor.years(_TURNS.get(match["turn"], 0))
        yield Timex(match.span(), "DATE", f"{year}-{_HALVES.get(match['which'], 'H2')}", "half")


def _wide(text: str, dated: list[Timex]) -> Iterable[Timex]:
    """ "The week of March 6" and "the day before last Tuesday": one expression with the day that it goes on from."""
    for timex, following in pairwise(dated):
        if timex.kind == "narrated" and following.span[0] == timex.span[1] + 1 and len(following.value) == len(timex.value):
            yield Timex((timex.span[0], following.span[1]), "DATE", timex.value, "narrated")
    for timex in dated:
        start, end = timex.span
        day = Anchor.read(timex.value).date
        if day and _WEEK_OF.search(text, max(0, start - 12), start):
            yield Timex((start - len("the week of "), end), "DATE", _week(day, weekend=False), "the-week")


def _parts(text: str, dated: list[Timex], anchor: Anchor) -> Iterable[Timex]:
    """ "In the morning" of the day told last, else of the document's."""
    days = [t for t in dated if len(t.value) == 10]
    for match in _PART.finditer(text):
        place = bisect_left(days, match.start(), key=lambda t: t.span[0]) - 1
        day = days[place].value if place >= 0 else anchor.edtf() if anchor.date else OPEN_DAY
        yield Timex(match.span(1), "TIME", f"{day}T{load('times', 'periods')['dayparts'][match[2]]}", "the-part")


def _joined(text: str, found: Iterable[Timex], dated: list[Timex], anchor: Anchor, *, merge: bool = False) -> Iterable[Timex]:
    """Times of day with the day that stands beside them, else the anchor's; `merge`: both are one expression, as TimeML has it."""
    today = anchor.date.isoformat() if anchor.date else OPEN_DAY
    days = {t.span[0]: t for t in dated if len(t.value) == 10} | {t.span[1]: t for t in dated if len(t.value) == 10}
    for timex in found:
        if timex.value[0] == "T":
            yield _with_day(text, timex, days, today, merge=merge)
        else:
            yield timex


def _with_day(text: str, timex: Timex, days: dict[int, Timex], today: str, *, merge: bool) -> Timex:
    start, end = timex.span
    near = (days.get(place) for place in (*range(end, end + _REACH), *range(start - 1, start - 2 * _NEAR, -1)))
    day = next((d for d in near if d), None)
    if day and day.span[0] >= end + 2 * _NEAR and not _IN_BRACKETS.fullmatch(text, end, day.span[0]):
        day = None
    span = (min(start, day.span[0]), max(end, day.span[1])) if day and merge else timex.span
    return Timex(span, "TIME", (day.value if day else today) + timex.value, timex.kind)
