"""Words of a sentence for the factuality features: tokens with places, and lemmas looked up by class."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from reportedly.model import Span
from reportedly.wordlists import load

_TOKEN = re.compile(r"n['’]t\b|['’](?:s|re|ve|ll|d|m)\b|(?:(?!n['’]t\b)\w)+(?:[-.](?:(?!n['’]t\b)\w)+)*|\.+|[^\w\s]", re.IGNORECASE)
_VOWELS = "aeiou"


class Token(NamedTuple):
    """A word, lower-case, and where it stands."""

    word: str
    span: Span


def tokens(text: str, start: int, end: int) -> list[Token]:
    """The tokens of `text` between two places; a contraction's "n't", "'ll" are tokens of their own."""
    return [Token(m.group().lower(), m.span()) for m in _TOKEN.finditer(text, start, end)]


@cache
def classes() -> dict[str, tuple[tuple[str, str], ...]]:
    """Every inflected form -> its (class, lemma) pairs, from `operators.toml`."""
    told = load("commitment", "operators")
    irregular = told["irregular"]
    out: dict[str, dict[tuple[str, str], None]] = {}
    for name, table in told.items():
        for lemma in table.get("words", ()):
            for form in {lemma, *irregular.get(lemma, ()), *_regular(lemma)}:
                out.setdefault(form, {})[name, lemma] = None
    return {form: tuple(pairs) for form, pairs in out.items()}


def _regular(lemma: str) -> set[str]:
    """The regular forms that a verb or noun could have; too many rather than too few, as they are only looked up."""
    if not lemma.isalpha() or len(lemma) < 3:
        return set()
    stem = lemma[:-1] if lemma.endswith("e") else lemma
    forms = {lemma + "s", lemma + "es", stem + "ed", stem + "ing", stem + "er"}
    if lemma.endswith("y") and lemma[-2] not in _VOWELS:
        forms |= {lemma[:-1] + "ies", lemma[:-1] + "ied"}
    if lemma[-1] not in _VOWELS + "wxy" and lemma[-2] in _VOWELS and lemma[-3] not in _VOWELS:
        forms |= {lemma + lemma[-1] + "ed", lemma + lemma[-1] + "ing"}
    return forms
