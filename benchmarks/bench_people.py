"""How well PolNeAR's annotators find each other's rows: `python -m benchmarks.bench_people [--shared ../shared]`.

Every article that two or more people annotated (train and dev, `*.second.jsonl` beside the first annotator's file); each ordered
pair counts once, one reading as the right one and the other as found. The yardstick for bench_polnear's recall by length.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

from benchmarks import polnear_rows as polnear

GROUPS = ((1, 3), (4, 6), (7, 12), (13, 25), (26, 10_000), (1, 6), (7, 10_000))


def readings(shared: Path) -> Iterator[list[dict]]:
    """The readings of each article that more than one person annotated."""
    by_text: dict[str, list[dict]] = defaultdict(list)
    for part in ("train", "dev"):
        for file in (f"{part}.jsonl", f"{part}.second.jsonl"):
            with (shared / "data/polnear" / file).open(encoding="utf8") as lines:
                for line in lines:
                    article = json.loads(line)
                    by_text[article["text"]].append(article)
    yield from (found for found in by_text.values() if len(found) > 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    shared = parser.parse_args().shared
    tool = polnear.scorer(shared)
    right = dict.fromkeys(GROUPS, 0)
    total = dict.fromkeys(GROUPS, 0)
    contents = wholes = rows = found = articles = 0
    for people in readings(shared):
        articles += 1
        for mine, theirs in permutations(people, 2):
            one = polnear.judge(mine, theirs["attributions"], tool)
            hit = {i for i, _ in one.content}
            rows, found, contents, wholes = rows + len(one.gold), found + len(one.found), contents + len(hit), wholes + len(one.whole)
            for i, gold in enumerate(one.gold):
                for low, high in GROUPS:
                    if low <= len(gold["content"]) <= high:
                        total[low, high] += 1
                        right[low, high] += i in hit
    print(f"{articles} articles; content@0.5 {2 * contents / (rows + found):.3f}, attribution@0.5 {2 * wholes / (rows + found):.3f}")
    for low, high in GROUPS:
        name = f"{low}-{high}" if high < 10_000 else f"{low}+"
        print(f"recall of contents of {name:5} words  {right[low, high] / total[low, high]:.3f}  ({total[low, high]})")


if __name__ == "__main__":
    main()
