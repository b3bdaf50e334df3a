"""EDTF dates as the days and moments that other formats want; nothing is made more exact than it is."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, date, datetime

_DAY = re.compile(r"(\d{1,4}X{0,3})(?:-(\d\d|XX)(?:-(\d\d|XX))?)?(?:[T ].*)?")
_QUARTERS = {33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12)}
"""EDTF level 2 quarters and their first and last months. Seasons (21 to 24) depend on the hemisphere: the whole year stands."""


def days(edtf: str | None) -> tuple[date, date] | None:
    """First and last day that an EDTF value may mean; None where it gives no year, is open, or is no EDTF."""
    first, slash, last = (edtf or "").partition("/")
    start, end = _one(first), _one(last if slash else first)
    return (start[0], end[1]) if start and end and start[0] <= end[1] else None


def moment(edtf: str | None) -> datetime | None:
    """The value as a moment, in its own zone where it has a time and one; else midnight UTC of its last day."""
    exact = exactly(edtf)
    if exact:
        return exact
    span = days(edtf)
    return span and datetime(span[1].year, span[1].month, span[1].day, tzinfo=UTC)


def exactly(edtf: str | None) -> datetime | None:
    """The moment that a value with a time and a zone means; None for every other value."""
    if "T" not in (edtf or ""):
        return None
    try:
        found = datetime.fromisoformat(edtf or "")
    except ValueError:
        return None
    return found if found.tzinfo else None


def calendar_day(edtf: str | None) -> str | None:
    """The value where it is one whole day, as "2031-04-08"; None where it is more or less exact than that can say."""
    span = days(edtf)
    return span[0].isoformat() if span and span[0] == span[1] else None


def _one(value: str) -> tuple[date, date] | None:
    found = _DAY.fullmatch(value.strip().rstrip("?~%"))
    if not found or len(found[1]) != 4:
        return None
    years = int(found[1].replace("X", "0")), int(found[1].replace("X", "9"))
    months = _months(found[2]) if years[0] == years[1] else (1, 12)
    if months is None or years[0] < 1:
        return None
    day = int(found[3]) if found[3] and found[3].isdigit() and months[0] == months[1] else None
    try:
        return date(years[0], months[0], day or 1), date(years[1], months[1], day or monthrange(years[1], months[1])[1])
    except ValueError:
        return None


def _months(part: str | None) -> tuple[int, int] | None:
    if part is None or part == "XX" or 21 <= int(part) <= 24:
        return 1, 12
    number = int(part)
    return (number, number) if 1 <= number <= 12 else _QUARTERS.get(number)
