"""A large ledger in a fraction of the time that adding takes: `python -m benchmarks.filled LEDGER [--articles 100000] [--seed 0]`.

Made articles (`made_articles`), world by world: the articles of one world are compared with each other only, since worlds tell stories
of their own, and are kept by the functions that `Ledger.add_article` keeps them by: pages, rows, evidence, keys, cells, matches, claims.
What is skipped is the search for candidates in the rest of the ledger. So the file is such as adding leaves, but says nothing of what
adding costs; `bench_ledger_scale --ledger FILE` goes on adding behind it, and asks it. A run that was stopped goes on where it was.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator, Sequence
from itertools import islice

from sqlalchemy import Connection, func, insert, select

from benchmarks.lexical import Lexical
from benchmarks.made_articles import examples, made
from reportedly import Article
from reportedly.claims import Evidence, Match
from reportedly.claims.shortlist import pairs
from reportedly.ledger import gathering, keeping
from reportedly.ledger.candidates import Shelf
from reportedly.ledger.decisions import standing
from reportedly.ledger.matching import UNLIKE
from reportedly.ledger.opening import open_engine, refresh, writing
from reportedly.ledger.schema import MATCH, PAGE

WORLDS = 20
"""Worlds in one transaction."""
Made = tuple[Article, bytes]


def fill(url: str, number: int, seed: int) -> None:
    """Bring the ledger to `number` articles, telling how far it is."""
    engine, read = open_engine(url), examples()
    with engine.connect() as connection:
        there = int(connection.execute(select(func.count()).select_from(PAGE)).scalar() or 0)
    if there % len(read):
        raise SystemExit(f"{url} holds {there} pages, no whole number of worlds of {len(read)}; fill a new ledger")
    begun, shelf, analyst = time.perf_counter(), Shelf(), Lexical()
    done = there
    for some in _batches(made(read, number, seed, first=there), len(read) * WORLDS):
        with writing(engine, url) as connection:
            if connection.dialect.name == "sqlite":
                connection.exec_driver_sql("PRAGMA cache_size = -4000000")
            for k in range(0, len(some), len(read)):
                _keep(connection, analyst, some[k : k + len(read)], shelf)
        done += len(some)
        spent = time.perf_counter() - begun
        print(f"\r{done} of {number} articles, {(done - there) / spent:.0f} a second", end="", flush=True)
    print()
    refresh(engine)
    engine.dispose()


def _batches(articles: Iterator[Made], size: int) -> Iterator[list[Made]]:
    while some := list(islice(articles, size)):
        yield some


def _keep(connection: Connection, analyst: Lexical, world: Sequence[Made], shelf: Shelf) -> None:
    found: list[Evidence] = []
    ids: dict[str, int] = {}
    for article, original in world:
        page, _ = keeping.keep(connection, article, original, None)
        rows = keeping.keep_rows(connection, page, article)
        mine = analyst.evidence(article)
        ids |= keeping.keep_evidence(connection, mine, rows, {}, shelf.cells)
        found += mine
    kept = _matches(analyst, found, ids)
    if kept:
        connection.execute(insert(MATCH), kept)
    gathering.gather(connection, analyst, ids.values(), standing(connection), shelf)


def _matches(analyst: Lexical, found: Sequence[Evidence], ids: dict[str, int]) -> list[dict[str, object]]:
    kept = []
    for place, others in pairs(found):
        one = found[place]
        for other, match in zip(others, analyst.compare(one, [found[o] for o in others]), strict=True):
            if _counts(match):
                both = sorted((ids[one.ref], ids[found[other].ref]))
                kept.append({"one": both[0], "other": both[1], "relation": match.relation, "score": match.score, "because": match.because})
    return kept


def _counts(match: Match) -> bool:
    return match.relation != "different" or match.score < UNLIKE


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ledger", help="a file or a PostgreSQL address")
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    fill(args.ledger, args.articles, args.seed)


if __name__ == "__main__":
    main()
