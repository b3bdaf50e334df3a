"""Claims told inside a frame."""

from __future__ import annotations

import pytest

from reportedly.claims.frames import is_false, unframed
from tests.claims.test_proposition import told


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("reports that the Elm dam had burst", "the Elm dam had burst"),
        ("media reports the dam had burst", "media reports the dam had burst"),
        ("reports its mayor had left", "its mayor had left"),
        ("claims made by Rep. D. Hall that gangs had crossed the river", "gangs had crossed the river"),
        ("the rumour from sources in the port is that the ferry has gone", "the ferry has gone"),
        ("unconfirmed reports of two explosions", "two explosions"),
        ("there were reports of two explosions", "two explosions"),
        ("it is true that the ferry has gone", "the ferry has gone"),
    ],
)
def test_the_frame_goes(text, bare):
    assert unframed(text) == bare


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("it wasn't true that the ferry had gone", "it is not true that the ferry had gone"),
        ("the suggestion that the ferry has gone is categorically false, and nobody knows why", "it is not true that the ferry has gone"),
        ("there's no truth to the rumour that the ferry has gone", "it is not true that the ferry has gone"),
        ("there is simply no evidence that the ferry has gone", "it is not true that the ferry has gone"),
        ("rumours of the mayor's death have been revealed to be a hoax", "not true: the mayor's death"),
    ],
)
def test_a_claim_called_false_is_turned(text, bare):
    assert unframed(text) == bare


def test_as_false_belongs_to_a_cue_that_denies():
    text = "reports that the ferry has gone as incorrect and unfounded"
    assert unframed(text, denied=True) == "the ferry has gone"
    assert unframed(text) == "it is not true that the ferry has gone"


@pytest.mark.parametrize(
    "text",
    [
        "the ferry has gone",
        "the good news is that taxes will fall",
        "the report of the inquiry",
        "the story of the bridge was told by many",
        "rumours of illness",
        "the photo was a fake",
        "",
    ],
)
def test_what_is_no_frame_stays(text):
    assert unframed(text) == text


def test_long_text_costs_no_more():
    long = "the reports " + "from the port " * 20_000 + "that the ferry has gone"
    assert unframed(long) == long


def test_false_things():
    assert all(map(is_false, ["the claim was unfounded", "it is fake news", "there is no truth to the rumours"]))
    assert not any(map(is_false, ["the claims as unfounded", "the claims"]))


def test_a_claim_called_false_elsewhere_is_turned_too():
    rows = [
        ("Police", "said", "the bank hid nine million crowns", {}),
        ("The bank", "said", "the allegation was unfounded", {}),
    ]
    text = "Police said the bank hid nine million crowns. The bank said the allegation was unfounded."
    assert told(text, *rows, row=1) == "it is not true that the bank hid nine million crowns"
    denied = [rows[0], (*rows[1][:3], {"commitment": "denies"})]
    assert told(text, *denied, row=1) == "the bank hid nine million crowns"


def test_the_frame_of_a_row_goes():
    row = ("The mayor", "denied", "reports that taxes would rise", {"commitment": "denies"})
    assert told("The mayor denied reports that taxes would rise.", row) == "taxes would rise"


def test_what_a_claim_is_dismissed_as_is_no_part_of_it():
    row = ("The mayor", "dismissed", "a report that taxes would rise as a storm in a teacup", {"commitment": "denies"})
    assert told("The mayor dismissed a report that taxes would rise as a storm in a teacup.", row) == "taxes would rise"
    row = ("The mayor", "denied", "he had worked as a spy", {"commitment": "denies"})
    assert told("The mayor denied he had worked as a spy.", row) == "he had worked as a spy"


def test_what_a_claim_is_called_is_no_part_of_it_nor_of_what_is_told_inside():
    text = "The mayor called reports that taxes would rise “a fairy tale”."
    outer = ("The mayor", "called", "reports that taxes would rise “a fairy tale”", {"commitment": "denies"})
    inner = ("", "reports", "taxes would rise “a fairy tale”", {"parent": "a1"})
    assert told(text, outer) == "taxes would rise"
    assert told(text, outer, inner, row=1) == "taxes would rise"
    assert told(text, (*outer[:3], {"commitment": "affirms"})) == "taxes would rise a fairy tale"
