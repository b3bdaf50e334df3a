"""EDTF dates as readers see them."""

from __future__ import annotations

import re

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2})(?::(\d{2}))?(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?)?)?")


def human(edtf: str | None) -> str:
    """ "2031-04-08T07:40:00+02:00" -> "8 Apr 2031, 07:40 +02:00"; an interval with a dash; what is no plain date as it is."""
    if not edtf:
        return "no date"
    return " – ".join(_one(part) for part in edtf.split("/"))


def day(edtf: str | None) -> str:
    """The date without its time of day."""
    return human(edtf).split(",")[0]


def _one(value: str) -> str:
    found = _DAY.fullmatch(value)
    if not found:
        return "open" if value in ("", "..") else value
    year, month, dom, hour, minute, zone = found.groups()
    if month is None or not 1 <= int(month) <= len(MONTHS):
        return value
    told = f"{MONTHS[int(month) - 1]} {year}"
    if dom:
        told = f"{int(dom)} {told}"
    if hour:
        told += f", {hour}:{minute or '00'}" + (" UTC" if zone == "Z" else f" {zone}" if zone else "")
    return told
