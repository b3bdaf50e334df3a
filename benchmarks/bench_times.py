"""Dates of attributions on gold spans: python -m benchmarks.bench_times [--shared ../shared] [--errors train]."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from benchmarks.ledger_rows import gold_articles
from reportedly.times import date_rows


def said(folder: Path, *, errors: bool = False) -> None:
    """Prints accuracy over rows with a date, and over rows without one."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    for article, rows, gold in gold_articles(folder):
        for row, truth in zip(date_rows(article, rows), gold, strict=True):
            group = "said" if truth["said"] else "undated"
            total[group] += 1
            right[group] += row.said == truth["said"]
            if row.said != truth["said"]:
                kind = "invented" if not truth["said"] else "missed" if not row.said else "another date"
                kinds[kind] += 1
                if errors:
                    start = (row.cue or row.source or row.content)[0][0]
                    around = article.text[max(0, start - 130) : start + 130].replace("\n", " / ")
                    print(kind, article.id, row.id, article.published, truth["said"], row.said, row.speaker, "|", around)
    print(folder.name, {g: (round(right[g] / total[g], 3), total[g]) for g in total}, dict(kinds))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--errors", choices=["train", "gold"], help="print the wrong rows of one part")
    args = parser.parse_args()
    for part in ("train", "gold"):
        said(args.shared / "data" / "ledger" / part, errors=args.errors == part)


if __name__ == "__main__":
    main()
