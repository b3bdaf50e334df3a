"""Annotated rows become targets of the pieces that carry them (no torch needed)."""

from __future__ import annotations

from importlib.resources import files

import numpy as np
import pytest
from tokenizers import Tokenizer

from training import data

TEXT = "The mayor said the engineers think the dam is safe."


def row(source: str, cue: str, content: str) -> dict:
    return {r: [[TEXT.index(w), TEXT.index(w) + len(w)]] for r, w in zip(data.ROLES, (source, cue, content), strict=True)}


ROWS = [row("The mayor", "said", "the engineers think the dam is safe"), row("the engineers", "think", "the dam is safe")]


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    found = Tokenizer.from_file(str(files("reportedly") / "attribution" / "weights" / "tokenizer.json"))
    found.no_padding()
    found.no_truncation()
    return found


def test_nested_rows_have_a_layer_of_their_own(tokenizer):
    article = data.annotate(TEXT, ROWS, data.LEDGER, tokenizer)
    assert article.tags[0].tolist() == [1, 2, 3, 5, 6, 6, 6, 6, 6, 6, 0, 0]
    assert article.tags[1].tolist() == [0, 0, 0, 1, 2, 3, 5, 6, 6, 6, 0, 0]
    assert article.cue[0][:4].tolist() == [2, 2, 0, 2]


def test_polnear_says_nothing_of_nested_rows(tokenizer):
    article = data.annotate(TEXT, ROWS[:1], data.POLNEAR, tokenizer)
    assert set(article.tags[1][:-1].tolist()) == {data.IGNORE}


def test_windows_cover_the_article_once(tokenizer):
    text = "\n".join([TEXT] * 60)
    article = data.annotate(text, [], data.POLNEAR, tokenizer)
    parts = list(data.samples(article, 50, size=64))
    assert sum(len(p["ids"]) - 1 for p in parts) == len(article.pieces)
    assert max(len(p["ids"]) for p in parts) <= 65
    assert np.array_equal(np.concatenate([p["ids"][1:] for p in parts]), article.pieces.ids)
