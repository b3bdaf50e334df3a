"""How a ledger bears size: `python -m benchmarks.bench_ledger_scale [--articles 1000] [--postgres] [--shipped] [--seconds S]
[--ledger FILE] [--queries N]`.

Articles are made from examples/ (`made_articles`) and added one by one through `Ledger.add_article`, with the analyst without models
of `lexical` (`--shipped`: the package's own). With the former nothing is said of embedding, of scoring pairs, or of how well claims
are found: what is measured is the database, the candidates, the gathering of claims and the questions. All articles are made from a
few templates, so that common words are commoner than in news; how large claims grow is told in the last line.

Prints articles per second (wall and CPU of this process, which is all there is on SQLite; PostgreSQL's server is a process of its
own), the milliseconds per article in each tenth, the size, and the median and the 95th percentile of N queries of each sort, in
milliseconds of wall time. `--seconds`: no article is begun after that many, and the figures are those of what was added till then.
`--ledger`: a file or a PostgreSQL address that is kept, and gone on with where a run was stopped, or behind what `filled` has made.
"""

from __future__ import annotations

import argparse
import random
import re
import tempfile
import time
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from pathlib import Path

from sqlalchemy import func, select, text

from benchmarks import postgres
from benchmarks.lexical import Lexical
from benchmarks.made_articles import examples, made
from reportedly import Article
from reportedly.claims import Claims
from reportedly.ledger import Ledger
from reportedly.ledger.reading import Wanted, counts
from reportedly.ledger.schema import CLAIM


def grow(ledger: Ledger, articles: Iterable[tuple[Article, bytes]], seconds: float) -> list[tuple[float, float]]:
    """Wall and CPU seconds of each add."""
    spent: list[tuple[float, float]] = []
    end = time.perf_counter() + seconds
    for article, original in articles:
        if time.perf_counter() > end:
            break
        wall, cpu = time.perf_counter(), time.process_time()
        ledger.add_article(article, original)
        spent.append((time.perf_counter() - wall, time.process_time() - cpu))
    return spent


def told(spent: list[tuple[float, float]]) -> str:
    wall, cpu = (sum(s[k] for s in spent) for k in (0, 1))
    tenth = max(1, len(spent) // 10)
    each = [1000 * sum(c for _, c in spent[k : k + tenth]) / tenth for k in range(0, tenth * 10, tenth)]
    steps = " ".join(f"{e:.0f}" for e in each)
    return (
        f"add: {len(spent) / wall:.1f} articles/s wall, {len(spent) / cpu:.1f} per CPU second; CPU ms per article by tenths {steps} "
        f"(last/first {each[-1] / each[0]:.2f})"
    )


def size(ledger: Ledger) -> int:
    """Bytes on disk."""
    if "://" in ledger.url:
        with ledger.asking() as connection:
            return int(connection.execute(text("SELECT pg_database_size(current_database())")).scalar() or 0)
    return sum(p.stat().st_size for p in Path(ledger.url).parent.glob(Path(ledger.url).name + "*"))


def asked(ledger: Ledger, read: list[tuple[Article, str]], there: int, seed: int, rng: random.Random) -> dict[str, Callable[[], object]]:
    """One query of each sort, about something that an article of the ledger holds."""
    one = rng.randrange(there)
    article = next(made(read, one + 1, seed, first=one))[0]
    row = rng.choice([r for r in article.attributions if r.content and r.speaker])
    said = article.words(row.content)
    words = " ".join(rng.sample(sorted(set(re.findall(r"\w{5,}", said))) or ["water"], 1))
    return {
        "claims()": lambda: ledger.claims(),
        "claims(speaker)": lambda: ledger.claims(Wanted(speaker=row.speaker)),
        "who": lambda: ledger.who(row.speaker or ""),
        "search": lambda: ledger.search(words),
        "check": lambda: ledger.check(said),
    }


def questions(ledger: Ledger, read: list[tuple[Article, str]], there: int, seed: int, number: int) -> str:
    rng = random.Random(seed)
    spent: dict[str, list[float]] = {}
    for _ in range(number):
        for name, ask in asked(ledger, read, there, seed, rng).items():
            before = time.perf_counter()
            ask()
            spent.setdefault(name, []).append(1000 * (time.perf_counter() - before))
    ordered = {name: sorted(times) for name, times in spent.items()}
    return "p50/p95 in ms: " + ", ".join(f"{n} {t[number // 2]:.1f}/{t[int(number * 0.95)]:.1f}" for n, t in ordered.items())


def holds(ledger: Ledger) -> str:
    with ledger.asking() as connection:
        numbers = counts(connection)
        most = connection.execute(select(func.max(CLAIM.c.reports))).scalar()
    return ", ".join(f"{n} {name}" for name, n in numbers.items()) + f", at most {most} reports in a claim"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--shipped", action="store_true")
    parser.add_argument("--seconds", type=float, default=float("inf"))
    parser.add_argument("--ledger", metavar="LEDGER")
    parser.add_argument("--queries", type=int, default=50)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    read = examples()
    with (
        tempfile.TemporaryDirectory() as folder,
        postgres.server() if args.postgres else nullcontext(args.ledger or f"{folder}/desk.db") as url,
        Ledger(url, analyst=Claims() if args.shipped else Lexical()) as ledger,
    ):
        with ledger.asking() as connection:
            before = counts(connection)["pages"]
        spent = grow(ledger, made(read, args.articles, args.seed, first=before), args.seconds)
        there = before + len(spent)
        if before:
            print(f"went on behind {before} articles; the figures of adding are those of the others")
        kind = "PostgreSQL" if "://" in ledger.url else "SQLite"
        print(f"{kind}, {len(spent)} articles" + (f", {told(spent)}" if spent else ""), flush=True)
        print(f"{size(ledger) / 2**20:.1f} MiB, {size(ledger) / there / 1024:.0f} KiB per article", flush=True)
        print(questions(ledger, read, there, args.seed, args.queries), flush=True)
        print(holds(ledger))


if __name__ == "__main__":
    main()
