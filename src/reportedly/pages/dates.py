"""A date as a page writes it -> EDTF with the time zone as written."""

from __future__ import annotations

import re

from dateutil import parser

_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?", re.I)
_TIME = re.compile(r"\d{1,2}:\d{2}")
_BRACKET = re.compile(r"\([^)]*\)")


def edtf(written: str) -> str | None:
    """EDTF of a written date, None where it is none.

    >>> edtf("2031-04-08 9:30:00 -0600")
    '2031-04-08T09:30:00-06:00'
    >>> edtf("8 April 2031 07:09 GMT")
    '2031-04-08T07:09:00Z'
    >>> edtf("April 8, 2031")
    '2031-04-08'
    """
    text = " ".join(_BRACKET.sub("", written).split())[:80]
    iso = _ISO.match(text)
    if iso:
        day, hour, minute, second, zone = iso.groups()
        return day if hour is None else f"{day}T{int(hour):02}:{minute}:{second or '00'}{_zone(zone)}"
    if not re.search(r"\b(19|20)\d\d\b", text):
        return None
    try:
        found = parser.parse(text.replace("GMT+", "+").replace("GMT-", "-"), fuzzy=False)
    except (ValueError, OverflowError, parser.UnknownTimezoneWarning):
        return None
    if not _TIME.search(text):
        return found.date().isoformat()
    stamp = found.isoformat(timespec="seconds")
    return stamp.replace("+00:00", "Z")


def _zone(zone: str | None) -> str:
    if not zone:
        return ""
    if zone.upper() in {"Z", "UTC", "GMT"}:
        return "Z"
    return zone if ":" in zone else f"{zone[:3]}:{zone[3:]}"
