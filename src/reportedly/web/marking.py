"""An article's text with its rows marked: paragraphs of sentences of pieces, cut wherever any mark begins or ends."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from reportedly.model import Article, Attribution, Span
from reportedly.times.sentences import place, sentences

Role = Literal["source", "cue", "content"]
ROLES: tuple[Role, ...] = ("source", "cue", "content")
_USUAL = 50_000
"""Letters of an article beyond which nothing of it is remembered: pages may be as long as they like."""
_DEEPEST = 3
"""Nesting that is told apart by its own shade; deeper rows look like the third."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One row's claim on a stretch of text; `starts`: the row's first words in the text begin here."""

    row: str
    role: Role
    starts: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """Text under one and the same set of marks. `look`: the CSS classes that show it, innermost role first."""

    text: str
    span: Span
    marks: tuple[Mark, ...] = ()

    @property
    def rows(self) -> str:
        """Ids of the rows that stand here, for scripts and style: "a3 a4"."""
        return " ".join(dict.fromkeys(mark.row for mark in self.marks))

    @property
    def look(self) -> str:
        """CSS classes: the role of the innermost row that marks it and how many contents lie over one another."""
        roles = {mark.role for mark in self.marks}
        contents = sum(mark.role == "content" for mark in self.marks)
        shown = [role for role in ("cue", "source", "content") if role in roles]
        return " ".join([*shown, *([f"deep{min(contents, _DEEPEST)}"] if contents > 1 else [])])

    @property
    def says(self) -> str:
        """What the marks are, in words: "content of row 3, cue of row 4"."""
        return ", ".join(f"{mark.role} of row {number(mark.row)}" for mark in self.marks)

    @property
    def starting(self) -> tuple[str, ...]:
        """Rows whose first words begin with this piece."""
        return tuple(dict.fromkeys(mark.row for mark in self.marks if mark.starts))


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and its number in the article, counted from one: the permalink #s12."""

    number: int
    span: Span
    pieces: tuple[Piece, ...]


def number(row: str) -> str:
    """A row's id as readers see it: "a12" -> "12"; other ids as they are."""
    return row[1:] if row[:1] == "a" and row[1:].isdecimal() else row


def marked(article: Article, rows: Sequence[Attribution] | None = None) -> list[list[Sentence]]:
    """The article's paragraphs, each a list of sentences. Spans outside the text are left out, not moved."""
    cutter = _Cutter(article.text, article.attributions if rows is None else rows)
    spans = sentences(article.text) if article.text else []
    return [list(_sentences(paragraph, spans, cutter)) for paragraph in article.paragraphs]


def sentence_number(article: Article, offset: int) -> int:
    """The number (from one) of the sentence that holds a code point of the text."""
    return place(_spans(article.text), offset) + 1


def sentence_at(article: Article, offset: int) -> Span:
    """The sentence that holds a code point, without the white space around it."""
    return trimmed(article.text, _spans(article.text)[sentence_number(article, offset) - 1])


def _spans(text: str) -> Sequence[Span]:
    """The text's sentences; those of usual articles are remembered, since a page asks for the same ones again and again."""
    return _remembered(text) if len(text) < _USUAL else sentences(text)


@lru_cache(maxsize=64)
def _remembered(text: str) -> tuple[Span, ...]:
    return tuple(sentences(text))


def trimmed(text: str, span: Span) -> Span:
    """The span without white space at its ends."""
    start, end = span
    inner = text[start:end]
    return start + len(inner) - len(inner.lstrip()), end - (len(inner) - len(inner.rstrip()))


def _sentences(paragraph: Span, spans: Sequence[Span], cutter: _Cutter) -> Iterable[Sentence]:
    first = place(spans, paragraph[0])
    for index in range(first, len(spans)):
        start, end = max(paragraph[0], spans[index][0]), min(paragraph[1], spans[index][1])
        if spans[index][0] >= paragraph[1]:
            return
        if start < end:
            yield Sentence(index + 1, (start, end), tuple(cutter.pieces(start, end)))


class _Cutter:
    """Cuts text at every boundary of every mark; linear in the text and the marks that stand in a piece."""

    def __init__(self, text: str, rows: Sequence[Attribution]) -> None:
        self._text = text
        found = [
            (start, end, row.id, role)
            for row in rows
            for role in ROLES
            for start, end in getattr(row, role)
            if 0 <= start < end <= len(text)
        ]
        self._first = {row: min(start for start, _, r, _ in group) for row, group in _by_row(found).items()}
        self._cuts = sorted({edge for start, end, _, _ in found for edge in (start, end)})
        self._over: list[list[tuple[str, Role]]] = [[] for _ in self._cuts]
        # Outer rows first, so that the innermost mark comes last whatever the order of the rows.
        for start, end, row, role in sorted(found, key=lambda f: (f[0] - f[1], f[0])):
            for index in range(bisect_left(self._cuts, start), bisect_left(self._cuts, end)):
                self._over[index].append((row, role))

    def pieces(self, start: int, end: int) -> Iterable[Piece]:
        inner = self._cuts[bisect_right(self._cuts, start) : bisect_left(self._cuts, end)]
        edges = [start, *inner, end]
        for left, right in pairwise(edges):
            index = bisect_right(self._cuts, left) - 1
            over = self._over[index] if index >= 0 else []
            marks = tuple(Mark(row, role, self._first[row] == left) for row, role in over)
            yield Piece(self._text[left:right], (left, right), marks)


_Found = tuple[int, int, str, Role]


def _by_row(found: list[_Found]) -> dict[str, list[_Found]]:
    groups: dict[str, list[_Found]] = {}
    for mark in found:
        groups.setdefault(mark[2], []).append(mark)
    return groups
