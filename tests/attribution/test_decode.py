from __future__ import annotations

import numpy as np

from reportedly.attribution.decode import TAGS, runs, viterbi


def logits(*tags: int) -> np.ndarray:
    table = np.full((len(tags), TAGS), -5.0, np.float32)
    table[np.arange(len(tags)), tags] = 5.0
    return table


def test_an_inside_tag_needs_its_begin():
    scores = logits(0, 6, 6, 0)
    scores[1, 5] = 4.0
    assert viterbi(scores, np.array([True, False, False, False])).tolist() == [0, 5, 6, 0]


def test_no_run_crosses_a_paragraph():
    scores = logits(5, 6, 6, 6)
    scores[2, 5] = 4.5
    assert viterbi(scores, np.array([True, False, True, False])).tolist() == [5, 6, 5, 6]


def test_empty_text_has_no_tags():
    assert viterbi(np.zeros((0, TAGS), np.float32), np.zeros(0, bool)).size == 0


def test_runs_next_to_each_other_stay_apart():
    tags = np.array([1, 2, 1, 0, 3, 5, 6])
    found = runs(tags, np.zeros((7, TAGS), np.float32))
    assert [(r.role, r.start, r.end) for r in found] == [
        ("source", 0, 2),
        ("source", 2, 3),
        ("cue", 4, 5),
        ("content", 5, 7),
    ]


def test_edges_tell_how_sure_begin_and_end_are():
    table = np.log(np.full((3, TAGS), 0.05, np.float32))
    table[0, 5], table[1, 6], table[2, 6] = np.log(0.9), np.log(0.8), np.log(0.4)
    (run,) = runs(np.array([5, 6, 0]), table)
    assert abs(run.edges - np.log(0.6)) < 1e-6
