"""Dates of attributions on gold spans, and TIMEX3 spans: python -m benchmarks.bench_times [--shared ../shared] [--errors train]."""

from __future__ import annotations

import argparse
import re
import time
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

from benchmarks.ledger_rows import gold_articles
from reportedly.times import date_rows, find


def said(folder: Path, *, errors: bool = False) -> None:
    """Prints accuracy over rows with a date, and over rows without one."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    for article, rows, gold in gold_articles(folder):
        for row, truth in zip(date_rows(article, rows), gold, strict=True):
            group = "said" if truth["said"] else "undated"
            total[group] += 1
            right[group] += row.said == truth["said"]
            if row.said != truth["said"]:
                kind = "invented" if not truth["said"] else "missed" if not row.said else "another date"
                kinds[kind] += 1
                if errors:
                    start = (row.cue or row.source or row.content)[0][0]
                    around = article.text[max(0, start - 130) : start + 130].replace("\n", " / ")
                    print(kind, article.id, row.id, article.published, truth["said"], row.said, row.speaker, "|", around)
    print(folder.name, {g: (round(right[g] / total[g], 3), total[g]) for g in total}, dict(kinds))


def timex(folder: Path) -> None:
    """Prints relaxed precision, recall and F1 of DATE expressions in TimeML files, and microseconds a word."""
    hits = misses = extra = words = 0
    begun = time.process_time()
    for path in sorted(folder.glob("*/*.tml")):
        text, gold = _timeml(path)
        found = [m.span for m in find(text, None)]
        words += len(text.split())
        hit = [g for g in gold if any(s < g[1] and g[0] < e for s, e in found)]
        hits, misses = hits + len(hit), misses + len(gold) - len(hit)
        extra += sum(not any(s < g[1] and g[0] < e for g in gold) for s, e in found)
    p, r = hits / max(1, hits + extra), hits / max(1, hits + misses)
    spent = 1e6 * (time.process_time() - begun) / words
    print(f"TIMEX3 DATE and TIME relaxed P {p:.3f} R {r:.3f} F1 {2 * p * r / (p + r):.3f}; {spent:.1f} us/word, XML included")


def _timeml(path: Path) -> tuple[str, list[tuple[int, int]]]:
    root = ElementTree.parse(path).getroot().find("TEXT")
    assert root is not None
    text, spans = "", []
    for node in _walk(root):
        if isinstance(node, str):
            text += node
        elif node.tag == "TIMEX3" and node.get("type") in ("DATE", "TIME"):
            spans.append((len(text), len(text) + len("".join(node.itertext()))))
    return text, [s for s in spans if not re.fullmatch(r"(?i)now|currently|recently|\W*", text[s[0] : s[1]])]


def _walk(node):  # type: ignore[no-untyped-def]
    yield node
    yield node.text or ""
    for child in node:
        yield from _walk(child)
        yield child.tail or ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--errors", choices=["train", "gold"], help="print the wrong rows of one part")
    args = parser.parse_args()
    for part in ("train", "gold"):
        said(args.shared / "data" / "ledger" / part, errors=args.errors == part)
    timex(args.shared / "data" / "times" / "TBAQ-cleaned")


if __name__ == "__main__":
    main()
