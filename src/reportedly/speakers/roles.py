"""What somebody is, in the article's own words: "defense minister of South Korea", "spokesperson for the Kremlin"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from reportedly.model import Span
from reportedly.speakers import lexicon
from reportedly.speakers.antecedents import Said
from reportedly.speakers.cast import Cast, Entity
from reportedly.speakers.names import Piece
from reportedly.wordlists import words

_MENTIONS = 12
"""Mentions of a name that are looked at: later ones seldom say more, and this keeps long pages linear."""
_LONGEST = 16
"""Words; a longer apposition is a story and no role."""
_REACH = 120
_BEHIND = re.compile(
    r"(?: \([A-Z][^()\n]{0,18}\)| of [A-Z][\w.]+(?: [A-Z][\w.]+)?)?"  # "(R-Utah)", "of Ohio"
    r"(?:,? \(|, |,? [–—-]{1,2} )(?:(?:aged? )?\d{1,3}(?: years old)?, )?"
    r"(?:(?:who|he|she) (?:is|was|serves as|served as|was (?:then )?serving as) )?"
)
_STOP = re.compile(r"[,;:?!\n\"“”()]|(?<![A-Z]\.[A-Z])(?<! [A-Z])\.(?=\s|$)| [–—-]{1,2} ")
_TOKEN = re.compile(r"\S+")
_ARTICLE = re.compile(r"(?:the|a|an|its|their|his|her|our|my|one) ", re.IGNORECASE)
_OWNER = re.compile(r"[’']s?$")
# "the chair of": the annotation or the tagger cut the office off from its object
_EMPTY: tuple[list[str], ...] = ([], ["of"], ["for"], ["to"])
_INSIDE = frozenset(',;:!?"“”‘()')
_QUOTES = frozenset("\"“”‘’'")


@dataclass(frozen=True, slots=True)
class Role:
    """The words of a role as the article has them, without an article, and where they stand."""

    words: str
    span: Span


class Roles:
    """One article's roles; each name is looked up once."""

    def __init__(self, cast: Cast) -> None:
        """`cast`: the article's names."""
        self._cast, self._text = cast, cast.text
        self._known: dict[str, Role | None] = {}

    def of(self, said: Said | None, source: Span | None) -> Role | None:
        """The fullest role that the article gives a person; None for whoever has none, and for all that are no single person.

        `source`: the first span of the row's source, which is its own role where nobody is named ("a spokesperson for the Kremlin").
        """
        if said is None or said.kind != "person" or said.rule == "coordinated":
            return None
        entity = self._cast.people.get(said.name) or next((e for e in self._cast.people.values() if e.name == said.name), None)
        here = [] if source is None else [p for p in self._cast.within(*source) if p.name == said.name]
        if entity is None and not here:
            return self._unnamed(said, source)
        if said.name not in self._known:
            found = [r for p in self._mentions(entity) or here for r in (self._before(p), self._behind(p)) if r]
            self._known[said.name] = max(found, key=lambda r: _weight(r.words), default=None)
        return self._known[said.name]

    def _mentions(self, entity: Entity | None) -> list[Piece]:
        places = sorted(entity.places)[:_MENTIONS] if entity else []
        return [p for at in places for p in self._cast.within(at, at + 1)]

    def _before(self, piece: Piece) -> Role | None:
        """The office that leads to a name: "South Korea's Defense Minister X", "head of the mission X", "the Dutch president, X,"."""
        low = max(self._text.rfind("\n", 0, piece.start) + 1, piece.start - _REACH)
        others = [p.end for p in self._cast.within(low, piece.start) if p.name in self._cast.people]
        low = others[-1] if others else low
        found = [(m.start(), m[0]) for m in _TOKEN.finditer(self._text, low, piece.start)]
        if low and self._text[low - 1].isalnum():
            found = found[1:]  # the end of a word, or of the name before
        while found and _bare(found[-1][1]) in _list("address"):
            found.pop()
        closed = bool(found) and found[-1][1].endswith(",") and self._text[piece.end : piece.end + 1] in {",", ")"}
        if found and found[-1][1].endswith(","):
            found = [*found[:-1], (found[-1][0], found[-1][1][:-1])] if closed else []
        start = _office(found, closed) if found and found[-1][1][-1:] not in _QUOTES else None
        return None if start is None else self._role(start, found[-1][0] + len(found[-1][1]))

    def _role(self, start: int, end: int) -> Role | None:
        said = self._text[start:end].split()
        if said[-1:] in _EMPTY:  # "creator of “The Dam”"
            end = start + len(self._text[start:end].rstrip()[: -len(said[-1])].rstrip()) if said else end
            said = said[:-1]
        return Role(" ".join(said), (start, end)) if _is_role(said) else None

    def _behind(self, piece: Piece) -> Role | None:
        """The apposition behind a name: ", a mechanic in Managua,"."""
        match = _BEHIND.match(self._text, piece.end)
        if match is None:
            return None
        stop = _STOP.search(self._text, match.end(), match.end() + _REACH)
        last = stop.start() if stop else self._text.rfind(" ", match.end(), match.end() + _REACH)
        start = article.end() if (article := _ARTICLE.match(self._text, match.end())) else match.end()
        end = _until(self._text, start, last)
        return None if article is None and self._is_list(start, end) else self._role(start, end)

    def _is_list(self, start: int, end: int) -> bool:
        """ "X, Y and the mayor": another person begins what looks like an apposition."""
        here = self._cast.within(start, min(end, start + 2))
        owner = self._text[here[0].end : here[0].end + 2] in {"'s", "’s"} if here else False
        return not owner and any(p.name in self._cast.people and not p.titles for p in here)

    def _unnamed(self, said: Said, source: Span | None) -> Role | None:
        if said.rule not in {"written", "name"} or source is None or said.head in _list("bare"):
            return None
        article = _ARTICLE.match(said.words)
        told = said.words[article.end() :] if article else said.words
        at = self._text.find(told, source[0], source[1] + 1)
        if at < 0 or "," in told or " and " in told or told.split()[-1:] in _EMPTY or not _is_role(told.split()):
            return None
        return Role(told, (at, at + len(told)))


def _office(found: list[tuple[int, str]], closed: bool) -> int | None:
    """Where the office that ends `found` begins, None where none does; `closed`: commas set it off from the name."""
    at = next((k for k in range(len(found) - 1, -1, -1) if _is_office(_bare(found[k][1]))), None)
    if at is None or not _leads(found[at + 1 :], closed):
        return None
    first = at
    while first > 0 and (_belongs(found[first - 1][1]) or _joins(found[:first])):
        first -= 1
    first = _house(found, first)
    if not first or _bare(found[first - 1][1]) in _list("outside") or found[first - 1][1][-1:] in _INSIDE:
        return found[first][0]
    # Behind a verb or a noun words in small letters may be of the sentence: "met team coach X".
    while first < at and found[first][1][:1].islower() and _bare(found[first][1]) not in lexicon.titles() | _list("opens"):
        first += 1
    return found[first][0]


def _house(found: list[tuple[int, str]], first: int) -> int:
    """Where an office begins with the whole of its house: "Bank of Japan Governor", "US Department of Justice spokeswoman"."""
    of = first - 1
    if of < 1 or found[of][1] != "of" or not found[first][1][:1].isupper() or not _is_house(found[of - 1][1]):
        return first
    begin = of - 1
    while begin > 0 and found[begin - 1][1][:1].isupper() and _belongs(found[begin - 1][1]):
        begin -= 1
    return begin


def _is_house(word: str) -> bool:
    return word[:1].isupper() and lexicon.noun_kind(_bare(word)) == "organization"


def _joins(said: list[tuple[int, str]]) -> bool:
    """ "founder and chief executive X": an "and" behind another office."""
    return len(said) > 1 and said[-1][1] == "and" and said[-2][1][-1:] not in _INSIDE and _is_office(_bare(said[-2][1]))


def _is_office(word: str) -> bool:
    return (word in _known() and word not in _list("address")) or word.endswith("ologist")


def _leads(rest: list[tuple[int, str]], closed: bool) -> bool:
    """Whether what stands between an office and the name is nothing or the office's object: "of the Dutch mission"."""
    if not rest:
        return True
    said = [t for _, t in rest]
    named = closed or said[-1][:1].isupper() or lexicon.noun_kind(_bare(said[-1])) is not None
    inside = all(_belongs(t) or t in _list("determiners") for t in said[1:])
    return said[0] in _list("object") and len(said) < 7 and named and inside


def _belongs(token: str) -> bool:
    """Whether a word in front of an office may be part of it."""
    if any(c in token for c in _INSIDE) or (token.endswith(".") and _bare(token) not in lexicon.titles()):
        return False
    bare = _bare(token)
    return bare not in _list("outside") and any(c.isalpha() for c in token) and not (token.islower() and _is_verb(bare))


def _until(text: str, start: int, end: int) -> int:
    """Where an apposition ends before `end`: in front of the first word that begins a clause, or an "and" where it gets long."""
    joint, before = None, ""
    for number, match in enumerate(_TOKEN.finditer(text, start, end)):
        if number >= _LONGEST and joint:
            return joint
        if number and match[0] in _list("ends"):
            if not _goes_on(before, match[0], text[match.end() : end].split()):
                return match.start() - 1
            joint = match.start() - 1 if joint is None or _begins(text[match.end() + 1 : end]) else joint
        before = match[0]
    return max(end, start)


def _goes_on(before: str, word: str, rest: list[str]) -> bool:
    """ "chairman and chief executive", "professor of law and ethics at Y": the coordination is inside."""
    if word != "and" or not rest or rest[0] in _list("ends"):
        return False
    if rest[0][:1].isupper() and before[:1].isupper():  # "the National Security and Defense Council"
        return True
    return _begins(" ".join(rest)) or bool(set(rest) & _list("object"))


def _begins(rest: str) -> bool:
    """Whether a second role begins: "and chief executive", "and an associate professor"."""
    first = _bare(rest.split()[0]) if rest.split() else ""
    return bool(_ARTICLE.match(rest)) or first in _known() | _list("opens")


def _is_role(said: list[str]) -> bool:
    """Whether words are a role: a noun for somebody's work leads them, and no verb."""
    if not 0 < len(said) <= _LONGEST:
        return False
    cut = next((k for k, w in enumerate(said) if k and w in _list("object")), len(said))
    if cut < len(said) and _is_house(said[cut - 1]) and _is_office(_bare(said[-1])):
        cut = len(said)  # "Bank of Japan Governor" is headed by its last word
    head = [_bare(w) for w in said[:cut]]
    if head[0] in _list("outside") or _is_verb(head[0]) or _holds_clause(said):
        return False
    is_named = any(w in _known() or w.endswith("ologist") or w.rsplit("-", 1)[-1] in _known() for w in head)
    # "a member of parliament" says something, "a member" does not.
    bare = _list("bare") if cut == len(said) else frozenset()
    return is_named and any(w not in _list("address") | bare and not lexicon.country(w.capitalize()) for w in head)


def _holds_clause(said: list[str]) -> bool:
    """ "Duchess of Edinburgh lights a candle": an article inside a role stands behind a preposition or "and"."""
    inside = _list("object") | {"and", "in", "by"}
    return any(w in _list("determiners") and before not in inside for before, w in pairwise(said))


def _is_verb(word: str) -> bool:
    """ "X, speaking to ...", but "X, Lima-based developer" and "retired general"."""
    return word.endswith(("ed", "ing")) and "-" not in word and word not in lexicon.titles() | _list("opens")


def _weight(role: str) -> tuple[bool, bool, int]:
    """A role that says of what or whose it is, then one that is no rank ("Army Col."), then the one with more words."""
    said = role.split()
    owned = any(_OWNER.search(w) or lexicon.country(w) for w in said)
    return owned or bool(set(said) & _list("object")), not said[-1].endswith("."), len(said)


def _bare(token: str) -> str:
    low = token.lower().strip('"“”‘(),;:')
    return _OWNER.sub("", low)


@lru_cache(1)
def _known() -> frozenset[str]:
    """Nouns for somebody's work or place."""
    return lexicon.roles() | _list("work")


@lru_cache(16)
def _list(table: str) -> frozenset[str]:
    return words("speakers", "roles", table)
