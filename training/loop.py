"""What both trainings share: batches, the optimizer and its schedule, checkpoints, the log, and what made the weights."""

from __future__ import annotations

import hashlib
import json
import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from training import data
from training.encoder import STYLES, Tagger

BATCH = 16
POOL = 50
"""Batches that are sorted by length together, so that little is padded."""
HEADS = {"tags", "ask", "answer", "shapes", "styles"}
"""Parts that no checkpoint brings along."""
HEADS_RATE = 1e-3
LOG_EVERY, SAVE_EVERY = 50, 200
Batch = dict[str, Tensor]


def load_tokenizer(file: Path) -> Tokenizer:
    """The tokenizer without padding and truncation."""
    tokenizer = Tokenizer.from_file(str(file))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def pooled(samples: list[dict], rng: random.Random) -> list[list[dict]]:
    """Samples in batches of like length, in random order."""
    rng.shuffle(samples)
    out = []
    for i in range(0, len(samples), BATCH * POOL):
        pool = sorted(samples[i : i + BATCH * POOL], key=lambda s: len(s["ids"]))
        out += [pool[j : j + BATCH] for j in range(0, len(pool), BATCH)]
    rng.shuffle(out)
    return out


def collate(batch: list[dict]) -> Batch:
    """Pad a batch to its longest window."""
    n = max(len(s["ids"]) for s in batch)

    def pad(name: str, fill: int) -> Tensor:
        rows = [np.pad(s[name], [(0, 0)] * (s[name].ndim - 1) + [(0, n - s[name].shape[-1])], constant_values=fill) for s in batch]
        return torch.from_numpy(np.stack(rows))

    out = {"ids": pad("ids", 0), "shape": pad("shape", 0), "tags": pad("tags", data.IGNORE), "cue": pad("cue", data.IGNORE)}
    out["mask"] = (out["ids"] != 0).long()
    out["style"] = nn.functional.one_hot(torch.tensor([int(s["style"]) for s in batch]), STYLES).float()
    return out


def optimizer(model: Tagger, rate: float, heads_rate: float) -> torch.optim.AdamW:
    """AdamW: encoder at `rate`, new parts at `heads_rate`, word embeddings and the shape's frozen layers left as they are."""
    below = (model.places, model.kinds, model.norm, model.relative, *model.layers[: model.frozen]) if model.frozen else ()
    for part in (model.words, *(p for p in below if p is not None)):
        part.requires_grad_(False)
    new = [p for n, p in model.named_parameters() if n.split(".")[0] in HEADS]
    old = [p for n, p in model.named_parameters() if p.requires_grad and n.split(".")[0] not in HEADS]
    return torch.optim.AdamW([{"params": old, "lr": rate}, {"params": new, "lr": heads_rate}], weight_decay=0.01)


def schedule(step: int, steps: int) -> float:
    """Linear warm-up over 6 % of the steps, then linear decay to zero."""
    warm = max(1, int(0.06 * steps))
    return step / warm if step < warm else max(0.0, (steps - step) / max(1, steps - warm))


def run(
    model: Tagger,
    work: Sequence[list[dict]],
    loss_of: Callable[[Batch], Tensor],
    *,
    out: Path,
    rate: float,
    heads_rate: float = HEADS_RATE,
) -> None:
    """Train on each batch of `work` in turn; goes on from `out`/last.pt where there is one and leaves `out`/final.pt."""
    opt = optimizer(model, rate, heads_rate)
    out.mkdir(parents=True, exist_ok=True)
    begin, device = resume(out / "last.pt", model, opt), model.words.weight.device
    started, seen, recent = time.process_time(), 0, []
    with (out / "log.jsonl").open("a", encoding="utf8") as log:
        for step in range(begin, len(work)):
            for group, base in zip(opt.param_groups, (rate, heads_rate), strict=True):
                group["lr"] = base * schedule(step, len(work))
            batch = {name: value.to(device) for name, value in collate(work[step]).items()}
            model.train()
            loss = loss_of(batch)
            opt.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            opt.step()
            seen += int(batch["mask"].sum())
            recent.append(loss.item())
            if (step + 1) % LOG_EVERY == 0:
                speed = round(seen / (time.process_time() - started))
                entry = {"step": step + 1, "of": len(work), "loss": round(float(np.mean(recent)), 4), "pieces_per_cpu_s": speed}
                print(json.dumps(entry), file=log, flush=True)
                recent = []
            if (step + 1) % SAVE_EVERY == 0 or step + 1 == len(work):
                torch.save({"model": model.state_dict(), "opt": opt.state_dict(), "step": step + 1}, out / "last.tmp")
                (out / "last.tmp").replace(out / "last.pt")
    torch.save(model.state_dict(), out / "final.pt")


def resume(path: Path, model: Tagger, opt: torch.optim.Optimizer) -> int:
    """Load a checkpoint where there is one; the step to go on from."""
    if not path.exists():
        return 0
    state = torch.load(path, map_location=model.words.weight.device)
    model.load_state_dict(state["model"])
    opt.load_state_dict(state["opt"])
    return int(state["step"])


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def facts_beside(state: Path) -> dict[str, object] | None:
    """What made a state: the made_from.json in its folder."""
    file = state.parent / "made_from.json"
    return json.loads(file.read_text("utf8")) if file.exists() else None


def write_facts(out: Path, articles: Sequence[data.Annotated], **facts: object) -> None:
    """`out`/made_from.json: what made these weights."""
    size = {"batch": BATCH, "articles": len(articles), "pieces": sum(len(a.pieces) for a in articles), "torch": torch.__version__}
    (out / "made_from.json").write_text(json.dumps({**facts, **size, "final_sha256": digest(out / "final.pt")}, indent=1) + "\n", "utf8")
