"""Sentences that close with who told them."""

from __future__ import annotations

import pytest

from reportedly.attribution.pieces import quoted_in
from reportedly.attribution.rows import Draft, Text
from reportedly.attribution.unread import unread
from tests.attribution.test_relay import row


def found(text: str, *rows: Draft) -> list[tuple[str, str, str]]:
    view = Text(text, ((0, len(text)),), quoted_in(text, ((0, len(text)),)))
    return [tuple(text[s:e] for s, e in (*d.source, *d.cue, *d.content)) for d in unread(rows, view, 0.3)]  # type: ignore[misc]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("It rained. The club has sold Ira Holt, per the Elm Courier.", ("the Elm Courier", "per", "The club has sold Ira Holt")),
        ("The duo has parted, its label confirmed to Lumen.", ("its label", "confirmed", "The duo has parted")),
        ("The dam leaks badly, via sources.\nIt rains.", ("sources", "via", "The dam leaks badly")),
    ],
)
def test_a_closing_source_is_read(text, want):
    assert found(text) == [want]


@pytest.mark.parametrize(
    "text",
    [
        "So, per the Elm Courier.",
        "They agreed to pay, per the terms that they signed.",
        "“The dam leaks badly, per the Elm Courier.”",
        "The firm pays two dollars a day, per head, and no more.",
    ],
)
def test_what_only_looks_like_one_is_not(text):
    assert found(text) == []


def test_a_sentence_that_has_a_row_is_left_alone():
    text = "Holt said the dam leaks, per the Elm Courier."
    assert found(text, row(text, "Holt", "said", "the dam leaks")) == [("Holt", "said", "the dam leaks")]


def test_per_is_nobody():
    text = "Holt has agreed to stay, per sources."
    wrong = row(text, "per", "agreed", "to stay")
    assert found(text, wrong) == [("sources", "per", "Holt has agreed to stay")]
