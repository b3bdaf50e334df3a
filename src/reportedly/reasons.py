"""What a row's reasons say in words: each room keeps the sentences of its own rules in its `reasons.toml`."""

from __future__ import annotations

from reportedly.model import Reason
from reportedly.wordlists import load

ROOMS = {"speaker": "speakers", "chain": "speakers", "said": "times", "commitment": "commitment"}
"""The room that gives a field its value."""
_LONGEST = 80


def sentence(reason: Reason, text: str) -> str:
    """The reason as one sentence, the words that it rests on quoted from the article's `text`.

    The template of rule "x" is `says` of the table [x]; "{0}", "{1}" ... stand for the reason's words. Raises KeyError for a
    rule that the room does not know, which is a defect of the room.
    """
    says = str(load(ROOMS[reason.field], "reasons")[reason.rule]["says"])
    for number, (start, end) in enumerate(reason.words):
        says = says.replace(f"{{{number}}}", f"“{_short(text[start:end])}”")
    return says


def _short(words: str) -> str:
    folded = " ".join(words.split())
    return folded if len(folded) <= _LONGEST else folded[: _LONGEST - 1] + "…"
