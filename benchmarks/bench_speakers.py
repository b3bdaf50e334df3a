"""Speakers and chains on gold spans: `python -m benchmarks.bench_speakers [--shared ../shared] [--set train] [--errors speaker]`.

The spans, kind and parent of the hand-made ledger go in, speaker, speaker_kind and chain are compared (score_ledger.py's rules).
`relayed` is chain over rows whose gold chain has a relay. `--errors FIELD` prints each wrong row.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from pathlib import Path

from benchmarks.ledger_rows import paragraphs
from reportedly.commitment import commit
from reportedly.model import Article, Attribution
from reportedly.speakers import resolve

ROLES = ("source", "cue", "content")
FIELDS = ("speaker", "speaker_kind", "chain", "relayed")


def parents(rows: list[dict]) -> dict[str, str | None]:
    """The smallest other row whose content encloses a row's spans."""
    found = {}
    for row in rows:
        spans = [s for role in ROLES for s in row[role]]
        around = [
            q
            for q in rows
            if q is not row and q["content"] != row["content"] and all(any(c <= s and e <= d for c, d in q["content"]) for s, e in spans)
        ]
        best = min(around, key=lambda q: sum(e - s for s, e in q["content"]), default=None)
        found[row["id"]] = best["id"] if best else None
    return found


def article_of(gold: dict) -> tuple[Article, list[Attribution]]:
    above = parents(gold["attributions"])
    rows = [
        Attribution(a["id"], *(tuple((s, e) for s, e in a[r]) for r in ROLES), kind=a["kind"], parent=above[a["id"]])
        for a in gold["attributions"]
    ]
    article = Article(gold["id"], gold["text"], paragraphs(gold["text"]), outlet=gold.get("outlet"))
    return article, list(commit(article, rows))


def load(folder: Path) -> list[dict]:
    return [json.loads(p.read_text("utf8")) for p in sorted(folder.glob("*.json")) if not p.name.endswith(".threads.json")]


def measure(pages: list[dict], tools: object, errors: str | None) -> tuple[dict[str, list[int]], float]:
    figures = {f: [0, 0] for f in FIELDS}
    ready = [article_of(g) for g in pages]
    resolve(*ready[0])
    start = time.process_time()
    answers = [resolve(article, rows) for article, rows in ready]
    spent = time.process_time() - start
    for gold, (article, _), rows in zip(pages, ready, answers, strict=True):
        for want, got in zip(gold["attributions"], rows, strict=True):
            chain = tools.same_chain(want["chain"], list(got.chain))
            right = {"speaker": tools.same_name(want["speaker"], got.speaker), "chain": chain}
            right["speaker_kind"] = want["speaker_kind"] == got.speaker_kind
            if len(want["chain"]) > 1:
                right["relayed"] = chain
            for field, good in right.items():
                figures[field][0] += good
                figures[field][1] += 1
            if errors and not right.get(errors, True):
                told = f"{want['speaker']} {want['speaker_kind']} {want['chain'][1:]}"
                print(
                    f"{gold['id']}\t{got.id}\t{article.words(got.source)!r} | {article.words(got.cue)} | {told}"
                    f" -> {got.speaker} {got.speaker_kind} {list(got.chain[1:])}"
                )
    return figures, spent / sum(len(g["text"].split()) for g in pages) * 1e6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--set", choices=("train", "gold"), action="append")
    parser.add_argument("--errors", choices=FIELDS)
    args = parser.parse_args()
    sys.path.insert(0, str(args.shared / "tools"))
    import score_ledger

    for name in args.set or ("train", "gold"):
        pages = load(args.shared / "data/ledger" / name)
        figures, micros = measure(pages, score_ledger, args.errors)
        kinds = Counter(a["speaker_kind"] for g in pages for a in g["attributions"])
        told = "  ".join(f"{f} {good / max(1, n):.3f} ({n})" for f, (good, n) in figures.items())
        print(f"{name}: {told}  {micros:.2f} us/word  {dict(kinds)}")


if __name__ == "__main__":
    main()
