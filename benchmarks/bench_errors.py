"""What is still wrong, by class: `python -m benchmarks.bench_errors [--shared ../shared]`.

PolNeAR development rows under their own guide: missed contents, extra rows, wrong sources. Ledger gold rows that are found: which
value is wrong and how. docs/accuracy.md keeps these tables.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

from benchmarks import polnear_rows as polnear
from benchmarks.bench_ledger import read_pages
from benchmarks.bench_seed import matched
from reportedly import Reader

PRONOUNS = frozenset(["he", "she", "it", "they", "i", "we", "who", "which", "that", "him", "her", "them"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    shared = parser.parse_args().shared
    tool = polnear.scorer(shared)
    reader = Reader(guide="polnear")
    counts: Counter[str] = Counter()
    for article in polnear.articles(shared):
        counts += classes(polnear.judge(article, polnear.read(reader, article), tool), tool)
    table("PolNeAR dev (rows)", counts)
    table("ledger gold, matched rows (values)", ledger_classes(shared))


def table(title: str, counts: Counter[str]) -> None:
    print(f"\n{title}")
    for name, count in sorted(counts.items(), key=lambda p: (p[0].split(":")[0], -p[1])):
        print(f"  {count:5}  {name}")


def classes(one: polnear.Judged, tool: object) -> Counter[str]:
    found: Counter[str] = Counter()
    content, whole = dict(one.content), {i for i, _ in one.whole}
    for i, gold in enumerate(one.gold):
        if i in whole:
            found["right: content and source"] += 1
        elif i in content:
            found["source: " + wrong_source(gold, one.found[content[i]])] += 1
        else:
            found["missed: " + missed(gold, one.found)] += 1
    taken = set(content.values())
    for j, row in enumerate(one.found):
        if j not in taken:
            near = any(row["content"] & g["content"] for g in one.gold)
            found["extra: " + ("overlaps an annotated content" if near else "no annotated content there")] += 1
    return found


def wrong_source(gold: dict, row: dict) -> str:
    if not gold["source"]:
        return "found where the annotator has none"
    if not row["source"]:
        return "none found"
    return "another extent" if gold["source"] & row["source"] else "another source"


def missed(gold: dict, rows: list[dict]) -> str:
    size = "1-6 words" if len(gold["content"]) <= 6 else "7 words and more"
    if any(r["content"] & gold["content"] for r in rows):
        return f"{size}, another extent"
    return f"{size}, cue found with other words" if any(r["cue"] & gold["cue"] for r in rows) else f"{size}, nothing found"


def ledger_classes(shared: Path) -> Counter[str]:
    import score_ledger

    counts: Counter[str] = Counter()
    folder = shared / "data/ledger"
    for article in read_pages(folder, "ledger"):
        gold = json.loads((folder / f"gold/{article['id']}.json").read_text("utf8"))
        for want, got in matched(gold, article, score_ledger):
            if got is None:
                counts["row: not found"] += 1
                continue
            counts += values(want, got, gold["text"], score_ledger)
    return counts


def values(want: dict, got: dict, text: str, tool: object) -> Counter[str]:
    wrong: Counter[str] = Counter()
    if not tool.same_name(want["speaker"], got["speaker"]):
        source = " ".join(text[s:e] for s, e in want["source"]).casefold()
        how = "pronoun" if source in PRONOUNS else "name or description" if source else "no source in the row"
        how = how if want["speaker"] else "nobody named"
        wrong[f"speaker: {how}"] += 1
    elif not tool.same_chain(want["chain"], got["chain"]):
        less = len(got["chain"]) - len(want["chain"])
        wrong["chain: " + ("relay missing" if less < 0 else "relay too many" if less > 0 else "another relay")] += 1
    if (want["said"] or None) != (got["said"] or None):
        wrong["said: " + ("invented" if not want["said"] else "missing" if not got["said"] else "another date")] += 1
    if want["commitment"] != got["commitment"]:
        wrong[f"commitment: {want['commitment']} read as {got['commitment']}"] += 1
    return wrong


if __name__ == "__main__":
    main()
