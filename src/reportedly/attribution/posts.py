"""Posts embedded in an article: the words before a signature, "— Varra Hydro (@varrahydro) April 9, 2031", are its author's.

The embedding code of the platforms writes this line, so that a rule finds it surely; the tagger saw few of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from reportedly.attribution.rows import Draft, Text
from reportedly.model import Span

SURE = 0.95
"""Confidence of a post's row: in the annotated training articles each of 15 signatures closes a row, 12 of them with just these words."""
_SIGNATURE = re.compile(r"(?:^|\s|(?<=[.!?…\w]))[—–-]{1,2}\s?(?P<who>(?!(?i:follow))[^\n()<>—–]{1,60} \(@\w{1,30}\))[ \w,.:·]{0,40}$")
_REACH = 140
"""Characters of the longest signature."""
_SHORTEST = 8
"""Characters of a post's words."""


def take_posts(outer: Sequence[Draft], text: Text) -> list[Draft]:
    """The rows with one for each signed post: rows with a cue inside of it are nested in it, the others were pieces of it."""
    posts = list(_posts(text))
    if not posts:
        return list(outer)
    out: list[Draft] = []
    for row in outer:
        home = next((p for p in posts if _touches(row, p)), None)
        if home is None:
            out.append(row)
        elif row.cue and row.source and row.extent() < home.extent():
            out.append(replace(row, inner=True))
    return [*out, *posts]


def _posts(text: Text) -> Iterator[Draft]:
    last: Span | None = None
    for s, e in text.paragraphs:
        signed = _SIGNATURE.search(text.text, max(0, s - 1, e - _REACH), e)
        if signed:
            before = _stripped(text.text, s, signed.start())
            content = before if before[1] - before[0] >= _SHORTEST else last
            if content:
                yield Draft((signed.span("who"),), (), (content,), SURE, kind="direct")
        last = None if signed else (s, e)


def _stripped(text: str, s: int, e: int) -> Span:
    while e > s and (text[e - 1].isspace() or text[e - 1] in "—–"):
        e -= 1
    return s, e


def _touches(row: Draft, post: Draft) -> bool:
    (s, e), (_, end) = post.content[0], post.source[0]
    return any(s <= a and b <= max(e, end) for a, b in row.content)
