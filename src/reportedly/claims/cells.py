"""Codebooks of vectors: which cells a vector lies in, as words of an index, so that a database finds near vectors by common words.

Each book divides the sphere into CELLS cells around its centroids (Sivic and Zisserman's visual words, for sentences); several books,
each of another start, make up for the borders of one. `training/cells.py` makes them.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from reportedly.claims.values import DIMENSIONS
from reportedly.errors import WeightsError

FILE = "cells.npy"
BOOKS, CELLS = 4, 1024
HELD, ASKED = 2, 3
"""Nearest cells of each book under which a vector is kept, and in which one is looked for."""
Floats = NDArray[np.float32]


class Cells:
    """The codebooks, loaded once; safe to share between threads."""

    def __init__(self, folder: Path | None = None) -> None:
        """Load `cells.npy` from `folder` (default: the package's weights). Raises WeightsError where it is missing or damaged."""
        path = (folder or Path(str(files("reportedly") / "claims" / "weights"))) / FILE
        try:
            told = np.load(path).astype(np.float32)
        except (OSError, ValueError) as error:
            raise WeightsError(f"cannot load {path}: {error}; reinstall reportedly") from error
        if told.shape != (BOOKS, CELLS, DIMENSIONS):
            raise WeightsError(f"{path} has the shape {told.shape}, not {(BOOKS, CELLS, DIMENSIONS)}; reinstall reportedly")
        # [BOOKS * CELLS, DIMENSIONS] of unit length
        self._books = np.asarray(told / np.linalg.norm(told, axis=2, keepdims=True), np.float32).reshape(-1, DIMENSIONS)

    def words(self, vectors: Floats, number: int) -> list[list[str]]:
        """For each of the vectors [n, DIMENSIONS] the `number` nearest cells of each book, as words: "~0.17" is cell 17 of book 0."""
        if not len(vectors):
            return []
        near = (vectors @ self._books.T).reshape(len(vectors), BOOKS, CELLS)
        places = np.argpartition(-near, number - 1, axis=2)[:, :, :number]
        return [[f"~{book}.{place}" for book in range(BOOKS) for place in sorted(found[book].tolist())] for found in places]
