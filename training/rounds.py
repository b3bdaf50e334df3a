"""Train the student on in rounds and take means of weights: `python -m training.rounds --student RUN/3 --deep RUN/2 --out RUN/4 ...`.

Each member of a round begins from the mean of the round before and learns, on the annotated articles only, the annotators' tags (weight 2)
beside those of its teachers: the exported mean itself and, from the third round on, the six-layer tagger. The shipped weights are the mean
of the last round's members ("model soups": Wortsman et al., ICML 2022). A stopped run goes on where it was.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple


class Member(NamedTuple):
    """One training: its seed, the share of windows under the other guide, how often an epoch shows each ledger article."""

    seed: int
    other_guide: float
    repeat: int


class Round(NamedTuple):
    """Members that begin from the mean of the `of` rounds before (0: the distilled student); `deep`: the six-layer tagger teaches, too."""

    of: int
    members: tuple[Member, ...]
    epochs: int
    rate: float
    deep: bool


ROUNDS = (
    Round(0, (Member(31, 0.0, 2), Member(32, 0.1, 2)), 2, 6e-5, deep=False),
    Round(1, (Member(33, 0.0, 2), Member(34, 0.1, 2)), 1, 1e-4, deep=False),
    Round(2, (Member(41, 0.0, 3), Member(42, 0.1, 3)), 1, 1e-4, deep=True),
    Round(1, (Member(43, 0.2, 4), Member(44, 0.1, 3)), 1, 1e-4, deep=True),
)
HEADS_RATE, ANNOTATORS = 3e-4, 2.0


def module(name: str, *arguments: object) -> None:
    """Run one of the training commands, which stops this one where it fails."""
    subprocess.run([sys.executable, "-m", f"training.{name}", *map(str, arguments)], check=True)


def exported(run: Path, tokenizer: Path, shape: str) -> Path:
    """A run's ONNX file; made where it is missing."""
    file = run / "export/tagger.onnx"
    if not file.exists():
        module("export", "--run", run, "--tokenizer", tokenizer, "--shape", shape, "--out", file.parent)
    return file


def train(member: Member, step: Round, start: Path, teachers: list[Path], args: argparse.Namespace) -> Path:
    """A member's final state."""
    out = args.out / str(member.seed)
    if not (out / "made_from.json").exists():
        options = {"epochs": step.epochs, "rate": step.rate, "heads-rate": HEADS_RATE, "gold": ANNOTATORS, "threads": args.threads}
        named = {**options, "seed": member.seed, "other-guide": member.other_guide, "repeat": member.repeat}
        given = [part for name, value in named.items() for part in (f"--{name}", value)]
        places = ("--data", args.data, "--tokenizer", args.tokenizer, "--init", start, "--out", out)
        module("distil", *places, "--no-bare", "--teacher", *teachers, *given)
    return out / "final.pt"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("data", "student", "deep", "tokenizer", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    at, done = args.student, list[list[Path]]()
    for number, step in enumerate(ROUNDS):
        if step.of:
            at = args.out / f"mean{number}"
            module("mean", "--states", *(file for files in done[-step.of :] for file in files), "--out", at)
        deep = [exported(args.deep, args.tokenizer, "minilm")] if step.deep else []
        teachers = [exported(at, args.tokenizer, "fast"), *deep]
        done.append([train(member, step, at / "final.pt", teachers, args) for member in step.members])
    module("mean", "--states", *done[-1], "--out", args.out / "mean")


if __name__ == "__main__":
    main()
