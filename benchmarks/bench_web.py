"""The workbench's speed: `python -m benchmarks.bench_web LEDGER [--readers 20] [--rounds 100] [--pause 0] [--workers N] [--seed 2]`.

LEDGER is a file or a PostgreSQL address, such as `bench_ledger_scale --ledger FILE` leaves. Starts `reportedly serve` over it in a
process of its own and asks for every kind of page, about things that the ledger holds, by so many readers at once. By default they
never pause, the harshest reading of "at once"; `--pause S` lets each look at a page for S seconds. Prints the median and the 95th
percentile in milliseconds of wall time, the largest page in KiB, and pages per second; then the same for one reader alone.
"""

from __future__ import annotations

import argparse
import math
import os
import random
import re
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urlencode

from sqlalchemy import func, select

from reportedly.ledger import Ledger
from reportedly.ledger.schema import EVIDENCE, MEMBER, PAGE, ROW, SPEAKER
from reportedly.web.values import STATUSES

PORT = 8399
CHROMIUM = Path("/usr/bin/chromium")


class Known(NamedTuple):
    """Something that the ledger holds, to ask pages about."""

    words: str
    speaker: str
    outlet: str
    claim: str
    article: str
    said: str


KINDS: dict[str, Callable[[Known], str]] = {
    "claims": lambda k: "/claims",
    "claims, words": lambda k: "/claims?" + urlencode({"q": max(re.findall(r"\w+", k.words), key=len, default="water")}),
    "claims, single origin": lambda k: "/claims?single=1",
    "claims, status": lambda k: "/claims?" + urlencode({"status": STATUSES[len(k.words) % len(STATUSES)]}),
    "claims, month": lambda k: "/claims?" + urlencode({"since": k.said[:7], "until": k.said[:7]}),
    "claims, speaker": lambda k: "/claims?" + urlencode({"speaker": k.speaker}),
    "claims, outlet": lambda k: "/claims?" + urlencode({"outlet": k.outlet}),
    "claim": lambda k: f"/claims/{k.claim}",
    "article": lambda k: f"/articles/{quote(k.article, safe='')}",
    "speaker": lambda k: "/speaker?" + urlencode({"name": k.speaker}),
    "outlet": lambda k: "/outlet?" + urlencode({"name": k.outlet}),
    "speakers": lambda k: "/speakers",
    "outlets": lambda k: "/outlets",
    "review": lambda k: "/review",
    "log": lambda k: "/log",
    "about": lambda k: "/about",
}


def things(url: str, number: int, seed: int) -> list[Known]:
    """Rows drawn at random that have a speaker, an outlet, a date and a claim."""
    rng, found = random.Random(seed), list[Known]()
    query = (
        select(ROW.c.words, SPEAKER.c.name, PAGE.c.outlet, MEMBER.c.claim, PAGE.c.article, ROW.c.said)
        .join(SPEAKER, SPEAKER.c.id == ROW.c.speaker)
        .join(PAGE, PAGE.c.id == ROW.c.page)
        .join(EVIDENCE, EVIDENCE.c.row == ROW.c.id)
        .join(MEMBER, MEMBER.c.evidence == EVIDENCE.c.id)
    )
    with Ledger(url) as ledger, ledger.asking() as connection:
        last = int(connection.execute(select(func.max(ROW.c.id))).scalar() or 0)
        while len(found) < number:
            row = connection.execute(query.where(ROW.c.id == rng.randint(1, last))).first()
            if row and row.outlet and row.said:
                found.append(Known(*row))
    return found


@contextmanager
def served(url: str, workers: int) -> Iterator[str]:
    """The desk's address, once it answers."""
    command = [sys.executable, "-m", "reportedly", "serve", "--ledger", url, "--port", str(PORT)]
    command += ["--workers", str(workers)] if workers else []
    with subprocess.Popen(command, env={**os.environ, "OMP_NUM_THREADS": "1"}, stderr=subprocess.DEVNULL) as server:
        base = f"http://127.0.0.1:{PORT}"
        try:
            for _ in range(100):
                time.sleep(0.2)
                try:
                    urllib.request.urlopen(f"{base}/about").close()
                    break
                except OSError:
                    continue
            yield base
        finally:
            server.terminate()


def measured(base: str, known: list[Known], readers: int, pause: float) -> None:
    """Ask for all pages in one mixed order and print the figures."""
    jobs = [(kind, address(one)) for one in known for kind, address in KINDS.items()]
    random.Random(0).shuffle(jobs)
    spent: dict[str, list[float]] = {kind: [] for kind in KINDS}
    most = dict.fromkeys(KINDS, 0)
    lock, waiting = threading.Lock(), iter(jobs)

    def read(number: int) -> None:
        # Readers who pause come one after the other, not all in the same moment.
        time.sleep(pause * number / readers)
        while True:
            with lock:
                job = next(waiting, None)
            if job is None:
                return
            begun = time.perf_counter()
            with urllib.request.urlopen(base + job[1], timeout=120) as answer:
                size = len(answer.read())
            with lock:
                spent[job[0]].append(1000 * (time.perf_counter() - begun))
                most[job[0]] = max(most[job[0]], size)
            time.sleep(pause)

    begun = time.perf_counter()
    threads = [threading.Thread(target=read, args=(number,)) for number in range(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    wall = time.perf_counter() - begun
    print(f"{readers} readers, {len(jobs)} pages, {len(jobs) / wall:.0f} pages per second")
    for kind, times in spent.items():
        ordered = sorted(times)
        middle, high = (ordered[math.ceil(len(ordered) * part) - 1] for part in (0.5, 0.95))
        print(f"  {kind:22} p50 {middle:5.0f}  p95 {high:5.0f} ms  {most[kind] / 1024:4.0f} KiB")


def first_paint(base: str, known: list[Known]) -> None:
    """Milliseconds to the first contentful paint of claims' pages in Debian's Chromium, where it is installed."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        print("first paint: not measured, Playwright is not installed")
        return
    if not CHROMIUM.exists():
        print(f"first paint: not measured, no browser at {CHROMIUM}")
        return
    painted = []
    with sync_playwright() as running:
        browser = running.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"])
        for one in known:
            page = browser.new_context().new_page()
            page.goto(f"{base}/claims/{one.claim}")
            # Asked from outside again and again: the desk's policy lets no page evaluate strings.
            asked = "(performance.getEntriesByName('first-contentful-paint')[0] || {}).startTime"
            while (spent := page.evaluate(asked)) is None:
                page.wait_for_timeout(20)
            painted.append(float(spent))
            page.context.close()
        browser.close()
    print(f"first paint of a claim's page, cold: p50 {sorted(painted)[len(painted) // 2]:.0f}, most {max(painted):.0f} ms")


def main() -> None:
    """Measure many readers and one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ledger")
    parser.add_argument("--readers", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=100, help="pages of each kind")
    parser.add_argument("--pause", type=float, default=0.0, help="seconds that a reader looks at a page")
    parser.add_argument("--workers", type=int, default=0, help="processes that serve (0: as many as serve starts by itself)")
    parser.add_argument("--seed", type=int, default=2)
    args = parser.parse_args()
    known = things(args.ledger, args.rounds, args.seed)
    with served(args.ledger, args.workers) as base:
        for readers in (args.readers, 1):
            measured(base, known, readers, args.pause if readers > 1 else 0.0)
        first_paint(base, known)


if __name__ == "__main__":
    main()
