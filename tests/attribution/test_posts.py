from __future__ import annotations

import re

import pytest

from reportedly.attribution.pieces import quoted_in
from reportedly.attribution.posts import take_posts
from reportedly.attribution.rows import Draft, Text, finish


def view(text: str) -> Text:
    spans = tuple(m.span() for m in re.finditer(r"\S(?:[^\n]*\S)?", text))
    return Text(text, spans, quoted_in(text, spans))


def words(text: str, rows) -> list[tuple[str, str]]:
    return [tuple(" ".join(text[s:e] for s, e in part) for part in (r.source, r.content)) for r in rows]


@pytest.mark.parametrize("gap", ["\n\n", " ", ""])
def test_the_words_before_a_signature_are_its_authors(gap):
    text = f"The company wrote:\n\nThe gates are sound. Nobody has to leave.{gap}— Varra Hydro (@varrahydro) April 9, 2031\n\nIt rained."
    posts = take_posts([], view(text))
    assert words(text, posts) == [("Varra Hydro (@varrahydro)", "The gates are sound. Nobody has to leave.")]
    assert finish(posts, [], view(text))[0].kind == "direct"


def test_rows_inside_a_post_are_nested_in_it_and_its_pieces_go():
    text = "The mayor says the dam is safe. Is it? — Elva Marrow (@elva)"
    whole = Draft(((0, 9),), ((10, 14),), ((15, 30),), 0.9)
    piece = Draft((), (), ((32, 38),), 0.4)
    outer = take_posts([whole, piece], view(text))
    rows = finish([d for d in outer if not d.inner], [d for d in outer if d.inner], view(text))
    assert words(text, rows) == [("Elva Marrow (@elva)", "The mayor says the dam is safe. Is it?"), ("The mayor", "the dam is safe")]
    assert [r.parent for r in rows] == [None, "a1"]


@pytest.mark.parametrize("line", ["– – >> Follow Elva Marrow (@elva)", "Write to (@elva)", "the dam — built in 1931 — is safe"])
def test_other_lines_are_no_signatures(line):
    assert take_posts([], view(f"The dam is safe.\n\n{line}")) == []
