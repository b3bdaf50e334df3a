"""How firm events are: `python -m benchmarks.bench_factuality [--shared ../shared] [--errors uw]`.

Mean absolute error and Pearson's r on the development part of four annotated sets, each under its own guide and under the default one
("uw"), beside the constant 3 and the constant median of the train part. CommitmentBank's two parts are the same file: its odd lines are
the development part here, and `training.factuality` trains on the even ones.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

import numpy as np

from reportedly.commitment.factuality import GUIDES, Firm
from reportedly.model import Span

Event = tuple[str, Span, float]
CLASSES = {"positive": 1, "negative": -1, "uncertain": 0}


def events(folder: Path, guide: str, part: str) -> Iterator[Event]:
    """(text, span of the event in code points, label on -3..3) of one part."""
    for number, line in enumerate((folder / guide / f"{part}.jsonl").read_text("utf8").splitlines()):
        if guide == "commitmentbank" and (number % 2 == 0) != (part == "train"):
            continue
        told = json.loads(line)
        words = told["text"].split(" ")
        starts = list(accumulate((len(w) + 1 for w in words), initial=0))
        for target in told["targets"]:
            first, last = target["span1"]
            yield told["text"], (starts[first], starts[last - 1] + len(words[last - 1])), float(target["label"])


def figures(told: np.ndarray, want: np.ndarray) -> str:
    """MAE, and r where the told values vary."""
    r = f"{np.corrcoef(told, want)[0, 1]:.3f}" if told.std() > 0 else "  -  "
    return f"MAE {np.abs(told - want).mean():.3f} r {r}"


def classed(values: np.ndarray) -> np.ndarray:
    """1 positive, -1 negative, 0 uncertain: the nearest of 3, -3 and 0."""
    return np.sign(values) * (np.abs(values) >= 1.5)


def class_f1(told: np.ndarray, want: np.ndarray) -> list[float]:
    """F1 of positive, negative and uncertain events."""
    mine, theirs = classed(told), classed(want)
    return [2 * ((mine == v) & (theirs == v)).sum() / max(1, (mine == v).sum() + (theirs == v).sum()) for v in CLASSES.values()]


def classes(told: np.ndarray, want: np.ndarray) -> str:
    """F1 of each class, with the number of events that have it."""
    counts = [int((classed(want) == v).sum()) for v in CLASSES.values()]
    return "  ".join(f"{name} {f1:.3f} ({n})" for name, f1, n in zip(CLASSES, class_f1(told, want), counts, strict=True))


def show_errors(found: list[Event], told: np.ndarray, want: np.ndarray) -> None:
    """The fifty worst, as rows of want, told and the words around."""
    for n in np.argsort(-np.abs(told - want))[:50]:
        text, (start, end), _ = found[n]
        print(f"{want[n]:5.1f} {told[n]:5.1f}  {text[max(0, start - 90) : start]}[{text[start:end]}]{text[end : end + 50]}")


def measure(folder: Path, guide: str, *, errors: bool) -> None:
    found = list(events(folder, guide, "dev"))
    want = np.array([label for _, _, label in found])
    median = float(np.median([label for _, _, label in events(folder, guide, "train")]))
    model, began = Firm(guide), time.process_time()
    told = np.array([model(text, span).value for text, span, _ in found])
    spent = (time.process_time() - began) / len(found) * 1e6
    plain = Firm()
    usual = np.array([plain(text, span).value for text, span, _ in found])
    print(f"{guide} dev, {len(found)} events, {spent:.0f} us an event")
    for name, values in (
        ("", told),
        ("under the default guide", usual),
        ("constant 3", want * 0 + 3),
        (f"median {median:g}", want * 0 + median),
    ):
        print(f"  {name or 'firmness':24} {figures(values, want)}  F1 {classes(values, want)}")
    if errors:
        show_errors(found, told, want)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--errors", choices=GUIDES, help="print the worst events of one set")
    args = parser.parse_args()
    for guide in GUIDES:
        measure(args.shared / "data/commitment", guide, errors=args.errors == guide)


if __name__ == "__main__":
    main()
