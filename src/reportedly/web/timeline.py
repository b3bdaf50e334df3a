"""What happened when about a claim: its rows and the changes of its status in one order, in pages."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from typing import Literal

from reportedly.claims.status import stands
from reportedly.web.desk import Listing
from reportedly.web.values import ClaimView

_Key = tuple[bool, str, bool, int, str]
"""Undated ones last, then by date; at one date status first in its own order, then what supports, then what denies, by ref. An undated
change of status has the date of the next one, before which it came."""


@dataclass(frozen=True, slots=True)
class Moment:
    """Somebody said it, or its status changed. `what`: the speaker or the status; `words`: the very words, or why it changed."""

    at: str | None
    kind: Literal["said", "status"]
    what: str
    words: str
    ref: str | None


def timeline(claim: ClaimView, *, after: str | None = None, limit: int = 100) -> Listing[Moment]:
    """A page of a claim's timeline, as `reportedly timeline` has it. Raises ValueError for a token that is none.

    A token names a place in the order rather than a number of lines, so that rows that come meanwhile move nothing.
    """
    place = _place(after) if after else None
    left = [pair for pair in sorted(_keyed(claim), key=lambda pair: pair[0]) if place is None or pair[0] > place]
    onward = _token(left[limit - 1][0]) if len(left) > limit else None
    return Listing(tuple(moment for _, moment in left[:limit]), onward)


def _keyed(claim: ClaimView) -> list[tuple[_Key, Moment]]:
    found: list[tuple[_Key, Moment]] = []
    for number, (step, date) in enumerate(zip(claim.history, stands([step.at for step in claim.history]), strict=True)):
        words = "".join(text for text, _ in step.because)
        found.append(((date is None, date or "", False, number, ""), Moment(step.at, "status", step.status, words, None)))
    for report, stance in claim.evidence():
        at = report.said or report.published
        key = (at is None, at or "", True, int(stance == "denies"), report.ref)
        found.append((key, Moment(at, "said", report.speaker or "nobody named", report.words, report.ref)))
    return found


def _token(key: _Key) -> str:
    return base64.urlsafe_b64encode(json.dumps(key, separators=(",", ":")).encode()).decode("ascii")


def _place(token: str) -> _Key:
    try:
        key = json.loads(base64.b64decode(token, altchars=b"-_", validate=True))
    except (ValueError, RecursionError):
        key = None
    if not isinstance(key, list) or [type(part) for part in key] != [bool, str, bool, int, str]:
        raise ValueError(f"{token[:40]!r} is no place in a timeline")
    undated, at, row, number, ref = key
    return undated, at, row, number, ref
