"""What names are called in an article's own words: "the independent outlet Verst", "Varra Hydro, operator of the dam"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reportedly.speakers import lexicon
from reportedly.speakers.source import Phrase

_INTRODUCED = re.compile(
    r"(?:(?!(?:for|by|of|in|from|with) )[A-Z]?[a-z][\w’'-]* |[A-Z][\w-]* (?=[a-z])){0,4}"
    r"(?P<noun>[a-z]+) (?:(?:called|named|dubbed|known as) )?[\"“]?(?P<name>[A-Z][\w’'-]*(?: [A-Z\d][\w’'-]*){0,4})[\"”]?(?:,.*)?$",
    re.DOTALL,
)
_APPOSED = re.compile(r"(?:[Tt]he|[Aa]n?|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir) (?:[a-z][\w’'-]* ){0,3}(?P<noun>[a-z][\w’'-]*), ")
_IS_A = re.compile(r", (?:an? |the |one of )?(?P<noun>(?:[a-z][\w-]* ?){1,4})")
_WHICH = re.compile(r"(?: \([^()\n]{2,12}\))?, (?:which|whose parent)\b")
_NOUN = re.compile(r"\b([a-z]+) $")
_REACH = 24
"""Code points before a name in which the noun that it is called stands."""
_MANY = re.compile(r" (?:have|are|were)\b")
"""Behind a team's name: "Rovers have always insisted"."""
_JOINED = re.compile(r"\b(?:and|or|if|nor|as|than|though|wish) $")
_RUN_BY = re.compile(r"\b(?:operated|owned|run|manufactured|developed|published|bought|acquired) by $")
_REPORTED = re.compile(r"(?: (?:has|had))? reported(?:[,.]|(?: (?:that|on \w+day))| (?!hearing|seeing|feeling|being|having|to )\w+ing\b)")
"""Outlets report, people seldom do: "Aftenavis reported on Monday that"."""
_THING = re.compile(r"(?:The|An?) ([a-z-]+)(?: of [\w ]{2,30})?(?:,| (?:is|was|has|had|will|could|may) )")
_IT_WOULD = re.compile(
    r"(?: has| had)? (?:said|says?|announced|denied|confirmed) (?:on \w+ |that )?"
    r"it (?:would|will|has|had|is|was|does|did|plans?|planned|expects?|disagreed|could) "
    r"(?!be (?:rain|snow|hard|easy|clear|possible|difficult)|(?:hard|clear|possible|time|not (?:clear|true))\b)"
)


def introduced(said: Phrase) -> tuple[str, str] | None:
    """The name behind an organization's noun and the noun: "Verst" and "outlet" of "the independent outlet Verst"; else None."""
    match = _INTRODUCED.match(said.words)
    if match is None or not is_organizations(match["noun"]) or lexicon.is_first_name(match["name"].split()[0]):
        return None
    return match["name"], match["noun"]


def apposed(text: str, start: int, name: int) -> bool:
    """Whether an organization's noun alone leads to the name that starts at `name`: "the company, Boeing"."""
    match = _APPOSED.fullmatch(text, start, name)
    first = text[name : name + _REACH].partition(" ")[0]
    return match is not None and lexicon.noun_kind(match["noun"]) == "organization" and not lexicon.is_first_name(first)


def is_which(text: str, ends: Iterable[int]) -> bool:
    """Whether a name that ends at these places is told of as no person is: "Varra Hydro, which runs the dam", ", operator of the dam"."""
    return any(_WHICH.match(text, end) or _runs(text, end) for end in ends)


def _runs(text: str, end: int) -> bool:
    match = _IS_A.match(text, end)
    known = (w for w in match["noun"].split() if w in lexicon.roles() or lexicon.noun_kind(w)) if match else iter(())
    return is_organizations(next(known, ""))


def is_it(text: str, name: str, places: Iterable[int]) -> bool:
    """Whether the article tells that a single name is no surname: "the social platform Vybe", "Rovers have", "Vybe said it would"."""
    for at in places:
        before = _NOUN.search(text, max(0, at - _REACH), at)
        many = _MANY.match(text, at + len(name)) and not _JOINED.search(text, max(0, at - _REACH), at)
        if (
            (before and is_organizations(before[1]))
            or _RUN_BY.search(text, max(0, at - _REACH), at)
            or _REPORTED.match(text, at + len(name))
        ):
            return True
        if many or _IT_WOULD.match(text, at + len(name)):
            return True
    return False


def opens_thing(text: str, sentence: int) -> bool:
    """Whether a sentence opens with a thing and none of those who speak: "The plane, a Boeing, was full, according to its manifest"."""
    opening = _THING.match(text, sentence)
    return opening is not None and lexicon.noun_kind(opening[1]) is None and opening[1] not in lexicon.roles()


def is_organizations(noun: str) -> bool:
    """Whether a small noun heads organizations and no person: "outlet", not "minister"."""
    return noun not in lexicon.roles() and lexicon.noun_kind(noun) == "organization"
