"""Reads the ledger's annotated files as articles and rows, with the fields that a room has to fill taken out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from reportedly.model import Article, Attribution, Span


def gold_articles(folder: Path) -> Iterator[tuple[Article, list[Attribution], list[dict[str, Any]]]]:
    """Each article, its gold rows without said and commitment but with parents, and the annotated objects."""
    for path in sorted(folder.glob("*.json")):
        if not path.name.endswith(".threads.json"):
            data = json.loads(path.read_text("utf8"))
            text = data["text"]
            about = {name: data.get(name) for name in ("outlet", "published")}
            article = Article(id=data["id"], text=text, paragraphs=paragraphs(text), **about)
            yield article, with_parents([blank_row(a) for a in data["attributions"]]), data["attributions"]


def paragraphs(text: str) -> tuple[Span, ...]:
    """The spans between line breaks."""
    out, place = [], 0
    for line in text.split("\n"):
        if line.strip():
            out.append((place, place + len(line)))
        place += len(line) + 1
    return tuple(out)


def blank_row(a: dict[str, Any]) -> Attribution:
    """One gold row: spans, kind, speaker and chain only."""
    source, cue, content = (tuple((s, e) for s, e in a[role]) for role in ("source", "cue", "content"))
    return Attribution(
        a["id"],
        source,
        cue,
        content,
        a["kind"],
        a["speaker"],
        a["speaker_kind"],
        tuple(a["chain"]),
        confidence=1.0,
    )


def with_parents(rows: Sequence[Attribution]) -> list[Attribution]:
    """`parent`: the smallest other row whose content encloses this one's spans."""
    out = []
    for row in rows:
        spans = (*row.source, *row.cue, *row.content)
        around = [o for o in rows if o.id != row.id and all(any(s <= a and b <= e for s, e in o.content) for a, b in spans)]
        if around:
            row = replace(row, parent=min(around, key=size).id)
        out.append(row)
    return out


def size(row: Attribution) -> int:
    """How many code points the content has."""
    return sum(e - s for s, e in row.content)
