"""PROV-O: rdflib reads it, and the chain can be walked back to who said it."""

from __future__ import annotations

from dataclasses import replace

import pytest
import rdflib
from rdflib.namespace import PROV, RDFS

from reportedly.export import Bundle, Options
from reportedly.export.text import xml
from tests.export.samples import HARM, harmful, relayed

BASE = "https://ledger.example/"
REP = rdflib.Namespace("urn:x-reportedly:terms:")


@pytest.fixture(scope="module")
def graph(written):
    return rdflib.Graph().parse(data=written("prov", options=Options(base=BASE)), format="turtle")


def node(path):
    return rdflib.URIRef(BASE + path)


def test_the_chain_leads_from_the_article_to_the_origin(graph):
    walk = """SELECT ?who ?what WHERE { <https://ledger.example/articles/shaft#a1> prov:wasDerivedFrom ?report .
        ?report a rep:Report ; prov:wasAttributedTo/rdfs:label ?relay ; prov:wasDerivedFrom ?statement .
        ?statement a rep:Statement ; prov:wasAttributedTo/rdfs:label ?who . BIND (?relay AS ?what) }"""
    got = [tuple(map(str, row)) for row in graph.query(walk, initNs={"prov": PROV, "rep": REP})]
    assert got == [("two miners", "Quay Herald")]


def test_the_article_is_derived_from_the_relays_report(graph):
    reports = set(graph.objects(node("articles/shaft"), PROV.wasDerivedFrom))
    outlets = {str(graph.value(a, RDFS.label)) for r in reports for a in graph.objects(r, PROV.wasAttributedTo)}
    assert outlets == {"Quay Herald", "Ada Brink"}
    assert graph.value(node("articles/shaft"), PROV.wasAttributedTo) == node("agents/Elm%20Ledger")


def test_only_a_direct_quotation_is_quoted(graph):
    assert set(graph.subjects(PROV.wasQuotedFrom)) == {node("articles/shaft#a1")}


def test_whoever_is_responsible_is_an_agent_and_whatever_is_derived_an_entity(graph):
    assert set(graph.objects(None, PROV.wasAttributedTo)) <= set(graph.subjects(rdflib.RDF.type, PROV.Agent))
    derived = set(graph.subject_objects(PROV.wasDerivedFrom))
    assert {end for pair in derived for end in pair} <= set(graph.subjects(rdflib.RDF.type, PROV.Entity))
    assert set(graph.subjects(rdflib.RDF.type, PROV.Agent)).isdisjoint(graph.subjects(rdflib.RDF.type, PROV.Entity))


def test_a_speaker_is_known_inside_the_article_and_an_outlet_by_name(graph):
    agents = {str(a).removeprefix(BASE) for a in graph.subjects(RDFS.label, rdflib.Literal("Ada Brink"))}
    assert agents == {"articles/shaft#agent-Ada%20Brink"}
    assert (node("agents/Elm%20Ledger"), rdflib.RDF.type, PROV.Organization) in graph
    assert graph.value(node("agents/Quay%20Herald"), RDFS.label) == rdflib.Literal("Quay Herald")


def retold(written, **values):
    """The graph of an article whose first row has other values."""
    first, *others = relayed().attributions
    article = replace(relayed(), attributions=(replace(first, **values), *others))
    return rdflib.Graph().parse(data=written("prov", Bundle([article]), Options(base=BASE)), format="turtle")


def test_a_reporter_who_passes_words_on_is_no_organization(written):
    graph = retold(written, chain=("two miners", "Tess Orr"))
    assert set(graph.objects(node("agents/Tess%20Orr"), rdflib.RDF.type)) == {PROV.Agent}


def test_a_document_speaks_but_is_no_agent(written):
    graph = retold(written, speaker="pit log", speaker_kind="document", chain=("pit log", "Quay Herald"))
    document = node("articles/shaft#document-pit%20log")
    assert set(graph.objects(document, rdflib.RDF.type)) == {PROV.Entity, REP.Document}
    (statement,) = graph.subjects(PROV.wasDerivedFrom, document)
    assert list(graph.objects(statement, PROV.wasAttributedTo)) == []


def test_nobody_named_is_attributed_to_nobody(graph):
    (statement,) = graph.objects(node("articles/shaft#a3"), PROV.wasDerivedFrom)
    assert list(graph.objects(statement, PROV.wasAttributedTo)) == []


def test_only_an_exact_moment_is_a_time(graph):
    assert [str(t) for t in graph.objects(None, PROV.generatedAtTime)] == ["2031-04-08T09:30:00+02:00"]
    (statement,) = graph.objects(node("articles/shaft#a2"), PROV.wasDerivedFrom)
    created = graph.value(statement, rdflib.DCTERMS.created)
    assert (str(created), str(created.datatype)) == ("2031-04-07", "http://id.loc.gov/datatypes/edtf/EDTF")


def test_claims_rest_on_rows_that_are_there(graph):
    rows = set(graph.objects(None, REP.supportedBy)) | set(graph.objects(None, REP.deniedBy))
    assert len(rows) == 3
    assert rows <= set(graph.subjects(rdflib.RDF.type, REP.Attribution))


def test_harmful_words_come_back_as_they_were(graph):
    article = harmful()
    values = {str(v) for v in graph.objects(None, PROV.value)}
    assert {xml(article.words(article.attributions[0].content)), xml(HARM), relayed().words(relayed().attributions[0].content)} <= values
    assert "javascript" not in " ".join(map(str, graph.all_nodes()))


def test_it_is_one_line_a_statement_for_every_reader(written):
    text = written("prov").decode()
    assert text.split("\n") == [*text.removesuffix("\n").splitlines(), ""]
    assert len(rdflib.Graph().parse(data=written("prov", Bundle()), format="turtle")) == 0
