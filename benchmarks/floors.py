"""Accuracy floors: `python -m benchmarks.floors [--shared ../shared] [--pin] [--lower REASON]`.

Measures a small fixed sample (two PolNeAR development articles of each publisher under their own guide, and the ledger's gold pages) and
holds it against `tests/floors.json`, which keeps the data's digest. `--pin` raises the floors to what is measured; where one has
sunk it refuses, unless `--lower` gives the reason, which is kept beside the floors. `tests/test_accuracy.py` checks the floors in CI.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter
from pathlib import Path

from benchmarks import polnear_rows as polnear
from benchmarks.bench_ledger import read_pages, score
from reportedly import Reader

FILE = Path(__file__).parents[1] / "tests/floors.json"
VALUES = ("speaker", "speaker_kind", "chain", "relayed", "said", "undated", "commitment")
EACH = 2
SLACK = 0.005
"""How far below its floor a figure may lie: kernels differ a little from one processor to the next."""


def digest(shared: Path) -> str:
    """SHA-256 over the development files that are measured."""
    gold, pages = (sorted((shared / "data/ledger" / name).iterdir()) for name in ("gold", "pages"))
    files = [shared / "data/polnear/dev.jsonl", *gold, *pages]
    return hashlib.sha256(b"".join(hashlib.sha256(f.read_bytes()).digest() for f in files)).hexdigest()


def measure(shared: Path) -> dict[str, float]:
    """The sample's figures."""
    tool = polnear.scorer(shared)
    seen: Counter[str] = Counter()
    articles = [a for a in polnear.articles(shared) if (seen.update([a["publisher"]]) or seen[a["publisher"]]) <= EACH]
    reader = Reader(guide="polnear")
    told = tool.score(articles, [{"id": a["id"], "attributions": polnear.read(reader, a)} for a in articles])
    ledger = score(shared, read_pages(shared / "data/ledger", "ledger"))
    figures = {f"polnear {name}": told[name]["f1"] for name in ("attribution@0.5", "content@0.5")}
    figures |= {f"ledger {name}": ledger[name]["f1"] for name in ("attribution@0.5", "content@0.5", "row")}
    return figures | {f"ledger {name}": ledger[name]["acc"] for name in VALUES}


def sunk(figures: dict[str, float], floors: dict[str, float]) -> dict[str, tuple[float, float]]:
    """Figures below their floors: name -> (figure, floor)."""
    return {name: (figures[name], floor) for name, floor in floors.items() if figures[name] < floor - SLACK}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--pin", action="store_true")
    parser.add_argument("--lower", metavar="REASON", help="let floors sink, and say why")
    args = parser.parse_args()
    figures = measure(args.shared)
    kept = json.loads(FILE.read_text("utf8")) if FILE.exists() else {"floors": {}, "lowered": []}
    below = sunk(figures, kept["floors"])
    for name, figure in figures.items():
        print(f"{name:28} {figure:.4f}  floor {kept['floors'].get(name, 0):.4f}{'  SUNK' if name in below else ''}")
    if not args.pin:
        return 1 if below else 0
    if below and not args.lower:
        print(f"not pinned: {', '.join(below)} would sink; give --lower REASON if that is meant", file=sys.stderr)
        return 1
    if below:
        moved = {"from": {n: f for n, (_, f) in below.items()}, "to": {n: g for n, (g, _) in below.items()}}
        kept["lowered"].append({"because": args.lower, **moved})
    # What lies a little below its floor, as kernels differ, leaves it where it is.
    floors = {n: g if n in below else max(g, kept["floors"].get(n, 0.0)) for n, g in figures.items()}
    new = {"data_sha256": digest(args.shared), "floors": floors, "lowered": kept["lowered"]}
    FILE.write_text(json.dumps(new, indent=1) + "\n", "utf8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
