"""PolNeAR development articles, what the reader finds in them, and which rows agree with the annotators."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from reportedly import Reader

ROLES = ("source", "cue", "content")


@dataclass(frozen=True)
class Judged:
    """One article's gold and found rows as covered tokens, and the pairs (gold, found) that match by content and as a whole."""

    publisher: str
    gold: list[dict]
    found: list[dict]
    content: list[tuple[int, int]]
    whole: list[tuple[int, int]]


def scorer(shared: Path) -> ModuleType:
    """score_attributions.py, which stands beside the data."""
    sys.path.insert(0, str(shared / "tools"))
    import score_attributions

    return score_attributions


def articles(shared: Path) -> list[dict]:
    with (shared / "data/polnear/dev.jsonl").open(encoding="utf8") as lines:
        return [json.loads(line) for line in lines]


def read(reader: Reader, article: dict) -> list[dict]:
    """The flat rows of one article: PolNeAR nests none."""
    found = reader.read_text(article["text"], published=article["date"]).to_json()
    return [a for a in found["attributions"] if a["parent"] is None]


def judge(article: dict, rows: list[dict], tool: ModuleType) -> Judged:
    """Match rows as score_attributions.py does; rows keep `kind`, `confidence` and `size` (gold content's tokens)."""
    tokens = tool.tokens(article["text"])

    def covered(row: dict) -> dict:
        spans = {r: tool.cover(tokens, row[r]) for r in ROLES}
        return {**spans, "kind": row.get("kind") or kind(article["text"], row["content"]), "confidence": row.get("confidence")}

    gold, found = ([c for a in rows_ if (c := covered(a))["content"]] for rows_ in (article["attributions"], rows))
    both = ((i, j, g, f) for i, g in enumerate(gold) for j, f in enumerate(found))
    pairs = [(i, j, tool.iou(g["content"], f["content"]), tool.iou(g["source"], f["source"])) for i, j, g, f in both]
    near = [p for p in pairs if p[2] >= 0.5]
    return Judged(
        article["publisher"],
        gold,
        found,
        one_to_one([(c, i, j) for i, j, c, _ in near]),
        one_to_one([(c + s, i, j) for i, j, c, s in near if s >= 0.5]),
    )


def kind(text: str, content: list[list[int]]) -> str:
    """direct, indirect or mixed, by the quotation marks inside and around the content."""
    words = " ".join(text[max(0, s - 1) : e + 1] for s, e in content).strip(" ,.;:\n")
    marks = sum(words.count(m) for m in '"“”') + words.count("''") + words.count("``")
    if not marks:
        return "indirect"
    return "direct" if words[:1] in "\"“`'" and words[-1:] in "\"”'" and marks <= 2 * len(content) else "mixed"


def one_to_one(pairs: list[tuple[float, int, int]]) -> list[tuple[int, int]]:
    """The best pairs first, each row once."""
    mine: set[int] = set()
    theirs: set[int] = set()
    kept = []
    for _, i, j in sorted(pairs, reverse=True):
        if i not in mine and j not in theirs:
            mine.add(i)
            theirs.add(j)
            kept.append((i, j))
    return kept
