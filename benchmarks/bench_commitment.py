"""Commitment on gold spans: python -m benchmarks.bench_commitment [--shared ../shared] [--errors train]."""

from __future__ import annotations

import argparse
import time
from collections import Counter
from pathlib import Path

from benchmarks.ledger_rows import gold_articles
from reportedly.commitment import commit

LABELS = ("affirms", "hedges", "denies", "open")


def measure(folder: Path, *, errors: bool) -> None:
    """Prints accuracy, macro F1, the confusion (gold in rows, predicted in columns) and CPU time a word of the articles."""
    pairs: Counter[tuple[str, str]] = Counter()
    pages = list(gold_articles(folder))
    commit(*pages[0][:2])  # the word lists are read once
    spent = 0.0
    for article, rows, gold in pages:
        began = time.process_time()
        told = commit(article, rows)
        spent += time.process_time() - began
        for row, truth in zip(told, gold, strict=True):
            pairs[truth["commitment"], row.commitment] += 1
            if errors and truth["commitment"] != row.commitment:
                words = f"{article.words(row.cue)} | {article.words(row.content)[:150]}"
                print(truth["commitment"], "->", row.commitment, article.id, row.id, words)
    right, total = sum(pairs[x, x] for x in LABELS), sum(pairs.values())
    scores = [2 * pairs[x, x] / max(1, sum(pairs[x, y] + pairs[y, x] for y in LABELS)) for x in LABELS]
    each = " ".join(f"{x} {s:.3f}" for x, s in zip(LABELS, scores, strict=True))
    micros = spent / sum(len(article.text.split()) for article, _, _ in pages) * 1e6
    print(folder.name, f"accuracy {right / total:.3f} macro F1 {sum(scores) / 4:.3f} ({each})  {micros:.2f} us/word")
    for x in LABELS:
        print(f"  {x:8}", *(f"{pairs[x, y]:5}" for y in LABELS))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--errors", choices=["train", "gold"], help="print the wrong rows of one part")
    args = parser.parse_args()
    for part in ("train", "gold"):
        measure(args.shared / "data" / "ledger" / part, errors=args.errors == part)


if __name__ == "__main__":
    main()
