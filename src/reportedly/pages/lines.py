"""Furniture among a page's lines: what is no article by its words and its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from reportedly.wordlists import load

_HEAD, _TAIL = 6, 8
"""How many lines at either end may be a head or a tail."""
_LONGEST = 260
"""Characters; a longer line is a paragraph, whatever it begins with."""


@cache
def _pattern(table: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in load("pages", "furniture")[table]["lines"]), re.I)


def is_furniture(line: str, table: str) -> bool:
    """Whether a whole line is furniture by one table of furniture.toml ("anywhere", "starts", "ends")."""
    folded = " ".join(line.split())
    return len(folded) <= _LONGEST and bool(_pattern(table).fullmatch(folded))


def key(line: str | None) -> str:
    """A line's letters and digits in lower case, to compare a headline with its repeats."""
    return re.sub(r"[\W_]+", " ", (line or "").casefold()).strip()


def keep(lines: Sequence[str], headline: str | None, captions: frozenset[str] = frozenset()) -> list[int]:
    """Indices of the lines that are article: furniture, the headline's repeats and captions fall away."""
    title = key(headline)
    kept = [
        i
        for i, line in enumerate(lines)
        if line.strip()
        and not is_furniture(line, "anywhere")
        and key(line) not in captions
        and not (i < _HEAD and title and key(line) == title)
    ]
    while kept and len(lines) - kept[-1] <= _TAIL and is_furniture(lines[kept[-1]], "ends"):
        kept.pop()
    while kept and kept[0] < _HEAD and is_furniture(lines[kept[0]], "starts"):
        kept.pop(0)
    return kept
