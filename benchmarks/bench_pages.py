"""Page to text: `python -m benchmarks.bench_pages [../shared/data/ledger]`.

Word F1 (multisets of lower-case words) of the HTML pages' text against the gold's, and pages per CPU second.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter
from pathlib import Path

from reportedly.pages import read_page

ROUNDS = 5


def word_f1(found: str, gold: str) -> float:
    a, b = (Counter(re.findall(r"\w+", t.lower())) for t in (found, gold))
    same = sum((a & b).values())
    return 2 * same / (sum(a.values()) + sum(b.values()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("../shared/data/ledger"))
    folder = parser.parse_args().folder
    scores = []
    pages = {p.stem: p.read_bytes() for p in sorted((folder / "pages").glob("*.html"))}
    for name, body in pages.items():
        gold = json.loads((folder / "gold" / f"{name}.json").read_text("utf8"))["text"]
        article = read_page(body, id=name)
        scores.append(word_f1(article.text, gold))
        print(f"{name}  {scores[-1]:.4f}  {article.published}  {article.outlet}")
    before = time.process_time()
    for _ in range(ROUNDS):
        for name, body in pages.items():
            read_page(body, id=name)
    rate = ROUNDS * len(pages) / (time.process_time() - before)
    print(f"word F1 {sum(scores) / len(scores):.4f} over {len(scores)} pages, {rate:.1f} pages per CPU second once loaded")


if __name__ == "__main__":
    main()
