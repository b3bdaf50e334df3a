"""Stretches of an article read as one string whose places can be led back to the article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportedly.model import Span

_BLANKS = str.maketrans("\t\u00a0", "  ")


@dataclass(frozen=True, slots=True)
class Joined:
    """`words`: the stretches with one blank between them, odd blanks as plain ones; `places`: (start in `words`, span of the article)."""

    words: str
    places: tuple[tuple[int, Span], ...]

    def span(self, start: int, end: int) -> Span:
        """[start, end) of `words` as a span of the article, cut at the end of the stretch in which it begins."""
        mine, (first, last) = next(p for p in reversed(self.places) if p[0] <= start)
        return first + start - mine, min(last, first + end - mine)


def join(text: str, spans: Sequence[Span]) -> Joined:
    """The `spans` of `text` in order; empty ones are left out."""
    places, at = [], 0
    for start, end in spans:
        if start < end:
            places.append((at, (start, end)))
            at += end - start + 1
    return Joined(" ".join(text[s:e] for _, (s, e) in places).translate(_BLANKS), tuple(places))
