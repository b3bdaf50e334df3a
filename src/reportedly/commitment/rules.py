"""The rules of commitment, in the order in which they are asked (see `cues.toml` for the words).

1. The cue's own meaning decides where it has one: "denied" denies, "urged" is open, "believes" hedges; a negated cue ("did not
   say") withholds, and is open.
2. Under a neutral cue ("said", "according to", none) the content's main clause decides: a question, a demand or a wish is open,
   a modal of likelihood hedges, an open "we deny" denies.
3. Otherwise the speaker affirms; a plain negative statement does, too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from reportedly.model import Article, Attribution, Commitment
from reportedly.wordlists import load

_NEGATION = re.compile(r"\b(?:not|never|no|neither|nor|without|cannot)\b|n['’]t\b", re.IGNORECASE)
# How much of a content counts as its main clause: the first words of its first sentence.
_MAIN_WORDS = 22
_SENTENCE = re.compile(r"(?<=[a-z\d][.!?])[\"”’']*\s+(?=[\"“‘A-Z])|\n")
_QUESTION = re.compile(r"\?[\"”’')\s]*$")
_WISHED = re.compile(r"[\"“‘]?(?:to (?!be |have )\w+|\w+ing\b|(?:\w+ ){1,4}(?:should|must) )", re.IGNORECASE)
_CUES = ("silent", "withheld", "spurned", "denies", "asks", "hedges")


@cache
def _pattern(table: str, *, start: bool = False) -> re.Pattern[str]:
    words = "|".join(load("commitment", "cues")[table]["words"])
    return re.compile(rf"[\"“‘']?(?:{words})" if start else rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE)


def commit(article: Article, rows: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The rows with `commitment` filled, in the same order; linear in the length of cues and contents."""
    return tuple(replace(row, commitment=_judge(article, row)) for row in rows)


def _judge(article: Article, row: Attribution) -> Commitment:
    cue = " ".join(article.text[s:e] for s, e in row.cue)
    content = " ".join(article.text[s:e] for s, e in row.content)
    return by_cue(cue, content) or by_content(content)


def by_cue(cue: str, content: str) -> Commitment | None:
    """What the cue alone says, or None for a neutral one."""
    negated = bool(_NEGATION.search(cue))
    for table in _CUES:
        rule = load("commitment", "cues")[table]
        if (negated or not rule.get("negated")) and _pattern(table).search(cue):
            return _settled(table, rule["commitment"], content)
    return "denies" if _pattern("named").search(cue) and _pattern("untrue").search(content) else None


def _settled(table: str, commitment: Commitment, content: str) -> Commitment:
    """A held opinion about what ought to be done is a wish: "considering sending", "believes that we should"."""
    if table == "hedges" and (_WISHED.match(content) or _pattern("content_start", start=True).match(content)):
        return "open" if not content.startswith("whether") else commitment
    return commitment


def by_content(content: str) -> Commitment:
    """What the content's main clause says under a neutral cue."""
    main = main_clause(content)
    if _pattern("content_deny").search(main):
        return "denies"
    if _QUESTION.search(content) or _pattern("content_start", start=True).match(content) or _pattern("content_open").search(main):
        return "open"
    return "hedges" if _pattern("content_hedge").search(main) else "affirms"


def main_clause(content: str) -> str:
    """The first words of the content's first sentence."""
    return " ".join(_SENTENCE.split(content, maxsplit=1)[0].split()[:_MAIN_WORDS])
