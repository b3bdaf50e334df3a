"""A proposition read for comparison: content words with their rarity, names, numbers, negation, hedges, in one pass over its words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from math import log

from tokenizers import Tokenizer

from reportedly.claims.numerals import Number, numbers_in
from reportedly.speakers import lexicon
from reportedly.wordlists import load, words

_WORD = re.compile(r"n['’]t\b|[^\W_]+(?:[-.&](?=\w)[^\W_]+)*")
_MAIN = 24
"""How many words count as the main clause."""
_FIRST_WORD, _LAST_WORD = 1996, 30522
_SUFFIXES = (
    "ational",
    "ization",
    "isation",
    "fulness",
    "ations",
    "ation",
    "ments",
    "ment",
    "ingly",
    "edly",
    "ness",
    "ings",
    "ing",
    "ions",
    "ion",
    "ies",
    "ied",
    "ers",
)
_SHORT = ("er", "ed", "es", "ly", "s", "e")


@dataclass(frozen=True, slots=True)
class Reading:
    """What comparing needs of one proposition.

    `words`: all words in order, lower case. `content`: stems of the words that carry content, in order; `rare`: each stem's
    rarity, 0 to 1. `names`: folded words of names, in order. `verbs_passive`: a passive with "by".
    """

    words: tuple[str, ...]
    content: tuple[str, ...]
    rare: dict[str, float]
    names: tuple[str, ...]
    numbers: tuple[Number, ...]
    negations: int
    hedged: bool
    future: bool
    passive: bool
    senses: frozenset[tuple[int, int]]


def read(text: str, tokenizer: Tokenizer) -> Reading:
    """Read one proposition; linear in its length."""
    spelled = [m.group() for m in _WORD.finditer(text)]
    low = tuple("n't" if w.lower() in {"n't", "n’t"} else w.lower() for w in spelled)
    function = words("claims", "words", "function")
    content = tuple(stem(w) for w in low if w not in function and w != "n't" and not w.isdigit())
    rare = {stem(w): rarity(w, tokenizer) for w in low if w not in function}
    main = low[:_MAIN]
    return Reading(
        low,
        content,
        rare,
        tuple(_names(spelled)),
        numbers_in(text),
        sum(w in words("claims", "words", "negators") or w in words("claims", "words", "reversers") for w in main),
        any(w in words("claims", "words", "hedges") for w in main),
        any(w in words("claims", "words", "future") for w in main),
        _passive(low),
        frozenset(sense for s in set(content) for sense in _senses().get(s, ())),
    )


@lru_cache(65536)
def stem(word: str) -> str:
    """A word without its ending, so that its forms meet; crude on purpose: two words need only the same stem, not a true one."""
    if word.endswith("'s") or word.endswith("’s"):
        word = word[:-2]
    for ending in _SUFFIXES:
        if word.endswith(ending) and len(word) - len(ending) >= (3 if ending == "ing" else 4):
            return _trimmed(word[: -len(ending)])
    for ending in _SHORT:
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            return _trimmed(word[: -len(ending)])
    return _trimmed(word)


def _trimmed(word: str) -> str:
    doubled = len(word) > 3 and word[-1] == word[-2] and word[-1] in "bdgmnprt"
    word = word[:-1] if doubled else word
    return word[:-1] if len(word) > 3 and word[-1] in "eiy" else word


def rarity(word: str, tokenizer: Tokenizer) -> float:
    """How rare a word is, 0.1 (commonest) to 1 (not in the vocabulary): BERT's vocabulary is in the order of frequency."""
    place = tokenizer.token_to_id(word)
    if place is None or place < _FIRST_WORD:
        return 1.0
    return max(0.1, log(place - _FIRST_WORD + 1) / log(_LAST_WORD - _FIRST_WORD))


@lru_cache(65536)
def folded_name(word: str) -> str:
    """A name's word as it is compared: a demonym or capital as its country ("Russian", "Moscow": "russia")."""
    bare = re.sub(r"['’]s?$", "", word)
    return (lexicon.country(bare) or bare).casefold().replace(".", "")


def _names(spelled: list[str]) -> list[str]:
    """Words with a capital; the first word counts only when the lists know it, since every sentence has a capital there."""
    found = []
    for place, word in enumerate(spelled):
        if (
            not word[0].isupper()
            or word.lower() in words("speakers", "titles", "not_names")
            or word.lower() in words("claims", "words", "function")
        ):
            continue
        leads = place + 1 < len(spelled) and spelled[place + 1][0].isupper()
        if place or leads or lexicon.country(word) or lexicon.is_place(word) or lexicon.is_first_name(word) or word[1:].lower() != word[1:]:
            found.append(folded_name(word))
    return found


def _passive(low: tuple[str, ...]) -> bool:
    for place, word in enumerate(low):
        if word == "by" and any(w in {"was", "were", "been", "is", "are", "be", "being"} for w in low[max(0, place - 4) : place]):
            return True
    return False


@cache
def _senses() -> dict[str, frozenset[tuple[int, int]]]:
    """Stem -> (number of the pair, side) for each pair of opposites it belongs to."""
    table: dict[str, set[tuple[int, int]]] = {}
    for number, sides in enumerate(load("claims", "antonyms")["pairs"]):
        for side, group in enumerate(sides):
            for word in group:
                table.setdefault(stem(word), set()).add((number, side))
    return {s: frozenset(found) for s, found in table.items()}


@cache
def synonyms() -> dict[str, frozenset[int]]:
    """Stem -> numbers of the groups of near synonyms it belongs to."""
    lists = load("claims", "antonyms")
    groups = [*lists["synonyms"], *(side for sides in lists["pairs"] for side in sides)]
    table: dict[str, set[int]] = {}
    for number, group in enumerate(groups):
        for word in group:
            table.setdefault(stem(word), set()).add(number)
    return {s: frozenset(found) for s, found in table.items()}
