"""Text -> word pieces with the two surface features the tagger sees beside them: letter case and "inside quotation marks".

The word-piece vocabulary is MiniLM's (uncased), so the case that it throws away comes back as a feature; quotation marks decide
what is content more often than any word does, and the encoder cannot see the ones that lie outside its window.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

Ints = npt.NDArray[np.int32]

SEP = 102
"""Id of [SEP], which stands between two paragraphs."""
CLS = 101
"""Id of [CLS], which opens a window; a pointer to it means "no cue"."""
SHAPES = 8
"""Letter case (none, first, all, number) times inside or outside quotation marks."""

_OPEN, _CLOSE = "“«„", "”»"


@dataclass(frozen=True, slots=True)
class Pieces:
    """Word pieces of one article, parallel arrays of one length.

    `start` and `end` are code points into the article's text, `paragraph` numbers the paragraph a piece stands in, `shape` is
    below `SHAPES`. [SEP] pieces have `start == end`.
    """

    ids: Ints
    start: Ints
    end: Ints
    shape: Ints
    paragraph: Ints

    def __len__(self) -> int:
        return len(self.ids)


def quoted(text: str) -> npt.NDArray[np.bool_]:
    """Which characters of one paragraph stand inside quotation marks (marks included): bool, one per code point.

    A mark that is never closed counts to the paragraph's end, as in quotations that run over several paragraphs; single marks
    count only as a pair, since they are apostrophes far more often.
    """
    inside = np.zeros(len(text), bool)
    opened = -1
    single = -1
    for i, char in _marks(text):
        if char in "'‘’":
            if opened < 0:
                single = _single(text, i, char, single, inside)
        elif opened < 0 and char not in _CLOSE:
            opened = i
        elif opened >= 0 and char not in _OPEN:
            inside[opened : i + 1] = True
            opened = -1
    if opened >= 0:
        inside[opened:] = True
    return inside


def _marks(text: str) -> Iterator[tuple[int, str]]:
    return ((i, char) for i, char in enumerate(text) if char in "\"“”«»„'‘’")


def _single(text: str, i: int, char: str, opened: int, inside: npt.NDArray[np.bool_]) -> int:
    before, after = text[i - 1 : i], text[i + 1 : i + 2]
    if opened < 0:
        starts = char != "’" and not before.isalnum() and bool(after) and not after.isspace()
        return i if starts else -1
    if char != "‘" and not after.isalnum() and not before.isspace():
        inside[opened : i + 1] = True
        return -1
    return opened


def cut(text: str, paragraphs: Sequence[tuple[int, int]], tokenizer: Tokenizer) -> Pieces:
    """Cut the paragraphs (code-point spans into `text`) into word pieces, with [SEP] after each paragraph."""
    bodies = [text[s:e] for s, e in paragraphs]
    encodings = tokenizer.encode_batch(bodies, add_special_tokens=False) if bodies else []
    parts = [_paragraph(body, s, k, enc) for k, (body, (s, _), enc) in enumerate(zip(bodies, paragraphs, encodings, strict=True))]
    if not parts:
        parts = [np.zeros((5, 0), np.int32)]
    table = np.concatenate(parts, axis=1)
    return Pieces(*(np.ascontiguousarray(row) for row in table))


def _paragraph(body: str, offset: int, number: int, encoding: object) -> Ints:
    ids = np.asarray(encoding.ids, np.int32)  # type: ignore[attr-defined]
    spans = np.asarray(encoding.offsets, np.int32).reshape(-1, 2)  # type: ignore[attr-defined]
    n = len(ids)
    out = np.zeros((5, n + 1), np.int32)
    out[0, :n], out[0, n] = ids, SEP
    out[1, :n], out[2, :n] = spans[:, 0] + offset, spans[:, 1] + offset
    out[1:3, n] = offset + len(body)
    out[4] = number
    if n:
        out[3, :n] = _shapes(body, spans)
    return out


def _shapes(body: str, spans: Ints) -> Ints:
    upper = np.fromiter((c.isupper() for c in body), bool, len(body))
    digit = np.fromiter((c.isdigit() for c in body), bool, len(body))
    total = np.concatenate([[0], np.cumsum(upper)])
    start, end = spans[:, 0], np.maximum(spans[:, 1], spans[:, 0] + 1)
    count = total[end] - total[start]
    case = np.where(upper[start], 1, 0)
    case = np.where((count == end - start) & (count > 1), 2, case)
    case = np.where(digit[start], 3, case)
    return np.asarray(case + 4 * quoted(body)[start], np.int32)


def windows(pieces: Pieces, size: int, first: int = 0) -> list[tuple[int, int]]:
    """Cut an article into windows of at most `size` pieces that end where paragraphs do, as [start, end) piece indices.

    A paragraph longer than a window is cut where the window is full. `first` > 0 ends the first window after that many pieces
    (training varies it, so that the model sees every paragraph in several places).
    """
    ends = np.flatnonzero(pieces.ids == SEP) + 1
    out: list[tuple[int, int]] = []
    start, total, limit = 0, len(pieces), first or size
    while start < total:
        fits = int(np.searchsorted(ends, start + limit, side="right")) - 1
        stop = int(ends[fits]) if fits >= 0 and ends[fits] > start else min(start + limit, total)
        out.append((start, stop))
        start, limit = stop, size
    return out
