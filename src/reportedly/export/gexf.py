"""GEXF 1.3: who passes on whose words, over time, for Gephi (0.9.3 or newer) and networkx.

The graph is gathered before it is written, since an edge sums up many rows: memory grows with the number of different pairs and
of their dates, not with that of articles.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import BinaryIO

from reportedly.export.agents import Cast, hops, proper
from reportedly.export.dates import days
from reportedly.export.markup import Element, document, element
from reportedly.export.text import Names, shown
from reportedly.export.values import Bundle, Options
from reportedly.model import Article, Attribution

NAMESPACE = "http://gexf.net/1.3"
_NODE = (("kind", "string"),)
_EDGE = (("articles", "integer"), ("undated", "integer"))
_RANK = {"relay": 1, "outlet": 2}
"""Kinds that count before a speaker's."""
Days = tuple[date, date]


@dataclass(slots=True)
class _Edge:
    rows: int = 0
    articles: int = 0
    undated: int = 0
    days: set[Days] = field(default_factory=set)


class _Graph:
    """Nodes by IRI with (label, kind), edges by (who passes on, whose words)."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.nodes: dict[str, tuple[str, str]] = {}
        self.edges: dict[tuple[str, str], _Edge] = {}

    def add(self, article: Article) -> None:
        cast, span = Cast.of(article), days(article.published)
        seen: set[tuple[str, str]] = set()
        for row in article.attributions:
            path = [*(self.node(article, cast, row, name) for name in hops(row) if name), self.page(article, cast)]
            for told, teller in pairwise(path):
                if told == teller:
                    continue
                edge = self.edges.setdefault((teller, told), _Edge())
                edge.rows += 1
                seen.add((teller, told))
        for pair in seen:
            edge = self.edges[pair]
            edge.articles += 1
            edge.undated += span is None
            edge.days |= {span} if span else set()

    def node(self, article: Article, cast: Cast, row: Attribution, name: str) -> str:
        outlet = cast.outlet(name)
        kind = row.speaker_kind if name == row.speaker else "relay"
        known = outlet or proper(name)
        id = self.names.agent(outlet or name) if known else self.names.within(article.id, "agent", name)
        self.see(id, outlet or name, "outlet" if cast.surely(name) else kind)
        return id

    def see(self, id: str, label: str, kind: str) -> None:
        """Keep the node; what a name is known for best stands, whichever article comes first."""
        held = self.nodes.get(id)
        if held is None or _RANK.get(kind, 0) > _RANK.get(held[1], 0):
            self.nodes[id] = (label, kind)

    def page(self, article: Article, cast: Cast) -> str:
        """Who published the article: its outlet, or the page itself where it names none."""
        outlet = article.outlet and cast.outlet(article.outlet)
        id = self.names.agent(outlet) if outlet else self.names.article(article.id)
        self.see(id, outlet or article.headline or article.id, "outlet" if outlet else "page")
        return id


def write(bundle: Bundle, out: BinaryIO, options: Options) -> None:
    """A directed edge from whoever passes words on to whoever they come from."""
    graph = _Graph(Names(options.base))
    for article in bundle.articles:
        graph.add(article)
    settings = {"mode": "dynamic", "timeformat": "date", "defaultedgetype": "directed", "idtype": "string"}
    with document(out, NAMESPACE, "gexf", version="1.3") as file:
        file.write(element("meta", children=(element("creator", "reportedly"), element("description", "Who passes on whose words"))))
        with file.inside("graph", **settings):
            file.write(_declared("node", _NODE))
            file.write(_declared("edge", _EDGE))
            with file.inside("nodes"):
                for id, (label, kind) in graph.nodes.items():
                    file.write(element("node", children=(_values(kind),), id=id, label=shown(label)))
            with file.inside("edges"):
                for number, (pair, edge) in enumerate(graph.edges.items()):
                    file.write(_edge(str(number), pair, edge))


def _edge(id: str, pair: tuple[str, str], edge: _Edge) -> Element:
    spells = [element("spell", start=first.isoformat(), end=last.isoformat()) for first, last in _merged(edge.days)]
    children = [_values(str(edge.articles), str(edge.undated)), *([element("spells", children=spells)] if spells else [])]
    return element("edge", children=children, id=id, source=pair[0], target=pair[1], weight=f"{edge.rows:.1f}")


def _merged(found: set[Days]) -> Iterator[Days]:
    """The days as spells that do not overlap, so that no day is said twice."""
    current: Days | None = None
    for first, last in sorted(found):
        if current and first <= current[1]:
            current = current[0], max(current[1], last)
            continue
        if current:
            yield current
        current = first, last
    if current:
        yield current


def _values(*values: str) -> Element:
    return element("attvalues", children=[element("attvalue", for_=str(n), value=value) for n, value in enumerate(values)])


def _declared(kind: str, attributes: tuple[tuple[str, str], ...]) -> Element:
    children = [element("attribute", id=str(n), title=title, type=type) for n, (title, type) in enumerate(attributes)]
    return element("attributes", children=children, class_=kind)
