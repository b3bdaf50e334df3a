"""Trains the stance of articles to sentences on FNC-1: `python -m training.stance --data ../shared/data --out WEIGHTS`."""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from reportedly.claims import Claims
from reportedly.claims.check import NAMES, Checker
from reportedly.claims.network import Network
from training.fit import fit

LABELS = ("agree", "disagree", "discuss", "unrelated")
FOLDS = 5
BALANCE = 0.6
"""Classes weigh by the inverse of their share to this power: one in 60 pairs is "disagree"."""


@dataclass
class Stances:
    """Features [n, len(NAMES)], labels [n], and each pair's body and headline."""

    x: np.ndarray
    y: np.ndarray
    body: np.ndarray
    headline: np.ndarray


def read(folder: Path, analyst: Claims) -> Stances:
    """All pairs of FNC-1 train with their features."""
    csv.field_size_limit(sys.maxsize)
    checker = Checker(analyst, stance=_empty())
    bodies = {r["Body ID"]: r["articleBody"] for r in csv.DictReader((folder / "train_bodies.csv").open(encoding="utf8"))}
    rows = list(csv.DictReader((folder / "train_stances.csv").open(encoding="utf8")))
    headlines = sorted({r["Headline"] for r in rows})
    told = dict(zip(headlines, analyst.of_sentences(headlines), strict=True))
    by_body: dict[str, list[int]] = {}
    for k, r in enumerate(rows):
        by_body.setdefault(r["Body_ID"], []).append(k)
    x = np.zeros((len(rows), len(NAMES)), np.float32)
    for name, places in by_body.items():
        body = checker.body(bodies[name])
        for k in places:
            x[k] = checker.features(told[rows[k]["Headline"]], body)
    number = {h: k for k, h in enumerate(headlines)}
    columns = [
        np.array([int(r["Stance"]) for r in rows]),
        np.array([int(r["Body_ID"]) for r in rows]),
        np.array([number[r["Headline"]] for r in rows]),
    ]
    return Stances(x, *columns)


def _empty() -> Network:
    return Network(NAMES, LABELS, np.zeros(len(NAMES)), np.ones(len(NAMES)), (), {})


def network(data: Stances, chosen: np.ndarray) -> Network:
    """A network of the chosen pairs."""
    share = np.bincount(data.y[chosen], minlength=len(LABELS)) / chosen.sum()
    weight = (1 / share[data.y[chosen]]) ** BALANCE
    return fit(data.x[chosen], data.y[chosen], weight, NAMES, LABELS, hidden=24, members=2, epochs=12)


def crossed(data: Stances, *, strict: bool = False) -> np.ndarray:
    """Each pair's label by a network that has not seen its body; `strict`: nor any headline that a body of the fold is related to."""
    order = np.random.RandomState(0).permutation(np.unique(data.body))
    fold_of = {b: k % FOLDS for k, b in enumerate(order)}
    fold = np.array([fold_of[b] for b in data.body])
    out = np.zeros(len(data.y), int)
    for k in range(FOLDS):
        held = fold == k
        known = np.isin(data.headline, data.headline[held & (data.y != LABELS.index("unrelated"))]) if strict else np.zeros(len(held), bool)
        out[held] = network(data, ~held & ~known).probabilities(data.x[held]).argmax(axis=1)
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("data", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    args = parser.parse_args()
    data = read(args.data / "claims/fnc1", Claims())
    trained = network(data, np.ones(len(data.y), bool))
    (args.out / "stance.json").write_text(json.dumps(trained.to_json()) + "\n", "utf8")
    # Four of the features are the pair scorer's: with another scorer these weights mean nothing.
    scorer = hashlib.sha256((args.out / "scorer.json").read_bytes()).hexdigest()
    facts = json.loads((args.out / "made_from.json").read_text("utf8"))
    (args.out / "made_from.json").write_text(json.dumps({**facts, "stance_scorer_sha256": scorer}, indent=1) + "\n", "utf8")
    print(f"{len(data.y)} pairs, {len(NAMES)} features")


if __name__ == "__main__":
    main()
