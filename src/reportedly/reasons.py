"""What a row's reasons say in words: each room keeps the sentences of its own rules in its `reasons.toml`."""

from __future__ import annotations

from typing import Any

from reportedly.model import Article, Reason
from reportedly.wordlists import load

ROOMS = {"speaker": "speakers", "role": "speakers", "chain": "speakers", "said": "times", "commitment": "commitment"}
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


def explained(article: Article) -> dict[str, Any]:
    """The article object of the contract with `why` in each attribution: a list of {"field", "rule", "words", "says"}."""
    said = article.to_json()
    for row, told in zip(article.attributions, said["attributions"], strict=True):
        told["why"] = [{**reason.to_json(), "says": sentence(reason, article.text)} for reason in row.why]
    return said


def _short(words: str) -> str:
    folded = " ".join(words.split())
    return folded if len(folded) <= _LONGEST else folded[: _LONGEST - 1] + "…"
