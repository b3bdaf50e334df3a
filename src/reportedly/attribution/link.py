"""Runs of one window -> groups: a cue with its source and contents, or a content that has no cue.

Each content points at its cue and each cue at its source; the pointer's mean log-probability is weighed against the distance.
Weights chosen on the PolNeAR development set.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from reportedly.attribution.decode import Run

Floats = npt.NDArray[np.float32]

GAP = 0.5
"""Weight of log(1 + pieces between)."""
OTHER_PARAGRAPH = 1.0
NO_CUE = 1.5
"""What a row without a cue has to win by: such rows are rare (3 % in the ledger, none in PolNeAR)."""
NO_SOURCE = 1.0
"""What "this cue has no source" has to win by (6 % of rows have none)."""
BACK = 0.5
"""Weight of the source's pointer to the cue beside the cue's pointer to the source."""
SHARED = -4.0
"""Floor of the source's pointer: a shared source points at its first cue only."""
SOURCE_GAP = 0.2


@dataclass(frozen=True, slots=True)
class Group:
    """One attribution as runs; `link` is the pointers' mean log-probability."""

    source: Run | None
    cue: Run | None
    content: tuple[Run, ...]
    link: float


@dataclass(frozen=True, slots=True)
class _Choice:
    run: Run
    cue: int
    score: float
    log_prob: float


def group(found: Sequence[Run], pointer: Floats, paragraph: npt.NDArray[np.int32]) -> list[Group]:
    """Groups in the order of their first content; `pointer` is [n, 1 + n] log-probabilities, `paragraph` [n] numbers."""
    cues = [r for r in found if r.role == "cue"]
    choices = _choose([r for r in found if r.role != "cue"], cues, pointer, paragraph)
    by_cue: dict[int, list[_Choice]] = defaultdict(list)
    loose: list[_Choice] = []
    for choice in choices:
        (loose if choice.cue < 0 else by_cue[choice.cue]).append(choice)
    groups: list[Group] = []
    for k, (cue, source) in enumerate(zip(cues, _sources(found, cues, pointer, paragraph), strict=True)):
        contents = [c for c in by_cue[k] if c.run.role == "content"]
        groups += _of_cue(cue, source, contents, paragraph)
    groups += _cueless(loose, paragraph)
    return sorted(groups, key=lambda g: g.content[0].start if g.content else 1 << 30)


def _choose(others: list[Run], cues: list[Run], pointer: Floats, paragraph: npt.NDArray[np.int32]) -> list[_Choice]:
    if not others:
        return []
    total = np.concatenate([np.zeros((1, pointer.shape[1]), np.float32), np.cumsum(pointer, axis=0)])
    start, end = (np.array([getattr(r, name) for r in others]) for name in ("start", "end"))
    mean = (total[end] - total[start]) / (end - start)[:, None]
    log_prob = np.stack([mean[:, 0], *(np.logaddexp.reduce(mean[:, 1 + c.start : 1 + c.end], axis=1) for c in cues)], axis=1)
    score = log_prob.copy()
    score[:, 0] -= NO_CUE
    if cues:
        first, last = (np.array([getattr(c, name) for c in cues]) for name in ("start", "end"))
        gap = np.maximum(0, np.maximum(first[None, :] - end[:, None], start[:, None] - last[None, :]))
        score[:, 1:] -= GAP * np.log1p(gap)
        score[:, 1:] -= OTHER_PARAGRAPH * (paragraph[first][None, :] != paragraph[start][:, None])
    best = score.argmax(axis=1)
    picked = zip(others, best.tolist(), strict=True)
    return [_Choice(run, k - 1, float(score[i, k]), float(log_prob[i, k])) for i, (run, k) in enumerate(picked)]


def _sources(found: Sequence[Run], cues: list[Run], pointer: Floats, paragraph: npt.NDArray[np.int32]) -> list[Run | None]:
    """Each cue's source, by the cue's own pointer: two cues may share one ("X said ..., adding that ...")."""
    sources = [r for r in found if r.role == "source"]
    return [_source(cue, sources, pointer, paragraph) for cue in cues]


def _source(cue: Run, sources: list[Run], pointer: Floats, paragraph: npt.NDArray[np.int32]) -> Run | None:
    mean = pointer[cue.start : cue.end].mean(axis=0)
    best, best_score = None, float(mean[0]) - NO_SOURCE
    for run in sources:
        there = float(np.logaddexp.reduce(mean[1 + run.start : 1 + run.end]))
        here = float(np.logaddexp.reduce(pointer[run.start : run.end, 1 + cue.start : 1 + cue.end], axis=1).mean())
        gap = max(0, cue.start - run.end, run.start - cue.end)
        score = there + BACK * max(here, SHARED) - SOURCE_GAP * float(np.log1p(gap))
        score -= OTHER_PARAGRAPH * float(paragraph[run.start] != paragraph[cue.start])
        if score > best_score:
            best, best_score = run, score
    return best


def _of_cue(cue: Run, source: Run | None, contents: list[_Choice], paragraph: npt.NDArray[np.int32]) -> list[Group]:
    near = [c for c in contents if paragraph[c.run.start] == paragraph[cue.start]]
    # A quotation in a later paragraph is a row of its own, unless the cue ("He said:") has nothing else to introduce.
    kept, later = (near, [c for c in contents if c not in near]) if near else (contents[:1], contents[1:])
    link = sum(c.log_prob for c in kept) / len(kept) if kept else 0.0
    head = Group(source, cue, tuple(c.run for c in kept), link)
    return [head, *(Group(None, None, (c.run,), c.log_prob) for c in later)]


def _cueless(loose: list[_Choice], paragraph: npt.NDArray[np.int32]) -> list[Group]:
    sources = [c for c in loose if c.run.role == "source"]
    out = []
    for choice in (c for c in loose if c.run.role == "content"):
        here = [s for s in sources if paragraph[s.run.start] == paragraph[choice.run.start]]
        source = min(here, key=lambda s: abs(s.run.start - choice.run.start), default=None)
        out.append(Group(source.run if source else None, None, (choice.run,), choice.log_prob))
    return out
