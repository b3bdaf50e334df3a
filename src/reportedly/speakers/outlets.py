"""News outlets and agencies: telling one from other names, and finding one at a place in the text."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from reportedly.speakers import lexicon
from reportedly.speakers.names import SEQUENCE
from reportedly.wordlists import load, words

_DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|info|co\.uk|ua|ru|fr|de|es|it|pl|tv|by|io|news)\b", re.IGNORECASE)
_CALL_SIGN = re.compile(r"[KWC][A-Z]{2,3}(?:-(?:TV|FM|AM|LD|DT)| (?:TV|radio))")
"""A station of North America, by its call sign (FCC, 47 CFR 73.3550): "WXMR-TV"."""
_BACK = 1500
"""Code points before "the paper" in which its name is looked for."""
_MORE = re.compile(r"(?: [A-Z][a-z]+){1,3}")
_ENDING = re.compile(r"(?:[’']s?|[.,])+$")
_SEVERAL = re.compile(r" (?:\w+ )?(?:media|outlets|agencies|newspapers|papers|channels|stations)\b")
_PLAIN = re.compile(r"[\w.’'&/-]+(?: [\w.’'&/-]+){0,4}")


@lru_cache(4096)
def known(name: str) -> str | None:
    """The list's name for an outlet that it knows under `name`, else None."""
    return _by_name().get(fold(name))


def listed(name: str) -> str | None:
    """As `known`, for a name as it is written: "insider" is no outlet, "dpa" is one."""
    return known(name) if not name.islower() or name in _exact() else None


def fold(name: str) -> str:
    """A name as it is looked up: no leading article, no possessive, small letters."""
    bare = name.strip().removeprefix("the ").removeprefix("The ").replace("’", "'")
    return bare.removesuffix("'s").casefold()


@lru_cache(4096)
def is_outlet(name: str) -> bool:
    """Whether a name is a news outlet: by the list, by its look as a web domain, or by a word such as "Times" or "Radio" in it."""
    if known(name) or _DOMAIN.fullmatch(name) or _CALL_SIGN.fullmatch(name):
        return True
    parts = name.split()
    return len(parts) > 1 and (parts[-1] in words("speakers", "outlets", "marks") or parts[0] in words("speakers", "outlets", "firsts"))


def same_outlet(one: str, other: str | None) -> bool:
    """Whether two names are one outlet."""
    if not other:
        return False
    return fold(one) == fold(other) or (known(one) or one) == (known(other) or other)


def at(text: str, place: int, limit: int) -> tuple[str, int] | None:
    """The outlet named right at `place`, with the place behind it; None where there is none.

    "the Argus Leader", "Iraqi newspaper al-Sabah", "CNN's" are all outlets; "reporters" and "police" are not.
    """
    place = _skip(text, place, limit)
    match = _PLAIN.match(text, place, limit)
    return (match and _longest(match)) or _by_look(text, place, limit)


def described(text: str, place: int, limit: int, publisher: str | None = None) -> str | None:
    """Outlets without a name right at `place`: "Ukrainian media", "an Israeli television channel"; "the paper" is the outlet named last.

    `publisher` is what the page is published by, which no "the paper" means here.
    """
    match = _unnamed().match(text, place, limit)
    if match is None:
        return None
    if (match[1] or "").lower() != "the " or match[2][:1].isupper():
        return (match[2] + match[3]).strip() if match[2] else None
    named = (re.sub(r"^The |[’']s?$", "", m[0]) for m in SEQUENCE.finditer(text, max(0, place - _BACK), place))
    before = [n for n in named if is_outlet(n) and not same_outlet(n, publisher)]
    return before[-1] if before else None


@cache
def _before() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What may stand before a name: "the", "the Italian" and the like; "local newspaper"."""
    nouns = _nouns("named")
    return (
        re.compile(
            rf"(?:(?:[Tt]he|[Ii]ts|[Aa]n?)\s+)?(?:[A-Z][a-z]+ (?=(?:[a-z]+ )?{nouns} ))?"
            rf"(?:(?:(?:[a-z]+-)+[a-z]+|{_nouns('adjectives')}) (?=[A-Z]))?[\"“]?"
        ),
        re.compile(rf"(?:[\w-]+ ){{0,3}}?{nouns}s? [\"“]?(?=[A-Z\d]|[a-z]{{1,2}}[A-Z-]|dpa\b)"),
    )


@cache
def _behind() -> re.Pattern[str]:
    return re.compile(rf" {_nouns('behind')}")


@cache
def _unnamed() -> re.Pattern[str]:
    return re.compile(
        r"((?:[Aa]n?|[Tt]he|[Ii]ts|some|several|multiple|other) )?"
        rf"((?:(?:[A-Z][\w’-]*|{_nouns('of')}) ){{0,3}})({_nouns('unnamed')})\b(?! (?:conference|briefing|[A-Z]))"
    )


def _nouns(column: str) -> str:
    return "(?:" + "|".join(load("speakers", "outlets")["called"][column]) + ")"


def _skip(text: str, place: int, limit: int) -> int:
    for pattern in _before():
        match = pattern.match(text, place, limit)
        place = match.end() if match else place
    return place


def _longest(match: re.Match[str]) -> tuple[str, int] | None:
    tokens = match[0].split(" ")
    if _first(tokens[0]) not in _beginnings():
        return None
    for size in range(len(tokens), 0, -1):
        name = " ".join(tokens[:size])
        bare = _ENDING.sub("", name)
        if (
            size == 1
            and bare.istitle()
            and (_of_another(match.string, behind := match.start() + len(name)) or _SEVERAL.match(match.string, behind))
        ):
            return None
        if (known(bare) and not bare.islower()) or bare in _exact():
            return _branch(match.string, bare, match.start() + len(bare))
    return None


def _branch(text: str, name: str, end: int) -> tuple[str, int]:
    """The longer name that a short one begins: "Sky Sports News" is another outlet than the "Sky" of the list."""
    more = _MORE.match(text, end) if known(name) != name and " " not in name else None
    last = more[0].split()[-1] if more else ""
    branch = words("speakers", "outlets", "branches")
    if more and (last in words("speakers", "outlets", "marks") or all(w in branch for w in more[0].split())):
        return name + more[0], more.end()
    return name, end


def _of_another(text: str, place: int) -> bool:
    """Whether a longer name goes on here: "National" of "National Audit Chamber" is no outlet."""
    more = _MORE.match(text, place)
    return more is not None and any(lexicon.noun_kind(w.lower()) == "organization" for w in more[0].split())


def _by_look(text: str, place: int, limit: int) -> tuple[str, int] | None:
    match = _DOMAIN.match(text, place, limit)
    if match:
        return match[0], match.end()
    match = SEQUENCE.match(text, place, limit)
    if match is None:
        return None
    name = re.sub(r"[’']s?$", "", match[0])
    if name.lower() in words("speakers", "titles", "not_names"):
        return None
    behind = _behind().match(text, match.end())
    before = _before()[1].search(text[max(0, place - 14) : place + 2])
    alone = name in words("speakers", "outlets", "alone") and text[max(0, place - 4) : place].lower() == "the "
    return (name, match.start() + len(name)) if is_outlet(name) or behind or before or alone else None


@cache
def _by_name() -> dict[str, str]:
    table: dict[str, str] = {}
    for outlet in load("speakers", "outlets")["outlets"]:
        for form in (outlet["name"], *outlet["aliases"], *outlet["domains"]):
            table.setdefault(fold(form), outlet["name"])
    return table


@cache
def _beginnings() -> frozenset[str]:
    """First words of all names, which most words of a text are not."""
    return frozenset({"the", *(_first(name.split()[0]) for name in _by_name() if name), *(_first(name.split()[0]) for name in _exact())})


def _first(token: str) -> str:
    return _ENDING.sub("", token).replace("’", "'").casefold()


@cache
def _exact() -> frozenset[str]:
    """Names that are written small ("dpa")."""
    return frozenset(n for o in load("speakers", "outlets")["outlets"] for n in (o["name"], *o["aliases"]) if n.islower())


def forms(listed: str) -> tuple[str, ...]:
    """All names of an outlet, by the list's own name for it."""
    return _forms().get(listed, ())


@cache
def _forms() -> dict[str, tuple[str, ...]]:
    return {o["name"]: (o["name"], *o["aliases"]) for o in load("speakers", "outlets")["outlets"]}
