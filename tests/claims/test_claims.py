"""From articles to claims, with the shipped weights and invented pages."""

from __future__ import annotations

import random

import pytest

from reportedly.claims import Analyst, Claims, gather
from tests.claims.made import article

FLED = "The mayor of Dunmere has fled to Vestria"


@pytest.fixture(scope="module")
def analyst() -> Claims:
    return Claims()


@pytest.fixture(scope="module")
def pages():
    mira, orlan = ({"speaker": n, "speaker_kind": "person", "chain": (n,)} for n in ("Mira Valdane", "Orlan Teague"))
    return [
        article("one", f"Mira Valdane said that {FLED}. It rained.", ("Mira Valdane", "said", FLED, mira), published="2031-04-02"),
        article(
            "two",
            "According to Valdane the mayor of Dunmere fled to Vestria. Police denied that the mayor of Dunmere had fled to Vestria.",
            ("Valdane", "According to", "the mayor of Dunmere fled to Vestria", mira | {"speaker": "Valdane", "chain": ("Valdane",)}),
            ("Police", "denied", "the mayor of Dunmere had fled to Vestria", orlan | {"commitment": "denies"}),
            published="2031-04-03",
        ),
        article(
            "three",
            "Orlan Teague said wheat prices in Norland had doubled since March.",
            ("Orlan Teague", "said", "wheat prices in Norland had doubled since March", orlan),
            published="2031-04-03",
        ),
    ]


def test_claims_is_the_ledgers_analyst(analyst):
    asked: Analyst = analyst
    assert asked.claims([], {}) == []


def test_repeats_and_denials_are_one_claim(analyst, pages):
    first, second = gather(pages, analyst)
    assert set(first.supports) == {"one#a1", "two#a1"} and first.denies == ("two#a2",)
    assert first.status == "contested" and [s.status for s in first.history] == ["affirmed", "contested"]
    assert [o.name for o in first.origins] == ["Mira Valdane"]
    assert "Dunmere" in first.text and first.text.endswith(".")
    assert (first.first_said, first.last_said) == ("2031-04-02", "2031-04-03")
    assert second.supports == ("three#a1",) and second.status == "affirmed"


def test_the_order_of_arrival_does_not_matter(analyst, pages):
    first = gather(pages, analyst)
    for seed in range(4):
        shuffled = list(pages)
        random.Random(seed).shuffle(shuffled)
        assert gather(shuffled, analyst) == first


def test_comparing_is_symmetric(analyst):
    told = [
        analyst.of_sentence(s) for s in (FLED, "The mayor of Dunmere has not fled", "Taxes will rise", "Six sailors drowned off Dunmere")
    ]
    for one in told:
        for other, match in zip(told, analyst.compare(one, told), strict=True):
            assert match == analyst.compare(other, [one])[0]


@pytest.mark.parametrize(
    ("one", "other", "relation"),
    [
        ("Taxes on fuel will fall next year", "Taxes on fuel will rise next year", "opposite"),
        ("The mayor of Dunmere has fled to Vestria", "The mayor of Dunmere has not fled to Vestria", "opposite"),
        ("The mayor of Dunmere has fled to Vestria", "The mayor of Dunmere fled to Vestria", "same"),
        ("Wheat prices have doubled in Norland", "The mayor of Dunmere has fled to Vestria", "different"),
    ],
)
def test_relations(analyst, one, other, relation):
    assert analyst.compare(analyst.of_sentence(one), [analyst.of_sentence(other)])[0].relation == relation


def test_a_match_says_why(analyst):
    match = analyst.compare(
        analyst.of_sentence("Six sailors drowned off Dunmere"), [analyst.of_sentence("Sixty sailors drowned off Dunmere")]
    )[0]
    assert match.because


def test_hostile_sentences_are_compared_too(analyst):
    odd = [analyst.of_sentence(s) for s in ("", "\u202e\u0000", "a " * 20_000, "((((" * 5_000)]
    assert len(analyst.compare(odd[0], odd)) == 4
