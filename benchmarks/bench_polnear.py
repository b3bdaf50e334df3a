"""PolNeAR development set: `python -m benchmarks.bench_polnear [--shared ../shared] [--guide ledger]`.

Reads every article as plain text with the shipped weights under PolNeAR's own annotation guide (or the ledger's) and prints the
scorer's figures; recall by publisher, by kind and by the length of the content; how often rows of a confidence are right, with the
expected calibration error; words per CPU second from text to rows on one thread, time to load, and peak memory. Rows with a parent
are left out: PolNeAR is flat.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Callable
from pathlib import Path

LENGTHS = ((1, 3), (4, 6), (7, 12), (13, 25), (26, 10_000))
BINS = 10


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--guide", choices=("ledger", "polnear"), default="polnear")
    parser.add_argument("--weights", type=Path)
    parser.add_argument("--min-confidence", type=float)
    args = parser.parse_args()
    before = time.process_time()
    from reportedly import Reader

    reader = Reader(guide=args.guide, weights=args.weights, min_confidence=args.min_confidence)
    loaded = time.process_time() - before
    from benchmarks import polnear_rows as polnear

    tool, articles = polnear.scorer(args.shared), polnear.articles(args.shared)
    words, before = sum(len(a["text"].split()) for a in articles), time.process_time()
    found = [polnear.read(reader, a) for a in articles]
    spent = time.process_time() - before
    for name, figures in tool.score(articles, [{"id": a["id"], "attributions": r} for a, r in zip(articles, found, strict=True)]).items():
        print(f"{name:18} P {figures['p']:.3f}  R {figures['r']:.3f}  F1 {figures['f1']:.3f}")
    judged = [polnear.judge(a, r, tool) for a, r in zip(articles, found, strict=True)]
    by_group(judged, "publisher", lambda j, g: j.publisher)
    by_group(judged, "kind", lambda j, g: g["kind"])
    by_group(judged, "content's words", lambda j, g: next(f"{a}-{b}" if b < 999 else f"{a}+" for a, b in LENGTHS if len(g["content"]) <= b))
    by_group(judged, "content's words", lambda j, g: "1-6" if len(g["content"]) <= 6 else "7+")
    reliability(judged)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{words} words, {words / spent:.0f} words per CPU second, load {loaded:.2f} CPU seconds, peak {peak:.0f} MiB")


def by_group(judged: list, title: str, key: Callable) -> None:
    """Recall of contents and of whole attributions in each group of gold rows."""
    print(f"\nrecall by {title:14}   rows  content  attribution")
    counts: dict[str, list[int]] = {}
    for one in judged:
        content, whole = {i for i, _ in one.content}, {i for i, _ in one.whole}
        for i, row in enumerate(one.gold):
            count = counts.setdefault(key(one, row), [0, 0, 0])
            count[0] += 1
            count[1] += i in content
            count[2] += i in whole
    for name in sorted(counts, key=lambda n: (len(n.split("-")[0]) if n[0].isdigit() else 0, n)):
        rows, content, whole = counts[name]
        print(f"  {name:22}  {rows:6}    {content / rows:.3f}        {whole / rows:.3f}")


def reliability(judged: list) -> None:
    """Of the rows in each bin of confidence, how many are right; and the expected calibration error."""
    bins: list[list[float]] = [[0.0, 0.0, 0.0] for _ in range(BINS)]
    for one in judged:
        right = {j for _, j in one.whole}
        for j, row in enumerate(one.found):
            place = bins[min(int(row["confidence"] * BINS), BINS - 1)]
            place[0] += 1
            place[1] += row["confidence"]
            place[2] += j in right
    total = sum(b[0] for b in bins)
    print("\nconfidence     rows   said   right")
    for k, (rows, said, right_) in enumerate(bins):
        if rows:
            print(f"  {k / BINS:.1f} - {(k + 1) / BINS:.1f}  {rows:6.0f}  {said / rows:.3f}   {right_ / rows:.3f}")
    print(f"expected calibration error {sum(abs(s - r) for n, s, r in bins if n) / total:.3f}\n")


if __name__ == "__main__":
    main()
