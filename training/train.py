"""Train the tagger: `python -m training.train --data ../shared/data --encoder FOLDER --out FOLDER`.

The folder given as --encoder holds `model.safetensors` and `tokenizer.json` (six-layer MiniLM; MPNet with `--shape mpnet`, which
makes the teacher). A checkpoint is written after
each epoch and every 200 steps; the same command goes on from the last one. Recipe and what was tried: training/README.md.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import time
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from training import data
from training.encoder import POINTER, SHAPES, STYLES, TAGS, Tagger, load_encoder

BATCH = 16
POINTER_LOSS = 0.3


def batches(articles: list[data.Annotated], rng: random.Random, repeat: int, back: bool) -> list[list[dict]]:
    """One epoch: every article once (the ledger's `repeat` times), windows with a random first cut, sorted by length in pools."""
    found: list[dict] = []
    for article in articles:
        for _ in range(repeat if article.style == data.LEDGER else 1):
            found += data.samples(article, rng.randrange(40, data.SIZE), back=back)
    rng.shuffle(found)
    out = []
    for i in range(0, len(found), BATCH * 50):
        pool = sorted(found[i : i + BATCH * 50], key=lambda s: len(s["ids"]))
        out += [pool[j : j + BATCH] for j in range(0, len(pool), BATCH)]
    rng.shuffle(out)
    return out


def collate(batch: list[dict]) -> dict[str, Tensor]:
    """Pad a batch to its longest window."""
    n = max(len(s["ids"]) for s in batch)

    def pad(name: str, fill: int) -> Tensor:
        rows = [np.pad(s[name], [(0, 0)] * (s[name].ndim - 1) + [(0, n - s[name].shape[-1])], constant_values=fill) for s in batch]
        return torch.from_numpy(np.stack(rows))

    out = {"ids": pad("ids", 0), "shape": pad("shape", 0), "tags": pad("tags", data.IGNORE), "cue": pad("cue", data.IGNORE)}
    out["mask"] = (out["ids"] != 0).long()
    out["style"] = nn.functional.one_hot(torch.tensor([int(s["style"]) for s in batch]), STYLES).float()
    return out


def loss_of(scores: tuple[Tensor, Tensor, Tensor], batch: dict[str, Tensor]) -> Tensor:
    """Tag cross-entropy plus POINTER_LOSS times the pointers', of what the model says; 0 where nothing is annotated."""
    tags, *pointers = scores
    total = tags.sum() * 0.0
    for k in (0, 1):
        want = batch["tags"][:, k].reshape(-1)
        if (want != data.IGNORE).any():
            mine = tags[..., k * TAGS : (k + 1) * TAGS].reshape(-1, TAGS).float()
            total = total + nn.functional.cross_entropy(mine, want, ignore_index=data.IGNORE)
            total = total + POINTER_LOSS * _mean(pointers[k], batch["cue"][:, k])
    return total


def _mean(scores: Tensor, target: Tensor) -> Tensor:
    flat, want = scores.reshape(-1, scores.shape[-1]).float(), target.reshape(-1)
    keep = want != data.IGNORE
    return nn.functional.cross_entropy(flat[keep], want[keep]) if keep.any() else scores.sum() * 0.0


def optimizer(model: Tagger, rate: float) -> torch.optim.AdamW:
    """AdamW: encoder at `rate`, new parts at 1e-3, word embeddings frozen."""
    model.words.weight.requires_grad_(False)
    new = [p for n, p in model.named_parameters() if n.split(".")[0] in {"tags", "ask", "answer", "shapes", "styles"}]
    old = [p for n, p in model.named_parameters() if p.requires_grad and all(p is not q for q in new)]
    return torch.optim.AdamW([{"params": old, "lr": rate}, {"params": new, "lr": 1e-3}], weight_decay=0.01)


def schedule(step: int, steps: int) -> float:
    """Linear warm-up over 6 % of the steps, then linear decay to zero."""
    warm = max(1, int(0.06 * steps))
    return step / warm if step < warm else max(0.0, (steps - step) / max(1, steps - warm))


def train(args: argparse.Namespace) -> None:
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    tokenizer = Tokenizer.from_file(str(args.tokenizer or args.encoder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    sources = [*data.polnear(args.data / "polnear/train.jsonl"), *data.ledger(args.data / "ledger/train")]
    articles = [data.annotate(text, rows, style, tokenizer) for text, rows, style in sources]
    model = Tagger(SHAPES[args.shape])
    if args.init:
        model.load_state_dict(torch.load(args.init))
    else:
        load_encoder(model, args.encoder / "model.safetensors")
    opt = optimizer(model, args.rate)
    per_epoch = [batches(articles, random.Random(args.seed * 100 + k), args.repeat, args.back) for k in range(args.epochs)]
    work = [b for epoch in per_epoch for b in epoch]
    args.out.mkdir(parents=True, exist_ok=True)
    begin = resume(args.out / "last.pt", model, opt)
    log = (args.out / "log.jsonl").open("a", encoding="utf8")
    started, seen, recent = time.process_time(), 0, []
    for step in range(begin, len(work)):
        for group, base in zip(opt.param_groups, (args.rate, 1e-3), strict=True):
            group["lr"] = base * schedule(step, len(work))
        model.train()
        batch = collate(work[step])
        with torch.autocast("cpu", torch.bfloat16, enabled=args.bf16):
            loss = loss_of(model(batch["ids"], batch["shape"], batch["mask"], batch["style"]), batch)
        opt.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        opt.step()
        seen += int(batch["mask"].sum())
        recent.append(loss.item())
        if step % 50 == 49:
            rate = seen / (time.process_time() - started)
            entry = {"step": step + 1, "of": len(work), "loss": round(float(np.mean(recent)), 4), "pieces_per_cpu_s": round(rate)}
            print(json.dumps(entry), file=log, flush=True)
            recent = []
        if step % 200 == 199 or step + 1 == len(work):
            torch.save({"model": model.state_dict(), "opt": opt.state_dict(), "step": step + 1}, args.out / "last.tmp")
            (args.out / "last.tmp").replace(args.out / "last.pt")
    torch.save(model.state_dict(), args.out / "final.pt")
    write_card(args, articles)


def resume(path: Path, model: Tagger, opt: torch.optim.Optimizer) -> int:
    """Load a checkpoint where there is one; the step to go on from."""
    if not path.exists():
        return 0
    state = torch.load(path)
    model.load_state_dict(state["model"])
    opt.load_state_dict(state["opt"])
    return int(state["step"])


def write_card(args: argparse.Namespace, articles: list[data.Annotated]) -> None:
    """What made these weights, for the model card."""

    def digest(path: Path) -> str:
        return hashlib.sha256(path.read_bytes()).hexdigest()

    facts = {
        "stage": "2" if args.init else "1",
        "shape": args.shape,
        "init_sha256": digest(args.init) if args.init else None,
        "cues_point_back": args.back,
        "seed": args.seed,
        "epochs": args.epochs,
        "rate": args.rate,
        "batch": BATCH,
        "ledger_repeat": args.repeat,
        "articles": len(articles),
        "pieces": sum(len(a.pieces) for a in articles),
        "pointer_width": POINTER,
        "torch": torch.__version__,
        "encoder_sha256": digest(args.encoder / "model.safetensors"),
        "polnear_train_sha256": digest(args.data / "polnear/train.jsonl"),
        "final_sha256": digest(args.out / "final.pt"),
    }
    (args.out / "made_from.json").write_text(json.dumps(facts, indent=1) + "\n", "utf8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--shape", choices=tuple(SHAPES), default="minilm")
    parser.add_argument("--tokenizer", type=Path, help="tokenizer.json (default: the encoder's; MPNet's tagger uses MiniLM's)")
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--rate", type=float, default=1.2e-4)
    parser.add_argument("--repeat", type=int, default=2, help="how often an epoch shows each ledger article")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--init", type=Path, help="state to begin with instead of the bare encoder (second stage)")
    parser.add_argument("--back", action=argparse.BooleanOptionalAction, default=True, help="train cues to point at their source")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--bf16", action="store_true", help="autocast; only on processors with bf16 units is it faster")
    train(parser.parse_args())


if __name__ == "__main__":
    main()
