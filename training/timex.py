"""Whether learned choices would read times better than the rules: `python -m training.timex --shared ../shared`.

Each expression that the rules find has a few readings (`timex_features.readings`): their own value, the week before, the coming year,
without the part of day, and for what carries no date (lengths, "now") to be left out. A conditional logit chooses: a reading's score
is the sum of one weight for each pair of its step and a feature, with a ridge; everything in numpy. Trained and tested on TBAQ-cleaned
over ten folds by a hash of the document's name, the ridge chosen by three folds inside each training part. Prints value F1 of the rules
and of the cross-validated choice, and what each step won and lost.

What it found is in training/README.md; no weights are shipped.
"""

from __future__ import annotations

import argparse
import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.bench_timex import document, pairs
from reportedly.times.timeml import timexes
from training.timex_features import DROP, RULE, VAGUE, features, kind_of_text, places, readings

FOLDS, INNER, RIDGES, ROUNDS = 10, 3, (1.0, 3.0, 10.0, 30.0), 60
# a value that is right less often than half of the F1 does more harm than good
KEPT = 0.4
# what the rules' own reading has before anything is learned: overruling it takes evidence
PRIOR = 2.5
# features of the training part that stand in fewer examples are left out
SELDOM = 3
Weights = dict[str, float]


@dataclass(frozen=True, slots=True)
class Example:
    """One expression: its document, its branch, its readings (None: left out) by step, its features, the annotated value."""

    name: str
    kind: str
    steps: tuple[str, ...]
    values: tuple[str | None, ...]
    features: tuple[str, ...]
    truth: str | None

    def right(self) -> list[bool]:
        """Which readings are right; where none is, all that are not left out count, and the example says only whether it is marked."""
        told = [value == self.truth for value in self.values]
        return told if any(told) else [step != DROP for step in self.steps]


def examples(folder: Path) -> tuple[list[Example], int]:
    """Every expression found in the documents of `folder`, and how many are annotated there."""
    out, annotated = [], 0
    for path in sorted(folder.glob("*/*.tml")):
        text, anchor, gold = document(path)
        annotated += len(gold)
        found = timexes(text, anchor)
        marked = {timex.span: truth[3] for truth, timex in pairs(gold, found)}
        whole = kind_of_text(text, anchor)
        for timex, place in zip(found, places(found, anchor), strict=True):
            read = readings(timex, text[slice(*timex.span)], place)
            values: list[str | None] = [*read, *([None] if timex.kind in VAGUE else [])]
            steps = (*read.values(), *([DROP] if timex.kind in VAGUE else []))
            known = tuple(features(text, timex, place, whole))
            out.append(Example(path.name, timex.kind, steps, tuple(values), known, marked.get(timex.span)))
    return out, annotated


class Table:
    """Examples as arrays: one row a reading, and the columns (pairs of step and feature) that are true of it."""

    def __init__(self, chosen: Sequence[Example], columns: dict[str, int] | None = None) -> None:
        names = [[f"{e.kind} {step} {f}" for f in e.features] for e in chosen for step in e.steps]
        if columns is None:
            counted = Counter(name for row in names for name in row)
            columns = {name: n for n, name in enumerate(sorted(k for k, times in counted.items() if times >= SELDOM))}
        self.columns = columns
        known = [(n, columns[name]) for n, row in enumerate(names) for name in row if name in columns]
        self.rows, self.cells = (np.array(part, dtype=np.int64) for part in (zip(*known, strict=True) if known else ((), ())))
        self.starts = np.cumsum([0, *(len(e.steps) for e in chosen)])
        self.of = np.repeat(np.arange(len(chosen)), np.diff(self.starts))
        self.prior = np.array([PRIOR * (step == RULE) for e in chosen for step in e.steps])
        self.right = np.array([r for e in chosen for r in e.right()])

    def chances(self, weights: NDArray[np.float64], among: NDArray[np.bool_] | None = None) -> NDArray[np.float64]:
        """The chance of each reading among those of its example (or only those that `among` allows)."""
        scores = self.prior + np.bincount(self.rows, weights[self.cells], len(self.of))
        scores = scores if among is None else np.where(among, scores, -1e9)
        raised = np.exp(scores - np.maximum.reduceat(scores, self.starts[:-1])[self.of])
        return np.asarray(raised / np.add.reduceat(raised, self.starts[:-1])[self.of])

    def fit(self, ridge: float) -> NDArray[np.float64]:
        """Weights by accelerated gradient descent on the chance of the right readings, with `ridge` on the squares.

        Each column has its own step: half its count times the features of a row bounds the curvature of a softmax along it.
        """
        weights = ahead = np.zeros(len(self.columns))
        width = np.bincount(self.rows).max()
        step = 1.0 / (ridge + 0.5 * width * np.bincount(self.cells, minlength=len(weights)))
        for n in range(ROUNDS):
            pull = self.chances(ahead) - self.chances(ahead, self.right)
            last, weights = weights, ahead - step * (np.bincount(self.cells, pull[self.rows], len(weights)) + ridge * ahead)
            ahead = weights + n / (n + 3) * (weights - last)
        return weights


def choose(train: Sequence[Example], test: Sequence[Example], ridge: float) -> list[int]:
    """Which reading of each test example the model of the training examples takes."""
    table = Table(train)
    asked = Table(test, table.columns)
    chances = asked.chances(table.fit(ridge))
    out = []
    for n, example in enumerate(test):
        told = chances[asked.starts[n] : asked.starts[n + 1]]
        kept = told[:-1] if example.steps[-1] == DROP else told
        out.append(int(np.argmax(kept)) if len(kept) == len(told) or kept.max() >= KEPT else len(told) - 1)
    return out


def fold(name: str, folds: int, salt: str) -> int:
    return hashlib.sha256(f"{salt} {name}".encode()).digest()[0] % folds


def crossed(all_: Sequence[Example], folds: int, salt: str, ridge: float | None = None) -> list[int]:
    """Each example's reading by a model that has not seen its document; without a `ridge` it is chosen inside each training part."""
    out = [0] * len(all_)
    for n in range(folds):
        train = [e for e in all_ if fold(e.name, folds, salt) != n]
        at = [i for i, e in enumerate(all_) if fold(e.name, folds, salt) == n]
        best = ridge or max(RIDGES, key=lambda r: f1(train, crossed(train, INNER, "inner", r), 0))
        for i, choice in zip(at, choose(train, [all_[i] for i in at], best), strict=True):
            out[i] = choice
    return out


def f1(chosen: Sequence[Example], choices: Sequence[int], missed: int) -> float:
    """Value F1; `missed`: annotated expressions that were not found."""
    values = [e.values[c] for e, c in zip(chosen, choices, strict=True)]
    right = sum(v is not None and v == e.truth for e, v in zip(chosen, values, strict=True))
    annotated = missed + sum(e.truth is not None for e in chosen)
    return 2 * right / (annotated + sum(v is not None for v in values))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    args = parser.parse_args()
    found, annotated = examples(args.shared / "data/times/TBAQ-cleaned")
    missed = annotated - sum(e.truth is not None for e in found)
    best = [next((n for n, v in enumerate(e.values) if v == e.truth), 0) for e in found]
    print(f"{len(found)} expressions; the rules {f1(found, [0] * len(found), missed):.4f}; the best reading {f1(found, best, missed):.4f}")
    choices = crossed(found, FOLDS, "timex")
    print(f"cross-validated, ridge chosen inside: {f1(found, choices, missed):.4f}")
    for ridge in RIDGES:
        print(f"cross-validated, ridge {ridge:g}: {f1(found, crossed(found, FOLDS, 'timex', ridge), missed):.4f}")
    won: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    for e, c in zip(found, choices, strict=True):
        if e.steps[c] != RULE:
            won[f"{e.kind} {e.steps[c]}"] += e.values[c] == e.truth
            lost[f"{e.kind} {e.steps[c]}"] += e.values[0] == e.truth
    for step in sorted(won, key=lambda s: lost[s] - won[s]):
        print(f"  {step}: right now {won[step]}, right before {lost[step]}")


if __name__ == "__main__":
    main()
