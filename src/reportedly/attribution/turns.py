"""Interviews and transcripts: a paragraph behind a label, "Ekel: Services inflation is still at 5%.", is what that person said.

The tagger saw few of them and reads a sentence or two of each. A page counts as a transcript where two labels take turns, each at least
twice; what asks and tells nothing is no row.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from reportedly.attribution.rows import Draft, Text

SURE = 0.9
"""Confidence of a turn's row. Not measured: three of the 840 annotated training articles hold any; the labels leave little doubt."""
_LABEL = re.compile(r"(?P<who>[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3}): +(?=\S)")
_TWICE = 2
_SHORTEST = 4
"""Words of a turn that can hold a claim: "No." holds none."""
_LETTERS = frozenset({"Q", "A"})
"""Labels that name nobody."""


def take_turns(outer: Sequence[Draft], text: Text) -> list[Draft]:
    """The rows with one for each turn of a transcript: others' words that are told in it are nested, pieces of it go."""
    turns = list(_turns(text))
    if not turns:
        return list(outer)
    starts = [t.source[0][0] for t in turns]
    out: list[Draft] = []
    for row in outer:
        first = min(s for s, _ in (*row.source, *row.cue, *row.content))
        at = bisect_right(starts, first) - 1
        home = turns[at] if at >= 0 and first < turns[at].content[0][1] else None
        if home is None:
            out.append(row)
        elif row.source and row.cue and row.source[0][0] >= home.content[0][0] and row.extent() < home.extent():
            out.append(replace(row, inner=True))
    return [*out, *(t for t in turns if _tells(text.text[slice(*t.content[0])]))]


def _turns(text: Text) -> Iterator[Draft]:
    found = [(label, end) for start, end in text.paragraphs if (label := _LABEL.match(text.text, start, end))]
    often = [who for who, count in Counter(label["who"] for label, _ in found).items() if count >= _TWICE]
    if len(often) < _TWICE:
        return
    for label, end in found:
        if label["who"] in often and label["who"] not in _LETTERS:
            cue = label.end("who"), label.end("who") + 1
            yield Draft((label.span("who"),), (cue,), ((label.end(), end),), SURE, kind="direct")


def _tells(words: str) -> bool:
    """Whether a turn is no bare question and long enough to hold a claim."""
    return len(words.split()) >= _SHORTEST and not words.rstrip('"” ').endswith("?")
