"""Sentences that close with who told them."""

from __future__ import annotations

from dataclasses import replace

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


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("Managers knew of it, leaked emails suggest", "leaked emails", "suggest", "Managers knew of it"),
        ("The mayor was paid twice, records seen by the Courier show.", "records seen by the Courier", "show", "The mayor was paid twice"),
    ],
)
def test_a_document_closes_a_sentence(text, source, cue, content):
    assert found(text) == [(source, cue, content)]
    assert found(text, row(text, "Managers" if "Managers" in text else "The mayor", cue, content[8:])) == [(source, cue, content)]


def test_what_runs_into_a_closing_document_ends_before_it():
    text = "Managers were warned that it leaks, emails seen by the Courier suggest."
    wrong = row(text, "", "were warned", "it leaks, emails seen by")
    assert found(text, wrong) == [
        ("were warned", "it leaks"),
        ("emails seen by the Courier", "suggest", "Managers were warned that it leaks"),
    ]


@pytest.mark.parametrize("text", ["Police: Teen made up her abduction", "UN: 3 million have fled since April"])
def test_a_headline_with_a_colon(text):
    who, what = text.split(": ")
    assert found(text) == [(who, what)]


@pytest.mark.parametrize("text", ["Flood in Elm: what we know so far", "Police: It rains all day.", "The report: a summary for those\nwho"])
def test_other_colons_are_no_headlines(text):
    assert found(text) == []


def test_a_toll_that_somebody_puts_at_a_number():
    text = "It rained. Lebanon's health ministry put the death toll at nine on Monday. “We put the total at 5,” she said."
    assert found(text) == [("Lebanon's health ministry", "put", "the death toll at nine")]


def test_a_denial_behind_a_semicolon_is_a_row():
    text = "It rained, people said; Granite denied it at the time."
    assert found(text) == [("Granite", "denied", "it")]


def test_who_puts_a_number_is_without_the_verbs_adverb():
    text = "It rained. The coast guard initially put the figure at 48."
    assert found(text) == [("The coast guard", "put", "the figure at 48")]


def test_who_puts_a_number_may_cite_another():
    text = "The Elm Star, citing hospital sources, put the number of injured at 48."
    content = "the number of injured at 48"
    assert found(text) == [("The Elm Star", "put", content), ("hospital sources", "citing", content)]


def test_a_toll_behind_a_semicolon_is_its_tellers_own():
    text = "At least nine people died, police say; local media put the figure at 14"
    told = row(text, "police", "say", "At least nine people died", "local media put the figure at 14")
    assert found(text, told) == [("police", "say", "At least nine people died"), ("local media", "put", "the figure at 14")]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("It leaks. The company has disputed that.", ("The company", "has disputed", "that")),
        ("It leaks, but both men deny the allegations.", ("both men", "deny", "the allegations")),
        ("It said so. The board's chairman, Otto Lenz, disputes this.", ("The board's chairman, Otto Lenz", "disputes", "this")),
        ("They said so. Holt and Roca both rejected it on Monday.", ("Holt and Roca", "both rejected", "it")),
    ],
)
def test_a_sentence_that_only_denies(text, want):
    assert found(text) == [want]


@pytest.mark.parametrize("text", ["He denied that it leaks.", "The court rejected it as the law demands.", "“The company denied it.”"])
def test_other_sentences_that_deny(text):
    assert found(text) == []


def test_claims_that_others_have_debunked():
    assert found("It is a fake. Similar claims have been debunked by AFP and Reuters.") == [
        ("AFP and Reuters", "have been debunked", "Similar claims")
    ]
    assert found("The claims were rejected by a margin of nine votes to two, as it should be.") == []


@pytest.mark.parametrize(("name", "want"), [("Roca", ("Roca", "Dam is safe to visit again")), ("Varra", None)])
def test_a_headline_with_a_name_before_its_colon(name, want):
    head, below = f"{name}: Dam is safe to visit again", "Mayor Ana Roca said no."
    text = f"{head}\n{below}"
    spans = ((0, len(head)), (len(head) + 1, len(text)))
    rows = unread([row(text, "Ana Roca", "said", "no")], Text(text, spans, quoted_in(text, spans)), 0.3)
    led = [tuple(text[s:e] for s, e in (*d.source, *d.content)) for d in rows if not d.cue]
    assert led == ([want] if want else [])


def test_a_toll_goes_before_a_row_less_sure():
    text = "The Elm Star, citing police, put the number of injured at 48."
    unsure = replace(row(text, "The Elm Star", "citing", "number of injured at 48"), confidence=0.4)
    assert [d[:2] for d in found(text, unsure)] == [("The Elm Star", "put"), ("police", "citing")]


def test_a_toll_that_another_puts_otherwise():
    text = "Twelve people died, residents said, but police put the toll at seven."
    told = row(text, "residents", "said", "Twelve people died")
    assert found(text, told) == [("residents", "said", "Twelve people died"), ("police", "put", "the toll at seven")]


def test_a_headline_that_a_source_closes():
    text = "Marvel's ‘Nova’ adds Idris Okoye, Variety reports"
    wrong = replace(row(text, "Variety", "adds", "Marvel's ‘Nova’"), confidence=0.5)
    assert found(text, wrong) == [("Variety", "reports", "Marvel's ‘Nova’ adds Idris Okoye")]
    read = row(text, "Variety", "reports", "Idris Okoye")
    assert found(text, read) == [("Variety", "reports", "Idris Okoye")]
