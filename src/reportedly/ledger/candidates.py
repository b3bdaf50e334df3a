"""Which evidence in the ledger is worth comparing with a new piece: what shares its rarer keys, the nearest vectors first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from sqlalchemy import Connection, select

from reportedly.claims import Evidence
from reportedly.claims.clusters import SHORTLIST
from reportedly.claims.shortlist import worth_comparing
from reportedly.ledger import coding
from reportedly.ledger.keeping import parts
from reportedly.ledger.schema import EVIDENCE, KEY, KEY_COUNT

COMMON = 2000
"""A key that more evidence has says too little to be worth its list."""
KEYS = 10
"""Rarest keys that are followed."""
FIRST = 300
"""Evidence with most of the rarer keys whose vectors are looked at."""


def candidates(connection: Connection, one: Evidence, but: Sequence[int] = ()) -> list[tuple[int, Evidence]]:
    """At most SHORTLIST (id, evidence) for one piece, without `but`; the cost does not grow with the ledger beyond COMMON."""
    asked = select(KEY_COUNT.c.word, KEY_COUNT.c.number).where(KEY_COUNT.c.word.in_(list(one.keys)))
    counts = dict(connection.execute(asked).all())
    rare = sorted((n, w) for w, n in counts.items() if 0 < n <= COMMON)[:KEYS]
    score: defaultdict[int, float] = defaultdict(float)
    for number, word in rare:
        weight = 1.0 / (1.0 + np.log1p(number))
        for (found,) in connection.execute(select(KEY.c.evidence).where(KEY.c.word == word)):
            score[found] += weight
    for known in but:
        score.pop(known, None)
    best = [i for i, _ in sorted(score.items(), key=lambda p: (-p[1], p[0]))[:FIRST]]
    near = [(i, e, float(one.vector @ e.vector)) for i, e in load(connection, best).items() if worth_comparing(one, e)]
    return [(i, e) for i, e, _ in sorted(near, key=lambda p: (-p[2], p[0]))[:SHORTLIST]]


def load(connection: Connection, ids: Sequence[int]) -> dict[int, Evidence]:
    """Evidence by its id."""
    found: dict[int, Evidence] = {}
    for part in parts(list(ids)):
        for row in connection.execute(select(EVIDENCE).where(EVIDENCE.c.id.in_(part))).mappings():
            found[row["id"]] = coding.evidence_of(row)
    return found
