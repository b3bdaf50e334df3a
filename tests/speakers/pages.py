"""Builds an article and its rows from a text and (source, cue, content, kind, parent) as words."""

from __future__ import annotations

from reportedly.commitment import commit
from reportedly.model import Article, Attribution
from reportedly.speakers import resolve


def read(text: str, *rows: tuple, outlet: str | None = None) -> tuple[Attribution, ...]:
    place, spans = 0, []
    for part in text.split("\n\n"):
        spans.append((place, place + len(part)))
        place += len(part) + 2
    made = [_row(text, f"a{n}", *row) for n, row in enumerate(rows, 1)]
    article = Article("page", text, tuple(spans), outlet=outlet)
    return resolve(article, commit(article, made))


def _row(text: str, name: str, source: str, cue: str, content: str, kind: str = "indirect", parent: str | None = None) -> Attribution:
    at = text.index(content)
    role = [tuple((k, k + len(w)) for k in [_near(text, w, at)] if w) for w in (source, cue, content)]
    return Attribution(name, *role, kind=kind, parent=parent)


def _near(text: str, words: str, at: int) -> int:
    """The occurrence nearest to the content."""
    starts = [k for k in range(len(text)) if text.startswith(words, k)]
    return min(starts, key=lambda k: abs(k - at))
