from __future__ import annotations

import pytest

from reportedly.commitment import commit
from reportedly.model import Article, Attribution


def judged(cue: str, content: str) -> str:
    text = f"{cue} {content}"
    spans = ((0, len(cue)),) if cue else ()
    row = Attribution("a1", (), spans, ((len(cue) + 1, len(text)),))
    return commit(Article("x", text, ((0, len(text)),)), [row])[0].commitment


@pytest.mark.parametrize(
    ("cue", "content", "expected"),
    [
        ("said", "the dam has burst", "affirms"),
        ("said", "we are not leaving the town", "affirms"),
        ("accused of", "the mayor of theft", "affirms"),
        ("will", "the dam will burst", "affirms"),
        ("denied", "the dam had burst", "denies"),
        ("dismissed as", "the reports", "denies"),
        ("said", "the ministry's claim is false", "denies"),
        ("called", "the report “completely untrue”", "denies"),
        ("believes", "the dam has burst", "hedges"),
        ("is believed to", "the dam ... have burst", "hedges"),
        ("said", "the dam may have burst", "hedges"),
        ("said", "“I think the dam has burst”", "hedges"),
        ("urged", "the town to leave", "open"),
        ("declined", "to comment", "open"),
        ("did not say", "when the dam burst", "open"),
        ("could not confirm", "the reports", "open"),
        ("plans", "to leave the town", "open"),
        ("told", "the town to leave", "affirms"),
        ("said", "the town should leave", "open"),
        ("asked", "who had opened the gate", "open"),
        ("", "“Who opened the gate?”", "open"),
        ("said", "to leave the town", "open"),
    ],
)
def test_commitment(cue: str, content: str, expected: str) -> None:
    assert judged(cue, content) == expected


def test_other_fields_stay() -> None:
    row = Attribution("a1", (), (), ((0, 4),), said="2021")
    assert commit(Article("x", "Rain", ()), [row])[0].said == "2021"
