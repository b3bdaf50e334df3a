"""A provenance picture as inline SVG: each node a link, sizes in CSS pixels, colours left to the style sheet."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby

from markupsafe import Markup

from reportedly.web.dates import human
from reportedly.web.picture import Node, Picture, lane_key
from reportedly.web.plainly import plainly

LEFT, TOP, COLUMN, LANE, RIGHT, BOTTOM = 190, 34, 72, 34, 60, 12
"""Room for names, for days, for each column and lane, and what is left at the edges."""
LONGEST = 26
"""Letters of a name that fit beside its lane."""
SIZE = 8


def draw(picture: Picture, address: Callable[[Node], str]) -> Markup:
    """The picture as one `<svg>`; `address` gives the page that a node links to."""
    if not picture.nodes:
        return Markup("")
    lanes = {lane_key(name): TOP + LANE * (number + 0.5) for number, name in enumerate(picture.lanes)}
    columns = {column: LEFT + COLUMN * (number + 0.5) for number, column in enumerate(picture.columns)}
    width = LEFT + COLUMN * len(picture.columns) + RIGHT
    height = TOP + LANE * len(picture.lanes) + BOTTOM
    at = {node.key: (columns[node.day, node.depth], lanes[lane_key(node.lane)]) for node in picture.nodes}
    stance = {node.key: node.stance for node in picture.nodes}
    body = [
        *_days(picture, columns, height),
        *(_lane(name, lanes[lane_key(name)], width) for name in picture.lanes),
        *(_edge(at[one], at[other], stance[other]) for one, other in picture.edges),
        *(_node(node, *at[node.key], address(node)) for node in picture.nodes),
    ]
    return Markup('<svg class="picture" viewBox="0 0 {} {}" width="{}" height="{}" role="group" aria-label="{}">{}</svg>').format(
        width, height, width, height, "Provenance: from origins over relays to articles", Markup("").join(body)
    )


def describe(node: Node) -> str:
    """A node in words, for its title: "article: Harbour Post, 2031-04-07, denies"."""
    count = f"{node.articles} articles, " if node.articles > 1 else ""
    return plainly(f"{node.part}: {count}{node.lane}, {node.day or 'no date'}, {node.stance}")


def _days(picture: Picture, columns: dict[tuple[str | None, int], float], height: float) -> list[Markup]:
    told, year = [], ""
    for day, group in groupby(picture.columns, key=lambda c: c[0]):
        label, year = _label(day, year)
        first = columns[next(group)] - COLUMN / 2
        told.append(
            Markup('<line class="day" x1="{0}" y1="{1}" x2="{0}" y2="{2}"/><text class="day" x="{3}" y="{4}">{5}</text>').format(
                first, TOP - 22, height - BOTTOM, first + 4, TOP - 12, label
            )
        )
    return told


def _label(day: str | None, year: str) -> tuple[str, str]:
    """A day's label, with its year where that is another than the last one's, and its year."""
    if day is None:
        return "no date", year
    told, now = human(day), day[:4]
    return (told.removesuffix(f" {now}") if now == year else told), now


def _lane(name: str, y: float, width: float) -> Markup:
    told = plainly(name)
    short = told if len(told) <= LONGEST else told[: LONGEST - 1] + "…"
    return Markup('<line class="lane" x1="{}" y1="{}" x2="{}" y2="{}"/><text class="lane" x="{}" y="{}"><title>{}</title>{}</text>').format(
        LEFT, y, width - 10, y, LEFT - 10, y + 4, told, short
    )


def _edge(one: tuple[float, float], other: tuple[float, float], stance: str) -> Markup:
    (x1, y1), (x2, y2) = one, other
    bend = max(18.0, abs(x2 - x1) / 2)
    return Markup('<path class="edge {}" d="M{} {} C{} {} {} {} {} {}"/>').format(stance, x1, y1, x1 + bend, y1, x2 - bend, y2, x2, y2)


def _node(node: Node, x: float, y: float, address: str) -> Markup:
    label = describe(node)
    count = Markup('<text class="count" x="{}" y="{}">×{}</text>').format(x + 12, y - 6, node.articles) if node.articles > 1 else ""
    return Markup('<a href="{}" aria-label="{}" class="node {} {}"><title>{}</title>{}{}{}</a>').format(
        address, label, node.part, node.stance, label, _shape(node, x, y), _cross(node, x, y), count
    )


def _shape(node: Node, x: float, y: float) -> Markup:
    if node.part == "origin":
        return Markup('<circle cx="{}" cy="{}" r="{}"/>').format(x, y, SIZE)
    if node.part == "relay":
        return Markup('<path d="M{} {} l{s} {s} l-{s} {s} l-{s} -{s} z"/>').format(x, y - SIZE, s=SIZE)
    again = Markup('<rect x="{}" y="{}" width="{s}" height="{s}"/>').format(x - SIZE + 4, y - SIZE - 4, s=2 * SIZE - 1)
    return Markup('{}<rect x="{}" y="{}" width="{s}" height="{s}"/>').format(
        again if node.articles > 1 else "", x - SIZE + 0.5, y - SIZE + 0.5, s=2 * SIZE - 1
    )


def _cross(node: Node, x: float, y: float) -> Markup:
    """Denials carry a cross: colour alone would not do."""
    if node.stance == "supports":
        return Markup("")
    return Markup('<path class="cross" d="M{} {} l8 8 m0 -8 l-8 8"/>').format(x - 4, y - 4)
