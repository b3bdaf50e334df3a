from __future__ import annotations

import pytest

from reportedly.commitment import commit
from reportedly.model import Article, Attribution
from reportedly.reasons import sentence


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
        ("did not deny", "the dam had burst", "open"),
        ("has not ruled out", "a second leak", "open"),
        ("called", "the reports pure speculation", "denies"),
        ("called", "the speculation harmful", "affirms"),
        ("dismissed as", "the reports", "denies"),
        ("said", "the ministry's claim is false", "denies"),
        ("called", "the report “completely untrue”", "denies"),
        ("rated", "the claim false", "denies"),
        ("believes", "the dam has burst", "hedges"),
        ("is believed to", "the dam ... have burst", "hedges"),
        ("said", "the dam may have burst", "hedges"),
        ("said", "“I think the dam has burst”", "hedges"),
        ("said", "“Since the dam is a wall that is almost fifty years old, we believe it is likely to burst”", "hedges"),
        ("said", "“I heard that the dam has burst”", "hedges"),
        ("said", "“I heard the dam burst”", "affirms"),
        ("is understood", "to have burst", "hedges"),
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
        ("said", "he wants to leave the town", "open"),
        ("said", "the farmers are leaving because they want a dry house", "affirms"),
        ("said", "the town has a wall that may break", "affirms"),
        ("said", "the river is a possible danger", "affirms"),
        ("said", "she could not find the key", "affirms"),
    ],
)
def test_commitment(cue: str, content: str, expected: str) -> None:
    assert judged(cue, content) == expected


@pytest.mark.parametrize(
    ("cue", "content", "rule", "words"),
    [
        ("said", "the dam has burst", "plain", ["said"]),
        ("", "the dam has burst", "bare", []),
        ("denied", "the dam had burst", "denies", ["denied"]),
        ("did not say", "when the dam burst", "withheld", ["not", "say"]),
        ("does not accept", "that the dam burst", "spurned", ["not", "accept"]),
        ("declined", "to comment", "silent", ["declined"]),
        ("urged", "the town to leave", "asks", ["urged"]),
        ("believes", "the dam has burst", "hedges", ["believes"]),
        ("considered", "leaving the town", "wished", ["considered", "leaving"]),
        ("called", "the report “completely untrue”", "untrue", ["called", "untrue"]),
        ("said", "there was no truth in it", "content_deny", ["no truth"]),
        ("said", "“Who opened the gate?”", "question", ["gate?"]),
        ("said", "if the dam bursts, run", "content_start", ["if"]),
        ("said", "the town should leave", "content_open", ["should"]),
        ("said", "the dam may have burst", "content_hedge", ["may"]),
        ("said", "she feared for the dam", "plain", ["said"]),
        ("said", "he believed the dam was safe", "opinion_start", ["he believed"]),
        ("warned", "the dam would burst", "foretells", ["warned"]),
        ("warned", "the dam may burst", "foretold_possible", ["warned", "may"]),
        ("warned", "the dam is leaking", "foretold_fact", ["warned", "is"]),
    ],
)
def test_the_reason_names_the_rule_and_its_words(cue: str, content: str, rule: str, words: list[str]) -> None:
    text = f"{cue} {content}"
    row = Attribution("a1", (), ((0, len(cue)),) if cue else (), ((len(cue) + 1, len(text)),))
    (reason,) = commit(Article("x", text, ((0, len(text)),)), [row])[0].why
    assert (reason.rule, [text[s:e] for s, e in reason.words]) == (rule, words)
    assert "{" not in sentence(reason, text)


def test_a_word_over_two_stretches_is_shown_where_it_begins() -> None:
    text = "did, he told us, not confirm it"
    row = Attribution("a1", (), ((0, 3), (17, 20), (21, 28)), ((29, 31),))
    (reason,) = commit(Article("x", text, ()), [row])[0].why
    assert [text[s:e] for s, e in reason.words] == ["not", "confirm"]


def test_other_fields_stay() -> None:
    row = Attribution("a1", (), (), ((0, 4),), said="2021")
    assert commit(Article("x", "Rain", ()), [row])[0].said == "2021"
