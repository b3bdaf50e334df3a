"""GEXF: networkx reads it, and it stands as the official grammar (gexf.rnc and dynamics.rnc of 1.3) has it."""

from __future__ import annotations

import io
from dataclasses import replace

import networkx as nx
import pytest
from lxml import etree

from reportedly.export import Bundle
from tests.export.samples import relayed

GEXF = "{http://gexf.net/1.3}"


def graph_of(data: bytes) -> nx.DiGraph:
    return nx.read_gexf(io.BytesIO(data), version="1.3")


@pytest.fixture(scope="module")
def graph(written):
    return graph_of(written("gexf"))


def edge(graph: nx.DiGraph, teller: str, told: str) -> dict[str, object]:
    ids = {data["label"]: id for id, data in graph.nodes(data=True)}
    return dict(graph.edges[ids[teller], ids[told]])


def test_edges_lead_from_whoever_passes_on_to_the_source(graph):
    assert graph.is_directed()
    labels = nx.get_node_attributes(graph, "label")
    pairs = {(labels[a], labels[b]) for a, b in graph.edges}
    assert {("Elm Ledger", "Quay Herald"), ("Quay Herald", "two miners"), ("Elm Ledger", "Ada Brink")} <= pairs
    assert ("Elm Ledger", "two miners") not in pairs


def test_edges_have_dates(graph):
    assert edge(graph, "Elm Ledger", "Quay Herald")["spells"] == [("2031-04-08", "2031-04-08")]


def test_an_edge_sums_up_its_rows_and_days(written):
    days = ["2031-04-08", "2031-04-08", "2031-04-12", "2031-04", None]
    graph = graph_of(written("gexf", Bundle(relayed(f"n{n}", day) for n, day in enumerate(days))))
    told = edge(graph, "Elm Ledger", "Ada Brink")
    assert (told["weight"], told["articles"], told["undated"]) == (5.0, 5, 1)
    assert told["spells"] == [("2031-04-01", "2031-04-30")]


def test_the_unnamed_of_two_articles_are_not_one(written):
    graph = graph_of(written("gexf", Bundle([relayed("one"), relayed("two")])))
    labels = list(nx.get_node_attributes(graph, "label").values())
    assert (labels.count("two miners"), labels.count("Ada Brink"), labels.count("Elm Ledger")) == (2, 1, 1)
    assert nx.get_node_attributes(graph, "kind")[next(n for n, d in graph.nodes(data=True) if d["label"] == "Ada Brink")] == "person"


def test_a_name_is_known_for_the_best_that_any_article_tells(written):
    paper = replace(relayed("two"), outlet="Quay Herald")
    for articles in ([relayed("one"), paper], [paper, relayed("one")]):
        kinds = {d["label"]: d["kind"] for _, d in graph_of(written("gexf", Bundle(articles))).nodes(data=True)}
        assert kinds == {"Elm Ledger": "outlet", "Quay Herald": "outlet", "two miners": "group", "Ada Brink": "person"}


def test_an_undated_article_gives_no_day(written):
    told = edge(graph_of(written("gexf", Bundle([relayed("one", None)]))), "Elm Ledger", "Ada Brink")
    assert "spells" not in told


def test_it_stands_as_the_grammar_has_it(written):
    root = etree.fromstring(written("gexf"))
    assert (root.tag, root.get("version")) == (GEXF + "gexf", "1.3")
    assert [child.tag for child in root] == [GEXF + "meta", GEXF + "graph"]
    graph = root[1]
    assert dict(graph.attrib) == {"mode": "dynamic", "timeformat": "date", "defaultedgetype": "directed", "idtype": "string"}
    assert [child.tag.removeprefix(GEXF) for child in graph] == ["attributes", "attributes", "nodes", "edges"]
    ids = {node.get("id") for node in graph[2]}
    assert len(ids) == len(graph[2])
    assert all({e.get("source"), e.get("target")} <= ids and e.get("source") != e.get("target") for e in graph[3])
    assert {child.tag.removeprefix(GEXF) for e in graph[3] for child in e} == {"attvalues", "spells"}


def test_harmful_words_are_labels_without_marks(graph):
    labels = [label for label in nx.get_node_attributes(graph, "label").values() if "cmd" in label]
    assert len(labels) >= 2
    assert all("]]><b>&amp;evil" in label and "\u202e" not in label and "\n" not in label for label in labels)


def test_nothing_is_an_empty_graph(written):
    assert len(graph_of(written("gexf", Bundle()))) == 0
