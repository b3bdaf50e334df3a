"""Who tells whom, on rows as the tagger may leave them."""

from __future__ import annotations

import pytest

from reportedly.attribution.pieces import quoted_in
from reportedly.attribution.rows import Draft, Text
from reportedly.attribution.telling import settle_telling
from tests.attribution.test_relay import row


def settled(text: str, found: Draft) -> tuple[str, ...]:
    view = Text(text, ((0, len(text)),), quoted_in(text, ((0, len(text)),)))
    told = settle_telling(found, view)
    return tuple(text[s:e] for s, e in (*told.source, *told.cue, *told.content))


@pytest.mark.parametrize(
    ("words", "content"),
    [
        ("the board that the money was gone", "the money was gone"),
        ("police she had been robbed", "she had been robbed"),
        ("us to wait", "to wait"),
        ("lawmakers the plan was dead", "the plan was dead"),
        ("it was dead", "it was dead"),
        ("the plan was dead", "the plan was dead"),
        ("Ira Holt said that it rains", "Ira Holt said that it rains"),
    ],
)
def test_whom_it_was_told_to_is_no_part_of_it(words, content):
    text = f"Roca told {words}."
    assert settled(text, row(text, "Roca", "told", words)) == ("Roca", "told", content)


def test_that_may_stand_further_off():
    text = "Holt reminded members that accusing one another of lying was wrong."
    assert settled(text, row(text, "Holt", "reminded", "one another of lying was wrong"))[2] == "accusing one another of lying was wrong"
    text = "Holt said members that day heard one another of it."
    assert settled(text, row(text, "Holt", "said", "one another of it"))[2] == "one another of it"


def test_only_verbs_of_telling_have_somebody_they_are_told_to():
    text = "Roca said police she knew had left."
    assert settled(text, row(text, "Roca", "said", "police she knew had left")) == ("Roca", "said", "police she knew had left")


def test_a_clause_has_its_source_in_front():
    text = "A girl who told police she had been robbed left, and they left."
    found = row(text, "", "told", "A girl", "police she had been robbed")
    assert settled(text, found) == ("A girl", "told", "she had been robbed")
    text = "A girl who was told to leave left."
    assert settled(text, row(text, "", "was told", "A girl", "to leave")) == ("was told", "A girl", "to leave")


def test_a_verb_between_source_and_content_is_the_cue():
    text = "Engineers had warned the company of the cracks, he said."
    assert settled(text, row(text, "Engineers", "", "the company")) == ("Engineers", "had warned", "the company of the cracks")
    text = "Engineers near the dam saw it."
    assert settled(text, row(text, "Engineers", "", "saw it")) == ("Engineers", "saw it")


@pytest.mark.parametrize(
    ("text", "found", "want"),
    [
        ("Roca accused the mayor of theft.", "the mayor", "the mayor of theft"),
        ("Roca warned the town about floods, he said.", "the town", "the town about floods"),
        ("Roca said the mayor of Elm left.", "the mayor", "the mayor"),
    ],
)
def test_who_is_accused_is_half_of_what_is_said(text, found, want):
    cue = text.split()[1]
    assert settled(text, row(text, "Roca", cue, found)) == ("Roca", cue, want)


def test_which_found_is_what_stands_before_it():
    text = "Holt claimed officers had ignored a report which found the dam leaks."
    assert settled(text, row(text, "officers", "found", "the dam leaks"))[0] == "a report"
    assert settled(text, row(text, "a report", "found", "the dam leaks"))[0] == "a report"


def test_that_figure_is_no_conjunction():
    text = "Holt called that figure “pure invention”."
    assert settled(text, row(text, "Holt", "called", "figure “pure invention”"))[2] == "that figure “pure invention”"
