"""Web Annotations: selectors that select, and JSON-LD that an RDF reader understands."""

from __future__ import annotations

import json

import pytest
import rdflib

from reportedly.export import Bundle
from reportedly.export.text import encodable
from tests.export.samples import harmful, relayed

OA = rdflib.Namespace("http://www.w3.org/ns/oa#")
# The terms of http://www.w3.org/ns/anno.jsonld that an annotation here uses, with the meanings that its specification gives
# them (the Web Annotation Vocabulary): written anew, since a test reads no network.
CONTEXT = {
    "oa": str(OA),
    "id": "@id",
    "type": "@type",
    **{name: f"oa:{name}" for name in ("Annotation", "TextualBody", "SpecificResource", "TextQuoteSelector", "TextPositionSelector")},
    **{"AnnotationPage": "https://www.w3.org/ns/activitystreams#OrderedCollectionPage", "Dataset": "http://purl.org/dc/dcmitype/Dataset"},
    **{"Text": "http://purl.org/dc/dcmitype/Text", "value": "http://www.w3.org/1999/02/22-rdf-syntax-ns#value"},
    **{f: {"@id": f"oa:{i}", "@type": "@id"} for f, i in (("body", "hasBody"), ("target", "hasTarget"), ("source", "hasSource"))},
    **{"selector": {"@id": "oa:hasSelector", "@type": "@id"}, "via": {"@id": "oa:via", "@type": "@id"}},
    **{"exact": "oa:exact", "prefix": "oa:prefix", "suffix": "oa:suffix", "start": "oa:start", "end": "oa:end"},
    **{"describing": "oa:describing", "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"}},
    "items": {"@id": "https://www.w3.org/ns/activitystreams#items", "@type": "@id", "@container": "@list"},
    **{"purpose": {"@id": "oa:hasPurpose", "@type": "@vocab"}, "format": "http://purl.org/dc/elements/1.1/format"},
}


@pytest.fixture(scope="module")
def page(written):
    return json.loads(written("annotation"))


def selectors(target):
    quote, position = target["selector"]
    assert (quote["type"], position["type"]) == ("TextQuoteSelector", "TextPositionSelector")
    return quote, position


def targets(annotation):
    held = annotation["target"]
    return held if isinstance(held, list) else [held]


def test_it_is_a_page_of_the_standard(page):
    assert page["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert page["type"] == "AnnotationPage"
    assert [item["type"] for item in page["items"]] == ["Annotation"] * 4
    assert len({item["id"] for item in page["items"]}) == 4


@pytest.mark.parametrize("number", range(4))
def test_both_selectors_select_the_content_by_code_points(page, number):
    article = (relayed(), relayed(), relayed(), harmful())[number]
    row = (*relayed().attributions, *harmful().attributions)[number]
    text = encodable(article.text)
    found = [selectors(target) for target in targets(page["items"][number])]
    assert [(p["start"], p["end"]) for _, p in found] == list(row.content)
    for quote, position in found:
        assert quote["exact"] == text[position["start"] : position["end"]]
        around = quote["prefix"] + quote["exact"] + quote["suffix"]
        assert text.index(around) == position["start"] - len(quote["prefix"])


def test_the_body_holds_the_values_and_the_other_words(page):
    told, values = page["items"][0]["body"]
    assert told["value"] == "two miners: affirms; said 2031-04; via Quay Herald; confidence 0.81"
    assert (values["speaker"], values["chain"], values["said"]) == ("two miners", ["two miners", "Quay Herald"], "2031-04")
    assert [selectors(part)[0]["exact"] for part in values["sourceWords"]] == ["two miners"]
    assert page["items"][1]["body"][1]["within"] == page["items"][0]["id"]


def test_only_an_address_of_the_web_is_a_page(page):
    sources = [targets(item)[0]["source"] for item in page["items"]]
    assert sources[0]["via"] == "https://elm.example/shaft?a=1&b=2"
    assert "via" not in sources[3]


# rdflib warns of its own class.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")
def test_an_rdf_reader_understands_it(page):
    own = page["@context"][1]
    graph = rdflib.Graph().parse(data=json.dumps({**page, "@context": [CONTEXT, own]}), format="json-ld")
    assert len(set(graph.subjects(rdflib.RDF.type, OA.Annotation))) == 4
    query = """SELECT ?start ?exact WHERE { ?a oa:hasTarget/oa:hasSelector ?q, ?p .
               ?a oa:hasBody/<urn:x-reportedly:terms:speaker> "Ada Brink" .
               ?q oa:exact ?exact . ?p oa:start ?start } ORDER BY ?start ?exact"""
    starts = {int(row.start) for row in graph.query(query, initNs={"oa": OA})}
    assert starts == {start for start, _ in relayed().attributions[1].content}
    assert not [s for s in graph.all_nodes() if isinstance(s, rdflib.URIRef) and " " in s]


def test_a_page_without_annotations_is_whole(written):
    assert json.loads(written("annotation", Bundle()))["items"] == []
