"""The hand-answered sample of pronouns and descriptions still falls on its sources."""

from __future__ import annotations

import json

import pytest

from benchmarks.bench_pronouns import ANSWERS, SIZES, draw, judged, sort_of
from benchmarks.polnear_rows import articles

KEPT = json.loads(ANSWERS.read_text("utf8"))


def test_answers_fall_on_the_sample_that_is_drawn(shared):
    asked = [(a.id, list(a.source)) for a in draw(articles(shared))]
    assert asked == [(a["id"], a["source"]) for a in KEPT]


def test_each_source_is_a_pronoun_or_describes_a_person(shared):
    texts = {page["id"]: page["text"] for page in articles(shared)}
    sorts = [sort_of(texts[a["id"]][slice(*a["source"])]) for a in KEPT]
    assert {sort: sorts.count(sort) for sort in SIZES} == SIZES


def test_the_file_holds_no_more_than_places_and_answers():
    assert all(set(a) == {"id", "source", "speaker"} for a in KEPT)
    assert all(a["speaker"] is None or len(a["speaker"].split()) <= 4 for a in KEPT)


@pytest.mark.parametrize(
    ("source", "sort"),
    [("she", "pronoun"), ("the senator", "description"), ("His lawyer", "description"), ("Ana Roca", None), ("the senators", None)],
)
def test_what_counts_as_a_source_without_a_name(source, sort):
    assert sort_of(source) == sort


@pytest.mark.parametrize(
    ("want", "got", "outcome"),
    [
        ("Ana Roca", "Ana Roca", "right"),
        ("Ana Roca", "Ines Vega", "wrong name"),
        ("Ana Roca", "she", "left as written"),
        (None, "she", "right"),
        (None, "Ines Vega", "wrong name"),
    ],
)
def test_a_wrong_name_is_told_from_none(want, got, outcome):
    assert judged(want, got, "she", str.__eq__) == outcome
