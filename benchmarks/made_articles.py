"""Any number of articles from the few of examples/: read once, then renamed and renumbered by substitution with a seeded random.

Each round over the examples is a world of its own: the same names, numbers, dates and long words are exchanged in all its articles, so
that articles of one world still tell one story and those of two worlds do not. Names and words come from pools that all worlds share,
so that they repeat as in a real ledger. What is made reads as nonsense: it measures keeping and finding, not reading.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from reportedly import Article, Attribution, Reader

EXAMPLES = Path(__file__).parent.parent / "examples"
NAMES = 3000
"""Invented names that the worlds draw from."""
EXCHANGED = 0.8
"""Share of the longer words that a world exchanges for others of the examples' own."""
_TOKEN = re.compile(r"\b(?:[A-Z][a-z]{2,}|\d+|[a-z]{4,})\b")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
Span = tuple[int, int]


def examples() -> list[tuple[Article, str]]:
    """The example pages as they read, with their text as it came."""
    reader = Reader()
    pages = sorted(p for p in EXAMPLES.iterdir() if p.suffix in (".html", ".txt"))
    return [(reader.read(p, published="2031-05-10"), p.read_text("utf8", "replace")) for p in pages]


def made(read: Sequence[tuple[Article, str]], number: int, seed: int = 0, *, first: int = 0) -> Iterator[tuple[Article, bytes]]:
    """The articles from `first` to `number`, with bytes of their own, always the same for a seed."""
    words = sorted({w for article, _ in read for w in re.findall(r"\b[a-z]{4,}\b", article.text)})
    names = _names(random.Random(seed))
    for k in range(first, number):
        article, original = read[k % len(read)]
        if k == first or k % len(read) == 0:
            world = World(k // len(read), seed, words, names)
        yield world.article(article, k), f"<!-- {k} -->\n{world.words(original)}".encode()


def _names(rng: random.Random) -> list[str]:
    parts = [a + b for a in "bcdfghklmnprstvz" for b in "aeiou"]
    return ["".join(rng.choices(parts, k=rng.choice((2, 3)))).capitalize() + rng.choice("lnrst") for _ in range(NAMES)]


class World:
    """One exchange of names, numbers, words and days."""

    def __init__(self, place: int, seed: int, words: Sequence[str], names: Sequence[str]) -> None:
        self._place, self._seed, self._words, self._names = place, seed, words, names
        self._shift = timedelta(days=place % 1500)
        self._known: dict[str, str] = {}

    def _other(self, token: str) -> str:
        if token not in self._known:
            self._known[token] = self._drawn(token)
        return self._known[token]

    def _drawn(self, token: str) -> str:
        rng = random.Random(f"{self._seed} {self._place} {token}")
        if token.isdigit():
            return token[0] + "".join(rng.choices("0123456789", k=len(token) - 1)) if len(token) > 1 else str(rng.randint(2, 9))
        if token[0].isupper():
            return rng.choice(self._names)
        return rng.choice(self._words) if rng.random() < EXCHANGED else token

    def words(self, text: str) -> str:
        """The text with its tokens exchanged."""
        return _TOKEN.sub(lambda m: self._other(m[0]), text)

    def day(self, edtf: str | None) -> str | None:
        """Whole days are moved, coarser dates stay."""
        return _DAY.sub(lambda m: (date.fromisoformat(m[0]) + self._shift).isoformat(), edtf) if edtf else edtf

    def article(self, article: Article, number: int) -> Article:
        """The article in this world under a fresh id and address, every span moved along."""
        text, place = self._moved(article.text)

        def spans(told: Sequence[Span]) -> tuple[Span, ...]:
            return tuple((place[s], place[e]) for s, e in told)

        def row(one: Attribution) -> Attribution:
            return replace(
                one,
                source=spans(one.source),
                cue=spans(one.cue),
                content=spans(one.content),
                speaker=self.words(one.speaker) if one.speaker else None,
                chain=tuple(self.words(c) for c in one.chain),
                said=self.day(one.said),
                times=tuple(replace(t, span=spans([t.span])[0], value=self.day(t.value) or "") for t in one.times),
                why=tuple(replace(r, words=spans(r.words)) for r in one.why),
            )

        return replace(
            article,
            id=f"made-{number:06}",
            url=f"https://made.example/{number}",
            text=text,
            paragraphs=spans(article.paragraphs),
            outlet=self.words(article.outlet) if article.outlet else None,
            headline=self.words(article.headline) if article.headline else None,
            authors=tuple(replace(a, name=self.words(a.name)) for a in article.authors),
            published=self.day(article.published),
            attributions=tuple(row(r) for r in article.attributions),
            origin_map=(),
        )

    def _moved(self, text: str) -> tuple[str, list[int]]:
        """The exchanged text, and for each place of the old one (its end included) the place in the new."""
        out: list[str] = []
        place: list[int] = []
        size = last = 0
        for match in _TOKEN.finditer(text):
            gap = text[last : match.start()]
            place += range(size, size + len(gap))
            new = self._other(match[0])
            size += len(gap)
            place += [size] + [size + len(new)] * (len(match[0]) - 1)
            size += len(new)
            out += [gap, new]
            last = match.end()
        out.append(text[last:])
        place += range(size, size + len(text) - last + 1)
        return "".join(out), place
