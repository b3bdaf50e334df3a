"""Calendar arithmetic on a publication date that may be partly or wholly unknown; every answer is an EDTF string.

Digits that nothing gives are "X" (EDTF's unspecified digit): a day of which nothing is known is `OPEN_DAY`. A bare weekday
without an anchor has that value too, because EDTF cannot say "a Sunday" and a date is never guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil import relativedelta
from dateutil.easter import easter

OPEN_DAY, OPEN_MONTH, OPEN_YEAR = "XXXX-XX-XX", "XXXX-XX", "XXXX"
_EDTF = re.compile(r"(\d{4}|XXXX)(?:-(\d\d)(?:-(\d\d))?)?(?=$|T| )")
# 2023 has no 29 February and 2024 has one: what both agree on holds in any year.
_SAMPLE_YEARS = (2023, 2024)
# months ahead within which a day, and a month, without a year is the coming one
_NEAR, _NEAR_MONTHS = 2, 1


@dataclass(frozen=True, slots=True)
class Anchor:
    """A date of which year, month and day are each known or None."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    @classmethod
    def read(cls, value: str | None) -> Anchor:
        """The anchor that an EDTF date or a datetime gives (its local day); all unknown for None, intervals and nonsense."""
        found = _EDTF.match(value or "")
        if not found:
            return cls()
        year, month, day = (int(part) if part and part.isdigit() else None for part in found.groups())
        anchor = cls(year, month, day)
        return anchor if anchor.possible() else cls()

    def possible(self) -> bool:
        """Whether the calendar has such a date."""
        try:
            date(self.year or 2024, self.month or 1, self.day or 1)
        except ValueError:
            return False
        return True

    @property
    def date(self) -> date | None:
        """The whole date, or None where a part is unknown."""
        if self.year is None or self.month is None or self.day is None:
            return None
        return date(self.year, self.month, self.day)

    def edtf(self) -> str:
        """The known parts as EDTF, "XXXX" for an unknown year."""
        parts = [f"{self.year:04}" if self.year is not None else OPEN_YEAR]
        parts += [f"{part:02}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    def days(self, count: int) -> str:
        """The day `count` days later."""
        if self.date:
            return (self.date + timedelta(count)).isoformat()
        if self.month is None or self.day is None:
            return OPEN_DAY
        tries = {f"{date(y, self.month, min(self.day, 28)) + timedelta(count):%m-%d}" for y in _SAMPLE_YEARS}
        return f"{OPEN_YEAR}-{tries.pop()}" if len(tries) == 1 and self.day <= 28 else OPEN_DAY

    def months(self, count: int) -> str:
        """The month `count` months later."""
        if self.month is None:
            return OPEN_MONTH
        place = self.month - 1 + count
        year = OPEN_YEAR if self.year is None else f"{self.year + place // 12:04}"
        return f"{year}-{place % 12 + 1:02}"

    def years(self, count: int) -> str:
        """The year `count` years later."""
        return OPEN_YEAR if self.year is None else f"{self.year + count:04}"

    def span(self, start: int, end: int) -> str:
        """The interval from `start` to `end` days later."""
        return f"{self.days(start)}/{self.days(end)}"

    def week(self, count: int) -> str:
        """The week, Monday to Sunday, `count` weeks later."""
        if not self.date:
            return f"{OPEN_DAY}/{OPEN_DAY}"
        monday = 7 * count - self.date.weekday()
        return self.span(monday, monday + 6)

    def weekend(self, *, count: int) -> str:
        """Saturday and Sunday: the latest that has begun at 0, the one before it at -1, the next at 1."""
        if not self.date:
            return f"{OPEN_DAY}/{OPEN_DAY}"
        saturday = 7 * count - (self.date.weekday() - 5) % 7
        return self.span(saturday, saturday + 1)

    def weekday(self, number: int, *, ahead: bool = False, other: bool = False) -> str:
        """The latest such weekday (0 Monday) up to this day, or the first `ahead`; `other` leaves this day itself out."""
        if not self.date:
            return OPEN_DAY
        gap = (number - self.date.weekday()) % 7 if ahead else -((self.date.weekday() - number) % 7)
        return self.days(gap or (0 if not other else 7 if ahead else -7))

    def yearless(self, month: int, day: int | None, *, ahead: bool) -> str:
        """A month, or a day of it, without a year: the latest up to this date, or the first `ahead`.

        A day that comes within the next two months, and the next month, are taken for the coming ones: of a day ten months back news
        gives the year.
        """
        if self.year is None:
            return Anchor(None, month, day).edtf()
        gap = month - (self.month or 12)
        if gap == 0 and day and self.day:
            gap = -1 if ahead and day < self.day else 0
        elif 0 < gap % 12 <= (_NEAR if day else _NEAR_MONTHS):
            ahead = True
        step = int(ahead and gap < 0) - int(not ahead and gap > 0)
        value = Anchor(self.year + step, month, day)
        return (value if value.possible() else Anchor(None, month, day)).edtf()

    def season(self, code: int, year: int | None = None) -> str:
        """EDTF season or quarter `code` of `year`, else of this year."""
        known = year if year is not None else self.year
        return f"{OPEN_YEAR if known is None else f'{known:04}'}-{code}"


def later(value: str, unit: str, count: int) -> str | None:
    """The EDTF `value` moved by `count` units ("day" ... "year"), no finer than the unit or the value; None where it cannot be."""
    anchor = Anchor.read(value)
    if anchor.year is None or (unit in ("day", "week") and anchor.day is None) or (unit == "month" and anchor.month is None):
        return None
    moved = date(anchor.year, anchor.month or 1, anchor.day or 1) + relativedelta.relativedelta(**{unit + "s": count})  # type: ignore[arg-type]
    return moved.isoformat()[: {"day": 10, "week": 10, "month": 7, "year": 4}[unit]]


def feast(rule: str, year: int) -> date:
    """A feast in a year by its rule: "12-25", "11-TH+4" (the fourth Thursday), "05-MO-1" (the last Monday), "easter-2"."""
    fixed = re.fullmatch(r"(\d\d)-(\d\d)", rule)
    if fixed:
        return date(year, int(fixed[1]), int(fixed[2]))
    if rule.startswith("easter"):
        return easter(year) + timedelta(int(rule.removeprefix("easter") or 0))
    month, day, turn = int(rule[:2]), getattr(relativedelta, rule[3:5]), int(rule[5:])
    edge = relativedelta.relativedelta(day=31 if turn < 0 else 1, weekday=day(turn))
    return date(year, month, 1) + edge
