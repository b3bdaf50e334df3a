"""Makes the codebooks by which a ledger finds near vectors: `python -m training.cells --data ../shared/data --out WEIGHTS`.

Sentences of bare news text (FNC-1's train bodies, PolNeAR's train articles) are embedded by the package's encoder, and spherical k-means
with another seed for each book gives BOOKS times CELLS centroids. Two near vectors share cells of several books, two far ones of none;
how many they share ranks them before a vector is read.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from pathlib import Path

import numpy as np

from reportedly.claims.cells import BOOKS, CELLS, FILE
from reportedly.claims.embedder import Embedder
from reportedly.claims.proposition import tidy
from reportedly.times.sentences import sentences

MOST = 60_000
"""Sentences that are embedded."""
ROUNDS = 12


def texts(data: Path) -> list[str]:
    """Distinct sentences of 6 to 60 words, in a fixed order."""
    csv.field_size_limit(sys.maxsize)
    with (data / "claims/fnc1/train_bodies.csv").open(encoding="utf8") as file:
        bodies = [row["articleBody"] for row in csv.DictReader(file)]
    bodies += [json.loads(line)["text"] for line in (data / "polnear/train.jsonl").open(encoding="utf8")]
    found = dict.fromkeys(tidy(body[s:e]) for body in bodies for s, e in sentences(body))
    kept = [t for t in found if 6 <= len(t.split()) <= 60]
    order = np.random.default_rng(0).permutation(len(kept))[:MOST]
    return [kept[k] for k in order]


def centroids(vectors: np.ndarray, seed: int) -> np.ndarray:
    """[CELLS, dimensions] of unit length: spherical k-means; an empty cell takes a vector that lies far from its own."""
    rng = np.random.default_rng(seed)
    found = vectors[rng.choice(len(vectors), CELLS, replace=False)]
    for _ in range(ROUNDS):
        cosines = vectors @ found.T
        place, near = cosines.argmax(axis=1), cosines.max(axis=1)
        sums = np.zeros_like(found)
        np.add.at(sums, place, vectors)
        empty = np.flatnonzero(np.bincount(place, minlength=CELLS) == 0)
        sums[empty] = vectors[np.argsort(near)[: len(empty)]]
        found = sums / np.linalg.norm(sums, axis=1, keepdims=True)
    print(f"seed {seed}: mean cosine to the own centroid {near.mean():.3f}", flush=True)
    return found


def main() -> None:
    """Write the books as int8."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    told = texts(args.data)
    embedder = Embedder()
    vectors = np.concatenate([embedder.embed(told[k : k + 512]) for k in range(0, len(told), 512)])
    books = np.stack([centroids(vectors, seed) for seed in range(BOOKS)])
    scaled = np.round(books / np.abs(books).max(axis=2, keepdims=True) * 127).astype(np.int8)
    np.save(args.out / FILE, scaled)
    print(f"{len(told)} sentences, {scaled.nbytes / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
