"""Cost against length: `python -m benchmarks.bench_length [--shared ../shared]`.

Reads articles of 2,500 to 40,000 words, made by joining PolNeAR development articles, each in a fresh process on one thread; prints
words per CPU second and the peak memory. Linear time shows as a steady rate, bounded memory as a peak that hardly grows.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from pathlib import Path

SIZES = (2_500, 5_000, 10_000, 20_000, 40_000)


def text_of(shared: Path, words: int) -> str:
    parts, count = [], 0
    with (shared / "data/polnear/dev.jsonl").open(encoding="utf8") as lines:
        for line in lines:
            parts.append(json.loads(line)["text"])
            count += len(parts[-1].split())
            if count >= words:
                break
    return "\n\n".join(parts)


def one(shared: Path, words: int) -> None:
    from reportedly import Reader

    reader, text = Reader(), text_of(shared, words)
    reader.read_text("The mayor said the dam was safe.")
    before = time.process_time()
    rows = len(reader.read_text(text, published="2016-10-01").attributions)
    spent, count = time.process_time() - before, len(text.split())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{count:6} words  {rows:5} rows  {count / spent:6.0f} words per CPU second  peak {peak:.0f} MiB", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--words", type=int, help="only this length, in this process")
    args = parser.parse_args()
    if args.words:
        one(args.shared, args.words)
        return
    for words in SIZES:
        command = [sys.executable, "-m", "benchmarks.bench_length", "--shared", str(args.shared), "--words", str(words)]
        subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
