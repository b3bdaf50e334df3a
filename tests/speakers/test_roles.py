"""What a speaker is, in the article's words. All texts are invented."""

from __future__ import annotations

import pytest

from tests.speakers.pages import read


@pytest.mark.parametrize(
    ("text", "source", "role"),
    [
        (
            "Northland's Defense Minister Ruth Vandal said the dam holds.",
            "Northland's Defense Minister Ruth Vandal",
            "Northland's Defense Minister",
        ),
        ("The health minister Ruth Vandal said the dam holds.", "The health minister Ruth Vandal", "health minister"),
        ("Coach Ana met coach Ruth Vandal said the dam holds.", "Ruth Vandal", "coach"),
        ("Ruth Vandal, the mayor of Port Elm, said the dam holds.", "Ruth Vandal, the mayor of Port Elm,", "mayor of Port Elm"),
        ("Ruth Vandal (R-Elm), head of the Dam Caucus, said the dam holds.", "Ruth Vandal", "head of the Dam Caucus"),
        ("Ruth Vandal, 43, a mechanic who lives near, said the dam holds.", "Ruth Vandal", "mechanic"),
        ("Ruth Vandal, who was the mayor of Port Elm until 2019, said the dam holds.", "Ruth Vandal", "mayor of Port Elm until 2019"),
        (
            "Ruth Vandal, a member of parliament for the Valley Party, said the dam holds.",
            "Ruth Vandal",
            "member of parliament for the Valley Party",
        ),
        ("A spokesperson for the Waterways, Ruth Vandal, said the dam holds.", "Ruth Vandal", "spokesperson for the Waterways"),
        ("The minister of the economy, Ms. Ruth Vandal, said the dam holds.", "Ms. Ruth Vandal", "minister of the economy"),
        ("A spokesperson for the Waterways said the dam holds.", "A spokesperson for the Waterways", "spokesperson for the Waterways"),
    ],
)
def test_the_role_that_the_article_gives(text, source, role):
    (row,) = read(text, (source, "said", "the dam holds"))
    assert row.role == role
    (reason,) = [r for r in row.why if r.field == "role"]
    assert " ".join(text[slice(*reason.words[0])].split()) == role


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Ruth Vandal said the dam holds.", "Ruth Vandal"),
        ("Mrs. Vandal said the dam holds.", "Mrs. Vandal"),
        ("Ruth Vandal, speaking to the mayor, said the dam holds.", "Ruth Vandal"),
        ("Ruth Vandal, Peter Quill and the mayor met, Ruth Vandal said the dam holds.", "Ruth Vandal"),
        ("The Met – no such officer exists – said the dam holds.", "The Met"),
        ("The Ministry of Waterways said the dam holds.", "The Ministry of Waterways"),
        ("A woman said the dam holds.", "A woman"),
        ("The chair of said the dam holds.", "The chair of"),
    ],
)
def test_no_role_where_the_article_gives_none(text, source):
    (row,) = read(text, (source, "said", "the dam holds"))
    assert row.role is None


def test_another_persons_office_stays_theirs():
    text = "Senator Peter Quill grilled Elm Bank chief Ruth Vandal. “The dam holds,” she said."
    (row,) = read(text, ("she", "said", "“The dam holds,”", "direct"))
    assert (row.speaker, row.role) == ("Ruth Vandal", "Elm Bank chief")


def test_the_fullest_of_several_roles_goes_with_every_row():
    text = "Mayor Ruth Vandal said it rains. Vandal, the mayor of Port Elm, said it snows."
    rows = read(text, ("Mayor Ruth Vandal", "said", "it rains"), ("Vandal", "said", "it snows"))
    assert [r.role for r in rows] == ["mayor of Port Elm"] * 2


def test_a_ministry_is_nobodys_name():
    text = "Northland's Minister of Foreign Affairs, Ruth Vandal, said the dam holds."
    (row,) = read(text, ("Northland's Minister of Foreign Affairs, Ruth Vandal,", "said", "the dam holds"))
    assert (row.speaker, row.role) == ("Ruth Vandal", "Northland's Minister of Foreign Affairs")


def test_a_long_page_stays_linear():
    text = "Ruth Vandal, the mayor of Port Elm, spoke. " + "Vandal spoke. " * 4000 + "Vandal said the dam holds."
    (row,) = read(text, ("Vandal", "said", "the dam holds"))
    assert row.role == "mayor of Port Elm"
