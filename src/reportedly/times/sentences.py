"""Where sentences begin and end, by rule and in one pass; line breaks always end one."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from reportedly.model import Span
from reportedly.wordlists import words

# A full stop with no space after it ends a sentence too ("...Ukraine.The minister"): pages lose spaces between paragraphs.
_END = re.compile(r"\n+|[.!?…]+[\"”’')\]]*(?:\s+(?=[\"“‘'(\[—–-]*[A-Z0-9@#])|(?<=[a-z]{2}\.)(?=[\"“]?[A-Z][a-z])|(?<=[”\"])(?=[A-Z]))")
_INITIALS = re.compile(r"[A-Z]|(?:[A-Z]\.)+[A-Z]")
_WORD = re.compile(r"[\w.]+$")


def sentences(text: str) -> list[Span]:
    """The sentences of `text` in order, half-open, white space after each included, so that they cover it wholly."""
    starts = [0]
    for found in _END.finditer(text):
        if found.group()[0] == "." and _abbreviated(text, found.start()):
            continue
        if starts[-1] < found.end() < len(text):
            starts.append(found.end())
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


def _abbreviated(text: str, stop: int) -> bool:
    """Whether the full stop at `stop` belongs to a title, a month or an initial."""
    word = _WORD.search(text[max(0, stop - 12) : stop])
    if not word:
        return False
    return word.group() in words("times", "abbreviations", "before_a_name") or bool(_INITIALS.fullmatch(word.group()))


def place(spans: Sequence[Span], offset: int) -> int:
    """The index of the sentence that holds `offset`."""
    return max(0, bisect_right(spans, offset, key=lambda span: span[0]) - 1)
