"""Why two propositions were taken for the same, for opposites or for different ones, in a reader's words."""

from __future__ import annotations

from collections.abc import Iterable

from reportedly.claims.values import Evidence, Relation

_MOST = 4


def because(one: Evidence, other: Evidence, relation: Relation, row: dict[str, float]) -> str:
    """What decided, from the pair's features by name: what is in common, then what turns or parts them."""
    shared = [
        *_told("names", one.names & other.names),
        *_told("numbers", one.numbers & other.numbers),
        *_told("dates", one.dates & other.dates),
    ]
    closeness = f"wording {row['dice']:.0%} in common, meaning {row['cosine']:.2f}"
    turned = [says for name, says in _TURNED if row[name] > 0]
    parted = [*_parted("numbers", one.numbers, other.numbers), *_parted("dates", one.dates, other.dates)]
    parts = {"same": [*shared, closeness], "opposite": [*turned, *shared, closeness], "different": [*parted, *turned, closeness]}[relation]
    return "; ".join(parts)


_TURNED = (
    ("negation_differs", "one is negated"),
    ("antonyms", "opposite words"),
    ("swapped", "names in each other's place"),
    ("hedge_differs", "one is hedged"),
    ("future_differs", "one is still to come"),
)


def _told(what: str, found: Iterable[str]) -> list[str]:
    some = sorted(found)[:_MOST]
    return [f"{what} in common: {', '.join(some)}"] if some else []


def _parted(what: str, mine: frozenset[str], theirs: frozenset[str]) -> list[str]:
    if not mine or not theirs or mine & theirs:
        return []
    return [f"{what} differ: {', '.join(sorted(mine)[:_MOST])} / {', '.join(sorted(theirs)[:_MOST])}"]
