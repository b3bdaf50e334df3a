"""The sentence around a word, cut without reading the rest of the text."""

from __future__ import annotations

import re

from reportedly.commitment.words import Token, tokens
from reportedly.model import Span

_BEFORE, _AFTER = 45, 30
_WINDOW = 600
_BLANK = re.compile(r"\s")


def sentence_around(text: str, span: Span) -> tuple[list[Token], int]:
    """The tokens of the sentence of `span` and the index of its last word; at most 45 words before and 30 after are read."""
    start, end = span
    first = max(0, start - _WINDOW)
    if first:
        cut = _BLANK.search(text, first, start)
        first = cut.end() if cut else first
    words = tokens(text, first, min(len(text), end + _WINDOW))
    at = max((n for n, w in enumerate(words) if w.span[0] < end), default=0)
    return _cut(words, at)


def _cut(words: list[Token], at: int) -> tuple[list[Token], int]:
    start, end = at, at
    while start and at - start < _BEFORE and not _stops(words, start - 1):
        start -= 1
    while end < len(words) - 1 and end - at < _AFTER and not _stops(words, end):
        end += 1
    return words[start : end + 1], at - start


def _stops(words: list[Token], at: int) -> bool:
    """Whether a sentence ends with a token: not so after an abbreviation such as "U.S." or "Mr."."""
    word = words[at].word
    if word in ("?", "!"):
        return True
    return word[0] == "." and at > 0 and len(words[at - 1].word) > 2 and "." not in words[at - 1].word
