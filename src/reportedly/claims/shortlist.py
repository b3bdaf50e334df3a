"""Which evidence is worth comparing at all: what shares a rare key or lies near as a vector. Never decides that two are one claim."""

from __future__ import annotations

from reportedly.claims.values import Evidence

NEAR = 0.35
"""Cosine from which evidence is compared without a shared key; below it one pair in 60 of a thread lies."""
NEAR_WITH_KEY = 0.2
"""Cosine from which evidence with a shared key is compared."""


def worth_comparing(one: Evidence, other: Evidence) -> bool:
    """Whether a pair goes to the scorer."""
    near = float(one.vector @ other.vector)
    return near >= NEAR or (near >= NEAR_WITH_KEY and not frozenset(one.keys).isdisjoint(other.keys))
