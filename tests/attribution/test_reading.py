from __future__ import annotations

import re
import time

import pytest

from reportedly.attribution import Tagger, extract
from reportedly.attribution.pieces import quoted_in
from reportedly.attribution.rows import Text


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger()


def read(tagger, text):
    spans = tuple((m.start(), m.end()) for m in re.finditer(r"\S(?:[^\n]*\S)?", text))
    words = {}
    rows = extract(text, spans, tagger)
    for row in rows:
        words[row.id] = tuple(" ".join(text[s:e] for s, e in part) for part in (row.source, row.cue, row.content))
    return rows, words


def test_indirect(tagger):
    rows, words = read(tagger, "The mayor of Port Elm said on Sunday that the dam would hold through the winter.")
    assert words["a1"] == ("The mayor of Port Elm", "said", "the dam would hold through the winter")
    assert rows[0].kind == "indirect"


def test_direct_keeps_its_marks(tagger):
    rows, words = read(tagger, "“The dam will hold,” the mayor said. “It has held for a hundred years.”")
    assert words["a1"][2] == "“The dam will hold,” “It has held for a hundred years.”"
    assert rows[0].kind == "direct"


def test_mixed(tagger):
    rows, _ = read(tagger, "The minister said the report was “a work of fiction” and that the dam was safe.")
    assert rows[0].kind == "mixed"


def test_passive_with_nobody_named(tagger):
    rows, _ = read(tagger, "The gates are believed to have cracked during the flood last month.")
    assert rows
    assert rows[0].source == ()


def test_a_lone_pronoun_can_be_denied_and_is_said_by_nobody_else(tagger):
    _, words = read(tagger, "Local media reported that the bridge had collapsed, but officials denied it.")
    assert ("officials", "denied", "it") in words.values()
    _, words = read(tagger, "The ministry neither confirmed nor denied the report.")
    assert words["a1"] == ("The ministry", "neither confirmed nor denied", "the report")


def test_nobody_says_nothing_under_the_ledgers_guide(tagger):
    text = "No group has claimed responsibility for the attack on the dam."
    assert read(tagger, text)[1] == {}
    assert [source for source, *_ in read(Tagger(guide="polnear"), text)[1].values()] == ["No group"]


def test_nested_rows_know_their_parent(tagger):
    text = "The Elm Courier reported that engineers had warned that the gates of the dam were cracked."
    rows, words = read(tagger, text)
    inner = [r for r in rows if r.parent]
    assert inner
    assert words[inner[0].id][0] == "engineers"


def test_citing_shares_the_content(tagger):
    text = "The Elm Courier reported, citing two engineers, that the gates of the dam had cracked in three places."
    _, words = read(tagger, text)
    contents = {(s, c) for s, _, c in words.values()}
    assert {s for s, c in contents if "the gates of the dam had cracked" in c} >= {"The Elm Courier", "two engineers"}


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("Reuters reported on Monday, citing a document, that the plants would close.", "a document", "the plants would close"),
        ("The Times said, citing officials, that talks had failed.", "officials", "talks had failed"),
    ],
)
def test_what_a_citing_cue_cites_is_its_source(tagger, text, source, content):
    _, words = read(tagger, text)
    assert any(s == source and content in c for s, _, c in words.values())
    assert not any(source in c for _, _, c in words.values())


def test_rows_below_the_floor_are_left_out(tagger):
    text = "The mayor said the dam was safe. Some in the town seem to think about leaving."
    spans = ((0, len(text)),)
    every, sure = (extract(text, spans, tagger, floor=f) for f in (0.0, 0.9))
    assert {r.source for r in sure} <= {r.source for r in every}
    assert all(r.confidence >= 0.9 for r in sure)
    assert extract(text, spans, tagger, floor=1.0) == ()


def test_nothing_said_gives_no_rows(tagger):
    rows, _ = read(tagger, "The river is 200 kilometres long. It rises in the hills and flows to the sea.")
    assert rows == ()


@pytest.mark.parametrize("text", ["", "   \n\n ", "…", "\u202e\u200b", "“" * 500, "said " * 300, "🐟" * 1000])
def test_strange_text_is_no_error(tagger, text):
    read(tagger, text)


def test_an_unclosed_quotation_costs_linear_time(tagger):
    def spent(times):
        started = time.process_time()
        read(tagger, "“" + "The dam holds, he said, and so it does. " * times)
        return time.process_time() - started

    spent(50)
    assert spent(1000) < 5.5 * min(spent(250), spent(250))


def test_a_dateline_is_no_part_of_what_is_said(tagger):
    _, words = read(tagger, "LIMA (AP) — The dam at Varra was closed, officials said.")
    assert words["a1"][2] == "The dam at Varra was closed"


def test_that_may_be_a_pronoun():
    text = "The spokesman said that was not the case, and that it rains."
    view = Text(text, ((0, len(text)),), quoted_in(text, ((0, len(text)),)))
    start, end = text.index("was not"), text.index(", and")
    assert text[slice(*view.trim_content((start, end)))] == "that was not the case"
    assert text[slice(*view.trim_content((start - 5, end)))] == "that was not the case"
    assert text[slice(*view.trim_content((text.index("that it"), len(text))))] == "it rains"
