"""The relays' rules on rows made by hand, without the tagger."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reportedly.attribution.pieces import quoted_in
from reportedly.attribution.relay import settle
from reportedly.attribution.rows import Draft, Text


def row(text: str, source: str, cue: str, *content: str) -> Draft:
    def spans(*words: str) -> tuple[tuple[int, int], ...]:
        return tuple((text.index(w), text.index(w) + len(w)) for w in words if w)

    return Draft(spans(source), spans(cue), spans(*content), 0.9)


def settled(text: str, *rows: Draft) -> set[tuple[str, str]]:
    view = Text(text, ((0, len(text)),), quoted_in(text, ((0, len(text)),)))
    return {tuple(" ".join(text[s:e] for s, e in part) for part in (d.source, d.content)) for d in settle(rows, view)}


def test_a_cited_source_read_as_content_becomes_the_source():
    text = "The Courier said, citing two engineers, that the gates had cracked."
    found = settled(
        text,
        row(text, "The Courier", "said", "two engineers, that the gates had cracked"),
        row(text, "The Courier", "citing", "two engineers, that the gates had cracked"),
    )
    assert found == {("The Courier", "the gates had cracked"), ("two engineers", "the gates had cracked")}


def test_both_cues_get_the_content_that_one_of_them_has():
    text = "The Courier reported, citing two engineers, that the gates had cracked."
    rows = row(text, "The Courier", "reported"), row(text, "", "citing", "the gates had cracked")
    assert settled(text, *rows) == {("The Courier", "the gates had cracked"), ("two engineers", "the gates had cracked")}


def test_a_subject_before_the_citing_phrase_keeps_its_cue():
    text = "The river is high. The Courier and the Post, citing people in the town, reported that the bridge was shut."
    rows = row(text, "people in the town", "reported", "the bridge was shut")
    assert settled(text, rows) == {("The Courier and the Post", "the bridge was shut"), ("people in the town", "the bridge was shut")}


def test_a_citing_phrase_that_no_row_has_becomes_one():
    text = "The gates have cracked, the Courier reported on Sunday, citing a letter from the ministry."
    found = settled(text, row(text, "the Courier", "reported", "The gates have cracked"))
    assert found == {("the Courier", "The gates have cracked"), ("a letter from the ministry", "The gates have cracked")}


def test_reasons_are_no_sources():
    text = "The company said the gates would stay shut, citing security concerns."
    assert settled(text, row(text, "The company", "said", "the gates would stay shut")) == {("The company", "the gates would stay shut")}
    text = "The company cancelled the order, it said on Monday, citing concerns about cost."
    assert settled(text, row(text, "it", "said", "The company cancelled the order")) == {("it", "The company cancelled the order")}


def test_a_closing_outlet_gives_the_content_back_to_who_said_it():
    text = "The ministry said in a statement that it had closed the bridge, the Courier reported."
    rows = row(text, "The ministry", "said"), row(text, "the Courier", "reported", "a statement", "it had closed the bridge")
    assert settled(text, *rows) == {("The ministry", "it had closed the bridge")}


def test_an_adjunct_that_leads_to_the_content_is_no_content():
    text = "The ministry said in a statement on Sunday that it had closed the bridge, the Courier reported."
    rows = (
        row(text, "The ministry", "said", "a statement on Sunday that"),
        row(text, "the Courier", "reported", "it had closed the bridge"),
    )
    assert settled(text, *rows) == {("The ministry", "it had closed the bridge")}


def test_a_cue_in_the_next_sentence_is_no_neighbour():
    text = "The bridge is shut, citing the mayor. The Courier reported a flood."
    rows = row(text, "", "citing", "The bridge is shut"), row(text, "The Courier", "reported", "a flood")
    assert settled(text, *rows) == {("", "The bridge is shut"), ("The Courier", "a flood")}


def test_two_readings_of_one_row_are_one():
    text = "The Courier, citing two engineers, reported that the gates had cracked."
    rows = row(text, "two engineers", "reported", "the gates had cracked"), row(text, "two engineers", "citing", "the gates had cracked")
    view = Text(text, ((0, len(text)),), quoted_in(text, ((0, len(text)),)))
    assert len(settle(rows, view)) == 2


def test_rows_without_words_are_dropped():
    text = "The mayor said nothing."
    assert settled(text, row(text, "The mayor", "said")) == set()


@pytest.mark.parametrize("closing", ["the Courier reports", "the Courier reported on Monday", "according to the Courier"])
@pytest.mark.parametrize(
    ("source", "opening"),
    [
        ("Officials", "warned that"),
        ("The mayor of Elm", "has said"),
        ("Two engineers", "told the council last week that"),
        ("Police", "believe"),
    ],
)
def test_who_opens_a_sentence_that_an_outlet_closes_said_it(source, opening, closing):
    text = f"It rains. {source} {opening} the dam may fail, {closing}."
    found = settled(text, row(text, "the Courier", opening.split(" ")[0], "the dam may fail"))
    assert found == {(source, "the dam may fail")}


def test_who_condemns_what_an_outlet_passes_on_is_the_source():
    text = "Elm envoy Ruth Vandal condemned what she called “a crime”, the Courier reported."
    found = settled(text, row(text, "the Courier", "reported", "what she called “a crime”"))
    assert found == {("Elm envoy Ruth Vandal", "what she called “a crime”")}


@pytest.mark.parametrize("said", ["said", "told the council", "says on Monday"])
def test_of_two_who_close_a_sentence_the_first_said_it(said):
    text = f"The dam may fail, an aide {said}, the Courier reported."
    assert settled(text, row(text, "the Courier", "reported", "The dam may fail")) == {("an aide", "The dam may fail")}
    both = row(text, "an aide", said.split()[0], "The dam may fail"), row(text, "the Courier", "reported", "The dam may fail")
    assert settled(text, *both) == {("an aide", "The dam may fail"), ("the Courier", "The dam may fail")}


def test_a_source_read_as_the_beginning_of_the_content_is_the_source():
    text = "Police believe the gates had cracked, the Courier reported."
    assert settled(text, row(text, "the Courier", "reported", "Police", "the gates had cracked")) == {("Police", "the gates had cracked")}


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("The dam may fail, the Courier reported.", "the Courier", "reported", "The dam may fail"),
        ("Since then, the Post reports, the dam leaked, according to the Courier.", "the Courier", "according to", "the dam leaked"),
        ("Reports of the flood were passed on, the Courier said.", "the Courier", "said", "the flood were passed on"),
        ("Police have said they will not show two films, one made by a driver, according to the Courier.", "the Courier", "according to",
         "they will not show two films, one made by a driver"),
        ("There were fears that the dam may fail, the Courier reported.", "the Courier", "reported", "the dam may fail"),
    ],
)  # fmt: skip
def test_the_closing_source_keeps_what_nobody_else_is_said_to_have_said(text, source, cue, content):
    assert settled(text, row(text, source, cue, content)) == {(source, content)}


def test_who_cites_shares_a_content_of_its_own_sentence_only():
    text = "Police have held two men. The Star, citing hospital sources, had more."
    found = settled(text, row(text, "Police", "have", "held two men"), row(text, "hospital sources", "citing"))
    assert found == {("Police", "held two men")}


def test_a_relative_clause_cites_too():
    text = "The dam leaks, according to Lumen, which cited two officials. It may fail."
    found = settled(text, row(text, "Lumen", "according to", "The dam leaks"), row(text, "Lumen", "cited", "It may fail"))
    assert found == {("Lumen", "The dam leaks"), ("two officials", "The dam leaks")}


def test_who_is_cited_is_as_sure_as_what_passes_it_on():
    text = "The dam leaks, the Courier reported on Sunday, citing a letter from the ministry."
    bare = replace(row(text, "a letter from the ministry", "citing"), confidence=0.2)
    view = Text(text, ((0, len(text)),), quoted_in(text, ((0, len(text)),)))
    found = settle([row(text, "the Courier", "reported", "The dam leaks"), bare], view)
    assert [d.confidence for d in found] == [0.9, 0.9] and found[0].content == found[1].content
