"""Chains: from the origin through its relays to the last one before the publishing outlet."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from reportedly.model import Article, Attribution
from reportedly.speakers import outlets
from reportedly.speakers.antecedents import Said
from reportedly.speakers.relays import Relays, cites, partners
from reportedly.wordlists import words

Chain = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class How:
    """The rule of reasons.toml that gave a chain its relays, and the row in whose words they stand (None: the head of the page)."""

    rule: str
    row: Attribution | None = None


REACH = 8
"""Rows over which a speaker's relay ("told the BBC") holds on for what the same speaker says next."""
PARAGRAPHS = 6
"""And paragraphs: what is said farther on was mostly said to somebody else."""
_NEAR = 14
"""Code points before a cue in which "previously" belongs to it."""
DEPTH = 8
"""Nesting beyond this is an error of the reading; the chain is cut there."""


def chains(article: Article, rows: Sequence[Attribution], said: Mapping[str, Said | None]) -> dict[str, tuple[Chain, How]]:
    """Row id -> chain, origin first, and how it was found; relays alone where a row has no speaker. `said`: row id -> speaker."""
    links = _Links(article, rows, said)
    return {row.id: (links.chain(row), links.how.get(row.id, How("none"))) for row in rows}


class _Links:
    def __init__(self, article: Article, rows: Sequence[Attribution], said: Mapping[str, Said | None]) -> None:
        self.article, self.said = article, said
        self.rows = {r.id: r for r in rows}
        self.relays = Relays.of(article, rows)
        self.partners = partners(rows)
        self.breaks = [start for start, _ in article.paragraphs]
        self.via, self.via_row = self._named_relays(rows)
        self.done: dict[str, Chain] = {}
        self.how: dict[str, How] = {}

    def chain(self, row: Attribution, depth: int = 0) -> Chain:
        """The whole chain of one row."""
        if row.id not in self.done and depth < DEPTH:
            self.done[row.id] = self._build(row, depth)
        return self.done.get(row.id, ())

    def _build(self, row: Attribution, depth: int) -> Chain:
        parent, partner = self.rows.get(row.parent or ""), None
        if parent is None or parent is row:
            parent, partner = None, self._partner(row)
        above = parent or partner
        if above is not None:
            self.how[row.id] = How("inside" if parent else "passed-on", above)
            rest = self._through(above, depth + 1)
            own = self.via.get(row.id, ()) if parent else ()
            return self._join(row, tuple(n for n in own if not any(outlets.same_outlet(n, r) for r in rest)) + rest)
        return self._join(row, self._relays(row))

    def _through(self, above: Attribution, depth: int) -> Chain:
        """The chain of the row above, without its speaker where they deny what it says: nobody passes on what they reject."""
        chain, said = self.chain(above, depth), self.said[above.id]
        rejected = above.commitment == "denies" and said and chain[:1] == (said.name,) and not outlets.is_outlet(said.name)
        return chain[1:] if rejected else chain

    def _relays(self, row: Attribution) -> Chain:
        """What the row's own words, the speaker's last row and the head of the page name."""
        via = self.via.get(row.id, ())
        if via:
            near = self.via_row[row.id]
            self.how[row.id] = How("sentence" if near is row else "held", near)
        # What one agency told of does not come through another one's wire.
        wired = any(outlets.known(name) in words("speakers", "outlets", "agencies") for name in via)
        head = () if wired else tuple(n for n in self.relays.head if n not in via)
        if head and not via:
            self.how[row.id] = How("credit")
        return via + head

    def _join(self, row: Attribution, rest: Chain) -> Chain:
        said = self.said[row.id]
        if said is None or (rest and (rest[0] == said.name or outlets.same_outlet(rest[0], said.name))):
            return rest
        # Nobody passes on to themselves: "she said she wanted" is one link.
        return rest[rest.index(said.name) :] if said.name in rest else (said.name, *rest)

    def _partner(self, row: Attribution) -> Attribution | None:
        """The row over the same content that passes this one on: "Y" of "Y, citing X" and the outlet that reports it."""
        mine = self.said[row.id]
        for other in self.partners.get(row.id, ()):
            theirs = self.said[other.id]
            if theirs is None or other.parent == row.id or (mine and theirs.name == mine.name):
                continue
            citing = cites(row, self.article.text)
            if citing != cites(other, self.article.text):
                if citing:
                    return other
            elif outlets.is_outlet(theirs.name) and not (mine and outlets.is_outlet(mine.name)):
                return other
        return None

    def _named_relays(self, rows: Sequence[Attribution]) -> tuple[dict[str, Chain], dict[str, Attribution]]:
        """The relays each row's own words name, and that row; a speaker's relay holds on for what the same speaker says soon after."""
        found: dict[str, Chain] = {}
        named: dict[str, Attribution] = {}
        held: dict[str, tuple[int, Chain, Attribution]] = {}
        for number, row in enumerate(rows):
            said, near = self.said[row.id], row
            via = self.relays.own(row, said, self.rows.get(row.parent or ""))
            if not via and said and said.name in held and self._holds(held[said.name][0], number, held[said.name][2], row):
                _, via, near = held[said.name]
            if via:
                found[row.id], named[row.id] = via, near
                if said and said.kind != "organization" and not (near is row and self.relays.once(row, via)):
                    held[said.name] = (number, via, near)
        return found, named

    def _holds(self, first: int, number: int, named: Attribution, row: Attribution) -> bool:
        """Whether what a row named as its relay still is that of a later row of the same speaker."""
        if number - first > REACH or self._far(named, row):
            return False
        return not any(_apart().search(self.article.text, max(0, s - _NEAR), e) for s, e in row.cue)

    def _far(self, one: Attribution, other: Attribution) -> bool:
        """Whether more than PARAGRAPHS begin between two rows."""
        first, last = _place(one), _place(other)
        return bisect_right(self.breaks, last) - bisect_right(self.breaks, first) > PARAGRAPHS


@cache
def _apart() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words('speakers', 'relays', 'apart'))})\b")


def _place(row: Attribution) -> int:
    return (row.cue or row.content or row.source or ((0, 0),))[0][0]
