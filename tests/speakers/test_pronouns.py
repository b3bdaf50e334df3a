"""The hand-answered sample of pronouns and descriptions still falls on its sources."""

from __future__ import annotations

import pytest

from benchmarks.bench_pronouns import SAMPLES, answers, draw, judged, namesake, sort_of
from benchmarks.polnear_rows import articles


@pytest.mark.parametrize("name", SAMPLES)
def test_answers_fall_on_the_sample_that_is_drawn(shared, name):
    asked = [(a.id, list(a.source)) for a in draw(articles(shared), name)]
    assert asked == [(a["id"], a["source"]) for a in answers(name)]


@pytest.mark.parametrize("name", SAMPLES)
def test_each_source_is_a_pronoun_or_describes_a_person(shared, name):
    texts = {page["id"]: page["text"] for page in articles(shared)}
    sorts = [sort_of(texts[a["id"]][slice(*a["source"])]) for a in answers(name)]
    assert {sort: sorts.count(sort) for sort in SAMPLES[name]} == SAMPLES[name]


def test_no_source_is_asked_twice():
    asked = [(a["id"], *a["source"]) for name in SAMPLES for a in answers(name)]
    assert len(asked) == len(set(asked))


@pytest.mark.parametrize("name", SAMPLES)
def test_the_files_hold_no_more_than_places_and_answers(name):
    assert all(set(a) == {"id", "source", "speaker"} for a in answers(name))
    assert all(a["speaker"] is None or len(a["speaker"].split()) <= 5 for a in answers(name))


def test_a_namesake_has_another_first_name():
    assert namesake("Ana Roca", "Ines Roca")
    assert not namesake("Ana Roca", "Roca")


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
