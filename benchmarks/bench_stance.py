"""Stance to sentences, FNC-1 train cross-validated by body: `python -m benchmarks.bench_stance [--shared ../shared] [--strict]`.

`--strict` also keeps every headline that a held-out body is related to out of training, which leaves few pairs to train on.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from reportedly.claims import Claims
from training.stance import LABELS, crossed, read


def f1(truth: np.ndarray, told: np.ndarray, label: int) -> float:
    hits = int(((truth == label) & (told == label)).sum())
    return 2 * hits / max(1, int((truth == label).sum() + (told == label).sum()))


def show(name: str, truth: np.ndarray, told: np.ndarray) -> None:
    each = [f1(truth, told, k) for k in range(len(LABELS))]
    related = truth != LABELS.index("unrelated")
    score = 0.25 * ((told != 3) == related).sum() + 0.75 * ((told == truth) & related).sum()
    best = 0.25 * len(truth) + 0.75 * related.sum()
    per = "  ".join(f"{label} {value:.3f}" for label, value in zip(LABELS, each, strict=True))
    print(f"{name:24} macro F1 {np.mean(each):.3f}  {per}  accuracy {(truth == told).mean():.3f}  FNC score {score / best:.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--strict", action="store_true")
    args = parser.parse_args()
    data = read(args.shared / "data/claims/fnc1", Claims())
    show("all unrelated", data.y, np.full(len(data.y), LABELS.index("unrelated")))
    told = crossed(data)
    show("by body", data.y, told)
    if args.strict:
        show("by body and headline", data.y, crossed(data, strict=True))
    print("rows truth, columns told:", *LABELS)
    for k, label in enumerate(LABELS):
        print(f"  {label:10}", *(f"{int(((data.y == k) & (told == j)).sum()):6}" for j in range(len(LABELS))))


if __name__ == "__main__":
    main()
