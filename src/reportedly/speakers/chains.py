"""Chains: from the origin through its relays to the last one before the publishing outlet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reportedly.model import Article, Attribution
from reportedly.speakers import outlets
from reportedly.speakers.antecedents import Said
from reportedly.speakers.relays import Relays, cites, partners
from reportedly.wordlists import words

Chain = tuple[str, ...]
REACH = 8
"""Rows over which a speaker's relay ("told the BBC") holds on for what the same speaker says next."""
DEPTH = 8
"""Nesting beyond this is an error of the reading; the chain is cut there."""


def chains(article: Article, rows: Sequence[Attribution], said: Mapping[str, Said | None]) -> dict[str, Chain]:
    """Row id -> chain, origin first: relays alone where a row has no speaker. `said` maps row ids to speakers."""
    links = _Links(article, rows, said)
    return {row.id: links.chain(row) for row in rows}


class _Links:
    def __init__(self, article: Article, rows: Sequence[Attribution], said: Mapping[str, Said | None]) -> None:
        self.article, self.said = article, said
        self.rows = {r.id: r for r in rows}
        self.relays = Relays.of(article)
        self.partners = partners(rows)
        self.via = self._named_relays(rows)
        self.done: dict[str, Chain] = {}

    def chain(self, row: Attribution, depth: int = 0) -> Chain:
        """The whole chain of one row."""
        if row.id not in self.done and depth < DEPTH:
            self.done[row.id] = self._build(row, depth)
        return self.done.get(row.id, ())

    def _build(self, row: Attribution, depth: int) -> Chain:
        parent = self.rows.get(row.parent or "")
        if parent is not None and parent is not row:
            return self._join(row, self.chain(parent, depth + 1))
        partner = self._partner(row)
        if partner is not None:
            return self._join(row, self.chain(partner, depth + 1))
        via = self.via.get(row.id, ())
        # What one agency told of does not come through another one's wire.
        wired = any(outlets.known(name) in words("speakers", "outlets", "agencies") for name in via)
        return self._join(row, via if wired else via + tuple(n for n in self.relays.head if n not in via))

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

    def _named_relays(self, rows: Sequence[Attribution]) -> dict[str, Chain]:
        """The relays each row's own words name; a speaker's relay holds on for what the same speaker says soon after."""
        found: dict[str, Chain] = {}
        held: dict[str, tuple[int, Chain]] = {}
        for number, row in enumerate(rows):
            said = self.said[row.id]
            via = self.relays.own(row, said) if row.parent is None else ()
            if not via and said and said.name in held and number - held[said.name][0] <= REACH:
                via = held[said.name][1]
            if via:
                found[row.id] = via
                if said and said.kind != "organization":
                    held[said.name] = (number, via)
        return found
