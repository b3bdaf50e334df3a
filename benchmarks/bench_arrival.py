"""Whether the order of arrival changes claims: `python -m benchmarks.bench_arrival [--articles 80] [--seed 3]`.

Articles made from examples/ (`made_articles`) are added with the package's own analyst in three orders, with the bound on what is
grouped anew (`gathering.WIDEST`) as it is, and once without a bound, where the order cannot matter. Prints, for each order, the F1 of
pairs of rows in one claim against the unbounded ledger.
"""

from __future__ import annotations

import argparse
import tempfile
from itertools import combinations
from pathlib import Path

from sqlalchemy import select

from benchmarks.made_articles import examples, made
from reportedly import Article
from reportedly.claims import Claims
from reportedly.ledger import Ledger, gathering
from reportedly.ledger.schema import EVIDENCE, MEMBER

Pairs = set[tuple[str, str]]


def pairs(articles: list[tuple[Article, bytes]], analyst: Claims, widest: int) -> Pairs:
    """Pairs of rows in one claim, after these articles have come in their order."""
    gathering.WIDEST = widest
    with tempfile.TemporaryDirectory() as folder, Ledger(str(Path(folder) / "desk.db"), analyst=analyst) as ledger:
        for article, original in articles:
            ledger.add_article(article, original)
        claims: dict[str, list[str]] = {}
        with ledger.asking() as connection:
            query = select(MEMBER.c.claim, EVIDENCE.c.ref).join(EVIDENCE, EVIDENCE.c.id == MEMBER.c.evidence)
            for claim, ref in connection.execute(query):
                claims.setdefault(claim, []).append(ref)
    return {pair for refs in claims.values() for pair in combinations(sorted(refs), 2)}


def main() -> None:
    """Print the agreement of each order."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=80)
    parser.add_argument("--seed", type=int, default=3)
    args = parser.parse_args()
    articles = list(made(examples(), args.articles, args.seed))
    analyst, bound = Claims(), gathering.WIDEST
    whole = pairs(articles, analyst, 10**9)
    print(f"{args.articles} articles, {len(whole)} pairs of rows in one claim without a bound")
    for name, order in (("as made", articles), ("backwards", articles[::-1]), ("odd ones first", articles[1::2] + articles[::2])):
        found = pairs(order, analyst, bound)
        print(f"bound {bound}, {name}: {len(found)} pairs, F1 {2 * len(found & whole) / max(1, len(found) + len(whole)):.3f}", flush=True)


if __name__ == "__main__":
    main()
