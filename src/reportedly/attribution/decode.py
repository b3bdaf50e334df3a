"""Tag scores -> runs of source, cue and content, by Viterbi decoding under the BIO constraint."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

Role = Literal["source", "cue", "content"]
ROLES: tuple[Role, ...] = ("source", "cue", "content")
TAGS = 7
"""O, then B and I of each role."""

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Run:
    """Pieces [start, end) of a window that carry one role.

    `score` is their tags' mean log-probability, `edges` the lower of two: that the first piece begins a run, and that the piece
    behind the last does not go on with it.
    """

    role: Role
    start: int
    end: int
    score: float
    edges: float = 0.0


def _allowed() -> Floats:
    table = np.zeros((TAGS, TAGS), np.float32)
    for inside in (2, 4, 6):
        table[:, inside] = -1e9
        table[inside - 1, inside] = table[inside, inside] = 0.0
    return table


_ALMOST = 0.999999
_STEP = _allowed()
_FIRST = _STEP[0]


def viterbi(logits: Floats, breaks: npt.NDArray[np.bool_]) -> Ints:
    """Best legal tag of each piece, [n], from logits [n, 7].

    `breaks` marks the pieces where a new paragraph begins: no run crosses one. All paragraphs advance together, so that the
    loop is as long as the longest paragraph and not as the text.
    """
    n = len(logits)
    found = np.zeros(n, np.int64)
    begins = np.flatnonzero(breaks)
    if n == 0 or len(begins) == 0:
        return found
    sizes = np.diff(np.append(begins, n))
    # Where every piece is likeliest outside of any run, all of them are: that way is always legal.
    told = np.logical_or.reduceat(logits.argmax(axis=1) > 0, begins)
    begins, sizes = begins[told], sizes[told]
    if not len(begins):
        return found
    longest, count = int(sizes.max()), len(begins)
    grid = np.minimum(begins[:, None] + np.arange(longest)[None, :], n - 1)
    live = np.arange(longest)[None, :] < sizes[:, None]
    scores = logits[grid]
    scores[~live] = [0.0] + [-1e9] * (TAGS - 1)
    best = scores[:, 0] + _FIRST
    back = np.zeros((longest, count, TAGS), np.int8)
    for t in range(1, longest):
        steps = best[:, :, None] + _STEP[None]
        back[t] = steps.argmax(axis=1)
        best = steps.max(axis=1) + scores[:, t]
    path = np.zeros((count, longest), np.int64)
    path[:, -1] = best.argmax(axis=1)
    rows = np.arange(count)
    for t in range(longest - 1, 0, -1):
        path[:, t - 1] = back[t, rows, path[:, t]]
    found[grid[live]] = path[live]
    return found


def runs(tags: Ints, log_probs: Floats) -> list[Run]:
    """The runs of a window, in text order, from its tags [n] and the tags' log-probabilities [n, 7]."""
    marked = tags > 0
    starts = np.flatnonzero(marked & (tags % 2 == 1))
    if not len(starts):
        return []
    # A run ends where the next begins or where tags return to O.
    stops = np.flatnonzero(np.append(~marked | (tags % 2 == 1), True))
    ends = stops[np.searchsorted(stops, starts + 1)]
    own = np.concatenate([[0.0], np.cumsum(log_probs[np.arange(len(tags)), tags])])
    score = (own[ends] - own[starts]) / (ends - starts)
    begins = tags[starts]
    going_on = np.append(log_probs, np.zeros((1, TAGS), np.float32), axis=0)[ends, begins + 1]
    closed = np.where(ends < len(tags), np.log1p(-np.minimum(np.exp(going_on), _ALMOST)), 0.0)
    edges = np.minimum(log_probs[starts, begins], closed)
    columns = (((begins - 1) // 2).tolist(), starts.tolist(), ends.tolist(), score.tolist(), edges.tolist())
    return [Run(ROLES[role], start, end, mean, edge) for role, start, end, mean, edge in zip(*columns, strict=True)]
