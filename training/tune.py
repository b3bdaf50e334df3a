"""Tunes the sentence encoder's upper layers so that propositions of one claim lie near each other: `python -m training.tune`.

The checkpoint reads for topic: within one story everything is near. Each step takes one story's propositions (annotated rows of
ledger/train) and asks of all their pairs whether a thread holds both: log loss over a line of the cosine; steps of paraphrase pairs (MSRP)
between them keep what the checkpoint knows. The layers below `--frozen` stay as they are, so their output is computed once.
`--folds K` trains once for each fold of stories, for benchmarks that must not see the stories they measure (`--vectors` keeps what each
fold's encoder says of all texts); without it all stories count and `final.pt` is what `training.embedder` exports.
"""

from __future__ import annotations

import argparse
import json
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

LONGEST = 64
BATCH = 40


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
            refs, words, member = told[work[place][0]]
            some = rng.permutation(len(refs))[:BATCH]
            if len(some) < 2:
                continue
            loss = _story_loss(above(model, texts, [words[k] for k in some], args.frozen, 0.1), [member.get(refs[k], set()) for k in some], line)
            pairs = [paraphrases[k] for k in rng.integers(0, len(paraphrases), 12)]
            u = above(model, texts, [t for p in pairs for t in p[:2]], args.frozen, 0.1)
            score = (u[0::2] * u[1::2]).sum(1) * other[0] + other[1]
            loss = loss + 0.3 * nn.functional.binary_cross_entropy_with_logits(score, torch.tensor([p[2] for p in pairs]))
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(upper, 1.0)
            optimizer.step()


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
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--rate", type=float, default=5e-5)
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--vectors", type=Path, nargs="*", default=[], help="files of texts, one a line, beside the stories' own")
    args = parser.parse_args()
    torch.set_num_threads(1)
    args.out.mkdir(parents=True, exist_ok=True)
    embedder = Embedder()
    told = story_batches(args.data / "ledger/train", embedder)
    lines = [line.split("\t") for line in next((args.data / "claims/msrp").iterdir()).read_text("utf-8-sig").splitlines()[1:]]
    paraphrases = [(tidy(a[3]), tidy(a[4]), float(a[0])) for a in lines if len(a) == 5]
    more = [t for f in args.vectors for t in f.read_text("utf8").splitlines() if t]
    every = [t for _, words, _ in told.values() for t in words] + [t for p in paraphrases for t in p[:2]] + more
    texts = Texts(loaded(args.encoder), embedder, every, args.frozen)
    parts = folds(list(told), args.folds) if args.folds else [[]]
    for number, out in enumerate(parts):
        model = loaded(args.encoder).train()
        tune(model, texts, {s: v for s, v in told.items() if s not in set(out)}, paraphrases, args, seed=number)
        model.eval()
        torch.save(model.state_dict(), args.out / ("final.pt" if not args.folds else f"fold{number}.pt"))
        if args.folds:
            _keep_vectors(model, texts, args, number)
        print("fold", number, flush=True)
    (args.out / "folds.json").write_text(json.dumps(parts), "utf8")


def _keep_vectors(model: Tagger, texts: Texts, args: argparse.Namespace, number: int) -> None:
    wanted, rows = list(texts.place), []
    with torch.no_grad():
        for start in range(0, len(wanted), 64):
            rows.append(above(model, texts, wanted[start : start + 64], args.frozen, 0.0).numpy())
    np.savez(args.out / f"fold{number}.npz", texts=np.array(wanted), vectors=np.concatenate(rows).astype(np.float16))


if __name__ == "__main__":
    main()
