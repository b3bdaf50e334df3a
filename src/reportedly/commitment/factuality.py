"""How firmly the author of a text stands to one event in it, on a scale from -3 (certainly not) over 0 (left open) to 3 (certainly).

A linear model over the words around the event (`features.py`), its weights hashed into a table for each guide, that is, for each
annotated set whose judges it follows. The value is a sum, so the words that move it most are the reason for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from zipfile import BadZipFile
from zlib import crc32

import numpy as np
from numpy.typing import ArrayLike, NDArray

from reportedly.commitment.features import Features, features
from reportedly.commitment.sentence import sentence_around
from reportedly.commitment.words import classes
from reportedly.errors import BadValue, WeightsError
from reportedly.model import Reason, Span

BUCKETS = 1 << 16
"""Rows of a weight table; a feature's row is the CRC-32 of its name."""
GUIDES = ("uw", "uds_ih2", "meantime", "commitmentbank")
"""uw: news, judges of the author's view; uds_ih2: web text, "did it happen"; meantime: finance news, certain and polar only;
commitmentbank: clauses embedded under a question, a negation, a modal or an if."""
THREE_ANSWERS = ("meantime",)
"""Guides whose judges said certain, uncertain or certainly not, and nothing between."""
_HELD, _MOVED = 2.0, 0.1
# What the class of the deciding word is called in reasons.toml.
_RULES = {
    "not": "event_negated",
    "fails": "event_fails",
    "prevents": "event_fails",
    "denies": "event_denied",
    "may": "event_possible",
    "would": "event_possible",
    "believes": "event_believed",
    "says": "event_said",
    "wants": "event_wished",
    "plans": "event_planned",
    "will": "event_planned",
    "tries": "event_tried",
    "asks": "event_asked",
    "if": "event_conditional",
    "factive": "event_presupposed",
    "implies": "event_implied",
    "causes": "event_implied",
    "past": "event_past",
}


@dataclass(frozen=True, slots=True)
class Firmness:
    """`value` on -3..3 and why: one reason of the field "commitment"."""

    value: float
    reason: Reason


class Firm:
    """The weights of one guide, loaded once."""

    def __init__(self, guide: str = "uw", folder: Path | None = None) -> None:
        """Loads `factuality.npz` of `folder` (default: the package's). Raises BadValue for no such guide, WeightsError for bad weights."""
        if guide not in GUIDES:
            raise BadValue(f"no guide {guide!r}; one of {', '.join(GUIDES)}")
        path = (folder or Path(str(files("reportedly") / "commitment" / "weights"))) / "factuality.npz"
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as told:
                table = told[guide].astype(np.float64) * float(told["scale"])
                constant = float(told[f"{guide}_constant"])
                bounds = told[f"{guide}_bounds"].tolist() if guide in THREE_ANSWERS else None
        except (OSError, ValueError, KeyError, BadZipFile) as error:
            raise WeightsError(f"cannot load {path}: {error}; reinstall reportedly") from error
        if table.shape != (BUCKETS,):
            raise WeightsError(f"{path} has {table.shape} weights, not {BUCKETS}; reinstall reportedly")
        self._table: NDArray[np.float64] = table
        self._constant = constant
        self._bounds = bounds

    def __call__(self, text: str, span: Span) -> Firmness:
        """The firmness of the event whose word (the last one, where it is several) is at `span` of `text`; constant time."""
        found = event_features(text, span)
        parts = {row(name): name for name in found}
        weights = dict(zip(parts.values(), self._table[list(parts)].tolist(), strict=True))
        value = min(3.0, max(-3.0, self._constant + sum(weights.values())))
        if self._bounds:
            value = float(nearest_answer(value, self._bounds))
        return Firmness(value, _reason(value, span, found, weights, text))


def firmness(text: str, span: Span, *, model: Firm | None = None) -> Firmness:
    """How firmly the author of `text` stands to the event named at `span` (code points), and why.

    Loads the weights where no `model` is given: pass one for many events. Raises BadValue for a span that is not inside the text.
    """
    return (model or Firm())(text, span)


def event_features(text: str, span: Span) -> Features:
    """The features of the event at `span`. Raises BadValue where there is no word."""
    start, end = span
    if not 0 <= start < end <= len(text) or not text[start:end].strip():
        raise BadValue(f"no word at {start}:{end} of a text of {len(text)} characters")
    words, at = sentence_around(text, span)
    return features(words, at)


def nearest_answer(value: ArrayLike, bounds: Sequence[float]) -> NDArray[np.float64]:
    """-3 under the first bound, 0 under the second, else 3; of each of the values."""
    return 3.0 * np.asarray(np.searchsorted(bounds, np.asarray(value), side="right") - 1.0, np.float64)


def row(name: str) -> int:
    """A feature's row in the tables."""
    return crc32(name.encode("utf8", "replace")) % BUCKETS


def _reason(value: float, span: Span, found: Features, weights: Mapping[str, float], text: str) -> Reason:
    """The words that lower the value most; for a firm one, those that raise it, if any do."""
    totals: dict[Span, float] = {}
    for name, weight in weights.items():
        place = found[name]
        if place is not None:
            totals[place] = totals.get(place, 0.0) + weight
    sign = 1.0 if value >= _HELD else -1.0
    moved = [(sign * total, place) for place, total in totals.items() if sign * total > _MOVED]
    if not moved:
        return Reason("commitment", "event_stated" if value >= _HELD else "event_itself", (span,))
    place = max(moved)[1]
    known = [_RULES[name] for name, _ in classes().get(text[slice(*place)].lower(), ()) if name in _RULES]
    return Reason("commitment", known[0] if known else "event_moved", (span, place))
