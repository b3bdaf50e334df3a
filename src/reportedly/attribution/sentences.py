"""Where a sentence begins, as the readers of phrases ask it of a place in a text."""

from __future__ import annotations

import re

_LONGEST = 160
"""Code points that are looked back over."""
_BEGINS = re.compile(r"[.!?][\"”’']?\s+(?=[\"“‘'(A-Z])|\n")
DATELINE = re.compile(r"[A-Z][A-Z .,'’/-]{2,40}(?:, ?[A-Z][\w. ]{1,14}?)?(?:,? \([^()\n]{2,30}\))?,? ?[-–—]{1,2} (?=[\"“A-Z])")
"""The place, and mostly the agency, that opens a report: "VARRA, Sept 29 (Reuters) - "."""


def begin(text: str, place: int) -> int:
    """The first letter of the sentence that a place stands in, or how far back is looked."""
    start = max(0, place - _LONGEST)
    return max((m.end() for m in _BEGINS.finditer(text, start, place + 1) if m.end() <= place), default=start)
