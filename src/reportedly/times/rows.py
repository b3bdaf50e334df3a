"""Dates for attributions: the mentions beside each, and when its origin said it.

1. A row's own date is the expression nearest to its cue that stands in the same sentence and belongs to the cue's clause: inside
   exactly the contents that the cue is inside of, so never a date of the events told.
2. A row without one goes on in the day of its speaker's last dated row (in the annotated articles 258 rows do and 31 do not),
   or else takes the day of the next one (38 of 71).
3. A named person who is quoted speaking ("said", "told") takes the day that the article has begun to narrate, when that is
   publication's or one of the two before and no other of these has been told of (half of them do; of other rows one in seven).
4. A lasting stance ("plans", "believes", "has long said") belongs to no day. A nested row of speech has its parent's day ("the
   Courier reported on Sunday that the mayor had said": 15 of 20 in the annotated articles), another nested row none of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from reportedly.model import Article, Attribution, Span, TimeMention
from reportedly.times.clues import dateline, day_before_page, definite, lasting, plain_speech, retold, signature_day, usable
from reportedly.times.dates import Anchor
from reportedly.times.finding import find
from reportedly.times.sentences import place, sentences


def date_rows(article: Article, rows: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The rows with `times` (mentions in their sentences) and `said` (EDTF; None where the article gives no clue) filled.

    Speakers should be resolved before: a row without a date takes over the date of its speaker's earlier row.
    """
    page = _Page(article, rows)
    own = [page.own_date(row) for row in rows]
    said = _carry_on(page, rows, own)
    return tuple(replace(row, times=page.beside(row), said=when) for row, when in zip(rows, said, strict=True))


# lengths of an EDTF year and day
_YEAR, _DAY = 4, 10


class _Page:
    """An article's sentences with the mentions and contents in each."""

    def __init__(self, article: Article, rows: Sequence[Attribution]) -> None:
        self.text = article.text
        self.sentences = sentences(article.text)
        self.dateline = None if article.published else dateline(article.text)
        mentions = find(article.text, article.published or self.dateline)
        self.anchor = Anchor.read(article.published or self.dateline)
        self.mentions: dict[int, list[TimeMention]] = defaultdict(list)
        for mention in mentions:
            self.mentions[place(self.sentences, mention.span[0])].append(mention)
        self.contents: dict[int, list[tuple[Span, str]]] = defaultdict(list)
        for row in rows:
            for span in row.content:
                for number in self._numbers(span):
                    self.contents[number].append((span, row.id))

    def _numbers(self, span: Span) -> range:
        return range(place(self.sentences, span[0]), place(self.sentences, max(span[0], span[1] - 1)) + 1)

    def beside(self, row: Attribution) -> tuple[TimeMention, ...]:
        """The mentions in the sentences that the row touches, in order."""
        numbers = {n for span in (*row.source, *row.cue, *row.content) for n in self._numbers(span)}
        return tuple(mention for number in sorted(numbers) for mention in self.mentions.get(number, ()))

    def level(self, span: Span, number: int, row: Attribution) -> frozenset[str]:
        """The rows, without `row`, whose content holds the span."""
        return frozenset(i for (s, e), i in self.contents.get(number, ()) if s <= span[0] and span[1] <= e and i != row.id)

    def own_date(self, row: Attribution) -> str | None:
        """The date that stands beside the row's cue, or in a post's signature."""
        head = _head(row)
        number = place(self.sentences, head[0])
        level = self.level(head, number, row)
        free = [
            m
            for m in self.mentions.get(number, ())
            if not any(s <= m.span[0] < e for s, e in row.content)
            and self.level(m.span, number, row) == level
            and usable(self.text, m, head, self.anchor)
        ]
        near = min(free, key=lambda m: max(m.span[0] - head[1], head[0] - m.span[1]), default=None)
        if near:
            return definite(near.value)
        return signature_day(self.text, row, self.mentions.get(number, ()), self.mentions.get(number + 1, ()))


def _carry_on(page: _Page, rows: Sequence[Attribution], own: Sequence[str | None]) -> list[str | None]:
    """Own dates; for rows without one that of the speaker's last row, of the occasion, or of the speaker's next row."""
    said: list[str | None] = list(own)
    order = sorted(range(len(rows)), key=lambda i: _head(rows[i])[0])
    last: dict[str, str] = {}
    occasion: str | None = None
    near: set[str] = set()
    for i in order:
        key, value = _speaker_key(page.text, rows[i]), own[i]
        if value:
            if key and len(value) > _YEAR:
                last[key] = value
            near |= {value} if day_before_page(value, page.anchor) else set()
            occasion = min(near) if len(near) == 1 else None
        elif not lasting(page.text, rows[i]):
            said[i] = last.get(key) or (occasion if plain_speech(page.text, rows[i]) else None)
    coming: dict[str, str] = {}
    for i in reversed(order):
        key, value = _speaker_key(page.text, rows[i]), own[i]
        if key and value and len(value) == _DAY:
            coming[key] = value
        elif said[i] is None and not lasting(page.text, rows[i]):
            said[i] = coming.get(key)
    return _retell(page.text, rows, said)


def _retell(text: str, rows: Sequence[Attribution], said: list[str | None]) -> list[str | None]:
    """Nested speech without a date of its own takes its parent's."""
    day = dict(zip((r.id for r in rows), said, strict=True))
    return [when or (day.get(row.parent or "") if retold(text, row) else None) for row, when in zip(rows, said, strict=True)]


def _head(row: Attribution) -> Span:
    return (row.cue or row.source or row.content)[0]


def _speaker_key(text: str, row: Attribution) -> str:
    return (row.speaker or " ".join(text[s:e] for s, e in row.source)).casefold()
