"""PolNeAR development set: `python -m benchmarks.bench_polnear [--shared ../shared]`.

Reads every article as plain text with the shipped tagger and prints the scorer's figures, words per CPU second from text to
rows on one thread, time to load, and peak memory. Rows with a parent are left out: PolNeAR is flat.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--guide", choices=("ledger", "polnear"), default="ledger")
    parser.add_argument("--weights", type=Path)
    args = parser.parse_args()
    before = time.process_time()
    from reportedly import Reader

    reader = Reader(guide=args.guide, weights=args.weights)
    loaded = time.process_time() - before
    gold = args.shared / "data/polnear/dev.jsonl"
    articles = [json.loads(line) for line in gold.read_text("utf8").splitlines()]
    words, before = sum(len(a["text"].split()) for a in articles), time.process_time()
    rows = []
    for article in articles:
        found = reader.read_text(article["text"], published=article["date"]).to_json()
        rows.append({"id": article["id"], "attributions": [a for a in found["attributions"] if a["parent"] is None]})
    spent = time.process_time() - before
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf8") as out:
        out.writelines(json.dumps(r) + "\n" for r in rows)
        out.flush()
        tool = args.shared / "tools/score_attributions.py"
        print(subprocess.run([sys.executable, str(tool), str(gold), out.name], check=True, capture_output=True, text=True).stdout)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{words} words, {words / spent:.0f} words per CPU second, load {loaded:.2f} CPU seconds, peak {peak:.0f} MiB")


if __name__ == "__main__":
    main()
