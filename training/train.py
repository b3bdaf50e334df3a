"""Train the tagger: `python -m training.train --data ../shared/data --encoder FOLDER --out FOLDER`.

The folder given as --encoder holds `model.safetensors` and `tokenizer.json` (six-layer MiniLM; MPNet with `--shape mpnet`, which
makes the teacher). A checkpoint is written after
each epoch and every 200 steps; the same command goes on from the last one. Recipe and what was tried: training/README.md.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import torch
from torch import Tensor, nn

from training import data
from training.encoder import SHAPES, TAGS, Tagger, load_encoder
from training.loop import Batch, digest, load_tokenizer, pooled, run, write_facts

POINTER_LOSS = 0.3


def batches(articles: list[data.Annotated], rng: random.Random, repeat: int, back: bool) -> list[list[dict]]:
    """One epoch: every article once (the ledger's `repeat` times), windows with a random first cut."""
    found: list[dict] = []
    for article in articles:
        for _ in range(repeat if article.style == data.LEDGER else 1):
            found += data.samples(article, rng.randrange(40, data.SIZE), back=back)
    return pooled(found, rng)


def loss_of(scores: tuple[Tensor, Tensor, Tensor], batch: Batch) -> Tensor:
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


def train(args: argparse.Namespace) -> None:
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    tokenizer = load_tokenizer(args.tokenizer or args.encoder / "tokenizer.json")
    sources = [*data.polnear(args.data / "polnear/train.jsonl"), *data.ledger(args.data / "ledger/train")]
    articles = [data.annotate(text, rows, style, tokenizer) for text, rows, style in sources]
    model = Tagger(SHAPES[args.shape])
    if args.init:
        model.load_state_dict(torch.load(args.init, map_location="cpu"))
    else:
        load_encoder(model, args.encoder / "model.safetensors")
    model.to(args.device)

    def loss(batch: Batch) -> Tensor:
        with torch.autocast(args.device, torch.bfloat16, enabled=args.bf16):
            return loss_of(model(batch["ids"], batch["shape"], batch["mask"], batch["style"]), batch)

    work = [b for k in range(args.epochs) for b in batches(articles, random.Random(args.seed * 100 + k), args.repeat, args.back)]
    run(model, work, loss, out=args.out, rate=args.rate)
    write_facts(
        args.out,
        articles,
        stage="2" if args.init else "1",
        shape=args.shape,
        init_sha256=digest(args.init) if args.init else None,
        cues_point_back=args.back,
        seed=args.seed,
        epochs=args.epochs,
        rate=args.rate,
        ledger_repeat=args.repeat,
        encoder_sha256=digest(args.encoder / "model.safetensors"),
        polnear_train_sha256=digest(args.data / "polnear/train.jsonl"),
    )


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
    parser.add_argument("--device", default="cpu", help="cpu or cuda")
    parser.add_argument("--bf16", action="store_true", help="autocast; only on processors with bf16 units is it faster")
    train(parser.parse_args())


if __name__ == "__main__":
    main()
