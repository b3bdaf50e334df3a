"""Speed of the claims room in CPU seconds, one thread: `python -m benchmarks.bench_matching [--shared ../shared]`."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path

from reportedly.claims import Claims, Evidence
from training.claim_data import gold_article

ARTICLES = 60


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    args = parser.parse_args()
    files = [p for p in sorted((args.shared / "data/ledger/train").glob("*.json")) if not p.name.endswith(".threads.json")][:ARTICLES]
    articles = [gold_article(p) for p in files]
    analyst = Claims()
    texts = [e.text for e in analyst.evidence(articles[0])] * 20
    timed("sentences embedded", lambda: len(analyst.embedder.embed(texts)))
    evidence: list[Evidence] = []
    timed("evidence", lambda: evidence.extend(e for a in articles for e in analyst.evidence(a)) or len(evidence))
    some = evidence[:512]
    timed("pairs compared", lambda: sum(len(analyst.compare(one, some)) for one in some[::16]))
    timed(
        "evidence made to claims", lambda: sum(len(c.supports) + len(c.denies) for c in analyst.claims(evidence, analyst.matches(evidence)))
    )


def timed(name: str, work: Callable[[], int]) -> None:
    start = time.process_time()
    count = work()
    spent = time.process_time() - start
    print(f"{name:26} {count / spent:10,.0f} per CPU second  ({count} in {spent:.2f} s)")


if __name__ == "__main__":
    main()
