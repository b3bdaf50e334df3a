"""Whether the words around an expression point to the future, and the word lists that tell it."""

from __future__ import annotations

import re
from functools import cache

from reportedly.wordlists import load

# How many characters before and after an expression may turn it to the future.
BEFORE, AFTER = 50, 30
# the end of a sentence, not of "9 a.m. EST"
CLAUSE = re.compile(r"(?<![ap]\.m)[.!?\n;]\s")
_NOT_UNTIL = re.compile(r"\b(?:[Uu]p until|not until|not before)\b")
# how the words of a list stand to the expression; between "by" and a day may stand "early", or "9 a.m. EST"
_EDGES = {
    "not_before": r"[ ](?:{})\b",
    "not_after": r"\b(?:{})[ ]$",
    "before": r"(?i:\b(?:{})[ -])$",
    "beside": r"(?i:\b(?:{})[ ](?:(?:the|end|of|early|late|about|as|[ap]\.m\.|[A-Z]{2,4}T|\d[\d:]*)[ ]|mid-)*)$",
}


@cache
def words(table: str, key: str) -> re.Pattern[str]:
    """The words of a list of expressions.toml as one pattern; the forms in "told" and "ahead" are patterns already."""
    listed = load("times", "expressions")[table][key]
    either = "|".join(listed if table in ("told", "ahead") else map(re.escape, listed))
    return re.compile(_EDGES.get(key, r"\b(?:{})\b").replace("{}", either, 1).replace(r"\b(?:'ll", "(?:'ll"))


def ahead(m: re.Match[str]) -> bool:
    """Whether words just before (no sentence end between), or after, point to the future."""
    before = CLAUSE.split(m.string[max(0, m.start() - BEFORE) : m.start()])[-1]
    after = re.split(r"[.!?\n;]", m.string[m.end() : m.end() + AFTER])[0]
    past, found = words("past", "words"), words("future", "words").search(before)
    if found and _NOT_UNTIL.search(before):
        return False
    if found:
        return not past.search(before[found.end() :])
    if words("future", "beside").search(before):
        # "by Monday, officials hardened their position" has passed
        return not (_NOT_UNTIL.search(before) or re.search(r"\bhad\b", before) or (after[:1] == "," and past.search(after)))
    after = after.split(",")[0]
    follows = re.match(r",?[ ](?:will|deadline|would)\b", m.string[m.end() : m.end() + 12])
    return bool(follows or (" will " in after and not past.search(before)))
