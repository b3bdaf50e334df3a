from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest

from reportedly.commitment import Firm, firmness
from reportedly.commitment.factuality import BUCKETS, GUIDES
from reportedly.commitment.sentence import sentence_around
from reportedly.errors import BadValue, WeightsError
from reportedly.reasons import sentence


@pytest.fixture(scope="module")
def model() -> Firm:
    return Firm()


def at(text: str, word: str) -> tuple[int, int]:
    return text.index(word), text.index(word) + len(word)


@pytest.mark.parametrize(
    ("firmer", "word", "looser", "other"),
    [
        ("The dam burst on Tuesday.", "burst", "The dam did not burst on Tuesday.", "burst"),
        ("The council built a bridge.", "built", "The council may have built a bridge.", "built"),
        ("The council managed to build a bridge.", "build", "The council wants to build a bridge.", "build"),
        ("The council managed to build a bridge.", "build", "The council failed to build a bridge.", "build"),
        ("The farmers left the valley.", "left", "If the farmers left the valley, nobody noticed.", "left"),
        ("The mayor forced the farmers to leave.", "leave", "The mayor urged the farmers to leave.", "leave"),
        ("The mayor resigned.", "resigned", "The mayor never resigned.", "resigned"),
    ],
)
def test_an_operator_loosens_its_event(model: Firm, firmer: str, word: str, looser: str, other: str) -> None:
    assert model(firmer, at(firmer, word)).value > model(looser, at(looser, other)).value + 0.5


@pytest.mark.parametrize(
    ("text", "word", "rule", "because"),
    [
        ("The dam did not burst.", "burst", "event_negated", "not"),
        ("The dam may burst.", "burst", "event_possible", "may"),
        ("The town wants to build a dam.", "build", "event_wished", "wants"),
        ("The town failed to build a dam.", "build", "event_fails", "failed"),
    ],
)
def test_the_reason_is_the_operator(model: Firm, text: str, word: str, rule: str, because: str) -> None:
    reason = model(text, at(text, word)).reason
    assert (reason.rule, text[slice(*reason.words[-1])]) == (rule, because)
    assert sentence(reason, text).count("“") == 2


def test_values_stay_on_the_scale_under_every_guide() -> None:
    text = "Nobody believes that the dam could not have burst, does anyone?"
    assert all(-3 <= Firm(guide)(text, at(text, "burst")).value <= 3 for guide in GUIDES)


def test_the_model_may_be_left_out(model: Firm) -> None:
    text = "The dam burst."
    assert firmness(text, (8, 13)) == firmness(text, (8, 13), model=model)


@pytest.mark.parametrize("span", [(0, 0), (3, 4), (-1, 2), (5, 99)])
def test_no_word_at_the_span(model: Firm, span: tuple[int, int]) -> None:
    with pytest.raises(BadValue, match="no word at"):
        model("The dam", span)


def test_unknown_guide_and_damaged_weights(tmp_path: Path) -> None:
    with pytest.raises(BadValue, match="no guide 'x'"):
        Firm("x")
    (tmp_path / "factuality.npz").write_bytes(b"PK\x03\x04 no")
    with pytest.raises(WeightsError, match="reinstall"):
        Firm(folder=tmp_path)
    np.savez(tmp_path / "factuality.npz", uw=np.zeros(3), uw_constant=0.0, scale=1.0)
    with pytest.raises(WeightsError, match=str(BUCKETS)):
        Firm(folder=tmp_path)


def test_a_sentence_ends_at_its_stop_and_not_at_an_abbreviation() -> None:
    text = "It rained. Mr. Poe left the U.S. embassy. He slept."
    words, place = sentence_around(text, at(text, "left"))
    assert [w.word for w in words][:3] == ["mr", ".", "poe"] and words[-2].word == "embassy" and words[place].word == "left"


def test_a_huge_text_without_a_stop_takes_no_longer(model: Firm) -> None:
    text = "may, " * 400_000
    began = time.process_time()
    model(text, (1_000_000, 1_000_003))
    model("x" * 2_000_000, (1_000_000, 1_000_003))
    assert time.process_time() - began < 1.0
