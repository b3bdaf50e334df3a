"""The pair scorer against cosine alone: `python -m benchmarks.bench_pairs [--shared ../shared] [--encoders build/encoders]`.

MSRP (from line 1,001 on, since the encoder was tuned on those before) and ECB+ (sentences that share their main event, against sentences
that share none; weak labels) are cross-validated by blocks and by topic, both with the threshold that gives the best F1 over
the whole set, for scorer and cosine alike. The opposites' held-out families are scored once, by accuracy over three classes. The
checkpoint's own cosine (before tuning) needs torch and is not printed.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from benchmarks.scorers import OPPOSITES
from reportedly.claims import network
from reportedly.claims.embedder import Embedder
from reportedly.claims.features import NAMES
from training import scorer
from training.claim_data import LABELS, Set, opposites

COSINE = NAMES.index("cosine")


def best_f1(p: np.ndarray, y: np.ndarray) -> float:
    cut = scorer.best_cut(p, y)
    return 2 * ((p >= cut) & y).sum() / ((p >= cut).sum() + y.sum())


def accuracy(p: np.ndarray, y: np.ndarray) -> float:
    """The best that any threshold gives."""
    order = np.argsort(-p, kind="stable")
    hits = np.cumsum(np.where(y[order], 1, -1))
    return float((max(0, hits.max()) + (~y).sum()) / len(y))


CLASSES = (
    ("one asks, plans or promises", "open_more", 0.5),
    ("numbers differ", "numbers_conflict", 0.5),
    ("only phrases (no clause)", "phrase_more", 0.5),
    ("other names in each", "names_conflict", 0.3),
    ("one is hedged", "hedge_differs", 0.5),
)
COVERED = 0.2


def wrong(pairs: Set, told: np.ndarray, related: float) -> None:
    """Wrong pairs of the ledger by class, each in the first class that fits."""
    together, y = told[:, 0] + told[:, 1], pairs.y < LABELS.index("different")
    column = {n: pairs.x[:, NAMES.index(n)] for n in NAMES}
    kinds = [(name, column[feature] >= least) for name, feature, least in CLASSES]
    for what, mask, more in (
        ("taken for one claim", (together >= related) & ~y, [("few words in common, near in meaning", column["covered_more"] < COVERED)]),
        ("missed", (together < related) & y, [("few words in common", column["covered_more"] < COVERED)]),
        ("wrong side (same for opposite or the reverse)", (together >= related) & y & ((told[:, 0] >= told[:, 1]) != (pairs.y == 0)), []),
    ):
        print(f"{what}: {mask.sum()} of {(~y).sum() if what.startswith('taken') else y.sum()}")
        left = mask.copy()
        for name, found in (*more, *kinds):
            print(f"  {name:42} {(left & found).sum()}")
            left &= ~found
        print(f"  {'none of these':42} {left.sum()}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--encoders", type=Path, default=Path("build/encoders"))
    parser.add_argument("--errors", action="store_true", help="count the ledger's wrong pairs by class")
    args = parser.parse_args()
    embedder = Embedder()
    sets = scorer.sets_of(args.shared / "data", OPPOSITES, embedder, args.encoders)
    told = scorer.crossed(sets, ["ledger", "msrp", "ecb"])
    for name, p in told.items():
        y, cosine = sets[name].y < LABELS.index("different"), sets[name].x[:, COSINE]
        for what, score in (("cosine", cosine), ("scorer", p[:, 0] + p[:, 1])):
            print(f"{name:10} {what}  F1 {best_f1(score, y):.3f}  accuracy {accuracy(score, y):.3f}  pairs {len(y)}")
    turned = sets["ledger"].y < LABELS.index("different")
    same = (sets["ledger"].y[turned] == 0).mean()
    right = (told["ledger"][turned, 0] >= told["ledger"][turned, 1]) == (sets["ledger"].y[turned] == 0)
    print(f"ledger     same or opposite, of related pairs: accuracy {right.mean():.3f} ({same:.3f} are same)")
    if args.errors:
        wrong(sets["ledger"], told["ledger"], network.load("scorer", NAMES).settings["related"])
    held = opposites(OPPOSITES, embedder, "held")
    got = network.load("scorer", NAMES).probabilities(held.x).argmax(axis=1)
    each = "  ".join(f"{label} {(got == k)[held.y == k].mean():.3f}" for k, label in enumerate(LABELS))
    print(f"opposites  held-out families: accuracy {(got == held.y).mean():.3f}  {each}  pairs {len(held.y)}")
    for family in sorted(set(held.group)):
        mine = held.group == family
        print(f"  {family:16} {(got == held.y)[mine].mean():.2f} of {mine.sum()}")


if __name__ == "__main__":
    main()
