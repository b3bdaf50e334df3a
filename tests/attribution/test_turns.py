"""Interviews: paragraphs behind labels."""

from __future__ import annotations

from reportedly.attribution.rows import Draft, finish
from reportedly.attribution.turns import take_turns
from tests.attribution.test_posts import view, words

TALK = "\n\n".join(
    [
        "Jonas Ekel spoke to Lumen.",
        "Lumen: Inflation has fallen. Why not cut rates?",
        "Ekel: Because it is not over. The minister says prices will rise.",
        "Lumen: The opposition wants you to resign, and so do others.",
        "Ekel: I will stay until May.",
        "Note: Ekel was speaking on Monday.",
    ]
)


def test_each_turn_that_tells_something_is_a_row():
    rows = take_turns([], view(TALK))
    assert words(TALK, rows) == [
        ("Ekel", "Because it is not over. The minister says prices will rise."),
        ("Lumen", "The opposition wants you to resign, and so do others."),
        ("Ekel", "I will stay until May."),
    ]
    assert finish(rows, [], view(TALK))[0].kind == "direct"


def span(words: str) -> tuple[int, int]:
    return TALK.index(words), TALK.index(words) + len(words)


def test_what_others_say_in_a_turn_is_nested_and_its_pieces_go():
    minister = Draft((span("The minister"),), (span("says"),), (span("prices will rise"),), 0.8)
    label = TALK.index("Ekel: Because")
    piece = Draft(((label, label + 4),), (), (span("it is not over"),), 0.6)
    outside = Draft((span("Jonas Ekel"),), (span("spoke"),), (span("to Lumen"),), 0.5)
    kept = take_turns([minister, piece, outside], view(TALK))
    rows = finish([d for d in kept if not d.inner], [d for d in kept if d.inner], view(TALK))
    assert ("The minister", "prices will rise") in words(TALK, rows)
    assert [r.parent is not None for r in rows if r.source == minister.source] == [True]
    assert not any(r.content == piece.content for r in rows)
    assert ("Jonas Ekel", "to Lumen") in words(TALK, rows)


def test_a_page_with_a_label_or_two_is_no_transcript():
    text = "Police: The road is closed.\n\nUpdate: It is open.\n\nUpdate: It is closed again."
    assert take_turns([], view(text)) == []


def test_letters_name_nobody():
    text = "\n\n".join(["Q: Will rates fall this year?", "A: They will fall in May, I think.", "Q: Why?", "A: Because prices fell again."])
    assert take_turns([], view(text)) == []
