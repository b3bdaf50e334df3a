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
from itertools import islice
from typing import NamedTuple

from reportedly.commitment.joined import Joined, join
from reportedly.model import Article, Attribution, Commitment, Reason, Span
from reportedly.wordlists import load

_NEGATION = re.compile(r"\b(?:not|never|no|neither|nor|without|cannot)\b|n['’]t\b", re.IGNORECASE)
# How much of a content counts as its main clause: the first words of its first sentence.
_MAIN_WORDS = 22
_SENTENCE = re.compile(r"(?<=[a-z\d][.!?])[\"”’']*\s+(?=[\"“‘A-Z])|\n")
_QUESTION = re.compile(r"\?[\"”’')\s]*$")
_WISHED = re.compile(r"[\"“‘]?(?:to (?!be |have )\w+|\w+ing\b|(?:\w+ ){1,4}(?:should|must) )", re.IGNORECASE)
_CUES = ("silent", "withheld", "spurned", "denies", "foretells", "asks", "hedges")


class Judgement(NamedTuple):
    """A commitment, the rule that gave it and the words of the article that it rests on."""

    commitment: Commitment
    rule: str
    words: tuple[Span, ...]


@cache
def _pattern(table: str, *, start: bool = False) -> re.Pattern[str]:
    words = "|".join(load("commitment", "cues")[table]["words"])
    return re.compile(rf"[\"“‘']?(?:{words})" if start else rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE)


def commit(article: Article, rows: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The rows with `commitment` and its reason filled, in the same order; linear in the length of cues and contents."""
    return tuple(_told(row, judge(article.text, row)) for row in rows)


def _told(row: Attribution, found: Judgement) -> Attribution:
    return replace(row, commitment=found.commitment).because(Reason("commitment", found.rule, found.words))


def judge(text: str, row: Attribution) -> Judgement:
    """How the speaker of one row of `text` stands to its content, and why."""
    cue, content = join(text, row.cue), join(text, row.content)
    told = by_cue(cue, content) or by_content(content) or (None if row.cue else _infinitive(content))
    return told or Judgement("affirms", "plain" if row.cue else "bare", row.cue[:1])


def _infinitive(content: Joined) -> Judgement | None:
    """ "The U.S. to leave the base", of which the verb that asks for it was not read: what somebody is to do is no fact."""
    found = _TO_DO.match(content.words)
    verbal = found and (_pattern("finite").search(found[0]) or _pattern("asks").search(found[0]) or _pattern("hedges").search(found[0]))
    return Judgement("open", "content_start", (_span(content, found),)) if found and not verbal else None


def by_cue(cue: Joined, content: Joined) -> Judgement | None:
    """What the cue alone says, or None for a neutral one."""
    negation = _NEGATION.search(cue.words)
    for table in _CUES:
        rule = load("commitment", "cues")[table]
        if (negation or not rule.get("negated")) and (found := _pattern(table).search(cue.words)):
            words = (_span(cue, negation), _span(cue, found)) if rule.get("negated") and negation else (_span(cue, found),)
            special = _SPECIAL.get(table)
            return special(words, content) if special else Judgement(rule["commitment"], table, words)
    return _untrue(cue, content)


def _wished(words: tuple[Span, ...], content: Joined) -> Judgement:
    """A held opinion about what ought to be done is a wish: "considering sending", "believes that we should"."""
    found = _WISHED.match(content.words) or _pattern("content_start", start=True).match(content.words)
    if found and not content.words.startswith("whether"):
        return Judgement("open", "wished", (*words, _span(content, found)))
    return Judgement("hedges", "hedges", words)


def _foretold(words: tuple[Span, ...], content: Joined) -> Judgement:
    """A warning or an assurance: of what is ("it is testing its guns"), of what may be, or of what would come of something."""
    end = main_clause(content.words)
    if found := _in_main("content_hedge", content.words, end):
        return Judgement("hedges", "foretold_possible", (*words, _span(content, found)))
    fact = _pattern("finite").search(content.words, 0, end)
    if fact and not _pattern("ahead").search(content.words, 0, end):
        return Judgement("affirms", "foretold_fact", (*words, _span(content, fact)))
    return Judgement("open", "foretells", words)


_TO_DO = re.compile(r"(?:[Tt]he |[Aa]n? |[Ii]ts |[Hh]is |[Hh]er |[Tt]heir )?(?:[\w.’'-]+ ){1,2}to (?!be\b)[a-z]+\b")
_SPECIAL = {"hedges": _wished, "foretells": _foretold}


def _untrue(cue: Joined, content: Joined) -> Judgement | None:
    if (name := _pattern("named").search(cue.words)) and (what := _pattern("untrue").search(content.words)):
        return Judgement("denies", "untrue", (_span(cue, name), _span(content, what)))
    return None


def by_content(content: Joined) -> Judgement | None:
    """What the content's main clause says under a neutral cue; None where nothing in it holds back."""
    words, end = content.words, main_clause(content.words)
    if found := _pattern("content_deny").search(words, 0, end):
        return Judgement("denies", "content_deny", (_span(content, found),))
    if found := _QUESTION.search(words):
        return Judgement("open", "question", (content.span(words.rfind(" ", 0, found.start()) + 1, found.start() + 1),))
    if found := _pattern("content_start", start=True).match(words):
        return Judgement("open", "content_start", (_span(content, found),))
    if found := _pattern("opinion_start", start=True).match(words):
        return Judgement("hedges", "opinion_start", (_span(content, found),))
    if found := _in_main("content_open", words, end):
        return Judgement("open", "content_open", (_span(content, found),))
    found = _in_main("content_hedge", words, end)
    return Judgement("hedges", "content_hedge", (_span(content, found),)) if found else None


def _in_main(table: str, words: str, end: int) -> re.Match[str] | None:
    """The first match of a table, unless a dependent clause has begun by then: "it is a storm that may come" affirms."""
    leading = _pattern("leading", start=True).match(words, 0, end)
    begin = leading.end() if leading else 0
    found = _pattern(table).search(words, begin, end)
    if found and _pattern("finite").search(words, begin, found.start()) and _pattern("subordinator").search(words, begin, found.start()):
        return None
    return found


def main_clause(content: str) -> int:
    """Where the first words of the content's first sentence end."""
    stop = _SENTENCE.search(content)
    end = stop.start() if stop else len(content)
    last = next(islice(re.finditer(r"\S+", content[:end]), _MAIN_WORDS - 1, None), None)
    return last.end() if last else end


def _span(joined: Joined, found: re.Match[str]) -> Span:
    start, said = found.start(), found.group()
    return joined.span(start + len(said) - len(said.lstrip()), start + len(said.rstrip()))
