"""Numbers in words and figures as values with their unit: "six", "6", "$3.2bn", "15 percent"."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from reportedly.wordlists import load

_TOKEN = re.compile(r"([$£€]?)(\d[\d,]*(?:\.\d+)?)(?:st|nd|rd|th)?\s?(bn|mln|mn|m|k|tn|b)?(?![\w])(\s?%)?|([^\W\d_]+)|([.;:!?])")
_ORDINALS = frozenset({"second", "third", "first", "once", "one"})
_SCALE = 100


class Number(NamedTuple):
    """A value, and the unit or the word that follows it ("people"), "" where there is none."""

    value: float
    unit: str

    def __str__(self) -> str:
        sign = self.unit if self.unit in "$£€%" else ""
        return f"{self.value:.10g}{sign}"


def numbers_in(text: str) -> tuple[Number, ...]:
    """The numbers of a text in order. "One" and small ordinals are left out: they are pronouns and adverbs more often."""
    found: list[Number] = []
    tokens = list(_TOKEN.finditer(text))
    place = 0
    while place < len(tokens):
        value, used = _value(tokens, place)
        if value is None:
            place += 1
            continue
        place += used
        found.append(Number(value, _unit(tokens, place - used, place)))
    return tuple(found)


def _value(tokens: list[re.Match[str]], place: int) -> tuple[float | None, int]:
    """The number that begins at a token and how many tokens it takes."""
    first = tokens[place]
    if first[2]:
        value = float(first[2].replace(",", "") or 0) * _words().get(first[3] or "", 1)
        scale = _word(tokens, place + 1)
        return (value * _words()[scale], 2) if scale in _big() and not first[3] else (value, 1)
    if not first[5] or first[5].lower() not in _words() or len(first[5]) < 3:
        return None, 1
    return _spelled(tokens, place)


def _spelled(tokens: list[re.Match[str]], place: int) -> tuple[float | None, int]:
    total, used = 0.0, 0
    while (word := _word(tokens, place + used)) in _words() and len(word) > 2:
        value = _words()[word]
        total = max(total, 1) * value if value >= _SCALE or word == "dozen" else total + value
        used += 1
    small = all(_word(tokens, place + k) in _ORDINALS for k in range(used))
    return (None if small else total), used


def _unit(tokens: list[re.Match[str]], start: int, end: int) -> str:
    units: dict[str, str] = load("claims", "words")["units"]
    if tokens[start][1]:
        return tokens[start][1]
    if tokens[end - 1][4]:
        return "%"
    word = _word(tokens, end)
    return units.get(word, word)


def _word(tokens: list[re.Match[str]], place: int) -> str:
    return (tokens[place][5] or "").lower() if place < len(tokens) else ""


@cache
def _words() -> dict[str, float]:
    return {w: float(v) for w, v in load("claims", "words")["numerals"].items()}


@cache
def _big() -> frozenset[str]:
    return frozenset(w for w, v in _words().items() if v >= _SCALE)
