"""The sentence encoder at run time: sentences -> vectors of length one, by ONNX Runtime on the CPU."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray
from tokenizers import Tokenizer

from reportedly.claims.values import DIMENSIONS
from reportedly.errors import WeightsError

LONGEST = 128
"""Word pieces of a sentence that are read; propositions are one sentence, and the encoder's time grows with the length."""
_BATCH = 16


class Embedder:
    """One loaded encoder; safe to share between threads, since a run keeps nothing."""

    def __init__(self, folder: Path | None = None, *, threads: int = 1) -> None:
        """Load `embedder.onnx` from `folder` (default: the package's own); the tokenizer is the tagger's, whose vocabulary it shares.

        Raises WeightsError where a file is missing or damaged.
        """
        package = Path(str(files("reportedly")))
        where = folder or package / "claims" / "weights"
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        options.enable_cpu_mem_arena = False
        try:
            self.tokenizer = Tokenizer.from_file(str(package / "attribution" / "weights" / "tokenizer.json"))
            self._session = ort.InferenceSession(str(where / "embedder.onnx"), options, providers=["CPUExecutionProvider"])
        except Exception as error:  # each library raises its own bare classes
            raise WeightsError(f"cannot load the sentence encoder from {where}: {error}; reinstall reportedly") from error
        self.tokenizer.no_padding()
        self.tokenizer.enable_truncation(LONGEST)

    def embed(self, sentences: Sequence[str]) -> NDArray[np.float32]:
        """Vectors [n, DIMENSIONS], each of length one.

        Only sentences of one length in pieces share a call: attention without a mask is the encoder's fast path, and a sentence's
        vector does not depend on what else is embedded.
        """
        out = np.zeros((len(sentences), DIMENSIONS), np.float32)
        ids = [e.ids for e in self.tokenizer.encode_batch(list(sentences))]
        by_length: dict[int, list[int]] = {}
        for place, pieces in enumerate(ids):
            by_length.setdefault(len(pieces), []).append(place)
        for places in by_length.values():
            for start in range(0, len(places), _BATCH):
                some = places[start : start + _BATCH]
                out[some] = self._session.run(None, {"ids": np.array([ids[i] for i in some], np.int64)})[0]
        return out
