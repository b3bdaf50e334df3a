"""Calibration of the confidence, held out: `python -m benchmarks.bench_confidence [--shared ../shared]`.

For each annotation guide, on its development articles and with the shipped settings: the expected calibration error of a regression
that has not seen the article (ten folds), of the shipped one that has, and the error that chance alone leaves on so few rows.
"""

from __future__ import annotations

import argparse
from importlib.resources import files
from pathlib import Path

import numpy as np

from reportedly.attribution import Tagger
from reportedly.attribution.settings import GUIDES
from training.choose import Desk, by_chance, error, held_out

WEIGHTS = Path(str(files("reportedly") / "attribution" / "weights"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    shared = parser.parse_args().shared
    prior = None
    for guide in GUIDES:
        desk = Desk(guide, argparse.Namespace(data=shared / "data", tools=shared / "tools", weights=WEIGHTS))
        settings = Tagger(WEIGHTS, guide=guide).settings
        found = desk.rows(settings)
        right = desk.right(found)
        truth = np.array([float(x) for rows in right for x in rows])
        unseen = np.concatenate(held_out(found, right, prior))
        seen = np.array([d.confidence for rows in found for d in rows])
        told = f"held out {error(unseen, truth):.3f}, fitted {error(seen, truth):.3f}, by chance {by_chance(seen):.3f}"
        print(f"{guide:8} {len(truth):5} rows  expected calibration error: {told}")
        prior = np.array(settings.sure)


if __name__ == "__main__":
    main()
