"""Trains the pair scorer: `python -m training.scorer --data ../shared/data --opposites FILE --encoders RUN --out WEIGHTS`.

Pairs of the ledger's train stories weigh most; paraphrases (MSRP) and coreferent sentences (ECB+) keep it from learning stories, the
invented opposites teach what those hardly hold. Settings ("join", "related") are those with the best F1 over cross-article pairs when
each story is scored by a network that has not seen it; the encoder that reads it has not seen it either (`training.tune --folds`).
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from reportedly.claims.clusters import Link, cluster, shifted
from reportedly.claims.embedder import Embedder
from reportedly.claims.features import NAMES
from reportedly.claims.network import Network
from training.claim_data import FOLDS, LABELS, Set, crossed_embedders, ecbplus, folds, joined, ledger, msrp, opposites, stories, strangers
from training.fit import fit

WEIGHTS = {"ledger": 1.0, "strangers": 1.0, "msrp": 1.0, "ecb": 1.0, "opposites": 10.0}
"""How much a pair of each set weighs; ECB+'s own weight (0.3) says that its labels are weak."""
JOINS = (0.12, 0.16, 0.2, 0.24, 0.28, 0.32, 0.36, 0.4, 0.45, 0.5, 0.55, 0.6)


WITHIN = 0.05
"""Odds of pairs within one article against others; by `benchmarks.bench_joins`, with the threshold."""
SLACK = 0.04
"""How much F1 a higher threshold may cost: a wrong merge misleads a reader more than a missed one, and status and origins, which F1 of
pairs does not see, are the better for it (docs/claims.md has the figures by threshold)."""


def sets_of(data: Path, opposed: Path, embedder: Embedder, encoders: Path) -> dict[str, Set]:
    """All training pairs by the name of their source; each story's are read by an encoder of `encoders` that has not seen it."""
    return {
        "ledger": ledger(data / "ledger/train", crossed_embedders(data / "ledger/train", encoders)),
        "strangers": strangers(data / "ledger/train", encoders),
        "msrp": msrp(next((data / "claims/msrp").glob("*.txt")), embedder),
        "ecb": ecbplus(data / "claims/ecbplus", embedder),
        "opposites": opposites(opposed, embedder, "train"),
    }


def without(sets: dict[str, Set], left_out: dict[str, Sequence[str]]) -> dict[str, Set]:
    """The sets without some of their groups; strangers go with the ledger's stories that they are of."""
    kept = {n: s.where(~np.isin(s.group, list(left_out[n]))) if n in left_out else s for n, s in sets.items()}
    if "strangers" in sets and "ledger" in left_out:
        gone = set(left_out["ledger"])
        story = {ref.split("#")[0]: g for pair, g in zip(sets["ledger"].names, sets["ledger"].group, strict=True) for ref in pair}
        theirs = [any(story.get(ref.split("#")[0]) in gone for ref in pair) for pair in kept["strangers"].names]
        kept["strangers"] = kept["strangers"].where(~np.array(theirs, bool))
    return kept


def network(sets: dict[str, Set], settings: dict[str, float] | None = None) -> Network:
    """A scorer from weighted sets."""
    parts = [Set(s.x, s.y, s.weight * WEIGHTS[n], s.group, s.names) for n, s in sets.items()]
    every = joined(parts)
    return fit(every.x, every.y, every.weight, NAMES, LABELS, hidden=16, members=3, epochs=15, decay=1e-2, settings=settings)


def crossed(sets: dict[str, Set], names: Sequence[str]) -> dict[str, np.ndarray]:
    """For each named set, probabilities [n, 3] of pairs by a network that has not seen their groups."""
    dealt = {n: folds(list(sets[n].group), FOLDS) for n in names}
    out = {n: np.zeros((len(sets[n].x), len(LABELS))) for n in names}
    for k in range(FOLDS):
        trained = network(without(sets, {n: dealt[n][k] for n in names}))
        for n in names:
            held = np.isin(sets[n].group, dealt[n][k])
            out[n][held] = trained.probabilities(sets[n].x[held])
    return out


def unseen(data: Path, sets: dict[str, Set]) -> dict[str, np.ndarray]:
    """Probabilities [n, 3] of the ledger's and the strangers' pairs, by networks that have seen neither of a pair's stories."""
    out = {n: np.zeros((len(sets[n].x), len(LABELS))) for n in ("ledger", "strangers")}
    for k, part in enumerate(folds(list(stories(data / "ledger/train")), FOLDS)):
        left_out = {"ledger": part, "strangers": [f"fold{k}"]}
        trained = network(without(sets, left_out))
        for n, groups in left_out.items():
            held = np.isin(sets[n].group, groups)
            out[n][held] = trained.probabilities(sets[n].x[held])
    return out


def join_figures(data: Path, sets: dict[str, Set], told: dict[str, np.ndarray], *, mixed: bool) -> dict[float, float]:
    """Threshold of joining -> F1 over the train stories' cross-article pairs with one stance (score_ledger's "pairs"), annotated rows.

    Each story is a ledger of its own, or, `mixed`, each fold of stories is one.
    """
    known = stories(data / "ledger/train")
    parts = folds(list(known), FOLDS) if mixed else [[s] for s in known]
    of = {story: k for k, part in enumerate(parts) for story in part}
    rows = {s: [json.loads(p.read_text("utf8")) for p in paths] for s, (paths, _) in known.items()}
    links: list[dict[tuple[str, str], Link]] = [{} for _ in parts]
    for n in ("ledger", "strangers") if mixed else ("ledger",):
        for name, group, p in zip(sets[n].names, sets[n].group, told[n], strict=True):
            one, other = sorted(name)
            link = _link(p, WITHIN if one.split("#")[0] == other.split("#")[0] else 1.0)
            links[int(str(group)[4:]) if n == "strangers" else of[str(group)]][one, other] = link
    return {threshold: _joined_f1(parts, rows, known, links, threshold) for threshold in JOINS}


def _link(p: np.ndarray, odds: float) -> Link:
    together = shifted(float(p[0] + p[1]), odds)
    return Link(together, together * float(p[0] - p[1]) / max(float(p[0] + p[1]), 1e-9))


def _joined_f1(parts: list[list[str]], rows: dict, known: dict, links: list[dict[tuple[str, str], Link]], threshold: float) -> float:
    denied = {f"{d['id']}#{a['id']}" for ds in rows.values() for d in ds for a in d["attributions"] if a["commitment"] == "denies"}
    hits = guesses = wanted = 0
    for part, linked in zip(parts, links, strict=True):
        gold = {p for s in part for t in known[s][1] for side in ("supports", "denies") for p in across(t[side])}
        refs = [f"{d['id']}#{a['id']}" for s in part for d in rows[s] for a in d["attributions"]]
        guess = set()
        for c in cluster(refs, linked, threshold):
            for way in (1, -1):
                guess |= across([r for r, s in c.sides.items() if s * (-1 if r in denied else 1) == way])
        hits, guesses, wanted = hits + len(gold & guess), guesses + len(guess), wanted + len(gold)
    return 2 * hits / max(1, guesses + wanted)


def across(refs: Sequence[str]) -> set[frozenset[str]]:
    """Pairs of refs of two articles."""
    return {frozenset((a, b)) for a in refs for b in refs if a.split("#")[0] != b.split("#")[0]}


def chosen(data: Path, sets: dict[str, Set]) -> dict[str, float]:
    """The settings, from cross-validated probabilities: the best mean of ledgers of one story and ledgers of many."""
    told = unseen(data, sets)
    alone, mixed = (join_figures(data, sets, told, mixed=m) for m in (False, True))
    for name, figures in (("one story", alone), ("mixed", mixed)):
        print(name, {k: round(v, 3) for k, v in figures.items()}, flush=True)
    mean = {k: (alone[k] + mixed[k]) / 2 for k in JOINS}
    best = max(k for k, f in mean.items() if f >= max(mean.values()) - SLACK)
    p = np.concatenate([told[n][:, 0] + told[n][:, 1] for n in ("ledger", "strangers")])
    y = np.concatenate([sets[n].y < 2 for n in ("ledger", "strangers")])
    return {"join": best, "related": min(best, round(best_cut(p, y), 2)), "within": WITHIN}


def best_cut(p: np.ndarray, y: np.ndarray) -> float:
    """The probability from which saying yes has the best F1."""
    order = np.argsort(-p, kind="stable")
    hits = np.cumsum(y[order])
    return float(p[order][np.argmax(2 * hits / (np.arange(1, len(p) + 1) + y.sum()))])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("data", "opposites", "encoders", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    args = parser.parse_args()
    embedder = Embedder(args.out)
    sets = sets_of(args.data, args.opposites, embedder, args.encoders)
    print({n: np.bincount(s.y, minlength=3).tolist() for n, s in sets.items()})
    trained = replace(network(sets), settings=chosen(args.data, sets))
    text = json.dumps(trained.to_json())
    (args.out / "scorer.json").write_text(text + "\n", "utf8")
    print(f"{len(text) / 1e3:.0f} kB, sha256 {hashlib.sha256(text.encode()).hexdigest()[:12]}", trained.settings)


if __name__ == "__main__":
    main()
