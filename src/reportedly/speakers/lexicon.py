"""The room's word lists, by short names; the TOML files beside this one say where they come from."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from reportedly.wordlists import load, words

HEADS = ("organization", "group", "anonymous", "document")


def titles() -> frozenset[str]:
    """Words that may stand before a name ("minister"), lower case."""
    return _joined("titles", ("titles", "honorific_male", "honorific_female"))


def roles() -> frozenset[str]:
    """Singular nouns for a person, titles included, lower case."""
    return _joined("titles", ("titles", "honorific_male", "honorific_female", "roles"))


@lru_cache(4096)
def gender(word: str) -> str | None:
    """ "he" or "she" for an honorific or a first name, None where it says nothing."""
    low = word.lower()
    if low in words("speakers", "titles", "honorific_male"):
        return "he"
    if low in words("speakers", "titles", "honorific_female"):
        return "she"
    if word in words("speakers", "first_names", "either"):
        return None
    male, female = word in words("speakers", "first_names", "male"), word in words("speakers", "first_names", "female")
    return None if male == female else "he" if male else "she"


@cache
def _near() -> re.Pattern[str]:
    return re.compile("|".join(words("speakers", "titles", "parties_to")))


def is_near(word: str) -> bool:
    """Whether a noun is for somebody near to another person: "aide", "lawyers"."""
    return _near().fullmatch(word) is not None


def is_first_name(word: str) -> bool:
    """Whether a word is a known first name."""
    return word in _joined("first_names", ("male", "female", "either"))


def noun_kind(word: str) -> str | None:
    """The kind of speaker that a common noun (lower case) heads, None where the lists don't say."""
    return _nouns().get(word)


def country(word: str) -> str | None:
    """The country behind a country's name, a capital or a demonym; None for any other word."""
    return _countries().get(word)


@lru_cache(4096)
def is_place(name: str) -> bool:
    """Whether a name is a place that the lists know."""
    return name in _countries() or name in words("speakers", "places", "other")


@cache
def capitals() -> dict[str, str]:
    """Capital -> country, where the capital stands for the government."""
    return dict(load("speakers", "places")["capitals"])


@lru_cache(16)
def _joined(name: str, tables: tuple[str, ...]) -> frozenset[str]:
    return frozenset().union(*(words("speakers", name, t) for t in tables))


@cache
def _nouns() -> dict[str, str]:
    # A word in two tables counts by the first: "paper" and "report" are documents only behind an article of their own.
    return {w: kind for kind in reversed(HEADS) for w in words("speakers", "nouns", kind)}


@cache
def _countries() -> dict[str, str]:
    places: dict[str, dict[str, str]] = load("speakers", "places")
    named = {c: c for table in ("capitals", "demonyms") for c in places[table].values()}
    short = {"Britain": "United Kingdom", "USA": "United States", "America": "United States"}
    return named | places["capitals"] | places["demonyms"] | short
