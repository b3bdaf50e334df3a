"""Average linkage: independent of the order of arrival, and no chains."""

from __future__ import annotations

import random

from reportedly.claims.clusters import Link, cluster


def groups(refs, links, threshold=0.4):
    return [sorted(c.sides) for c in cluster(refs, links, threshold)]


def test_what_matches_is_together():
    assert groups("abc", {("a", "b"): Link(0.9, 0.9)}) == [["a", "b"], ["c"]]


def test_a_chain_does_not_glue():
    chain = {(x, y): Link(0.9, 0.9) for x, y in zip("abcdef", "bcdefg", strict=True)}
    assert max(len(g) for g in groups("abcdefg", chain, 0.5)) <= 3


def test_the_order_of_arrival_does_not_matter():
    rng = random.Random(7)
    refs = [f"p{k}#a{k}" for k in range(40)]
    links = {}
    for k, one in enumerate(sorted(refs)):
        for other in sorted(refs)[k + 1 :]:
            if rng.random() < 0.3:
                together = round(rng.random(), 2)
                links[one, other] = Link(together, rng.choice((1, -1)) * together)
    first = [c.sides for c in cluster(refs, links, 0.2)]
    for _ in range(10):
        shuffled = list(links.items())
        rng.shuffle(shuffled)
        rng.shuffle(refs)
        assert [c.sides for c in cluster(refs, dict(shuffled), 0.2)] == first


def test_opposites_are_of_one_cluster_on_two_sides():
    links = {("a", "b"): Link(0.9, 0.8), ("b", "c"): Link(0.9, -0.8), ("a", "c"): Link(0.8, -0.7)}
    assert [c.sides for c in cluster("abc", links, 0.5)] == [{"a": 1, "b": 1, "c": -1}]


def test_the_opposite_of_an_opposite_is_the_same():
    links = {("a", "c"): Link(0.9, -0.9), ("b", "c"): Link(0.9, -0.9), ("a", "b"): Link(0.9, 0.6)}
    sides = cluster("abc", links, 0.5)[0].sides
    assert sides["a"] == sides["b"] == -sides["c"]
