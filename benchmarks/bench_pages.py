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


def word_f1(found: str, gold: str) -> float:
    a, b = (Counter(re.findall(r"\w+", t.lower())) for t in (found, gold))
    same = sum((a & b).values())
    return 2 * same / (sum(a.values()) + sum(b.values()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("../shared/data/ledger"))
    folder = parser.parse_args().folder
    scores, spent = [], 0.0
    for page in sorted((folder / "pages").glob("*.html")):
        gold = json.loads((folder / "gold" / f"{page.stem}.json").read_text("utf8"))["text"]
        body, before = page.read_bytes(), time.process_time()
        article = read_page(body, id=page.stem)
        spent += time.process_time() - before
        scores.append(word_f1(article.text, gold))
        print(f"{page.stem}  {scores[-1]:.4f}  {article.published}  {article.outlet}")
    print(f"word F1 {sum(scores) / len(scores):.4f} over {len(scores)} pages, {len(scores) / spent:.1f} pages per CPU second")


if __name__ == "__main__":
    main()
