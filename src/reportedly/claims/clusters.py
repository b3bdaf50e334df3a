"""Matches -> clusters of evidence that carry one claim, with each one's side: average linkage over the sparse graph of matches.

Two clusters join while the mean probability of a common claim over ALL their pairs, compared or not, is high enough: a chain of
likely pairs does not glue two claims whose other members have nothing in common. (A shortlist holds SHORTLIST others at most, so
of two large clusters no more pairs than that are expected.) The best pair of clusters joins first and ties go by
name, so that the result does not depend on the order of arrival. O(m log m) for m matches, times the size of joined neighbourhoods.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

Pair = tuple[str, str]
SHORTLIST = 64
"""With how many others one piece of evidence is compared at most."""


@dataclass(frozen=True, slots=True)
class Link:
    """Of one pair: `together`, the probability that both carry one claim, and `turn`, P(same) - P(opposite)."""

    together: float
    turn: float


def shifted(told: float, odds: float) -> float:
    """A probability where the odds beforehand are `odds` times those under which it was told; 0 and 1 stay (Bayes)."""
    return odds * told / (odds * told + 1.0 - told)


@dataclass(frozen=True, slots=True)
class Cluster:
    """Refs with the side of each: 1 or -1, relative to the first in alphabetical order."""

    sides: dict[str, int]


def cluster(refs: Iterable[str], links: Mapping[Pair, Link], threshold: float) -> list[Cluster]:
    """Every ref is in one cluster, alone where nothing matches; clusters come in the order of their first ref.

    `links`: by (ref, ref), the smaller first. `threshold`: least mean probability, 0 to 1.
    """
    state = _State(sorted(set(refs)), links)
    while state.heap:
        negative, one, other = heappop(state.heap)
        if one in state.sides and other in state.sides and state.mean(one, other) == -negative:
            if -negative < threshold:
                break
            state.join(one, other)
    return [Cluster(_from_first(state.sides[k])) for k in sorted(state.sides)]


class _State:
    """Clusters by their smallest ref, and the sums of the links between them."""

    def __init__(self, refs: list[str], links: Mapping[Pair, Link]) -> None:
        self.sides: dict[str, dict[str, int]] = {r: {r: 1} for r in refs}
        self.together: dict[str, dict[str, float]] = {r: {} for r in refs}
        self.turn: dict[str, dict[str, float]] = {r: {} for r in refs}
        for (one, other), link in sorted(links.items()):
            if one in self.sides and other in self.sides and one != other:
                self.together[one][other] = self.together[other][one] = link.together
                self.turn[one][other] = self.turn[other][one] = link.turn
        self.heap = [(-v, a, b) for a, row in self.together.items() for b, v in row.items() if a < b]
        heapify(self.heap)

    def mean(self, one: str, other: str) -> float:
        """Mean probability over all pairs between two clusters; those never compared count 0."""
        a, b = sorted((len(self.sides[one]), len(self.sides[other])))
        return min(1.0, self.together[one].get(other, 0.0) / (a * min(b, SHORTLIST)))

    def join(self, one: str, other: str) -> None:
        """Put the cluster `other` into `one` (the smaller name), turned where that fits its members better."""
        sign = -1 if self.turn[one].get(other, 0.0) < 0 else 1
        for ref, side in self.sides.pop(other).items():
            self.sides[one][ref] = side * sign
        for table, factor in ((self.together, 1), (self.turn, sign)):
            for third, value in table.pop(other).items():
                table[third].pop(other, None)
                if third != one:
                    table[one][third] = table[third][one] = table[one].get(third, 0.0) + factor * value
        for third in self.together[one]:
            a, b = sorted((one, third))
            heappush(self.heap, (-self.mean(a, b), a, b))


def _from_first(sides: dict[str, int]) -> dict[str, int]:
    first = sides[min(sides)]
    return {ref: side * first for ref, side in sorted(sides.items())}


def together(refs: Iterable[str], links: Mapping[Pair, Link]) -> Cluster:
    """All refs as one cluster, however unlikely: joined by their links as long as there are any, then side by side."""
    found = cluster(refs, links, 0.0)
    sides = {ref: side for part in found for ref, side in part.sides.items()}
    return Cluster(_from_first(sides))
