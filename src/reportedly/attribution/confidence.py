"""How sure a row is: a logistic regression over what the tagger and the pointers said of its parts.

Fitted by `training/choose.py` on the development sets' rows (right: content and source overlap the annotators' by half or more), so
that of rows said to be 0.9 nine in ten are right; docs/accuracy.md has the reliability figure.
"""

from __future__ import annotations

import math

from reportedly.attribution.decode import Run
from reportedly.attribution.link import Group

PARTS = ("content", "content_edges", "cue", "source", "source_edges", "link", "source_link")
"""Mean log-probabilities of a row's parts, 0 where a part is missing."""
SIGNS = (
    "one",
    *PARTS,
    *(f"{part}_p" for part in PARTS),
    "lowest",
    "lowest_p",
    "together",
    "together_p",
    "no_cue",
    "no_source",
    "length",
    "length_squared",
    "direct",
    "mixed",
    "split",
    "inner",
)
"""Names of a row's signs, in the order of the coefficients; "_p" are probabilities, "together" is the sum over the parts."""


def signs(group: Group, kind: str, inner: bool) -> tuple[float, ...]:
    """The numbers that the regression weighs: how sure the tagger is of each part, and what the row looks like."""
    contents, source = group.content, group.source
    parts = (
        min((r.score for r in contents), default=0.0),
        min((r.edges for r in contents), default=0.0),
        _score(group.cue),
        _score(source),
        source.edges if source else 0.0,
        group.link,
        group.source_link,
    )
    lowest, together = min(parts), sum(parts)
    size = math.log1p(sum(r.end - r.start for r in contents))
    return (
        1.0,
        *parts,
        *(math.exp(p) for p in parts),
        lowest,
        math.exp(lowest),
        together,
        math.exp(together),
        float(group.cue is None),
        float(source is None),
        size,
        size * size,
        float(kind == "direct"),
        float(kind == "mixed"),
        float(len(contents) > 1),
        float(inner),
    )


def _score(run: Run | None) -> float:
    return run.score if run else 0.0


def sure(signs: tuple[float, ...], weights: tuple[float, ...]) -> float:
    """The probability that a row with these signs is right; 0.5 without weights."""
    total = sum(s * w for s, w in zip(signs, weights, strict=True)) if weights else 0.0
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))
