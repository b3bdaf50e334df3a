"""Whom a student learns from: a trained tagger in torch, or its ONNX export, which answers faster and without hidden states."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from pathlib import Path

import onnxruntime
import torch
from torch import Tensor, nn

from training.encoder import SHAPES, TAGS, Tagger
from training.loop import Batch

Answer = tuple[Tensor, list[Tensor], list[Tensor] | None]
"""Tag scores [batch, length, 14], pointer scores [batch, length, length] twice, each layer's output where it can be seen."""
Teacher = Callable[[Batch], Answer]


def load(path: Path, shape: str, device: str, threads: int) -> tuple[Teacher, Tagger | None]:
    """The teacher kept in `path` (final.pt or an .onnx file), and its model where it is one of torch's."""
    if path.suffix == ".onnx":
        return _exported(path, threads), None
    model = Tagger(SHAPES[shape]).eval()
    model.load_state_dict(torch.load(path, map_location="cpu"))
    model.to(device)

    def ask(batch: Batch) -> Answer:
        with torch.no_grad():
            states = model.states(batch["ids"], batch["shape"], batch["mask"], batch["style"])
            tags, *pointers = model.heads(states[-1], batch["mask"])
        return tags, pointers, states

    return ask, model


def together(teachers: Sequence[Teacher]) -> Teacher:
    """Several teachers as one: logarithms of their mean probabilities, no hidden states (one alone stays as it is)."""
    if len(teachers) == 1:
        return teachers[0]

    def ask(batch: Batch) -> Answer:
        answers = [teacher(batch) for teacher in teachers]
        tags = [_mean([a[0][..., k : k + TAGS] for a in answers]) for k in (0, TAGS)]
        return torch.cat(tags, -1), [_mean([a[1][k] for a in answers]) for k in (0, 1)], None

    return ask


def _mean(scores: list[Tensor]) -> Tensor:
    """Logarithm of the mean of softmaxes over the last axis; padding (-1e4) stays impossible."""
    return torch.stack([torch.log_softmax(s, -1) for s in scores]).logsumexp(0) - math.log(len(scores))


def _exported(path: Path, threads: int) -> Teacher:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

    wanted = {value.name for value in session.get_inputs()}

    def one(batch: Batch, k: int, n: int) -> list[Tensor]:
        # A window is asked for without its padding, so the mask that older exports take is full.
        feed = {name: batch[name][k : k + 1, :n].cpu().numpy() for name in ("ids", "shape", "mask") if name in wanted}
        return [torch.from_numpy(x[0]) for x in session.run(None, {**feed, "style": batch["style"][k : k + 1].cpu().numpy()})]

    def ask(batch: Batch) -> Answer:
        sizes, longest, device = batch["mask"].sum(1).tolist(), batch["ids"].shape[1], batch["ids"].device
        found = [one(batch, k, n) for k, n in enumerate(sizes)]
        tags = torch.stack([nn.functional.pad(f[0], (0, 0, 0, longest - n)) for f, n in zip(found, sizes, strict=True)])
        points = [
            torch.stack([nn.functional.pad(f[i], (0, longest - n, 0, longest - n), value=-1e4) for f, n in zip(found, sizes, strict=True)])
            for i in (1, 2)
        ]
        return tags.to(device), [p.to(device) for p in points], None

    return ask
