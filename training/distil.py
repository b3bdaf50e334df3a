"""Teach a shallower tagger from a deeper one: `python -m training.distil --data ../shared/data --teacher FINAL.pt --out FOLDER`.

The teacher may be an ONNX export (`training.export`), which answers three times as fast on a processor.
The student begins as some of the teacher's layers and learns, on annotated and on bare news text, the teacher's tags, pointers and
hidden states beside the annotators' tags. A checkpoint is written every 200 steps; the same command goes on from the last one.
"""

from __future__ import annotations

import argparse
import csv
import random
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from training import data
from training.encoder import SHAPES, TAGS, Tagger
from training.loop import HEADS_RATE, Batch, digest, facts_beside, load_tokenizer, pooled, run, write_facts
from training.teacher import Teacher, load, together
from training.train import loss_of

BARE = "claims/fnc1/train_bodies.csv"
GOLD, SOFT_POINTER, STATES = 0.5, 0.3, 1.0
"""Weights of the annotators' loss, the teacher's pointers and the hidden states beside the teacher's tags (weight 1)."""
OTHER_GUIDE = 0.2
"""Share of annotated windows that are shown under the other guide, where only the teacher says what is right."""


def bare_texts(path: Path) -> Iterator[str]:
    """Article bodies of a CSV file with a column "articleBody"."""
    csv.field_size_limit(sys.maxsize)
    with path.open(encoding="utf8", newline="") as lines:
        yield from (row["articleBody"] for row in csv.DictReader(lines))


def bare(text: str, tokenizer: Tokenizer, style: int) -> data.Annotated:
    """An article that nobody has annotated."""
    article = data.annotate(text, [], style, tokenizer)
    article.tags[:] = data.IGNORE
    return article


def batches(articles: list[data.Annotated], rng: random.Random, repeat: int, other: float) -> list[list[dict]]:
    """One epoch's windows, half of them of at most half a window's length, in batches of like length."""
    found: list[dict] = []
    for article in articles:
        for _ in range(repeat if article.style == data.LEDGER and (article.tags != data.IGNORE).any() else 1):
            size = rng.choice((data.SIZE, data.SIZE // 2))
            found += [_shown(s, rng, other) for s in data.samples(article, rng.randrange(40, size), size=size)]
    return pooled(found, rng)


def _shown(sample: dict, rng: random.Random, other: float) -> dict:
    if rng.random() >= other:
        return sample
    blank = np.full_like(sample["tags"], data.IGNORE)
    return {**sample, "style": 1 - sample["style"], "tags": blank, "cue": blank}


def loss_from(student: Tagger, teacher: Teacher, kept: tuple[int, ...], gold: float, batch: Batch) -> Tensor:
    """The teacher's tags, pointers and (of one width) states, and the annotators' loss where there is one."""
    tags, pointers, wanted = teacher(batch)
    states = student.states(batch["ids"], batch["shape"], batch["mask"], batch["style"])
    mine, *points = student.heads(states[-1], batch["mask"])
    live = batch["mask"].bool()
    nested = live & (batch["style"][:, 1] > 0)[:, None]
    total = gold * loss_of((mine, *points), batch)
    for k, keep in ((0, live), (1, nested)):
        if keep.any():
            theirs = tags[..., k * TAGS : (k + 1) * TAGS][keep]
            total = total + _soft(mine[..., k * TAGS : (k + 1) * TAGS][keep], theirs)
            marked = keep & (tags[..., k * TAGS : (k + 1) * TAGS].argmax(-1) > 0)
            if marked.any():
                total = total + SOFT_POINTER * _soft(points[k][marked], pointers[k][marked])
    if wanted is None or states[0].shape != wanted[0].shape:
        return total
    far = [nn.functional.mse_loss(s[live], wanted[i][live]) for s, i in zip(states, kept, strict=True)]
    return total + STATES * torch.stack(far).mean()


def _soft(mine: Tensor, theirs: Tensor) -> Tensor:
    """Cross-entropy against the teacher's distribution; [rows, choices] each."""
    return -(torch.softmax(theirs, -1) * torch.log_softmax(mine, -1)).sum(-1).mean()


def begin(student: Tagger, teacher: Tagger, kept: tuple[int, ...]) -> None:
    """Copy a deeper tagger's embeddings, heads and kept layers into the student."""
    state = {k: v for k, v in teacher.state_dict().items() if not k.startswith("layers.")}
    for mine, theirs in enumerate(kept):
        old = f"layers.{theirs}."
        state |= {f"layers.{mine}." + k.removeprefix(old): v for k, v in teacher.state_dict().items() if k.startswith(old)}
    student.load_state_dict(state)


def distil(args: argparse.Namespace) -> None:
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    tokenizer = load_tokenizer(args.tokenizer)
    files = ("polnear/train.jsonl", *(["polnear/train.second.jsonl"] if args.second else []))
    named = [row for file in files for row in data.polnear(args.data / file)] + [*data.ledger(args.data / "ledger/train")]
    articles = [data.annotate(text, rows, style, tokenizer) for text, rows, style in named]
    styles = random.Random(args.seed)
    if args.bare:
        articles += [bare(t, tokenizer, styles.randrange(2)) for t in bare_texts(args.data / BARE)]
    loaded = [load(file, args.teacher_shape, args.device, args.threads) for file in args.teacher]
    teacher, model, student = together([ask for ask, _ in loaded]), loaded[0][1], Tagger(SHAPES[args.shape])
    if args.init:
        student.load_state_dict(torch.load(args.init, map_location="cpu"))
    elif model is not None:
        begin(student, model, args.layers)
    else:
        raise SystemExit("an exported teacher has no layers to begin with: give --init STATE")
    student.to(args.device)
    work = [b for k in range(args.epochs) for b in batches(articles, random.Random(args.seed * 100 + k), args.repeat, args.other_guide)]
    run(
        student,
        work,
        lambda batch: loss_from(student, teacher, args.layers, args.gold, batch),
        out=args.out,
        rate=args.rate,
        heads_rate=args.heads_rate,
    )
    write_facts(
        args.out,
        articles,
        stage="distilled",
        shape=args.shape,
        teacher_sha256=[digest(file) for file in args.teacher],
        teacher_made_from=[facts_beside(file) for file in args.teacher],
        init_sha256=digest(args.init) if args.init else None,
        layers=list(args.layers),
        second_annotators=args.second,
        seed=args.seed,
        epochs=args.epochs,
        rate=args.rate,
        heads_rate=args.heads_rate,
        annotators=args.gold,
        other_guide=args.other_guide,
        ledger_repeat=args.repeat,
        polnear_train_sha256=digest(args.data / "polnear/train.jsonl"),
        bare_text_sha256=digest(args.data / BARE) if args.bare else None,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("data", "tokenizer", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--teacher", type=Path, nargs="+", required=True, help="several answer by their mean probabilities")
    parser.add_argument("--shape", choices=tuple(SHAPES), default="fast")
    parser.add_argument("--teacher-shape", choices=tuple(SHAPES), default="minilm")
    layers = "of the teacher, to begin as and to follow"
    parser.add_argument("--layers", type=lambda v: tuple(map(int, v.split(","))), default=(0, 1, 3, 5), help=layers)
    parser.add_argument("--init", type=Path, help="state of the student's shape to begin with instead (more of it, or another width)")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--heads-rate", type=float, default=HEADS_RATE)
    parser.add_argument("--gold", type=float, default=GOLD, help="weight of the annotators' loss beside the teacher's tags (1)")
    other = "share of annotated windows shown under the other guide, where only the teacher says what is right"
    parser.add_argument("--other-guide", type=float, default=OTHER_GUIDE, help=other)
    parser.add_argument("--no-bare", dest="bare", action="store_false", help="annotated articles only")
    parser.add_argument("--repeat", type=int, default=2, help="how often an epoch shows each ledger article")
    parser.add_argument("--second", action="store_true", help="also what other annotators made of some of PolNeAR's train articles")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--device", default="cpu", help="cpu or cuda")
    distil(parser.parse_args())


if __name__ == "__main__":
    main()
