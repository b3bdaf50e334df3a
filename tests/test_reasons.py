"""Every rule that a room names has a sentence, and the reader's rows explain themselves."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import reportedly
from reportedly.model import Article
from reportedly.reasons import ROOMS, explained, sentence
from reportedly.wordlists import load

SOURCE = Path(reportedly.__file__).parent


@pytest.fixture(scope="module")
def articles(reader: reportedly.Reader, examples: list[Path]) -> list[Article]:
    return [reader.read(page) for page in examples]


@pytest.mark.parametrize("room", sorted({room for room in ROOMS.values() if (SOURCE / room / "reasons.toml").exists()}))
def test_every_sentence_is_named_in_its_room(room: str) -> None:
    code = "\n".join(path.read_text("utf8") for path in (SOURCE / room).glob("*.py"))
    rules = load(room, "reasons")
    assert [rule for rule in rules if f'"{rule}"' not in code] == []


def test_every_reason_becomes_a_sentence_of_its_words(articles: list[Article]) -> None:
    reasons = [(reason, article.text) for article in articles for row in article.attributions for reason in row.why]
    assert len(reasons) > 80
    for reason, text in reasons:
        told = sentence(reason, text)
        assert not re.search(r"\{\d\}", told), (reason, told)
        assert all(0 <= s < e <= len(text) for s, e in reason.words)


def test_explained_has_the_contract_and_why(articles: list[Article]) -> None:
    told = explained(articles[0])
    assert {k: v for k, v in told["attributions"][0].items() if k != "why"} == articles[0].attributions[0].to_json()
    assert {"field", "rule", "words", "says"} == set(told["attributions"][0]["why"][0])
