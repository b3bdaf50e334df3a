"""How the claims room's networks are made: labels from threads, folds, and the fit itself."""

from __future__ import annotations

import json

import numpy as np

from reportedly.claims import network
from tests.claims.made import by, evidence
from training.claim_data import _turn, folds, stories
from training.fit import fit
from training.scorer import across, best_cut


def test_a_fit_is_deterministic_and_learns_a_product(tmp_path):
    rng = np.random.default_rng(0)
    x = rng.normal(size=(800, 2)).astype(np.float32)
    y = (x[:, 0] * x[:, 1] > 0).astype(int)
    told = [fit(x, y, np.ones(len(y)), ("a", "b"), ("no", "yes"), epochs=60, hidden=12, rate=1e-2, decay=0.0) for _ in range(2)]
    assert told[0].to_json() == told[1].to_json()
    assert (told[0].probabilities(x).argmax(1) == y).mean() > 0.9
    (tmp_path / "n.json").write_text(json.dumps(told[0].to_json()))
    assert np.allclose(network.load("n", ("a", "b"), tmp_path).probabilities(x), told[0].probabilities(x), atol=0.01)


def test_a_denial_carries_the_proposition_itself():
    assert _turn(by("p#a1", "Mira Valdane", commitment="denies")) == -1 and _turn(evidence("p#a1")) == 1


def test_folds_hold_each_story_once():
    dealt = folds([f"s{k % 7}" for k in range(30)], 3)
    assert sorted(s for fold in dealt for s in fold) == [f"s{k}" for k in range(7)]
    assert dealt == folds([f"s{k}" for k in range(7)], 3)


def test_pairs_of_one_article_do_not_count():
    assert across(["p#a1", "p#a2", "q#a1"]) == {frozenset({"p#a1", "q#a1"}), frozenset({"p#a2", "q#a1"})}


def test_the_best_cut():
    assert best_cut(np.array([0.9, 0.8, 0.3, 0.1]), np.array([True, True, False, False])) == 0.8


def test_stories_have_their_articles_and_threads(shared):
    for paths, threads in stories(shared / "data/ledger/gold").values():
        ids = {p.stem for p in paths}
        assert all(ref.split("#")[0] in ids for t in threads for ref in (*t["supports"], *t["denies"]))
