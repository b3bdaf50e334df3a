"""From one match of the grammar to an EDTF value, or None where the words only look like a time."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from reportedly.times.dates import OPEN_DAY, OPEN_MONTH, OPEN_YEAR, Anchor, feast, later
from reportedly.times.grammar import expressions
from reportedly.times.turning import AFTER, BEFORE, CLAUSE
from reportedly.times.turning import ahead as _ahead
from reportedly.times.turning import words as _words
from reportedly.wordlists import load

Match = re.Match[str]
# months ahead within which a month may be the coming one
_SOON = 2
# days ahead within which a feast is the coming one
_FEAST_NEAR = 45
# "a speech by May", but "the end of May"
_OF_BY = re.compile(r"\b(?<!half )(?<!end )(?<!month )(?:of|by|early|late)[ ]$")
# "every Sunday" is no Sunday
EACH = re.compile(r"\b(?:each|every)\s$", re.IGNORECASE)
# characters behind "the eve of" in which the day is looked for
_EVE = 60
_FROM_TOLD = re.compile(r"the (?:previous|following)\b", re.IGNORECASE)
_SEASON_LED = re.compile(r"\b(?:over|during|by|since|of)\s$", re.IGNORECASE)
_OPEN = {"day": OPEN_DAY, "week": OPEN_DAY, "month": OPEN_MONTH, "year": OPEN_YEAR}


@dataclass(slots=True)
class Scene:
    """What is known where an expression stands: the anchor, and the EDTF date narrated last (None before any)."""

    anchor: Anchor
    narrated: str | None = None


@cache
def _table(name: str) -> dict[str, int]:
    listed = load("times", "expressions")[name]
    full = listed.get("full") if isinstance(listed.get("full"), list) else None
    if full is None:
        return dict(listed)
    numbers = {word.lower(): i for i, word in enumerate(full)}
    return numbers | {word[:3].lower(): i for i, word in enumerate(full)}


def _month(name: str) -> int:
    return _table("months")[name[:3].lower()] + 1


def _number(words: str | None) -> int:
    words = (words or "one").strip().lower()
    return int(words) if words.isdigit() else _table("numbers")[words]


def _iso(m: Match, scene: Scene) -> str | None:
    return m["isoday"] if Anchor.read(m["isoday"]).year is not None else None


def _said_year(said: str, anchor: Anchor) -> int | None:
    """The year of "1998" or of "next year"; None where the anchor's is not known."""
    if said.isdigit():
        return int(said)
    return None if anchor.year is None else anchor.year + _turned(said.split()[0])


def _day(scene: Scene, m: Match, month: int, day: str, said: str | None) -> str | None:
    number = int(re.sub(r"\D", "", day))
    date = Anchor(_said_year(said, scene.anchor) if said else None, month, number)
    if not date.possible():
        return None
    return date.edtf() if said else scene.anchor.yearless(month, number, ahead=_ahead(m))


def _full(m: Match, scene: Scene) -> str | None:
    first, last = m["d1"] or m["d3"], m["d2"] or m["d4"]
    month, year = _month(m["m1"] or m["m2"]), m["y1"] or m["y2"]
    start = _day(scene, m, month, first, year)
    end = _day(scene, m, month, last, year) if last else None
    return f"{start}/{end}" if start and end and start < end else start


def _monthyear(m: Match, scene: Scene) -> str | None:
    return Anchor(_said_year(m["y3"], scene.anchor), _month(m["m3"])).edtf()


def _turned(word: str | None) -> int:
    """-1, 0 or 1 for last, this and next."""
    word = (word or "").lower().removeprefix("the ")
    return {"last": -1, "past": -1, "this past": -1, "previous": -1, "next": 1, "coming": 1, "following": 1}.get(word, 0)


def _weekday(m: Match, scene: Scene) -> str | None:
    before, after = m.string[max(0, m.start() - 12) : m.start()], m.string[m.end() : m.end() + 16]
    if _words("weekdays", "not_after").search(before) or _words("weekdays", "not_before").match(after):
        return None
    if EACH.search(before):
        return OPEN_DAY
    turn = _turned(m["wturn"])
    told = Anchor.read(scene.narrated)
    if told.date and _FROM_TOLD.match(m["wturn"] or ""):
        return told.weekday(_table("weekdays")[m["w"].lower()], ahead=turn > 0, other=True)
    owns = re.match(r"['’]s ", m.string[m.end() : m.end() + 3])  # "Wednesday's ruling" has been given
    ahead = turn > 0 or (turn == 0 and not owns and _ahead(m))
    return scene.anchor.weekday(_table("weekdays")[m["w"].lower()], ahead=ahead, other=turn != 0 or ahead)


def _relmonth(m: Match, scene: Scene) -> str | None:
    month, turn = _month(m["m5"]), _turned(m["mturn"])
    if turn == 0:
        return Anchor(scene.anchor.year, month).edtf()
    if scene.anchor.month is None:
        return scene.anchor.yearless(month, None, ahead=False)
    if month == scene.anchor.month:
        return Anchor(scene.anchor.year, month).edtf() if scene.anchor.year is None else f"{scene.anchor.year + turn:04}-{month:02}"
    return scene.anchor.yearless(month, None, ahead=turn > 0)


def _month_alone(m: Match, scene: Scene) -> str | None:
    name = m["m4"].capitalize()
    table, before = load("times", "expressions")["months"], m.string[max(0, m.start() - 20) : m.start()]
    after = m.string[m.end() : m.end() + 8]
    noun = before[-4:].lower() == "the " and _of_a_noun(m)
    led = noun or bool(_words("months", "before").search(before)) or m.start() < m.start("m4")
    if name in table["ambiguous"] and (not led or re.match(r"[ ](?:for[ ])?[A-Z]", after)):
        return None
    if name in table["not_after_of_by"] and (noun or _OF_BY.search(before) or re.match(r"['’]s", after)):
        return None
    if EACH.search(before):
        return f"{OPEN_YEAR}-{_month(name):02}"
    return scene.anchor.yearless(_month(name), None, ahead=_ahead(m) or _planned(m, scene.anchor))


def _of_a_noun(m: Match) -> bool:
    """Whether a noun follows: "the April vote", not "the March began", "the March for our lives"."""
    follows = re.match(r"[ ]([a-z]{4,})\b", m.string[m.end() : m.end() + 20])
    return bool(follows and not _words("told", "words").match(follows[1]) and not _words("ahead", "words").match(follows[1]))


def _planned(m: Match, anchor: Anchor) -> bool:
    """Whether a month that comes soon stands in a clause that tells of nothing past ("is heard in May")."""
    gap = (_month(m["m4"]) - (anchor.month or 0)) % 12
    if anchor.month is None or not 0 < gap <= _SOON:
        return False
    before, after = m.string[max(0, m.start() - BEFORE) : m.start()], m.string[m.end() : m.end() + AFTER]
    clause = CLAUSE.split(before)[-1] + " " + re.split(r"[.!?\n;,]", after)[0]
    return not _words("told", "words").search(clause)


def _day_before_yesterday(m: Match, scene: Scene) -> str | None:
    return scene.anchor.days(-2)


def _deictic(m: Match, scene: Scene) -> str | None:
    word = m["word"]
    if word.istitle() and (_words("today", "not_after").search(m.string[max(0, m.start() - 14) : m.start()]) or not _opens(m)):
        return None
    return scene.anchor.days({"yesterday": -1, "last night": -1, "tomorrow": 1}.get(word.lower(), 0))


def _opens(m: Match) -> bool:
    """Whether the match opens a sentence."""
    return bool(re.search(r"(?:^|[.!?:\n—–(\"“‘'`-])\s*$", m.string[max(0, m.start() - 4) : m.start()]))


def _narrated(m: Match, scene: Scene) -> str | None:
    words = m["nword"].lower()
    if words in ("the day before", "the day after"):
        if m.string[max(0, m.start() - 3) : m.start()].lower() == "in ":
            return None  # "later in the day before returning"
        day = _named(m, scene, 1)
        if day:
            return day.days(-1 if words.endswith("before") else 1)
    unit = next((u for u in ("week", "month", "year") if u in words), "day")
    turn = 0 if re.match(r"that|the same", words) else -1 if re.search(r"previous|before|earlier", words) else 1
    value = later(scene.narrated or "", unit, turn)
    if value and unit == "week":
        return Anchor.read(scene.narrated).week(turn)
    return value or _OPEN[unit]


def _ago(m: Match, scene: Scene) -> str | None:
    unit, way = m["agounit"].rstrip("s").lower(), m["way"].lower()
    count = _number(m["n"]) * (10 if unit == "decade" else 1) * (-1 if way in ("ago", "earlier", "before") else 1)
    unit = "year" if unit == "decade" else unit
    if way != "ago":
        return later(scene.narrated or "", unit, count) or _OPEN[unit]
    anchor = scene.anchor
    if unit == "week":
        return anchor.week(count)
    if unit == "day":
        return anchor.days(count)
    # "a year ago" is about that month, "three years ago" some time in that year
    return anchor.months(count * 12 if unit == "year" else count) if unit == "month" or abs(count) == 1 else anchor.years(count)


def _stretch(m: Match, scene: Scene) -> str | None:
    unit, count = m["sunit"].rstrip("s").lower(), _number(m["sn"])
    start = scene.anchor.edtf() if scene.anchor.date else ""
    unit, count = ("year", 10 * count) if unit == "decade" else (unit, count)
    if not start:
        return f"{OPEN_DAY}/{OPEN_DAY}"
    return f"{later(start, unit, -count)}/{start[: {'month': 7, 'year': 4}.get(unit, 10)]}"


def _turn(m: Match, scene: Scene) -> str | None:
    unit, turn, anchor = m["tunit"].lower(), _turned(m["t"]), scene.anchor
    if unit in _table("seasons"):
        code, year = _table("seasons")[unit], anchor.year
        month_past = anchor.month is not None and anchor.month <= (code - 20) * 3
        shift = (-1 if month_past else 0) if turn < 0 else (turn if not month_past else 0)
        return anchor.season(code, None if year is None else year + shift)
    simple: dict[str, Callable[[int], str]] = {"week": anchor.week, "month": anchor.months, "year": anchor.years}
    if unit in simple:
        return simple[unit](turn)
    if unit == "weekend":
        return anchor.weekend(count=_weekend_turn(anchor, m["t"].lower(), ahead=_ahead(m)))
    return _quarter_turn(anchor, turn) if unit == "quarter" else _decade_turn(anchor, turn, 10 if unit == "decade" else 100)


def _weekend_turn(anchor: Anchor, word: str, *, ahead: bool) -> int:
    """ "last weekend" is the one before a day on a weekend; "this weekend" may be the coming one."""
    inside = anchor.date is not None and anchor.date.weekday() >= 5
    if word in ("next", "coming"):
        return 1
    if word in ("last", "past", "previous"):
        return -1 if inside else 0
    return 1 if ahead and not inside else 0


def _quarter_turn(anchor: Anchor, turn: int) -> str | None:
    if anchor.month is None or anchor.year is None:
        return None
    place = anchor.year * 4 + (anchor.month - 1) // 3 + turn
    return f"{place // 4:04}-{33 + place % 4}"


def _decade_turn(anchor: Anchor, turn: int, length: int) -> str | None:
    if anchor.year is None:
        return None
    digits = f"{anchor.year // length + turn}"
    return digits + "X" * (4 - len(digits))


def _weekend(m: Match, scene: Scene) -> str | None:
    return scene.anchor.weekend(count=_weekend_turn(scene.anchor, "this", ahead=_ahead(m)))


def _quarter(m: Match, scene: Scene) -> str | None:
    value = _calendar_quarter(m, scene.anchor)
    # A fiscal quarter is about a calendar one: EDTF's sign for what is only near.
    return f"{value}~" if "fiscal" in m.group().lower() else value


def _calendar_quarter(m: Match, anchor: Anchor) -> str:
    number = int(m["qn"]) if m["qn"] else _table("ordinals")[m["qo"].lower()]
    year = m["qy"] or m["qy2"] or m["qy3"]
    if year or anchor.year is None or anchor.month is None:
        return anchor.season(32 + number, _said_year(year, anchor) if year else None)
    # A quarter that has not begun is told of as last year's, unless the sentence looks ahead.
    begun = number <= (anchor.month - 1) // 3 + 1
    return anchor.season(32 + number, anchor.year - (not begun and not _ahead(m)))


def _fiscal(m: Match, scene: Scene) -> str | None:
    """A fiscal year is near the calendar year of its name, and seldom the same."""
    return f"{m['fy']}~"


def _yearend(m: Match, scene: Scene) -> str | None:
    past = re.search(r"\bsince $", m.string[max(0, m.start() - 6) : m.start()])
    return f"{scene.anchor.years(-1 if past else 0)}-12-31"


def _spelled(m: Match, scene: Scene) -> str | None:
    """ "nineteen ninety-one"; without a word in front that leads to a year it is a number."""
    listed = load("times", "expressions")["spelled"]
    led = re.search(r"(\w+)\s$", m.string[max(0, m.start() - 12) : m.start()])
    if led is None or led[1].lower() not in listed["before"]:
        return None
    ones = listed["ones"][m["ones"].lower()] if m["ones"] else 0
    return f"{listed['hundreds'][m['hundreds'].lower()] * 100 + listed['tens'][m['tens'].lower()] + ones}"


def _eve(m: Match, scene: Scene) -> str | None:
    """The day before the day that is named behind ("the eve of the vote on Tuesday"); an open day where none is."""
    day = _named(m, scene, _EVE)
    return day.days(-1) if day else OPEN_DAY


def _named(m: Match, scene: Scene, reach: int) -> Anchor | None:
    """The whole day that an expression behind `m` names, which begins in the same clause and within `reach` code points.

    One that itself asks for a day behind it is passed over: "the eve of the eve of ..." would go as deep as the text is long.
    """
    clause = re.split(r"[.!?;,\n]", m.string[m.end() : m.end() + _EVE], maxsplit=1)[0]
    for found in expressions().finditer(m.string, m.end(), m.end() + len(clause)):
        kind = str(found.lastgroup)
        day = Anchor() if kind in ("eve", "narrated") else Anchor.read(KINDS[kind](found, scene))
        if day.date and found.start() <= m.end() + reach:
            return day
    return None


def _season(m: Match, scene: Scene) -> str | None:
    if m["prep"] and m["prep"].lower() == "the " and not _SEASON_LED.search(m.string[max(0, m.start() - 8) : m.start()]):
        return None  # "the fall of the wall"
    code = _table("seasons")[(m["sname"] or m["sname2"]).lower()]
    return scene.anchor.season(code, _said_year(m["sy"], scene.anchor) if m["sy"] else None)


def _holiday(m: Match, scene: Scene) -> str | None:
    """A feast's day: the latest up to the anchor, or the coming one where the sentence looks ahead or it is near."""
    rule, year = load("times", "expressions")["holidays"][m["hol"].lower().replace("’", "'")], scene.anchor.year
    if year is None or scene.anchor.date is None:
        return f"{OPEN_YEAR}-{rule}" if re.fullmatch(r"\d\d-\d\d", rule) else OPEN_DAY
    days = [feast(rule, y) for y in (year - 1, year, year + 1)]
    past, coming = max(d for d in days if d <= scene.anchor.date), min(d for d in days if d > scene.anchor.date)
    near = (coming - scene.anchor.date).days <= _FEAST_NEAR
    return (coming if near or _ahead(m) else past).isoformat()


def _decade(m: Match, scene: Scene) -> str | None:
    if m["dy"]:
        return m["dy"] + "X"
    if m["century"]:
        return f"{int(m['century']) - 1:02}XX"
    year = scene.anchor.year
    ten = int(m["dd"] or _table("decades")[m["dw"].lower()])
    if year is None:
        return f"XX{ten}X"
    return f"{year // 100 - (ten > year // 10 % 10)}{ten}X"


def _year(m: Match, scene: Scene) -> str | None:
    return m["y"]


KINDS: dict[str, Callable[[Match, Scene], str | None]] = {
    "iso": _iso,
    "full": _full,
    "monthyear": _monthyear,
    "weekday": _weekday,
    "relmonth": _relmonth,
    "month": _month_alone,
    "before": _day_before_yesterday,
    "deictic": _deictic,
    "narrated": _narrated,
    "ago": _ago,
    "stretch": _stretch,
    "turn": _turn,
    "weekend": _weekend,
    "eve": _eve,
    "fiscal": _fiscal,
    "yearend": _yearend,
    "spelled": _spelled,
    "quarter": _quarter,
    "season": _season,
    "holiday": _holiday,
    "decade": _decade,
    "year": _year,
}
