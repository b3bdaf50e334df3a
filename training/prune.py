"""Leave out the heads and feed-forward neurons that carry least: `python -m training.prune --state FINAL.pt --data ../shared/data ...`.

Most of a layer's arithmetic feeds two products: of the heads' mixtures and of the feed-forward neurons. Of each, the groups of inputs are
left out whose loss the others make up for best: over annotated windows, the error that is left once the remaining weights are fitted anew
(optimal brain surgeon, Hassibi & Stork, NIPS 1992, by groups, some at a time). Leaves final.pt of the narrower shape and made_from.json;
`training.distil --shape lean --init FINAL.pt` trains it on. No shipped weights are pruned (training/README.md, "What was tried").
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path

import torch
from torch import Tensor, nn

from training import data
from training.encoder import SHAPES, Shape, Tagger
from training.loop import Batch, collate, digest, facts_beside, load_tokenizer, pooled

RIDGE = 1e-3
"""Of the mean diagonal of a layer's Gram matrix."""
BATCHES = 60
STEPS = 16
"""In how many times a product's inputs are left out."""


class Gram:
    """Sum of h hᵀ over all pieces seen, of what goes into one product, [inputs + 1, inputs + 1]; the last is the bias's one."""

    def __init__(self, product: nn.Linear) -> None:
        size = product.in_features + 1
        self.sum, self.live = torch.zeros(size, size, dtype=torch.float64), torch.zeros(0, dtype=torch.bool)
        product.register_forward_pre_hook(self._see)

    def _see(self, _: object, given: tuple[Tensor, ...]) -> None:
        hidden = given[0][self.live]
        with_bias = torch.cat([hidden, hidden.new_ones(len(hidden), 1)], 1)
        self.sum += (with_bias.T @ with_bias).double()


def grams(model: Tagger, products: Sequence[nn.Linear], batches: Iterable[Batch]) -> list[Tensor]:
    """The products' Gram matrices over the batches."""
    seen = [Gram(product) for product in products]
    with torch.no_grad():
        for batch in batches:
            for one in seen:
                one.live = batch["mask"].bool()
            model(batch["ids"], batch["shape"], batch["mask"], batch["style"])
    return [one.sum for one in seen]


def fitted(gram: Tensor, weight: Tensor, keep: int, group: int) -> tuple[Tensor, Tensor]:
    """Which inputs stay, in order, and the product's weight [outputs, kept + 1] fitted to them; `keep` groups of `group` inputs."""
    ridge = RIDGE * gram.diagonal()[:-1].mean()
    bias, alive = len(gram) - 1, torch.arange((len(gram) - 1) // group)
    step = max(1, (len(alive) - keep) // STEPS)
    while True:
        kept = (alive[:, None] * group + torch.arange(group)).flatten()
        chosen = torch.cat([kept, torch.tensor([bias])])
        damped = gram[chosen][:, chosen] + ridge * torch.eye(len(chosen), dtype=torch.float64)
        # The ridge pulls towards the weights as they came, so what seldom fires keeps its own.
        now = torch.linalg.solve(damped, gram[chosen] @ weight.T + ridge * weight[:, chosen].T).T
        if len(alive) <= keep:
            return kept, now
        blocks = torch.linalg.inv(damped)[:-1, :-1].view(len(alive), group, len(alive), group).diagonal(dim1=0, dim2=2).permute(2, 0, 1)
        mine = now[:, :-1].view(len(now), len(alive), group)
        lost = torch.einsum("oai,aij,oaj->a", mine, torch.linalg.inv(blocks), mine)
        alive = torch.sort(alive[torch.topk(lost, max(keep, len(alive) - step)).indices]).values


def narrower(product: nn.Linear, gram: Tensor, keep: int, group: int) -> tuple[Tensor, dict[str, Tensor]]:
    """Which of a product's inputs stay, and its narrower weights."""
    weight = torch.cat([product.weight, product.bias[:, None]], 1).detach().double()
    kept, now = fitted(gram, weight, keep, group)
    return kept, {"weight": now[:, :-1].float(), "bias": now[:, -1].float()}


def pruned(model: Tagger, to: Shape, batches: Iterable[Batch]) -> dict[str, Tensor]:
    """The model's state with as many heads and neurons as `to` has."""
    state = model.state_dict()
    parts = [
        ("attention.dense", ("attention.query", "attention.key", "attention.value"), to.heads, to.size),
        ("down", ("up",), to.inner, 1),
    ]
    places = [
        (f"layers.{n}.{out}", [f"layers.{n}.{i}" for i in into], keep, group) for n in range(to.layers) for out, into, keep, group in parts
    ]
    products = [model.get_submodule(name) for name, *_ in places]
    for (name, into, keep, group), product, gram in zip(places, products, grams(model, products, batches), strict=True):
        kept, now = narrower(product, gram, keep, group)
        state |= {f"{name}.{key}": value for key, value in now.items()}
        state |= {f"{i}.{key}": state[f"{i}.{key}"][kept] for i in into for key in ("weight", "bias")}
    return state


def windows(folder: Path, tokenizer: Path, seed: int) -> Iterable[Batch]:
    """Batches of windows of both train sets, the ledger's each twice."""
    cutter, rng = load_tokenizer(tokenizer), random.Random(seed)
    named = [*data.polnear(folder / "polnear/train.jsonl"), *data.ledger(folder / "ledger/train"), *data.ledger(folder / "ledger/train")]
    rng.shuffle(named)
    articles = (data.annotate(text, rows, style, cutter) for text, rows, style in named[: 2 * BATCHES])
    found = [s for article in articles for s in data.samples(article, rng.randrange(40, 160), size=160)]
    return (collate(batch) for batch in islice(pooled(found, rng), BATCHES))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("state", "data", "tokenizer", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--shape", choices=tuple(SHAPES), default="fast", help="the state's")
    parser.add_argument(
        "--to", choices=tuple(SHAPES), default="lean", help="of as many layers, with fewer heads or a narrower feed-forward part"
    )
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    model = Tagger(SHAPES[args.shape]).eval()
    model.load_state_dict(torch.load(args.state, map_location="cpu"))
    state = pruned(model, SHAPES[args.to], windows(args.data, args.tokenizer, args.seed))
    Tagger(SHAPES[args.to]).load_state_dict(state)
    args.out.mkdir(parents=True, exist_ok=True)
    torch.save(state, args.out / "final.pt")
    facts = {"stage": "pruned", "shape": args.to, "seed": args.seed, "batches": BATCHES, "ridge": RIDGE}
    facts |= {"init_sha256": digest(args.state), "init_made_from": facts_beside(args.state), "final_sha256": digest(args.out / "final.pt")}
    (args.out / "made_from.json").write_text(json.dumps(facts, indent=1) + "\n", "utf8")


if __name__ == "__main__":
    main()
