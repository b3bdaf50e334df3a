"""Who and what an article names: people and organizations, each with its fullest name, its roles and where it is mentioned."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache

from reportedly.speakers import lexicon, outlets
from reportedly.speakers.names import Piece, acronyms, pieces
from reportedly.wordlists import load, words

_BEFORE = re.compile(r"(?:[\w’'.-]+ ){0,11}[\w’'.-]+,? $")
_POSSESSOR = re.compile(r"([A-Z][\w-]*[’']s?) ((?:[\w.-]+ ){1,4})$")
_CLOSED = re.compile(r"[,)]|(?: \()")
_BEHIND = re.compile(r",? \(|, |\s[–—-] ")
_WORD = re.compile(r"[\w’'.-]*\w")
_OF = re.compile(r" (?:of|for|on|against) (?:the )?[A-Z]\w+(?: (?:and )?[A-Z]\w+)*")
# in front of one capitalised word: a place, even if it is also a first name ("in Charlotte", "near Chelsea")
_PLACED = re.compile(r"\b(?:in|near|outside|across) $")
# "REDFIELD - The mayor", "REDFIELD, Ohio — ": a dateline
_DATELINE = re.compile(r"(?:, [A-Z][\w.]+)? [-–—] ")
_ASIAN = re.compile(r"[A-Z]\w+ [A-Z]\w+-\w+|[A-Z]\w+-[a-z]\w+ [A-Z][a-z]+")


@dataclass(slots=True)
class Entity:
    """A person (two names or a title) or something else that is named; `roles` are the words said about it, small letters."""

    name: str
    person: bool
    gender: str | None = None
    roles: set[str] = field(default_factory=set)
    places: list[int] = field(default_factory=list)


class Cast:
    """The index of an article's names, built in one pass over its text."""

    def __init__(self, text: str) -> None:
        """Read `text`; afterwards the index only grows by `note`."""
        self.text = text
        self.long_forms = acronyms(text)
        self.pieces = list(pieces(text))
        self._starts = [p.start for p in self.pieces]
        self.people: dict[str, Entity] = {}
        self.things: dict[str, Entity] = {}
        self._by_word: dict[str, list[Entity]] = defaultdict(list)
        self._things_by_word: dict[str, list[Entity]] = defaultdict(list)
        self._read()

    def within(self, start: int, end: int) -> list[Piece]:
        """The pieces of the text that start in `text[start:end]`."""
        return self.pieces[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def person(self, name: str, place: int, gender: str | None = None) -> Entity | None:
        """The person that a name, full or one word of it, means at a place: the last mentioned before, else the first after.

        `gender` ("he", "she") is that of the title before the name: "Mrs. Roca" is not Juan Roca.
        """
        if name in self.people and _agree(self.people[name].gender, gender):
            return self._fullest(self.people[name], place)
        parts = name.split()
        found = [e for e in self._by_word.get(parts[-1].lower(), []) if _part_of(parts, e.name) and _agree(e.gender, gender)]
        return nearest(found, place)

    def thing(self, name: str, place: int) -> Entity | None:
        """What is named `name` or whose name contains that one word ("the Observatory"); None for an unknown name."""
        if name in self.long_forms:
            return self.things.setdefault(self.long_forms[name], Entity(self.long_forms[name], False))
        known = self.things.get(name)
        longer = [e for e in self._things_by_word.get(name.lower(), []) if len(e.name) > len(name) and _short_for(name, e)]
        return nearest(longer, place) or known

    def begun(self, name: str) -> Entity | None:
        """The firm or body that a name of two or more words is short for: "Grey Heron" of "Grey Heron Research"."""
        first = name.split()[0].lower() if " " in name else ""
        longer = [e for e in self._things_by_word.get(first, []) if e.name.startswith(f"{name} ") and is_firm(e.name)]
        return min(longer, key=lambda e: len(e.name), default=None)

    def with_word(self, word: str) -> list[Entity]:
        """What else than people is named with a word (small letters)."""
        return self._things_by_word.get(word, [])

    def _fullest(self, entity: Entity, place: int) -> Entity:
        parts = entity.name.split()
        found = (e for e in self._by_word.get(parts[-1].lower(), []) if len(e.name) > len(entity.name) and _part_of(parts, e.name))
        return nearest([e for e in found if _agree(e.gender, entity.gender)], place) or entity

    def _read(self) -> None:
        single: list[Piece] = []
        for piece in self.pieces:
            if " " not in piece.name:
                single.append(piece)
            elif is_person(self.text, piece) or piece.name in self.people:
                self._add(self.people, self._by_word, piece)
            else:
                self._add(self.things, self._things_by_word, self._whole(piece))
        for piece in single:
            self._other(piece)
        places = {p.name.casefold() for p in single if self._is_placed(p)}
        for piece in single:
            self._single(piece, piece.name.casefold() in places)

    def _other(self, piece: Piece) -> None:
        """ "Mr. Roca" where the only Roca with a first name is a woman: a person of his own."""
        gender = titled(piece)
        if gender and self.person(piece.name, piece.start) and not self.person(piece.name, piece.start, gender):
            self._add(self.people, self._by_word, piece)
            self.people[piece.name].places.clear()  # `_single` notes them all, in order

    def _is_placed(self, piece: Piece) -> bool:
        """Whether a word stands as a place does: behind "in", or in capitals before the dash of a dateline."""
        if piece.name.isupper() and _DATELINE.match(self.text, piece.end):
            return True
        return not piece.titles and bool(_PLACED.search(self.text, max(0, piece.start - 8), piece.start))

    def _whole(self, piece: Piece) -> Piece:
        """With what belongs to an organization's name behind it: "Observatory for Human Rights"."""
        match = _OF.match(self.text, piece.end) if lexicon.noun_kind(piece.name.split()[-1].lower()) == "organization" else None
        return replace(piece, end=match.end(), name=self.text[piece.start : match.end()]) if match else piece

    def _single(self, piece: Piece, placed: bool) -> None:
        person = self.person(piece.name, piece.start, titled(piece))
        if person is not None:
            person.places.append(piece.start)
            self._describe(person, piece)
        elif (whole := self._whole(piece)) is not piece:
            self._add(self.things, self._things_by_word, whole)  # "University of Osterby"
        elif lexicon.noun_kind(piece.name.lower()) is None or outlets.known(piece.name):
            office = piece.titles and not lexicon.is_place(piece.name) and any(t in lexicon.titles() for t in piece.titles)
            alone = office or (lexicon.is_first_name(piece.name) and not placed)
            self._add(*((self.people, self._by_word) if alone else (self.things, self._things_by_word)), piece)

    def _add(self, table: dict[str, Entity], index: dict[str, list[Entity]], piece: Piece) -> None:
        entity = table.get(piece.name)
        if entity is None:
            entity = table[piece.name] = Entity(_royal(piece), table is self.people)
            for word in dict.fromkeys(piece.name.lower().split()):
                index[word].append(entity)
        entity.places.append(piece.start)
        if entity.person:
            self._describe(entity, piece)

    def _describe(self, entity: Entity, piece: Piece) -> None:
        said = [*piece.titles, *_owner(self.text, piece)]
        if len(entity.places) < 8:  # later mentions seldom say more, and this keeps the pass cheap
            said += [*before(self.text, piece), *_behind(self.text, piece)]
        entity.roles.update(with_synonyms(normal(w) for w in said))
        hints = [g for w in (*piece.titles, piece.name.split()[0]) if (g := lexicon.gender(w))]
        if entity.gender is None and hints:
            entity.gender = hints[0]


def is_firm(name: str) -> bool:
    """Whether a name's last word is one that firms and bodies end with."""
    last = name.split()[-1].lower()
    return last in words("speakers", "nouns", "firms") or lexicon.noun_kind(last) in {"organization", "document"}


def titled(piece: Piece) -> str | None:
    """The gender of the honorific before a name, if there is one."""
    return next((g for t in piece.titles if (g := lexicon.gender(t))), None)


def _agree(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one == other


def nearest(found: list[Entity], place: int) -> Entity | None:
    """The entity with the last mention at or before a place, else the one mentioned first; None of none."""
    if len(found) < 2:
        return found[0] if found else None
    before = [(e.places[k - 1], n) for n, e in enumerate(found) if (k := bisect_left(e.places, place + 1))]
    return found[max(before)[1]] if before else min(found, key=lambda e: e.places[0] if e.places else 1 << 30)


@lru_cache(4096)
def normal(word: str) -> str:
    """A role word as it is compared: small letters, no possessive, a demonym or capital as its country."""
    bare = re.sub(r"[’']s?$", "", word)
    return (lexicon.country(bare) or lexicon.country(bare.capitalize()) or bare).casefold()


def is_person(text: str, piece: Piece) -> bool:
    """Whether a name of two words or more is a person's: by a title, a first name, or a role in the apposition behind it."""
    tokens = piece.name.split()
    last = tokens[-1].lower()
    if lexicon.is_place(piece.name) or outlets.known(piece.name) or len(tokens) > 5:
        return False
    if lexicon.is_first_name(tokens[0]) and any(w in lexicon.roles() for w in _behind(text, piece)[:3]):
        return True
    if lexicon.noun_kind(last) == "organization" or any(t.lower() in words("speakers", "titles", "things") for t in tokens):
        return False
    if tokens[-1] in words("speakers", "titles", "affairs") and not lexicon.is_first_name(tokens[0]):
        return False
    if lexicon.is_first_name(tokens[0]) or _ASIAN.fullmatch(piece.name):
        return True
    if lexicon.country(tokens[0]) or (tokens[0].isupper() and len(tokens[0]) > 2) or outlets.is_outlet(piece.name):
        return False
    office = any(t in lexicon.titles() for t in piece.titles) or bool(before(text, piece))
    return office or any(w in lexicon.roles() for w in _behind(text, piece)[:6])


def before(text: str, piece: Piece) -> list[str]:
    """The words right before a name that lead to it: "the health ministry's spokesman", "the head of the Dutch mission" in front.

    An office with a comma behind it ("the Dutch president, X, said") leads to the name too where a comma or a bracket closes it.
    """
    start = text.rfind("\n", 0, piece.start) + 1
    match = _BEFORE.search(text[max(start, piece.start - 110) : piece.start])
    said = match[0].split() if match else []
    said = said[: len(said) - len(piece.titles)]
    if said and said[-1].endswith(","):
        if not _CLOSED.match(text, piece.end):
            return []
        said[-1] = said[-1][:-1]
    return _office(said)


def _owner(text: str, piece: Piece) -> list[str]:
    """ "Peru's" before "Peru's President Ana Roca"."""
    match = _POSSESSOR.search(text[max(0, piece.start - 60) : piece.start]) if piece.titles else None
    return [match[1]] if match and len(match[2].split()) == len(piece.titles) else []


def _office(said: list[str]) -> list[str]:
    """The end of `said` that is an office with its owner or object: "Dutch ambassador to Peru", "secretary of state"."""
    at = next((k for k in range(len(said) - 1, -1, -1) if said[k].lower() in lexicon.titles()), None)
    if at is None or (at + 1 < len(said) and said[at + 1] not in words("speakers", "titles", "office_object")):
        return []
    if not words("speakers", "titles", "office_apart").isdisjoint(w.lower() for w in said[at + 1 :]):
        return []
    if said[-1] in words("speakers", "titles", "office_object") and lexicon.is_near(said[at].lower()):
        return []  # "the lawyer for President X" is not X
    edge = words("speakers", "titles", "office_edge")
    while at > 0 and said[at - 1].lower() not in edge and not said[at - 1].endswith((",", ".", ";", ":")):
        if at > 1 and said[at - 1] in words("speakers", "titles", "office_object") and lexicon.is_near(said[at - 2].lower()):
            break
        at -= 1
    return said[at:]


def with_synonyms(found: Iterable[str]) -> set[str]:
    """Role words and what they also mean."""
    table = load("speakers", "titles")["synonyms"]
    first = {w.rstrip(".") for w in found}
    first |= {w.rsplit("-", 1)[1] for w in first if "-" in w and w in lexicon.titles()}
    learned = {"expert", "scientist"} if any(w.endswith("ologist") for w in first) else set()
    return first.union(learned, *(table.get(w, ()) for w in first))


def _behind(text: str, piece: Piece) -> list[str]:
    """The words of the apposition behind a name: "X, a mechanic in Managua, ..."."""
    match = _BEHIND.match(text, piece.end)
    if match is None:
        return []
    stop = re.search(r"[,;:.?!\n\"“”]", text[match.end() : match.end() + 90])
    said = _WORD.findall(text[match.end() : match.end() + (stop.start() if stop else 90)])
    lead = [w.lower() for w in said[:8]]
    return said if any(w in lexicon.roles() for w in lead) and lead[0] not in {"who", "which", "and", "but", "he", "she"} else []


def _royal(piece: Piece) -> str:
    kept = piece.titles[-1:] if " " not in piece.name else ()
    return f"{kept[0].capitalize()} {piece.name}" if kept and kept[0] in words("speakers", "titles", "kept") else piece.name


def _part_of(parts: list[str], full: str) -> bool:
    rest = [w.strip("“”\"'()").casefold() for w in full.split()]
    mine = [p.casefold() for p in parts]
    if len(mine) == 1:
        return mine[0] in (rest[-1], rest[0]) or mine[0] in rest[1:]
    return rest[-1] == mine[-1] and (rest[0] == mine[0] or (mine[0][0] == rest[0][0] and mine[0].endswith(".")))


def _short_for(name: str, entity: Entity) -> bool:
    """A general word for what it heads ("Commission"); a proper word ("Trump") only for a name that starts with it."""
    tokens = entity.name.lower().split()
    if lexicon.noun_kind(name.lower()) == "organization":
        return name.lower() in tokens
    leads = len(tokens) > 1 and tokens[0] == name.lower() and not lexicon.is_place(name)
    return leads and lexicon.noun_kind(tokens[-1]) == "organization"
