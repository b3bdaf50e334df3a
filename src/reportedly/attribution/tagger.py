"""The encoder at run time: word pieces -> tag and pointer scores, by ONNX Runtime on the CPU."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import onnxruntime as ort
from tokenizers import Tokenizer

from reportedly.attribution.pieces import CLS, Pieces, cut, windows
from reportedly.errors import WeightsError
from reportedly.model import Span

Floats = npt.NDArray[np.float32]
Guide = Literal["ledger", "polnear"]

WINDOW = 254
"""Pieces in a window; with [CLS] the length that the tagger was trained on."""
BATCH = 4
"""Windows in one call: more gain nothing on one thread and cost memory."""
STYLES: dict[str, tuple[float, float]] = {"polnear": (1.0, 0.0), "ledger": (0.0, 1.0)}
"""Which of its two annotation guides the tagger follows, as the weights of their embeddings."""


@dataclass(frozen=True, slots=True)
class Window:
    """Scores of pieces [start, end): `tags` [n, 14] logits; `outer` and `inner` [n, 1 + n] pointer log-probabilities.

    Column 0 of a pointer is "no cue", column 1 + j the window's piece j.
    """

    start: int
    end: int
    tags: Floats
    outer: Floats
    inner: Floats


class Tagger:
    """One loaded model; safe to share between threads, since a run keeps nothing."""

    def __init__(self, folder: Path | None = None, *, threads: int = 1, guide: Guide = "ledger") -> None:
        """Load `tagger.onnx` and `tokenizer.json` from `folder` (default: the package's own).

        Raises WeightsError where a file is missing or damaged.
        """
        where = folder or Path(str(files("reportedly") / "attribution" / "weights"))
        self._style = np.array(STYLES[guide], np.float32)
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # The arena keeps the largest window's memory for good and buys no time on windows of one size.
        options.enable_cpu_mem_arena = False
        try:
            self._tokenizer = Tokenizer.from_file(str(where / "tokenizer.json"))
            self._session = ort.InferenceSession(str(where / "tagger.onnx"), options, providers=["CPUExecutionProvider"])
        except Exception as error:  # both libraries raise their own bare classes
            raise WeightsError(f"cannot load the tagger from {where}: {error}; reinstall reportedly") from error
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()

    def cut(self, text: str, paragraphs: tuple[Span, ...]) -> Pieces:
        """Word pieces of the paragraphs."""
        return cut(text, paragraphs, self._tokenizer)

    def windows(self, pieces: Pieces) -> Iterator[Window]:
        """The article's windows in text order, a few in memory at a time."""
        spans = windows(pieces, WINDOW)
        for i in range(0, len(spans), 4 * BATCH):
            yield from self._group(pieces, spans[i : i + 4 * BATCH])

    def _group(self, pieces: Pieces, spans: list[tuple[int, int]]) -> list[Window]:
        order = sorted(range(len(spans)), key=lambda k: spans[k][1] - spans[k][0])
        out: dict[int, Window] = {}
        for i in range(0, len(order), BATCH):
            chosen = order[i : i + BATCH]
            out.update(zip(chosen, self._run(pieces, [spans[k] for k in chosen]), strict=True))
        return [out[k] for k in range(len(spans))]

    def _run(self, pieces: Pieces, spans: list[tuple[int, int]]) -> list[Window]:
        longest = 1 + max(b - a for a, b in spans)
        ids, shape, mask = (np.zeros((len(spans), longest), np.int64) for _ in range(3))
        for k, (a, b) in enumerate(spans):
            n = 1 + b - a
            ids[k, 0], ids[k, 1:n], shape[k, 1:n], mask[k, :n] = CLS, pieces.ids[a:b], pieces.shape[a:b], 1
        style = np.broadcast_to(self._style, (len(spans), len(self._style)))
        feed: dict[str, Any] = {"ids": ids, "shape": shape, "mask": mask, "style": np.ascontiguousarray(style)}
        tags, outer, inner = self._session.run(None, feed)
        return [
            Window(
                a,
                b,
                tags[k, 1 : 1 + b - a],
                _log_softmax(outer[k, 1 : 1 + b - a, : 1 + b - a]),
                _log_softmax(inner[k, 1 : 1 + b - a, : 1 + b - a]),
            )
            for k, (a, b) in enumerate(spans)
        ]


def _log_softmax(scores: Floats) -> Floats:
    shifted = scores - scores.max(axis=-1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True)), np.float32)
