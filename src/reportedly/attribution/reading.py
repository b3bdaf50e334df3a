"""Article -> attributions without speakers: the tagger's windows, decoded, linked, trimmed and nested."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from reportedly.attribution.decode import TAGS, Run, runs, viterbi
from reportedly.attribution.link import group
from reportedly.attribution.pieces import SEP, Pieces
from reportedly.attribution.relay import settle
from reportedly.attribution.rows import Draft, Text, draft, finish
from reportedly.attribution.tagger import Floats, Tagger, Window, _log_softmax
from reportedly.model import Attribution, Span

OUTSIDE = 0.4
"""Taken off the score of "no role": found rows are worth more than spared ones while recall is the weaker side (PolNeAR dev)."""
_BLANK = np.array([0.0] + [-1e9] * (TAGS - 1), np.float32)


def extract(text: str, paragraphs: tuple[Span, ...], tagger: Tagger) -> tuple[Attribution, ...]:
    """Attributions in text order, with spans, kind, parent and confidence; speakers, dates and commitment are left open.

    `paragraphs` are the spans to read. Linear in the text's length; memory does not grow with it, beyond the rows.
    """
    pieces = tagger.cut(text, paragraphs)
    view = Text(text, paragraphs)
    outer: list[Draft] = []
    inner: list[Draft] = []
    for window in tagger.windows(pieces):
        found = _decode(window.tags[:, :TAGS], window, pieces)
        drafts = _drafts(found, window, window.outer, pieces, view, inner=False)
        outer += settle(drafts, view)
        inside = _inside(found, window)
        if inside.any():
            nested = _decode(np.where(inside[:, None], window.tags[:, TAGS:], _BLANK), window, pieces)
            inner += [d for d in _drafts(nested, window, window.inner, pieces, view, inner=True) if d.content]
    return finish(outer, inner, view)


def _decode(logits: Floats, window: Window, pieces: Pieces) -> list[Run]:
    ids = pieces.ids[window.start : window.end]
    scores = _log_softmax(logits)
    biased = scores.copy()
    biased[:, 0] -= OUTSIDE
    biased[ids == SEP] = _BLANK
    breaks = np.concatenate([[True], ids[:-1] == SEP])
    return runs(viterbi(biased, breaks), scores)


def _inside(found: list[Run], window: Window) -> npt.NDArray[np.bool_]:
    inside = np.zeros(window.end - window.start, bool)
    for run in found:
        if run.role == "content":
            inside[run.start : run.end] = True
    return inside


def _drafts(found: list[Run], window: Window, pointer: Floats, pieces: Pieces, view: Text, *, inner: bool) -> list[Draft]:
    groups = group(found, pointer, pieces.paragraph[window.start : window.end])
    return [draft(g, pieces, window.start, view, inner) for g in groups]
