"""Whom "who", "which" and "that" mean. All texts are invented."""

from __future__ import annotations

import pytest

from tests.speakers.pages import read


@pytest.mark.parametrize(
    ("lead", "want"),
    [
        ("Peter Quill spoke first. He was followed by Mary Harrow, ", ("Mary Harrow", "person")),
        ("Peter Quill wrote it and met Mary Harrow, a baker at the Lake Mill ", ("Mary Harrow", "person")),
        ("Peter Quill met Mary Harrow, 59, of Redfield, ", ("Mary Harrow", "person")),
        ("Peter Quill met Oluchi Harrow, ", ("Oluchi Harrow", "person")),
        ("Peter Quill turned to residents ", ("residents", "group")),
        ("Peter Quill counted 29 others ", ("29 others", "group")),
        ("Peter Quill asked Republicans and Democrats, ", ("Republicans and Democrats", "group")),
    ],
)
def test_who_is_the_noun_right_before_it(lead, want):
    (row,) = read(f"{lead}who said the dam holds.", ("who", "said", "the dam holds"))
    assert (row.speaker, row.speaker_kind) == want


def test_a_thing_in_between_is_nobody():
    (row,) = read("Peter Quill drove off Capitol Hill, who said the dam holds.", ("who", "said", "the dam holds"))
    assert row.speaker == "who"


def test_that_is_the_organization_a_noun_describes():
    (row,) = read("Peter Quill runs the Harrow Fund, a group that says the dam holds.", ("that", "says", "the dam holds"))
    assert (row.speaker, row.speaker_kind) == ("Harrow Fund", "organization")
