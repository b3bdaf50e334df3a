"""The provenance picture of a claim: who said it, who passed it on, where it was printed. Values first, drawing in `drawing`.

Time runs across, names run down, each path goes from an origin over its relays to the articles that print it. Articles of
one day that print the same words' chain are bundled, so that twelve copies of an agency look like what they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from reportedly.claims.values import Stance
from reportedly.web.values import Report

Part = Literal["origin", "relay", "article"]
BUNDLED = 3
"""From this many articles of one day with one chain on, they are drawn as one."""
NOBODY = "nobody named"
NO_OUTLET = "outlet unknown"


@dataclass(frozen=True, slots=True)
class Node:
    """A point of the picture: `lane` the name it belongs to, `day` EDTF or None, `depth` its place on the way from the origin."""

    key: str
    part: Part
    lane: str
    day: str | None
    depth: int
    stance: Stance
    refs: tuple[str, ...]
    articles: int = 1


@dataclass(frozen=True, slots=True)
class Picture:
    """Nodes, the edges between their keys, lanes from top to bottom, and the (day, depth) columns from left to right."""

    nodes: tuple[Node, ...]
    edges: tuple[tuple[str, str], ...]
    lanes: tuple[str, ...]
    columns: tuple[tuple[str | None, int], ...]


def picture(evidence: Iterable[tuple[Report, Stance]]) -> Picture:
    """The picture of a claim's evidence, in an order that depends on nothing but the evidence."""
    told = sorted(evidence, key=lambda e: (_day(e[0].published) or "", e[0].ref))
    nodes: dict[str, Node] = {}
    edges: dict[tuple[str, str], None] = {}
    for group in _bundles(told):
        path = list(_path(group))
        for node in path:
            known = nodes.get(node.key)
            nodes[node.key] = node if known is None else _merged(known, node)
        edges.update(dict.fromkeys((one.key, other.key) for one, other in pairwise(path)))
    found = tuple(nodes.values())
    columns = sorted({(n.day, n.depth) for n in found}, key=lambda c: (c[0] or "", c[1]))
    return Picture(found, tuple(edges), _lanes(found), tuple(columns))


def lane_key(name: str) -> str:
    """Two spellings of one name fall together: "The Elm Courier" and "Elm Courier"."""
    return name.casefold().removeprefix("the ").strip()


def _bundles(told: Sequence[tuple[Report, Stance]]) -> list[list[tuple[Report, Stance]]]:
    """Evidence that is drawn as one: rows of one article with one chain, or of many articles of one day with one chain."""
    groups: dict[tuple[object, ...], list[tuple[Report, Stance]]] = {}
    for report, stance in told:
        groups.setdefault((_chain(report), stance, _day(report.published)), []).append((report, stance))
    bundles = []
    for group in groups.values():
        if len({r.article for r, _ in group}) >= BUNDLED:
            bundles.append(group)
            continue
        by_article: dict[str, list[tuple[Report, Stance]]] = {}
        for report, stance in group:
            by_article.setdefault(report.article, []).append((report, stance))
        bundles += by_article.values()
    return bundles


def _path(group: Sequence[tuple[Report, Stance]]) -> Iterable[Node]:
    report, stance = group[0]
    refs = tuple(r.ref for r, _ in group)
    day = _day(report.published)
    said = min((d for r, _ in group if (d := _day(r.said))), default=None)
    chain = _chain(report)
    for depth, name in enumerate(chain):
        at = (said or day) if depth == 0 else day
        # One node a name, part and day, whatever it says: an origin that affirms and later denies has two.
        key = f"{'origin' if depth == 0 else 'relay'}:{lane_key(name)}:{at}:{depth}:{stance}"
        yield Node(key, "origin" if depth == 0 else "relay", name, at, depth, stance, refs)
    articles = {r.article for r, _ in group}
    outlets = {r.outlet or NO_OUTLET for r, _ in group}
    lane = outlets.pop() if len(outlets) == 1 else f"{len(outlets)} outlets"
    key = f"article:{min(articles)}:{stance}:{len(articles)}:{'|'.join(chain) if len(articles) > 1 else ''}"
    yield Node(key, "article", lane, day, len(chain), stance, refs, len(articles))


def _merged(one: Node, other: Node) -> Node:
    refs = (*one.refs, *(ref for ref in other.refs if ref not in one.refs))
    return Node(one.key, one.part, one.lane, one.day, max(one.depth, other.depth), one.stance, refs, one.articles)


def _chain(report: Report) -> tuple[str, ...]:
    if report.chain and report.speaker is not None:
        return report.chain
    return (report.speaker or NOBODY, *report.chain)


def _day(edtf: str | None) -> str | None:
    """The day of an EDTF value, by the start of an interval."""
    return edtf.split("/")[0][:10] or None if edtf else None


def _lanes(nodes: Sequence[Node]) -> tuple[str, ...]:
    """Names from top to bottom: those that are reached first, origins before relays before outlets."""
    order = {"origin": 0, "relay": 1, "article": 2}
    lanes: dict[str, str] = {}
    for node in sorted(nodes, key=lambda n: (order[n.part], n.day or "", n.depth, n.lane)):
        lanes.setdefault(lane_key(node.lane), node.lane)
    return tuple(lanes.values())
