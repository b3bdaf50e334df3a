"""Text -> word pieces with the two surface features the tagger sees beside them: letter case and "inside quotation marks".

The word-piece vocabulary is MiniLM's (uncased), so the case that it throws away comes back as a feature; quotation marks decide
what is content more often than any word does, and the encoder cannot see the ones that lie outside its window.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from tokenizers import Encoding, Tokenizer

from reportedly.attribution.characters import Flags, flags

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


def quoted(text: str) -> Flags:
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


def _single(text: str, i: int, char: str, opened: int, inside: Flags) -> int:
    before, after = text[i - 1 : i], text[i + 1 : i + 2]
    if opened < 0:
        starts = char != "’" and not before.isalnum() and bool(after) and not after.isspace()
        return i if starts else -1
    if char != "‘" and not after.isalnum() and not before.isspace():
        inside[opened : i + 1] = True
        return -1
    return opened


def quoted_in(text: str, paragraphs: Sequence[tuple[int, int]]) -> Flags:
    """Which code points of a text stand inside quotation marks, paragraph by paragraph."""
    inside = np.zeros(len(text), bool)
    for s, e in paragraphs:
        inside[s:e] = quoted(text[s:e])
    return inside


def cut(text: str, paragraphs: Sequence[tuple[int, int]], tokenizer: Tokenizer, inside: Flags) -> Pieces:
    """Cut the paragraphs (code-point spans into `text`) into word pieces, with [SEP] after each paragraph.

    `inside`: of each code point of `text`, whether it is quoted.
    """
    bodies = [text[s:e] for s, e in paragraphs]
    encodings = tokenizer.encode_batch(bodies, add_special_tokens=False) if bodies else []
    if not encodings:
        return Pieces(*(np.zeros(0, np.int32) for _ in range(5)))
    parts = [_paragraph(s, e, k, enc) for k, ((s, e), enc) in enumerate(zip(paragraphs, encodings, strict=True))]
    ids, start, end, paragraph = (np.ascontiguousarray(row) for row in np.concatenate(parts, axis=1))
    return Pieces(ids, start, end, _shapes(text, start, end, inside), paragraph)


def _paragraph(start: int, end: int, number: int, encoding: Encoding) -> Ints:
    ids = encoding.ids
    n = len(ids)
    out = np.empty((4, n + 1), np.int32)
    out[0, :n], out[0, n] = ids, SEP
    if n:
        out[1:3, :n] = np.asarray(encoding.offsets, np.int32).T + start
    out[1:3, n] = end
    out[3] = number
    return out


def _shapes(text: str, start: Ints, end: Ints, inside: Flags) -> Ints:
    if not text:
        return np.zeros(len(start), np.int32)
    upper = flags(text, str.isupper)
    total = np.concatenate([[0], np.cumsum(upper)])
    first, last = np.minimum(start, len(text) - 1), np.minimum(np.maximum(end, start + 1), len(text))
    count = total[last] - total[first]
    case = np.where(upper[first], 1, 0)
    case = np.where((count == last - first) & (count > 1), 2, case)
    case = np.where(flags(text, str.isdigit)[first], 3, case)
    return np.asarray(np.where(start == end, 0, case + 4 * inside[first]), np.int32)


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
