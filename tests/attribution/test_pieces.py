from __future__ import annotations

import numpy as np
import pytest

from reportedly.attribution.pieces import SEP, quoted, quoted_in, windows
from reportedly.attribution.tagger import Tagger


def inside(text: str) -> str:
    return "".join(c for c, q in zip(text, quoted(text), strict=True) if q)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "no way" twice.', '"no way"'),
        ("He said “no way” twice.", "“no way”"),
        ("It’s the town’s dam, and the dogs’ too.", ""),
        ("She said ‘it’s over’ again.", "‘it’s over’"),
        ("“It goes on and on", "“It goes on and on"),
    ],
)
def test_quotation_marks(text, expected):
    assert inside(text) == expected


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger()


def cut(tagger, text, spans):
    return tagger.cut(text, spans, quoted_in(text, spans))


def test_shapes_tell_case_digits_and_quotation(tagger):
    text = "NASA said “Apollo 11” flew 𝐀."
    pieces = cut(tagger, text, ((0, len(text)),))
    shapes = {text[s:e]: int(shape) for s, e, shape in zip(pieces.start, pieces.end, pieces.shape, strict=True)}
    assert (shapes["NASA"], shapes["said"], shapes["Apollo"], shapes["11"], shapes["flew"]) == (2, 0, 5, 7, 0)


def test_offsets_are_code_points(tagger):
    text = "Żółć 🐟 said.\n\nThe 水 rose."
    pieces = cut(tagger, text, ((0, 12), (14, len(text))))
    words = [text[s:e] for s, e in zip(pieces.start, pieces.end, strict=True) if e > s]
    assert "".join(words) == "".join(text.split())


def test_windows_end_where_paragraphs_do(tagger):
    text = "\n".join(["The mayor said that the dam was safe and sound."] * 80)
    spans, at = [], 0
    for line in text.split("\n"):
        spans.append((at, at + len(line)))
        at += len(line) + 1
    pieces = cut(tagger, text, tuple(spans))
    cuts = windows(pieces, 254)
    assert all(pieces.ids[b - 1] == SEP and b - a <= 254 for a, b in cuts)
    assert [a for a, _ in cuts[1:]] == [b for _, b in cuts[:-1]]
    assert cuts[-1][1] == len(pieces)


def test_a_paragraph_longer_than_a_window_is_cut(tagger):
    text = "word " * 1000
    pieces = cut(tagger, text, ((0, len(text)),))
    assert max(b - a for a, b in windows(pieces, 254)) == 254
    assert np.all(pieces.paragraph == 0)
