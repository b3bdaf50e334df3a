"""Sentences that close with who told them, and that the tagger has not read: "The club has sold him, per the Courier."

Such a row is as sure as SURE says: of what this reads on PolNeAR's development set and on bare news, that much is right by eye.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from reportedly.attribution.closing import begin, meet
from reportedly.attribution.rows import Draft, Text
from reportedly.model import Span
from reportedly.wordlists import words

SURE = 0.7
_NAME = r"[\w’'&-]+(?:[ .][\w’'&-]+){0,7}?"
_LEAST = 3
"""Words of a sentence that tells something."""
_CLAUSE = re.compile(r"\b(?:who|which|that|and|but|as|if|when|because|where|whose|what)\b")


def unread(drafts: Sequence[Draft], text: Text, floor: float) -> list[Draft]:
    """The drafts, with rows for the closed sentences that hold none; one that takes "per" for a source, or is less sure
    than `floor`, gives way."""
    kept = [d for d in drafts if not (d.source and text.text[slice(*d.source[0])].casefold() in words("attribution", "cues", "per"))]
    taken = sorted(s for d in kept if d.content and d.confidence >= floor for s in (*d.source, *d.cue, *d.content))
    return [*kept, *_closed(text, taken)]


def _closed(text: Text, taken: Sequence[Span]) -> Iterator[Draft]:
    tails = (tail for start, end in text.paragraphs for tail in _tail().finditer(text.text, start, end))
    for tail in tails:
        source, cue = (tail.span(a) if tail[a] else tail.span(b) for a, b in (("whose", "who"), ("per", "cue")))
        content = text.trim_content((begin(text.text, tail.start()), tail.start()))
        told = text.text[slice(*content)]
        if len(told.split()) < _LEAST or any(meet((content[0], tail.end()), s) for s in taken) or text.quoted[tail.start()]:
            continue
        if not _CLAUSE.search(text.text[slice(*source)]):
            yield Draft((source,), (cue,), (content,), SURE)


@cache
def _tail() -> re.Pattern[str]:
    per, said = ("|".join(words("attribution", "cues", table)) for table in ("per", "told_so"))
    return re.compile(
        rf",[\"”]? (?:(?P<per>{per}) (?P<whose>{_NAME})|(?P<who>{_NAME}) (?P<cue>(?:has |have |had |also |later )*(?:{said})) to {_NAME})"
        r"(?=[.]?(?:\n|\Z)|[.] [A-Z\"“])"
    )
