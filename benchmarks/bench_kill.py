"""kill -9 in mid-add: `python -m benchmarks.bench_kill [--times 20] [--postgres] [--seed 0]`.

A child adds articles made from examples/ to a ledger, through the shipped analyst, and says "adding", "writing" (the article is
embedded, its transaction begins) and "kept" as it goes. The parent kills it with SIGKILL: in turns within 40 ms of a "writing" and
within 400 ms of it, mostly within the transaction; then starts the next child, which begins again at the first article that was not
acknowledged. In the end every acknowledged page must be there with its bytes and article, no page that is there may be there in
part, the doctor must find nothing, and claims and matches must be those of a ledger that nobody killed. Prints one line; exits with 1 where
anything is wrong. On PostgreSQL the client is killed, not the server.
"""

from __future__ import annotations

import argparse
import os
import pickle
import random
import subprocess
import sys
import tempfile
import time
from contextlib import nullcontext
from pathlib import Path

from sqlalchemy import select

from benchmarks import postgres
from benchmarks.made_articles import examples, made
from reportedly import Article
from reportedly.claims import Claims, Evidence
from reportedly.ledger import Ledger
from reportedly.ledger.schema import EVIDENCE, MATCH, MEMBER

Page = tuple[Article, bytes]
AT_MOST = 5
"""Articles that a child is let begin before it is killed."""


class Telling(Claims):
    """The shipped analyst; says when embedding is done."""

    def evidence(self, article: Article) -> tuple[Evidence, ...]:
        found = super().evidence(article)
        print("writing", article.id, flush=True)
        return found


def child(url: str, pages: Path, first: int) -> None:
    told: list[Page] = pickle.loads(pages.read_bytes())
    with Ledger(url, analyst=Telling()) as ledger:
        for article, original in told[first:]:
            print("adding", article.id, flush=True)
            done = ledger.add_article(article, original)
            print("kept", article.id, done.outcome, flush=True)


def kill_once(url: str, pages: Path, first: int, rng: random.Random, within: float) -> list[list[str]]:
    """One child's life: the words of every line that it said."""
    command = [sys.executable, "-m", "benchmarks.bench_kill", "--child", url, str(pages), str(first)]
    program = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, "OMP_NUM_THREADS": "1"})
    assert program.stdout is not None
    left, said = rng.randint(1, AT_MOST), []
    for line in program.stdout:
        said.append(line.split())
        left -= line.startswith("writing")
        if left <= 0:
            break
    time.sleep(rng.uniform(0, within))
    program.kill()
    # What stands in the pipe was said before the end.
    said += [line.split() for line in program.stdout.read().splitlines(keepends=True) if line.endswith("\n")]
    if program.wait() != -9:
        raise RuntimeError(f"the child ended by itself with {program.returncode}")
    return said


def partition(ledger: Ledger) -> set[frozenset[str]]:
    """The claims as sets of refs; evidence in no claim as the empty-handed set of its own."""
    found: dict[str, set[str]] = {}
    asked = select(EVIDENCE.c.ref, MEMBER.c.claim).outerjoin(MEMBER, MEMBER.c.evidence == EVIDENCE.c.id)
    with ledger.asking() as connection:
        for ref, claim in connection.execute(asked):
            found.setdefault(claim or f"none {ref}", set()).add(ref)
    return {frozenset((*refs, *(["in no claim"] if name.startswith("none ") else []))) for name, refs in found.items()}


def compared(ledger: Ledger) -> set[tuple[str, str, str]]:
    """The matches that are kept, by refs."""
    one, other = EVIDENCE.alias(), EVIDENCE.alias()
    asked = select(one.c.ref, other.c.ref, MATCH.c.relation).join(one, one.c.id == MATCH.c.one).join(other, other.c.id == MATCH.c.other)
    with ledger.asking() as connection:
        return {(a, b, relation) for a, b, relation in connection.execute(asked)}


def faults(ledger: Ledger, pages: list[Page], acknowledged: set[str], home: Path) -> tuple[int, list[str]]:
    """How many pages are there, and what is wrong."""
    held = [page.article for page in ledger.pages(current=False)]
    wrong = [f"{name} was acknowledged and is lost" for name in sorted(acknowledged - set(held))]
    wrong += [f"{name} is there twice" for name in set(held) if held.count(name) > 1]
    there = [(article, original) for article, original in pages if article.id in held]
    for article, original in there:
        if ledger.original(article.id) != original:
            wrong.append(f"{article.id} has other bytes")
        if ledger.article(article.id)[1].to_json() != article.to_json():
            wrong.append(f"{article.id} has another article")
    wrong += ledger.doctor()
    with Ledger(str(home / "unharmed.db"), analyst=ledger.analyst) as unharmed:
        for article, original in there:
            unharmed.add_article(article, original)
        if differing := partition(unharmed) ^ partition(ledger):
            wrong.append(f"{len(differing)} claims are not those of a ledger that nobody killed")
        if differing := compared(unharmed) ^ compared(ledger):
            wrong.append(f"{len(differing)} matches are not those of a ledger that nobody killed")
    return len(held), wrong


def run(url: str, home: Path, times: int, seed: int) -> list[str]:
    rng = random.Random(seed)
    pages = list(made(examples(), times * (AT_MOST + 2) + 1, seed))
    store = home / "pages.pickle"
    store.write_bytes(pickle.dumps(pages))
    place = {article.id: k for k, (article, _) in enumerate(pages)}
    acknowledged: set[str] = set()
    embedding = writing = silent = 0
    for k in range(times):
        said = kill_once(url, store, len(acknowledged), rng, (0.04, 0.4)[k % 2])
        embedding += said[-1][0] == "adding"
        writing += said[-1][0] == "writing"
        silent += sum(words[0] == "kept" and words[2] == "kept" for words in said)
        acknowledged |= {words[1] for words in said if words[0] == "kept"}
        assert {place[name] for name in acknowledged} == set(range(len(acknowledged)))
    with Ledger(url, analyst=Claims()) as ledger:
        there, wrong = faults(ledger, pages, acknowledged, home)
    print(
        f"{'PostgreSQL' if '://' in url else 'SQLite'}: {times} times killed ({writing} in the transaction, {embedding} before it, "
        f"{times - writing - embedding} between adds), {len(acknowledged)} pages acknowledged, {there} there "
        f"({silent} had been kept unacknowledged and were known again), {len(wrong)} faults"
    )
    return wrong


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--child", nargs=3, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.child:
        child(args.child[0], Path(args.child[1]), int(args.child[2]))
        return
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        with postgres.server() if args.postgres else nullcontext(str(home / "desk.db")) as url:
            wrong = run(url, home, args.times, args.seed)
    print(*wrong, sep="\n", end="\n" if wrong else "")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
