"""The mean of several trainings' weights: `python -m training.mean --states A/final.pt B/final.pt --out FOLDER`.

Trainings that began from one state lie in one basin, so the mean of their weights reads better than each of them and costs no more
("model soups": Wortsman et al., ICML 2022). Leaves final.pt and made_from.json, as the trainings themselves do.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import torch
from torch import Tensor

from training.loop import digest, facts_beside


def mean(states: list[dict[str, Tensor]]) -> dict[str, Tensor]:
    """Each parameter's mean over the states, which must have the same names and shapes."""
    first = {name: value.shape for name, value in states[0].items()}
    for state in states[1:]:
        if {name: value.shape for name, value in state.items()} != first:
            raise SystemExit("the states are of different taggers: give final.pt files of one shape")
    return {name: torch.stack([state[name].float() for state in states]).mean(0) for name in first}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--states", type=Path, nargs="+", required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    torch.save(mean([torch.load(file, map_location="cpu") for file in args.states]), args.out / "final.pt")
    members = [{"sha256": digest(file), "made_from": facts_beside(file)} for file in args.states]
    facts = {"stage": "mean", "members": members, "final_sha256": digest(args.out / "final.pt")}
    (args.out / "made_from.json").write_text(json.dumps(facts, indent=1) + "\n", "utf8")


if __name__ == "__main__":
    main()
