"""ClaimReview: the types and properties are schema.org's own, and only what a person rated is there."""

from __future__ import annotations

import importlib
import json
from dataclasses import replace
from typing import Any

import pytest
import rdflib

from reportedly.claims.values import Origin
from reportedly.export import Bundle, Review
from tests.export.samples import bundle, contested, relayed

# The types of schema.org as classes, made from its published vocabulary.
models = importlib.import_module("msgspec_schemaorg.models")


@pytest.fixture(scope="module")
def graph(written) -> dict[str, Any]:
    return json.loads(written("claimreview"))


def unknown(value: Any) -> list[str]:
    """Properties that schema.org does not give to their types."""
    if isinstance(value, list):
        return [wrong for item in value for wrong in unknown(item)]
    if not isinstance(value, dict):
        return []
    known = {"@type", "@id", *getattr(models, value["@type"]).__struct_fields__}
    return [f"{value['@type']}.{name}" for name in value if name not in known] + unknown(list(value.values()))


def test_properties_are_those_of_schema_org(graph):
    assert graph["@context"] == "https://schema.org"
    assert unknown(graph["@graph"]) == []
    assert unknown({"@type": "Claim", "claimReviewed": "x"}) == ["Claim.claimReviewed"]


def test_only_reviewed_claims_are_there(graph):
    assert [review["itemReviewed"]["@id"][-2:] for review in graph["@graph"]] == ["c1", "c2"]


def test_a_review_says_who_rated_what_how(graph):
    review = graph["@graph"][0]
    assert review["claimReviewed"] == "The shaft is flooded."
    assert review["reviewRating"] == {"@type": "Rating", "alternateName": "Mostly true"}
    assert review["author"] == {"@type": "Organization", "name": "Check Desk"}
    assert review["creator"] == {"@type": "Person", "name": "Mira Holt"}
    assert (review["url"], review["datePublished"]) == ("https://check.example/1", "2031-04-09")


def test_the_claim_appeared_in_its_articles(graph):
    claim = graph["@graph"][0]["itemReviewed"]
    assert claim["firstAppearance"] == claim["appearance"][0]
    assert claim["appearance"][0]["url"] == relayed().url
    assert "author" not in claim
    assert "datePublished" not in claim


def test_only_persons_and_organisations_are_authors(written):
    origins = (Origin("two miners", ("shaft#a1",)), Origin("Ada Brink", ("shaft#a2",)), Origin("Someone else", ("shaft#a2",)))
    claim = replace(contested(), origins=origins)
    told = json.loads(written("claimreview", Bundle([relayed()], [("c1", claim)], [Review("c1", "False", "A")])))
    assert told["@graph"][0]["itemReviewed"]["author"] == [{"@type": "Person", "name": "Ada Brink"}]


def test_harmful_words_stay_words(graph):
    review = graph["@graph"][1]
    assert "url" not in review
    assert "datePublished" not in review
    assert review["author"]["@type"] == "Person"
    assert "javascript" not in json.dumps(graph)


def test_two_reviews_of_a_claim_are_two(written):
    reviews = [Review("c1", "False", "A", "2031-04-09"), Review("c1", "True", "B")]
    told = json.loads(written("claimreview", Bundle([], [("c1", contested())], reviews)))["@graph"]
    assert [(r["@id"][-8:], r["reviewRating"]["alternateName"]) for r in told] == [("review-1", "False"), ("review-2", "True")]


def test_an_article_that_is_missing_is_left_out(written):
    claim = replace(contested(), supports=("gone#a1", "shaft#a1"))
    told = json.loads(written("claimreview", Bundle([relayed()], [("c1", claim)], [Review("c1", "False", "A")])))
    assert len(told["@graph"][0]["itemReviewed"]["appearance"]) == 1


def test_nobody_reviewed_anything(written):
    assert json.loads(written("claimreview", replace(bundle(), reviews=())))["@graph"] == []


# rdflib warns of its own class. Schema.org's context makes each term one of its own vocabulary; a test reads no network.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")
def test_it_is_linked_data(graph):
    local = {**graph, "@context": {"@vocab": "https://schema.org/"}}
    read = rdflib.Graph().parse(data=json.dumps(local), format="json-ld")
    ratings = read.query("SELECT ?name WHERE { ?r a <https://schema.org/Rating> ; <https://schema.org/alternateName> ?name }")
    assert "Mostly true" in {str(row.name) for row in ratings}
