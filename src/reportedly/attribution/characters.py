"""What each character of a text is, as arrays: a table look-up in place of a loop over the text."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
import numpy.typing as npt

Flags = npt.NDArray[np.bool_]
_PLANE = 0x10000
"""Characters beyond the basic plane are no letters of the news: every test is false for them."""


def flags(text: str, test: Callable[[str], bool]) -> Flags:
    """The test's answer ("str.isupper") for each code point of `text`."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    return _table(test)[np.where(codes < _PLANE, codes, 0)]


@cache
def _table(test: Callable[[str], bool]) -> Flags:
    return np.fromiter(map(test, map(chr, range(_PLANE))), bool, _PLANE)
