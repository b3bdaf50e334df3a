"""Reading a source as it is written: a pronoun, a name with its titles and apposition, or a description."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from reportedly.speakers import lexicon
from reportedly.speakers.names import Piece
from reportedly.wordlists import words

_EDGE = " \"“”'‘’,:;-—–\n"
_ABBREVIATED = re.compile(r"(?:\b\w\.)+$|\b(?:Co|Corp|Inc|Ltd|Jr|Sr)\.$")
_SOME = re.compile(
    r"^(?:(?:number|majority|handful|couple|series|rash|range) of|at least one|one|both) (?!of\b)(?:the )?(?=\w+)", re.IGNORECASE
)
_PARTICIPLE = re.compile(r" (?=(?:not )?[a-z]+(?:ed|ing)\b)")
PRONOUNS = {
    "he": "he",
    "him": "he",
    "his": "he",
    "himself": "he",
    "she": "she",
    "her": "she",
    "hers": "she",
    "herself": "she",
    "it": "it",
    "its": "it",
    "itself": "it",
    "they": "they",
    "them": "they",
    "their": "they",
    "theirs": "they",
    "both": "they",
    "i": "i",
    "me": "i",
    "my": "i",
    "we": "we",
    "us": "we",
    "our": "we",
    "who": "who",
    "which": "who",
    "that": "who",
    "one": "one",
}
ARTICLE = re.compile(r"^(?:the|a|an|this|that|these|those)\s+", re.IGNORECASE)
ARTICLE_LENGTH = len("these ")
"""Code points of the longest article in front of a phrase."""
_POSSESSIVE = re.compile(r"(?:[’']s|(?<=s)[’'])$")
_CLAUSE = re.compile(r",? (?:who|which|where|when)$")
_RELATIVE = re.compile(r"\s(?:that|which|who|whom|whose|where) (?!is |was |spoke |goes )[^,]*")
# "a letter obtained by the Courier" is called so; of "a letter from the mayor obtained by the Courier" the author is known
_GOT = re.compile(
    r"(?P<known> (?:by|from|of) .*?)?(?P<tail>(?P<comma>,)? (?:(?:which|that) )?(?:(?:was|were|has been|have been|had been) )?"
    r"(?:seen|obtained|reviewed|viewed) by .*)$",
    re.DOTALL,
)
_DAY_OF = re.compile(r"(?<=[’']s) (?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|morning|evening|night)$")
_STOP = re.compile(
    r",| \(|\b(?:of|for|in|who|whose|that|at|on|to|with|from|near|by|inside|within|including|loyal|posted|close|familiar|"
    r"briefed|about|against|around|behind|speaking|going|based|known|linked|associated|contacted|seen|which|told|as)\b"
)
_GOES_ON = re.compile(r" (?:who|of|from|in|at|on|himself|herself|and|to|for|with|was|is|told|the)\b")
_INNER_OFFICE = re.compile(r"\b(?:for|of|to|by|from)\s+(?:the |his |her |its |their )?[a-z][^,]*,\s+$")
_LEADS = frozenset({"for", "of", "to", "from", "by", "at", "in", "with", "on", "and"})
_HOUSE = re.compile(r" (?:of|for|on) (?:the )?[A-Z][\w&-]*(?: (?:and |of |the )*[\w&-]+){0,5} ")
_LINK = re.compile(r"(?:\b(?:of|for|to|with|by|from|in|at|on|against|like|about)|[’']s)\s+(?:the\s+|a\s+|an\s+)?$")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A source's words without article and possessive, and the noun they are headed by (small letters, "" where there is none)."""

    words: str
    head: str
    definite: bool
    indefinite: bool
    proper: bool
    """Has a capital beyond its first letter."""


def without_tail(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """A source's span without what only looks like a part of it: the pronoun of a clause that the row's cue stands in ("a refugee
    who"), the day of what an owner did ("NASA's Monday" of "NASA's Monday announcement") and who has seen a document."""
    start, end = span
    source = text[start:end]
    got = _GOT.search(source)
    if got and (got["known"] or got["comma"]):
        return start, start + got.start("tail")
    tail = _CLAUSE.search(source) or _DAY_OF.search(source)
    return (start, start + tail.start()) if tail and tail.start() else span


def phrase(source: str) -> Phrase:
    """Take a source apart: "The health ministry's" -> "health ministry", head "ministry", definite."""
    source = re.sub(r"\s+", " ", source.strip(_EDGE))
    source = source if _ABBREVIATED.search(source) else source.rstrip(".")
    source = _POSSESSIVE.sub("", source)
    bare = _SOME.sub("", ARTICLE.sub("", source)).lstrip(_EDGE) or source
    lead = source[: len(source) - len(bare)].strip().lower()
    core = _unextended(_STOP.split(bare, maxsplit=1)[0].strip() or bare)
    head = _POSSESSIVE.sub("", core.split()[-1]).lower() if core.split() else ""
    proper = any(w[:1].isupper() for w in bare.split()[1:]) or (bool(lead) and bare[:1].isupper())
    return Phrase(bare, head, lead in {"the", "this", "that", "these", "those"}, lead in {"a", "an", "one"}, proper)


def _unextended(core: str) -> str:
    """Without a participle behind the noun: "video uploaded by ..." is a video."""
    for match in _PARTICIPLE.finditer(core):
        word = core[: match.start()].split()[-1].lower()
        if lexicon.noun_kind(word) or word in lexicon.roles():
            return core[: match.start()]
    return core


def pronoun(source: str) -> str | None:
    """ "he", "she", "it", "they", "i", "we", "who" or "one" for a source that is only a pronoun, else None."""
    bare = _POSSESSIVE.sub("", source.strip(" \"“”'‘’,.:;"))
    return None if bare in words("speakers", "titles", "capitals") else PRONOUNS.get(bare.lower())


def headed(text: str, span: tuple[int, int], found: list[Piece]) -> Piece | None:
    """The name that heads a source, if one does: "X, president of Y", "the president of Y, X", "Y's president X"; not the Y of
    "a spokesperson for Y"."""
    start, end = span
    told = _RELATIVE.search(text, start, end)
    # "The owner of the mine that fell in near Elm Ridge", "the woman who accused Holt": what a clause tells of heads nothing.
    named = [p for p in found if p.end <= end + 2 and not (told and told.start() < p.start < told.end())]
    # "Foreign Minister of Peru Ana Roca": what is only a title heads nothing where a name follows.
    inside = [p for p in named if p.name.lower() not in lexicon.titles()] or named
    if not inside:
        return None
    if len(inside) > 1 and _is_adjective(text, inside[0], inside[1], start):
        inside = inside[1:]
    first, last = inside[0], inside[-1]
    opening = text[start : first.start]
    if _opens(opening) and not _owns(text, first, end):
        return last if _officer(text, first, last, end) else first
    if last is not first and _after_comma(text, last, end):
        return last
    if _party_to().fullmatch(text[start : last.start]):
        return None
    if _INNER_OFFICE.search(text[start : last.start]) and _inner_title(text[start : last.start]):
        return None
    tail = text[last.end : end].rstrip(" \"”’'.,:").lstrip(" \"”’'.")
    closing = not tail or tail[0] in ",("
    return last if closing and not _linked(text, start, last) else _reporter(inside, end, text)


@cache
def _party_to() -> re.Pattern[str]:
    """What leads to somebody's name and means another: "representatives for the singer | X"."""
    who = "|".join(words("speakers", "titles", "parties_to"))
    form = rf"(?:[\w’'-]+ ){{0,3}}?(?:{who}) (?:for|of|to|close to|representing) (?:the |his |her )(?:[a-z-]+ ){{1,2}}"
    return re.compile(form, re.IGNORECASE)


def _is_adjective(text: str, first: Piece, second: Piece, start: int) -> bool:
    """Whether a capital opens a description: "Lead author Dr Mina Sorel", "Labour leader Ira Holt"."""
    between = [w for w in text[first.end : second.start].split() if w.lower() not in second.titles]
    roles = bool(between) and not _LEADS & set(between) and between[-1] in lexicon.roles() | lexicon.titles()
    return first.start == start and " " not in first.name and roles and all(w.islower() for w in between) and " " in second.name


def _officer(text: str, first: Piece, last: Piece, end: int) -> bool:
    """Whether a name with an office closes what begins with a house: "Bank of Japan Governor Kazuo Ueda"."""
    if last is first or " " not in last.name or text[last.end : end].strip(_EDGE) or first.name.split()[0] in lexicon.titles():
        return False
    lead = text[first.end : last.start]
    if not _HOUSE.fullmatch(lead) or lexicon.is_first_name(first.name.split()[0]):
        return False
    return (last.led and any(t in lexicon.titles() for t in last.titles)) or lead.split()[-1].lower() in lexicon.roles()


def _inner_title(lead: str) -> bool:
    """ "a spokesman for the prime minister, X": X is the minister, not who speaks; of "for the ministry, X" it is the other way."""
    return lead.rstrip(", ").split()[-1].lower() in lexicon.titles()


def _reporter(inside: list[Piece], end: int, text: str) -> Piece | None:
    """ "The BBC's Sally Nabil in Baghdad": a name of two words right behind an owner."""
    for piece in inside[1:]:
        if piece.led and " " in piece.name and not _owns(text, piece, end):
            return piece
    return None


def _opens(opening: str) -> bool:
    said = [w.lower().strip(",") for w in ARTICLE.sub("", opening.strip("\"“‘' ")).split()]
    if not said:
        return True
    small = {"of", "for", "to", "from", "in", "by", "with", "at", "and", "close"}
    if len(said) > 1 and said[-2] in small and said[-1] in words("speakers", "titles", "honorifics"):
        return False  # "a former adviser to Mr X" is not X
    if _close_to(said):
        return False
    return said[-1] in lexicon.roles() | {"ex", "former", "himself"} or (
        not any(w in small for w in said) and all(_modifier(w) for w in said)
    )


def _close_to(said: list[str]) -> bool:
    """Whether words lead to somebody whom another is near to: "former aide to justice minister", whatever the titles before the name."""
    at = next((k for k in range(len(said) - 1, 0, -1) if said[k] in {"to", "for", "of", "with"}), 0)
    return 0 < at < len(said) - 1 and lexicon.is_near(said[at - 1]) and all(_modifier(w) for w in said[at + 1 :])


def _modifier(word: str) -> bool:
    return word in lexicon.titles() or word in words("speakers", "titles", "modifiers") or word.endswith("ologist")


def _owns(text: str, piece: Piece, end: int) -> bool:
    """Whether the name is only the owner of what the source is: "Scholz's office", or stands before it: "ISW analysts"."""
    rest = text[piece.end : end]
    if re.match(r"[’']s?\s+\w", rest):
        return True
    return bool(re.match(r" [a-z][\w-]*", rest)) and _GOES_ON.match(rest) is None


def _after_comma(text: str, piece: Piece, end: int) -> bool:
    lead = text[max(0, piece.start - 40) : piece.start].rsplit(",", 1)
    behind = text[piece.end : end].strip(" \"”’'.,")
    return len(lead) == 2 and not behind and " " in piece.name and all(_modifier(w.lower()) for w in lead[1].split())


def _linked(text: str, start: int, piece: Piece) -> bool:
    """Whether a preposition leads straight to the name ("critics of X"); a place or an owner between breaks the link."""
    if piece.led and " " in piece.name:
        return False
    lead = text[start : piece.start]
    for _ in piece.titles:
        lead = re.sub(r"[\w.-]+\s*$", "", lead)
    return bool(_LINK.search(lead)) or lead.rstrip().endswith(" and")
