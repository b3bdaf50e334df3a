"""Annotated articles -> windows of word pieces with tag and pointer targets."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from reportedly.attribution.pieces import CLS, Pieces, cut, quoted_in, windows

ROLES = ("source", "cue", "content")
IGNORE = -100
SIZE = 254
POLNEAR, LEDGER = 0, 1


@dataclass(frozen=True)
class Annotated:
    """One article's pieces and targets: `tags` and `cue` are [2, pieces], layer 0 the outer rows, 1 the inner ones.

    `cue[layer, i]` is the piece where the cue of piece i's row begins, -1 for "no cue", IGNORE where nothing is asked. A cue's own
    pieces point back at where its source begins: two cues may share a source ("X said ..., adding ..."), and a source can point
    at one cue only.
    """

    pieces: Pieces
    tags: np.ndarray
    cue: np.ndarray
    style: int


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Spans of the non-empty lines, without the white space around them."""
    return [(m.start(), m.end()) for m in re.finditer(r"[^\s](?:[^\n]*[^\s])?", text)]


def polnear(path: Path) -> Iterator[tuple[str, list[dict], int]]:
    """(text, rows, style) of a PolNeAR file."""
    with path.open(encoding="utf8") as lines:
        for line in lines:
            row = json.loads(line)
            yield row["text"], row["attributions"], POLNEAR


def ledger(folder: Path) -> Iterator[tuple[str, list[dict], int]]:
    """(text, rows, style) of the ledger's articles."""
    for path in sorted(folder.glob("*.json")):
        if not path.name.endswith(".threads.json"):
            row = json.loads(path.read_text("utf8"))
            yield row["text"], row["attributions"], LEDGER


def annotate(text: str, rows: list[dict], style: int, tokenizer: Tokenizer) -> Annotated:
    """Targets of one article; a piece that two rows of a layer claim keeps the first row's."""
    spans = paragraphs(text)
    pieces = cut(text, spans, tokenizer, quoted_in(text, spans))
    tags = np.zeros((2, len(pieces)), np.int64)
    cue = np.full((2, len(pieces)), IGNORE, np.int64)
    if style == POLNEAR:
        tags[1] = IGNORE
    for row, layer in zip(rows, depths(rows), strict=True):
        if layer < 2:
            mark(row, pieces, tags[layer], cue[layer])
    blank = pieces.start == pieces.end
    tags[:, blank] = np.where(tags[:, blank] == IGNORE, IGNORE, 0)
    return Annotated(pieces, tags, cue, style)


def depths(rows: list[dict]) -> list[int]:
    """How many rows' contents enclose each row (0 = outer); equal contents do not enclose each other."""
    extents = [(_chars(r, ("content",)), _chars(r, ROLES)) for r in rows]
    return [
        sum(1 for k, (outer, _) in enumerate(extents) if k != i and whole & outer and inner < outer and _within(whole, outer))
        for i, (inner, whole) in enumerate(extents)
    ]


def _chars(row: dict, roles: tuple[str, ...]) -> frozenset[int]:
    return frozenset(i for role in roles for s, e in row[role] for i in range(s, e))


def _within(inner: frozenset[int], outer: frozenset[int]) -> bool:
    # An annotator's outer content may leave out the inner source by a word or two; three quarters is "inside".
    return len(inner & outer) >= 0.75 * len(inner)


def mark(row: dict, pieces: Pieces, tags: np.ndarray, cue: np.ndarray) -> None:
    """Write one row into one layer's targets."""
    spans = {role: [_span(pieces, s, e) for s, e in row[role]] for role in ROLES}
    anchor, back = (min((a for a, b in spans[role] if b > a), default=-1) for role in ("cue", "source"))
    for k, role in enumerate(ROLES):
        for a, b in spans[role]:
            if a >= b or (tags[a:b] > 0).any():
                continue
            tags[a:b] = 2 + 2 * k
            tags[a] = 1 + 2 * k
            cue[a:b] = back if role == "cue" else anchor


def _span(pieces: Pieces, s: int, e: int) -> tuple[int, int]:
    return int(np.searchsorted(pieces.end, s, "right")), int(np.searchsorted(pieces.start, e, "left"))


def samples(article: Annotated, first: int, *, back: bool = True, size: int = SIZE) -> Iterator[dict[str, np.ndarray]]:
    """The article's windows as training samples: ids, shape, tags [2, n], cue [2, n] (window positions), style.

    `first`: pieces of the first window; `size`: of the longest. `back` = False leaves out the cues' own pointers.
    """
    p = article.pieces
    for a, b in windows(p, size, first):
        n = b - a + 1
        tags, cue = np.full((2, n), IGNORE, np.int64), np.full((2, n), IGNORE, np.int64)
        tags[:, 1:] = article.tags[:, a:b]
        target = article.cue[:, a:b]
        if not back:
            target = np.where((article.tags[:, a:b] + 1) // 2 == 2, IGNORE, target)
        place = np.where((target >= a) & (target < b), target - a + 1, IGNORE)
        cue[:, 1:] = np.where(target == -1, 0, place)
        yield {
            "ids": np.concatenate([[CLS], p.ids[a:b]]).astype(np.int64),
            "shape": np.concatenate([[0], p.shape[a:b]]).astype(np.int64),
            "tags": tags,
            "cue": cue,
            "style": np.int64(article.style),
        }
