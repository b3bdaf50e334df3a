"""Finds the expressions of time in a text and gives each its EDTF value."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportedly.model import TimeMention
from reportedly.times.dates import Anchor
from reportedly.times.grammar import expressions
from reportedly.times.resolve import KINDS, Scene

_POINT = re.compile(r"\d{4}(?:-(?:0\d|1[0-2]))?(?:-\d\d)?")


def find(text: str, anchor: str | None) -> tuple[TimeMention, ...]:
    """Every date, weekday, month, year and relative expression of `text`, in order, with an EDTF value.

    `anchor` is the publication date, an EDTF date or a datetime (its own local day counts). Without one, or with one that
    lacks a part, whatever it would have given stays "X": "Oct. 8" is "XXXX-10-08", "last month" "XXXX-XX", and a weekday,
    "today" or "the previous day" "XXXX-XX-XX", a day that nothing anchors. A week, a weekend and a stretch are intervals,
    seasons and quarters EDTF's codes 21-24 and 33-36. Spans are code points, half-open, and never overlap. Linear in the
    length of the text.
    """
    return tuple(TimeMention(_trim(text, match), value) for _, match, value, _ in read(text, anchor))


def read(text: str, anchor: str | None) -> Iterator[tuple[str, re.Match[str], str, Scene]]:
    """Kind (a name of the grammar), match, EDTF value and scene of each expression; the scene goes on from one to the next."""
    scene = Scene(Anchor.read(anchor))
    for match in expressions().finditer(text):
        kind = str(match.lastgroup)
        value = KINDS[kind](match, scene)
        if value is None:
            continue
        yield kind, match, value, scene
        if _POINT.fullmatch(value):
            scene.narrated = value


def _trim(text: str, match: re.Match[str]) -> tuple[int, int]:
    """Without a bracket that opens outside the match."""
    start, end = match.span()
    if text[end - 1] == ")" and "(" not in match.group():
        end -= 1
    return start, end
