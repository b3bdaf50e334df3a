"""Article -> attributions without speakers: the tagger's windows, decoded, linked, trimmed and nested."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise

import numpy as np

from reportedly.attribution.characters import Flags
from reportedly.attribution.contents import carried
from reportedly.attribution.decode import TAGS, Run, runs, viterbi
from reportedly.attribution.link import Pointer, group
from reportedly.attribution.pieces import SEP, Pieces, quoted_in
from reportedly.attribution.posts import take_posts
from reportedly.attribution.relay import settle
from reportedly.attribution.rows import Draft, Text, draft, finish
from reportedly.attribution.settings import Settings
from reportedly.attribution.tagger import Floats, Tagger, Window
from reportedly.attribution.telling import settle_telling
from reportedly.attribution.turns import take_turns
from reportedly.attribution.unread import unread
from reportedly.attribution.unsaid import unsaid
from reportedly.model import Attribution, Span

TOGETHER = 16
"""Windows that are decoded in one pass: their paragraphs advance side by side."""
_BLANK = np.array([0.0] + [-1e9] * (TAGS - 1), np.float32)


def extract(text: str, paragraphs: tuple[Span, ...], tagger: Tagger, *, floor: float | None = None) -> tuple[Attribution, ...]:
    """Attributions in text order, with spans, kind, parent and confidence; speakers, dates and commitment are left open.

    `paragraphs` are the spans to read; rows with less confidence than `floor` (default: the weights' own) are left out. Linear in
    the text's length; memory does not grow with it, beyond the rows.
    """
    outer, inner, view = drafts(text, paragraphs, tagger)
    if tagger.guide == "ledger":
        outer, inner = ([d for d in part if not unsaid(d, view)] for part in (outer, inner))
    least = tagger.settings.floor if floor is None else floor
    return finish([d for d in outer if d.confidence >= least], [d for d in inner if d.confidence >= least], view)


def drafts(text: str, paragraphs: tuple[Span, ...], tagger: Tagger) -> tuple[list[Draft], list[Draft], Text]:
    """All outer and all inner rows that the tagger finds, and the text as they see it."""
    inside = quoted_in(text, paragraphs)
    pieces = tagger.cut(text, paragraphs, inside)
    view = Text(text, paragraphs, inside)
    outer: list[Draft] = []
    inner: list[Draft] = []
    for some in _batched(tagger.windows(pieces), TOGETHER):
        found = _decode([w.tags[:, :TAGS] for w in some], some, pieces, tagger.settings.bias)
        for window, held in zip(some, found, strict=True):
            outer += settle(_drafts(held, window, window.outer, pieces, view, tagger.settings, inner=False), view)
        within = [np.where(_inside(held, w)[:, None], w.tags[:, TAGS:], _BLANK) for w, held in zip(some, found, strict=True)]
        for window, held in zip(some, _decode(within, some, pieces, tagger.settings.inner_bias), strict=True):
            if held:
                nested = _drafts(held, window, window.inner, pieces, view, tagger.settings, inner=True)
                inner += [settle_telling(carried(d, (), view), view) for d in nested if d.content]
    outer = take_turns(take_posts(unread(outer, view, tagger.settings.floor), view), view)
    return [d for d in outer if not d.inner], inner + [d for d in outer if d.inner], view


def _batched(windows: Iterable[Window], size: int) -> Iterator[list[Window]]:
    ahead = iter(windows)
    while some := list(islice(ahead, size)):
        yield some


def _decode(logits: Sequence[Floats], windows: Sequence[Window], pieces: Pieces, bias: tuple[float, float, float]) -> list[list[Run]]:
    """Each window's runs, from its logits [n, 7]."""
    joined = np.concatenate(logits)
    scores = _log_softmax(joined)
    ids = np.concatenate([pieces.ids[w.start : w.end] for w in windows])
    biased = scores + np.array([0.0, *np.repeat(bias, 2)], np.float32)
    biased[ids == SEP] = _BLANK
    sizes = [w.end - w.start for w in windows]
    starts = np.concatenate([[0], np.cumsum(sizes)])
    breaks = np.concatenate([[True], ids[:-1] == SEP])
    breaks[starts[:-1]] = True
    tags = viterbi(biased, breaks)
    return [runs(tags[a:b], scores[a:b]) for a, b in pairwise(starts.tolist())]


def _inside(found: list[Run], window: Window) -> Flags:
    inside = np.zeros(window.end - window.start, bool)
    for run in found:
        if run.role == "content":
            inside[run.start : run.end] = True
    return inside


def _drafts(
    found: list[Run], window: Window, pointer: Floats, pieces: Pieces, view: Text, settings: Settings, *, inner: bool
) -> list[Draft]:
    groups = group(found, Pointer(pointer), pieces.paragraph[window.start : window.end], settings)
    return [draft(g, pieces, window.start, view, settings.sure, inner=inner) for g in groups]


def _log_softmax(scores: Floats) -> Floats:
    shifted = scores - scores.max(axis=-1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True)), np.float32)
