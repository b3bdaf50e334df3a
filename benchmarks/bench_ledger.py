"""Ledger gold: `python -m benchmarks.bench_ledger [--shared ../shared]`.

Runs the command line on the gold's pages (seed.txt with its publication date, the HTML pages as they are) and prints
score_ledger.py's figures. `--from-text` reads the gold's own text instead of the page, to see the reading alone.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from reportedly import Reader


def read_pages(folder: Path, guide: str, weights: Path | None = None) -> list[dict]:
    reader = Reader(guide=guide, weights=weights)
    out = []
    for page in sorted((folder / "pages").iterdir()):
        gold = json.loads((folder / "gold" / f"{page.stem}.json").read_text("utf8"))
        out.append(reader.read(page, published=gold["published"] if page.suffix == ".txt" else None).to_json())
    return out


def read_texts(folder: Path, guide: str, weights: Path | None = None) -> list[dict]:
    reader = Reader(guide=guide, weights=weights)
    out = []
    for path in sorted((folder / "gold").glob("*.json")):
        if not path.name.endswith(".threads.json"):
            gold = json.loads(path.read_text("utf8"))
            out.append(reader.read_text(gold["text"], id=gold["id"], published=gold["published"]).to_json())
    return out


def score(shared: Path, articles: list[dict]) -> dict[str, dict[str, float]]:
    """score_ledger.py's figures, by running it."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf8") as out:
        out.writelines(json.dumps(a) + "\n" for a in articles)
        out.flush()
        command = [sys.executable, str(shared / "tools/score_ledger.py"), str(shared / "data/ledger/gold"), out.name]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    figures: dict[str, dict[str, float]] = json.loads(told.splitlines()[-1])
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--from-text", action="store_true")
    parser.add_argument("--guide", choices=("ledger", "polnear"), default="ledger")
    parser.add_argument("--weights", type=Path, help="a folder with other weights than the shipped ones")
    args = parser.parse_args()
    articles = (read_texts if args.from_text else read_pages)(args.shared / "data/ledger", args.guide, args.weights)
    for name, figure in score(args.shared, articles).items():
        print(f"{name:16} " + "  ".join(f"{k} {v:.3f}" if isinstance(v, float) else f"{k} {v}" for k, v in figure.items()))


if __name__ == "__main__":
    main()
