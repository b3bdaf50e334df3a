"""Contents made to stand alone."""

from __future__ import annotations

import pytest

from reportedly.claims.proposition import Propositions, is_anaphor, tidy
from tests.claims.made import article


def told(text, *rows, row=0, **about):
    page = article("p", text, *rows, **about)
    return Propositions(page).of(page.attributions[row])


def test_marks_and_brackets_are_folded():
    assert tidy("“He [the mayor] left [...] early,”") == "the mayor left early"


def test_i_is_the_speaker():
    text = "“I will sell my boat,” said Mira Valdane."
    known = {"kind": "direct", "speaker": "Mira Valdane", "speaker_kind": "person"}
    assert told(text, ("Mira Valdane", "said", "“I will sell my boat,”", known)) == "Mira Valdane will sell Mira Valdane's boat"


def test_we_is_an_organization_but_no_person():
    text = "“We lost the tender,” it said."
    known = {"kind": "direct", "speaker": "Harbor Steel", "speaker_kind": "organization"}
    assert told(text, ("it", "said", "“We lost the tender,”", known)) == "Harbor Steel lost the tender"
    assert (
        told(text, ("it", "said", "“We lost the tender,”", known | {"speaker": "Mira Valdane", "speaker_kind": "person"}))
        == "We lost the tender"
    )


def test_she_is_the_speaker_outside_quotation_marks():
    text = "Mira Valdane said she would resign in May."
    known = {"speaker": "Mira Valdane", "speaker_kind": "person"}
    assert told(text, ("Mira Valdane", "said", "she would resign in May", known)) == "Mira Valdane would resign in May"


def test_it_is_the_body_that_speaks():
    firm = {"speaker": "Harbor Steel", "speaker_kind": "organization"}
    assert told("Harbor Steel said it had lost the tender.", ("Harbor Steel", "said", "it had lost the tender", firm)) == (
        "Harbor Steel had lost the tender"
    )
    assert told("Harbor Steel said its mills were idle.", ("Harbor Steel", "said", "its mills were idle", firm)) == (
        "Harbor Steel's mills were idle"
    )
    text = "A spokesman for Harbor Steel said it is still weighing an appeal."
    speaks = {"speaker": "a spokesman for Harbor Steel", "speaker_kind": "person"}
    assert told(text, ("A spokesman for Harbor Steel", "said", "it is still weighing an appeal", speaks)) == (
        "Harbor Steel is still weighing an appeal"
    )


def test_it_is_the_company_that_a_spokesperson_without_a_name_speaks_for():
    text = "A spokesperson for the company denied that it had bribed inspectors."
    speaks = {"speaker": "spokesperson for the company", "speaker_kind": "person", "commitment": "denies"}
    assert told(text, ("A spokesperson for the company", "denied", "it had bribed inspectors", speaks)) == (
        "the company had bribed inspectors"
    )


@pytest.mark.parametrize(
    "content",
    [
        "it was the first strike in Varra since 1999",
        "it's too early to name the winner in Varra",
        "it isn’t clear who won in Varra",
        "it would not be in the interest of Varra",
    ],
)
def test_it_is_not_who_speaks_where_something_else_is_judged(content):
    text = f"Harbor Steel said {content}."
    firm = {"speaker": "Harbor Steel", "speaker_kind": "organization"}
    assert told(text, ("Harbor Steel", "said", content, firm)) == content


def test_the_allegations_are_those_told_before():
    text = "Police said the bank hid nine million crowns. The bank rejected the allegations."
    rows = [
        ("Police", "said", "the bank hid nine million crowns", {}),
        ("The bank", "rejected", "the allegations", {"commitment": "denies"}),
    ]
    assert told(text, *rows, row=1) == "the bank hid nine million crowns"


def test_it_is_what_another_told_right_before():
    rows = [
        ("Local media", "said", "the old bridge had collapsed at night", {"speaker": "local media"}),
        ("officials", "denied", "it", {"commitment": "denies", "speaker": "officials"}),
    ]
    text = "Local media said the old bridge had collapsed at night, but officials denied it."
    assert told(text, *rows, row=1) == "the old bridge had collapsed at night"
    far = "Local media said the old bridge had collapsed at night. " + "Nobody was seen on the road. " * 12 + "Then officials denied it."
    assert told(far, *rows, row=1) is None
    assert told("Asked about the bridge, officials denied it.", rows[1], headline="Old bridge collapses at night in Varra") is None


def test_allegations_told_nowhere_carry_nothing():
    text = "The bank rejected the allegations."
    assert told(text, ("The bank", "rejected", "the allegations", {"commitment": "denies"})) is None


def test_a_headline_tells_them_too():
    row = ("The bank", "rejected", "the allegations", {"commitment": "denies"})
    assert told("The bank rejected the allegations.", row, headline="Bank hid nine million crowns") == "Bank hid nine million crowns"


def test_anaphors():
    assert all(map(is_anaphor, ["the allegations", "it is fake news", "the ministry's claims are patently false", "the exact same rumour"]))
    assert not any(map(is_anaphor, ["taxes will fall", "the report that six sailors drowned", "", "Mira Valdane"]))


def test_to_comment_is_no_proposition():
    assert told("The bank declined to comment.", ("The bank", "declined", "to comment", {"commitment": "open"})) is None


@pytest.mark.parametrize(
    ("content", "proposition"),
    [
        ("“I have read it, and I am sure.”", "Mira Valdane has read it, and Mira Valdane is sure."),
        ("“I don't know what they told me.”", "Mira Valdane doesn't know what they told Mira Valdane."),
        ("“I’ve seen it.”", "Mira Valdane has seen it."),
    ],
)
def test_verbs_agree_with_the_name_in_the_place_of_i(content, proposition):
    known = {"kind": "direct", "speaker": "Mira Valdane", "speaker_kind": "person"}
    assert told(f"{content} Mira Valdane said.", ("Mira Valdane", "said", content, known)) == proposition
