"""The encoder at run time: word pieces -> tag and pointer scores, by ONNX Runtime on the CPU."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime as ort
from tokenizers import Tokenizer

from reportedly.attribution.characters import Flags
from reportedly.attribution.confidence import SIGNS
from reportedly.attribution.pieces import CLS, Pieces, cut, windows
from reportedly.attribution.settings import FILE, Guide, load_settings
from reportedly.errors import WeightsError
from reportedly.model import Span

Floats = npt.NDArray[np.float32]

STYLES: dict[str, tuple[float, float]] = {"polnear": (1.0, 0.0), "ledger": (0.0, 1.0)}
"""Which of its two annotation guides the tagger follows, as the weights of their embeddings."""


@dataclass(frozen=True, slots=True)
class Window:
    """Scores of pieces [start, end): `tags` [n, 14] logits; `outer` and `inner` [n, 1 + n] pointer scores, not normalised.

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
        """Load `tagger.onnx`, `tokenizer.json` and `settings.json` from `folder` (default: the package's own).

        Raises WeightsError where a file is missing or damaged.
        """
        where = folder or Path(str(files("reportedly") / "attribution" / "weights"))
        self.guide = guide
        self._style = np.array([STYLES[guide]], np.float32)
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # The arena keeps the largest window's memory for good and buys no time on windows of one size.
        options.enable_cpu_mem_arena = False
        try:
            self.settings = load_settings(where)[guide]
            self._tokenizer = Tokenizer.from_file(str(where / "tokenizer.json"))
            self._session = ort.InferenceSession(str(where / "tagger.onnx"), options, providers=["CPUExecutionProvider"])
        except Exception as error:  # each library raises its own bare classes
            raise WeightsError(f"cannot load the tagger from {where}: {error}; reinstall reportedly") from error
        if len(self.settings.sure) not in (0, len(SIGNS)):
            raise WeightsError(f"{where / FILE} has {len(self.settings.sure)} coefficients, not {len(SIGNS)}; reinstall reportedly")
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()

    def cut(self, text: str, paragraphs: tuple[Span, ...], inside: Flags) -> Pieces:
        """Word pieces of the paragraphs; `inside` says of each code point of `text` whether it is quoted."""
        return cut(text, paragraphs, self._tokenizer, inside)

    def windows(self, pieces: Pieces) -> Iterator[Window]:
        """The article's windows in text order, one in memory at a time.

        One window a call: padding and its mask cost more than calls do, and attention without a mask is the encoder's fast path.
        """
        for a, b in windows(pieces, self.settings.window):
            ids, shape = (np.zeros((1, 1 + b - a), np.int64) for _ in range(2))
            ids[0, 0], ids[0, 1:], shape[0, 1:] = CLS, pieces.ids[a:b], pieces.shape[a:b]
            tags, outer, inner = self._session.run(None, {"ids": ids, "shape": shape, "style": self._style})
            yield Window(a, b, tags[0, 1:], outer[0, 1:], inner[0, 1:])
