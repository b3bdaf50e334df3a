"""Why a row has its speaker and its chain: the rule, and the words of the article that it rests on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportedly.model import Article, Attribution, Reason, Span
from reportedly.speakers.antecedents import Said
from reportedly.speakers.chains import Chain, How

_REACH = 400
"""Code points around a row's words in which its relay is looked for: the farthest that `relays` looks."""
_HEAD = 900
_OWNED = re.compile(r"[’']s [^’']*$")
_WORD = re.compile(r"[\w’'-]+")
_LEANING = frozenset({"pronoun", "parent", "description", "publisher", "owner", "author"})
"""Rules that lean on another mention."""


class Explainer:
    """The reasons of one article's rows; names are looked for once each."""

    def __init__(self, article: Article, rows: Sequence[Attribution]) -> None:
        """Prepare for one article's rows."""
        self._text = article.text
        self._first: dict[str, Span | None] = {}
        self._sources = {span[0]: span for row in rows for span in row.source}

    def speaker(self, row: Attribution, said: Said | None) -> Reason:
        """Why the row has this speaker."""
        source = row.source[:1]
        if said is None:
            return Reason("speaker", "nobody", (row.cue or row.content)[:1])
        if said.rule in {"name", "land"}:
            here = said.name in " ".join(self._text[s:e] for s, e in row.source)
            full = None if here else self._mention(said.name)
            rule = "full-name" if full else "land" if said.rule == "land" else "named"
            return Reason("speaker", rule, (*source, full) if full else source)
        if said.rule not in _LEANING:
            return Reason("speaker", said.rule, source)
        other = _OWNED.sub("", said.name) if said.rule == "owner" else said.name
        near = self._at(said.near, other) or self._mention(other)
        return Reason("speaker", said.rule, (*source, near)) if near else Reason("speaker", "named", source)

    def chain(self, row: Attribution, chain: Chain, said: Said | None, how: How) -> Reason:
        """Why the row has these relays; "direct" where it has none."""
        relays = chain[1:] if said else chain
        if not relays:
            return Reason("chain", "direct")
        if how.row is None:
            span = self._find(relays[0], 0, _HEAD) or self._mention(relays[0])
            return Reason("chain", "credit", (span,) if span else ())
        if how.rule in {"inside", "passed-on"}:
            above = (*how.row.source, *how.row.cue, *how.row.content)
            return Reason("chain", how.rule, above[:1])
        low, high = _extent(how.row)
        spans = (self._find(name, max(0, low - _REACH), high + _REACH) or self._mention(name) for name in relays)
        return Reason("chain", how.rule, tuple(s for s in spans if s)[:1])

    def _mention(self, name: str) -> Span | None:
        """The first place of a name in the article; each is looked for once, so that long pages stay linear."""
        if name not in self._first:
            self._first[name] = self._find(name, 0, len(self._text))
        return self._first[name]

    def _find(self, name: str, low: int, high: int) -> Span | None:
        at = self._text.find(name, low, high)
        return (at, at + len(name)) if at >= 0 else None

    def _at(self, place: int | None, name: str) -> Span | None:
        """The mention at a place: the name where it stands there, else the source that begins there, else the word."""
        if place is None:
            return None
        whole = self._sources.get(place, (place, place + len(name)))
        if named := self._find(name, *whole):
            return named
        if place in self._sources:
            return whole
        word = _WORD.match(self._text, place)
        return (place, word.end()) if word else None


def _extent(row: Attribution) -> Span:
    spans: Sequence[Span] = (*row.source, *row.cue, *row.content)
    return min(s for s, _ in spans), max(e for _, e in spans)
