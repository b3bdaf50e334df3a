"""Trains the weights of `commitment.firmness`: `python -m training.factuality --data ../shared/data/commitment --out WEIGHTS`.

Needs scikit-learn. One linear support vector regression over all four sets at once: each feature has a shared weight and one for its
set (Daumé, "Frustratingly easy domain adaptation", 2007), which are summed into one table a guide. Sentences that also stand in a
development part are left out. `--try` prints the development figures for each C instead; what is shipped was chosen so. Where the judges
of a set had three answers only (MEANTIME), two bounds on the value choose among them: those of the best mean F1 of the three on train
values from five folds of sentences, none of which its own fold's model has seen.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from itertools import combinations_with_replacement
from pathlib import Path
from zlib import crc32

import numpy as np
import scipy.sparse as sparse
import sklearn
from sklearn.svm import LinearSVR

from benchmarks.bench_factuality import class_f1, events, figures
from reportedly.commitment.factuality import BUCKETS, GUIDES, THREE_ANSWERS, event_features, nearest_answer, row

C, EPSILON = 0.02, 0.1
FOLDS = 5
TRIED = (0.005, 0.01, 0.02, 0.03, 0.05)


def read(data: Path, guide: str, part: str, leave_out: frozenset[str] = frozenset()) -> tuple[sparse.csr_matrix, np.ndarray]:
    """[n, BUCKETS] of ones and the labels."""
    rows, places, labels = [], [0], []
    for text, span, label in events(data, guide, part):
        if text not in leave_out:
            rows += sorted({row(name) for name in event_features(text, span)})
            places.append(len(rows))
            labels.append(label)
    return sparse.csr_matrix((np.ones(len(rows)), rows, places), shape=(len(labels), BUCKETS)), np.array(labels)


def joined(sets: dict[str, sparse.csr_matrix]) -> sparse.csr_matrix:
    """[all, (1 + guides) * BUCKETS]: the shared columns, then each guide's own."""
    blocks = [[x, *(x if g == guide else sparse.csr_matrix(x.shape) for g in GUIDES)] for guide, x in sets.items()]
    return sparse.bmat(blocks, format="csr")


def fit(sets: dict[str, tuple[sparse.csr_matrix, np.ndarray]], c: float) -> dict[str, np.ndarray]:
    """One table a guide."""
    y = np.concatenate([y for _, y in sets.values()])
    model = LinearSVR(C=c, epsilon=EPSILON, max_iter=5000, random_state=0).fit(joined({g: x for g, (x, _) in sets.items()}), y)
    weights = model.coef_.reshape(1 + len(GUIDES), BUCKETS)
    tables = {guide: weights[0] + weights[1 + n] for n, guide in enumerate(GUIDES)}
    for table in tables.values():
        table[row("one")] += float(np.ravel(model.intercept_)[0])
    return tables


def bounds(data: Path, sets: dict[str, tuple[sparse.csr_matrix, np.ndarray]], guide: str, leave_out: frozenset[str]) -> np.ndarray:
    """[2]: under the first an event did not happen, from the second on it did; the middle one of equally good pairs."""
    fold = np.array([crc32(t.encode("utf8")) % FOLDS for t, _, _ in events(data, guide, "train") if t not in leave_out])
    x, y = sets[guide]
    value = np.zeros(len(y))
    for k in range(FOLDS):
        seen = {**sets, guide: (x[fold != k], y[fold != k])}
        value[fold == k] = np.clip(x[fold == k] @ fit(seen, C)[guide], -3, 3)
    pairs = list(combinations_with_replacement(np.arange(-20, 31) / 10, 2))
    found = [float(np.mean(class_f1(nearest_answer(value, pair), y))) for pair in pairs]
    best = [pair for pair, f1 in zip(pairs, found, strict=True) if f1 == max(found)]
    return np.array(best[len(best) // 2])


def packed(tables: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Eight bits a weight with one scale; each guide's constant, which is far larger, apart."""
    constants = {f"{g}_constant": np.float64(t[row("one")]) for g, t in tables.items()}
    rest = {g: np.where(np.arange(BUCKETS) == row("one"), 0.0, t) for g, t in tables.items()}
    scale = max(float(np.abs(t).max()) for t in rest.values()) / 127
    return {"scale": np.float64(scale), **constants, **{g: np.round(t / scale).astype(np.int8) for g, t in rest.items()}}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--try", dest="tried", action="store_true")
    args = parser.parse_args()
    held = frozenset(text for g in GUIDES for text, _, _ in events(args.data, g, "dev"))
    sets = {g: read(args.data, g, "train", held) for g in GUIDES}
    if args.tried:
        dev = {g: read(args.data, g, "dev") for g in GUIDES}
        for c in TRIED:
            tables = fit(sets, c)
            print(c, {g: figures(np.clip(x @ tables[g], -3, 3), y) for g, (x, y) in dev.items()})
        return
    args.out.mkdir(parents=True, exist_ok=True)
    answers = {f"{g}_bounds": bounds(args.data, sets, g, held) for g in THREE_ANSWERS}
    np.savez_compressed(args.out / "factuality.npz", **packed(fit(sets, C)), **answers)
    made = {
        "events": {g: len(y) for g, (_, y) in sets.items()},
        "data_sha256": {g: hashlib.sha256((args.data / g / "train.jsonl").read_bytes()).hexdigest() for g in GUIDES},
        "weights_sha256": hashlib.sha256((args.out / "factuality.npz").read_bytes()).hexdigest(),
        "settings": {"C": C, "epsilon": EPSILON, "seed": 0, **{name: pair.tolist() for name, pair in answers.items()}},
        "scikit-learn": sklearn.__version__,
    }
    (args.out / "made_from.json").write_text(json.dumps(made, indent=1) + "\n", "utf8")


if __name__ == "__main__":
    main()
