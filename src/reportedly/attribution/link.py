"""Runs of one window -> groups: a cue with its source and contents, or a content that has no cue.

Each content points at its cue and each cue at its source; the pointer's mean log-probability is weighed against the distance.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from reportedly.attribution.decode import Run
from reportedly.attribution.settings import Settings

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]
Places = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Group:
    """One attribution as runs; `link` is the contents' mean log-probability to belong to the cue, `source_link` the source's."""

    source: Run | None
    cue: Run | None
    content: tuple[Run, ...]
    link: float
    source_link: float = 0.0


@dataclass(frozen=True, slots=True)
class _Choice:
    run: Run
    cue: int
    log_prob: float


class Pointer:
    """One window's pointer scores [n, 1 + n], made log-probabilities for the pieces that are asked for; column 0 is "none"."""

    def __init__(self, scores: Floats) -> None:
        """`scores`: unnormalised."""
        self._scores = scores

    def means(self, start: Places, end: Places) -> Floats:
        """Mean log-probabilities [runs, 1 + n] over the pieces of each run [start, end)."""
        rows = np.concatenate([np.arange(s, e) for s, e in zip(start.tolist(), end.tolist(), strict=True)])
        scores = self._scores[rows]
        scores -= scores.max(axis=1, keepdims=True)
        scores -= np.log(np.exp(scores).sum(axis=1, keepdims=True))
        sizes = end - start
        total = np.add.reduceat(scores, np.concatenate([[0], np.cumsum(sizes)[:-1]]), axis=0)
        return np.asarray(total / sizes[:, None], np.float32)


def group(found: Sequence[Run], pointer: Pointer, paragraph: Ints, weights: Settings) -> list[Group]:
    """Groups in the order of their first content; `paragraph` [n] has the number of each piece's paragraph."""
    cues = [r for r in found if r.role == "cue"]
    choices = _choose([r for r in found if r.role != "cue"], cues, pointer, paragraph, weights)
    by_cue: dict[int, list[_Choice]] = defaultdict(list)
    loose: list[_Choice] = []
    for choice in choices:
        (loose if choice.cue < 0 else by_cue[choice.cue]).append(choice)
    groups: list[Group] = []
    for k, (cue, (source, tie)) in enumerate(zip(cues, _sources(found, cues, pointer, paragraph, weights), strict=True)):
        contents = [c for c in by_cue[k] if c.run.role == "content"]
        groups += _of_cue(cue, source, tie, contents, paragraph)
    groups += _cueless(loose, paragraph)
    return sorted(groups, key=lambda g: g.content[0].start if g.content else 1 << 30)


def _choose(others: list[Run], cues: list[Run], pointer: Pointer, paragraph: Ints, weights: Settings) -> list[_Choice]:
    """Each source's and content's cue, or none."""
    if not others:
        return []
    start, end = _bounds(others)
    mean = pointer.means(start, end)
    log_prob = np.stack([mean[:, 0], *(np.logaddexp.reduce(mean[:, 1 + c.start : 1 + c.end], axis=1) for c in cues)], axis=1)
    score = log_prob.copy()
    score[:, 0] -= weights.no_cue
    if cues:
        first, last = _bounds(cues)
        gap = np.maximum(0, np.maximum(first[None, :] - end[:, None], start[:, None] - last[None, :]))
        score[:, 1:] -= weights.gap * np.log1p(gap)
        score[:, 1:] -= weights.other_paragraph * (paragraph[first][None, :] != paragraph[start][:, None])
    best = score.argmax(axis=1)
    chosen = log_prob[np.arange(len(others)), best]
    return [_Choice(run, k - 1, p) for run, k, p in zip(others, best.tolist(), chosen.tolist(), strict=True)]


def _bounds(runs: Sequence[Run]) -> tuple[Places, Places]:
    return np.array([r.start for r in runs]), np.array([r.end for r in runs])


def _sources(found: Sequence[Run], cues: list[Run], pointer: Pointer, paragraph: Ints, weights: Settings) -> list[tuple[Run | None, float]]:
    """Each cue's source, by the cue's own pointer and the source's, with the cue's log-probability: two cues may share one source."""
    sources = [r for r in found if r.role == "source"]
    if not cues:
        return []
    start, end = _bounds(cues)
    mean = pointer.means(start, end)
    none = mean[:, 0].tolist()
    if not sources:
        return [(None, p) for p in none]
    first, last = _bounds(sources)
    there = np.stack([np.logaddexp.reduce(mean[:, 1 + s.start : 1 + s.end], axis=1) for s in sources], axis=1)
    theirs = pointer.means(first, last)
    here = np.stack([np.logaddexp.reduce(theirs[:, 1 + c.start : 1 + c.end], axis=1) for c in cues])
    gap = np.maximum(0, np.maximum(start[:, None] - last[None, :], first[None, :] - end[:, None]))
    score = there + weights.back * np.maximum(here, weights.shared) - weights.source_gap * np.log1p(gap)
    score -= weights.other_paragraph * (paragraph[first][None, :] != paragraph[start][:, None])
    best = score.argmax(axis=1).tolist()
    won = score.max(axis=1).tolist()
    return [(sources[k], float(there[i, k])) if won[i] > none[i] - weights.no_source else (None, none[i]) for i, k in enumerate(best)]


def _of_cue(cue: Run, source: Run | None, tie: float, contents: list[_Choice], paragraph: Ints) -> list[Group]:
    near = [c for c in contents if paragraph[c.run.start] == paragraph[cue.start]]
    # A quotation in a later paragraph is a row of its own, unless the cue ("He said:") has nothing else to introduce.
    kept, later = (near, [c for c in contents if c not in near]) if near else (contents[:1], contents[1:])
    link = sum(c.log_prob for c in kept) / len(kept) if kept else 0.0
    head = Group(source, cue, tuple(c.run for c in kept), link, tie)
    return [head, *(Group(None, None, (c.run,), c.log_prob) for c in later)]


def _cueless(loose: list[_Choice], paragraph: Ints) -> list[Group]:
    sources = [c for c in loose if c.run.role == "source"]
    out = []
    for choice in (c for c in loose if c.run.role == "content"):
        here = [s for s in sources if paragraph[s.run.start] == paragraph[choice.run.start]]
        source = min(here, key=lambda s: abs(s.run.start - choice.run.start), default=None)
        out.append(Group(source.run if source else None, None, (choice.run,), choice.log_prob))
    return out
