"""Tunes the sentence encoder's upper layers so that propositions of one claim lie near each other: `python -m training.tune`.

The checkpoint reads for topic: within one story everything is near. Each step takes one story's propositions (annotated rows of
ledger/train) and asks of all their pairs whether a thread holds both: log loss over a line of the cosine; steps of paraphrase pairs (MSRP)
between them keep what the checkpoint knows (its first PARAPHRASES lines, so that the rest can measure), and a few propositions of other
stories that they stay apart. The layers below `--frozen` stay as they are, so their output is computed once.
`--folds K` trains once more for each fold of stories (`fold0.pt` ...), for benchmarks that must not see the stories they measure;
`final.pt`, of all stories, is what `training.embedder` exports.
"""

from __future__ import annotations

import argparse
from itertools import combinations
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from reportedly.claims.embedder import Embedder
from reportedly.claims.evidence import from_article
from reportedly.claims.proposition import tidy
from training.claim_data import folds, gold_article, stories
from training.embedder import loaded
from training.encoder import Tagger

LONGEST = 48
BATCH, STRANGERS, PAIRS = 34, 4, 5
PARAPHRASES = 1000
"""Lines of MSRP that are trained on."""


class Texts:
    """All texts with the frozen layers' output, padded to their own length."""

    def __init__(self, model: Tagger, embedder: Embedder, texts: list[str], frozen: int) -> None:
        self.place = {t: k for k, t in enumerate(dict.fromkeys(texts))}
        ids = [e.ids[:LONGEST] for e in embedder.tokenizer.encode_batch(list(self.place))]
        order = sorted(range(len(ids)), key=lambda k: len(ids[k]))
        self.below: list[Tensor] = [torch.empty(0)] * len(ids)
        with torch.no_grad():
            for start in range(0, len(order), 64):
                some = order[start : start + 64]
                x, mask = padded([torch.tensor(ids[k]) for k in some])
                out = model.states(x, torch.zeros_like(x), mask, torch.zeros(len(some), 2))[frozen - 1]
                for k, row in zip(some, out, strict=True):
                    self.below[k] = row[: len(ids[k])].clone()


def padded(rows: list[Tensor]) -> tuple[Tensor, Tensor]:
    """Rows of one length with zeros behind, and which are no padding, [batch, length]."""
    longest = max(len(r) for r in rows)
    x = torch.zeros((len(rows), longest, *rows[0].shape[1:]), dtype=rows[0].dtype)
    mask = torch.zeros((len(rows), longest), dtype=torch.long)
    for k, r in enumerate(rows):
        x[k, : len(r)], mask[k, : len(r)] = r, 1
    return x, mask


def above(model: Tagger, texts: Texts, wanted: list[str], frozen: int, drop: float) -> Tensor:
    """Vectors [n, 384] of length one."""
    x, mask = padded([texts.below[texts.place[t]] for t in wanted])
    wide = (1.0 - mask.float())[:, None, None, :] * -10000.0
    for layer in model.layers[frozen:]:
        x = layer(x, wide, drop)
    kept = mask[..., None].float()
    return nn.functional.normalize((x * kept).sum(1) / kept.sum(1), dim=1)


def story_batches(data: Path, embedder: Embedder) -> dict[str, tuple[list[str], list[str], dict[str, set[str]]]]:
    """Story -> its refs, their propositions, and ref -> threads."""
    out = {}
    for story, (paths, threads) in stories(data).items():
        evidence = [e for p in paths for e in from_article(gold_article(p), embedder)]
        member: dict[str, set[str]] = {}
        for t in threads:
            for ref in (*t["supports"], *t["denies"]):
                member.setdefault(ref, set()).add(t["id"])
        out[story] = ([e.ref for e in evidence], [e.text for e in evidence], member)
    return out


def tune(model: Tagger, texts: Texts, told: dict, paraphrases: list[tuple[str, str, float]], args: argparse.Namespace, seed: int) -> None:
    """Train `model`'s upper layers in place."""
    rng = np.random.default_rng(seed)
    torch.manual_seed(seed)
    line = nn.Parameter(torch.tensor([8.0, -4.5]))
    other = nn.Parameter(torch.tensor([8.0, -5.0]))
    upper = [p for layer in model.layers[args.frozen :] for p in layer.parameters()]
    optimizer = torch.optim.AdamW([{"params": upper, "lr": args.rate}, {"params": [line, other], "lr": 1e-2}], weight_decay=0.01)
    work = [(s, k) for s, (refs, _, _) in told.items() for k in range(max(1, len(refs) // BATCH))]
    total = args.epochs * len(work)
    step = 0
    for _ in range(args.epochs):
        for place in rng.permutation(len(work)):
            step += 1
            for group in optimizer.param_groups:
                group["lr"] = (args.rate if len(group["params"]) > 2 else 1e-2) * min(1.0, step / 20) * (1 - step / (total + 1))
            some = _some(rng, told, work[place][0])
            vectors = above(model, texts, [text for text, _ in some], args.frozen, 0.1)
            loss = _story_loss(vectors, [threads for _, threads in some], line)
            pairs = [paraphrases[k] for k in rng.integers(0, len(paraphrases), PAIRS)]
            u = above(model, texts, [t for p in pairs for t in p[:2]], args.frozen, 0.1)
            score = (u[0::2] * u[1::2]).sum(1) * other[0] + other[1]
            loss = loss + 0.3 * nn.functional.binary_cross_entropy_with_logits(score, torch.tensor([p[2] for p in pairs]))
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(upper, 1.0)
            optimizer.step()


def _some(rng: np.random.Generator, told: dict, story: str) -> list[tuple[str, set[str]]]:
    """Propositions of one story with their threads, and some of other stories, in no thread of this one."""
    refs, words, member = told[story]
    mine = [(words[k], member.get(refs[k], set())) for k in rng.permutation(len(refs))[:BATCH]]
    others = [told[s] for s in rng.choice([s for s in told if s != story], STRANGERS)]
    return mine + [(o[1][int(rng.integers(0, len(o[1])))], set()) for o in others if o[1]]


def _story_loss(u: Tensor, threads: list[set[str]], line: Tensor) -> Tensor:
    pairs = [(i, j) for i, j in combinations(range(len(threads)), 2) if threads[i] or threads[j]]
    if not pairs:
        return u.sum() * 0
    i, j = (torch.tensor(side) for side in zip(*pairs, strict=True))
    target = torch.tensor([float(bool(threads[a] & threads[b])) for a, b in pairs])
    score = (u[i] * u[j]).sum(1) * line[0] + line[1]
    weight = torch.where(target > 0, 2.0, 1.0)
    return nn.functional.binary_cross_entropy_with_logits(score, target, weight=weight)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("data", "encoder", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--frozen", type=int, default=3)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--rate", type=float, default=8e-5)
    parser.add_argument("--folds", type=int, default=0)
    args = parser.parse_args()
    torch.set_num_threads(1)
    args.out.mkdir(parents=True, exist_ok=True)
    embedder = Embedder()
    told = story_batches(args.data / "ledger/train", embedder)
    lines = [
        line.split("\t") for line in next((args.data / "claims/msrp").iterdir()).read_text("utf-8-sig").splitlines()[1 : PARAPHRASES + 1]
    ]
    paraphrases = [(tidy(a[3]), tidy(a[4]), float(a[0])) for a in lines if len(a) == 5]
    every = [t for _, words, _ in told.values() for t in words] + [t for p in paraphrases for t in p[:2]]
    texts = Texts(loaded(args.encoder), embedder, every, args.frozen)
    parts = {"final": list[str]()} | {f"fold{k}": part for k, part in enumerate(folds(list(told), args.folds) if args.folds else [])}
    for number, (name, out) in enumerate(reversed(parts.items())):
        model = loaded(args.encoder).train()
        tune(model, texts, {s: v for s, v in told.items() if s not in set(out)}, paraphrases, args, seed=number)
        torch.save(model.state_dict(), args.out / f"{name}.pt")
        print(name, flush=True)


if __name__ == "__main__":
    main()
