"""Who "he", "they" or "the minister" is: the latest compatible speaker or subject, else nobody."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from reportedly.model import Span, SpeakerKind
from reportedly.speakers import lexicon, outlets
from reportedly.speakers.cast import Cast, Entity, nearest, normal
from reportedly.speakers.source import Phrase
from reportedly.wordlists import load, words

_INNER = re.compile(r"\b(?:of|to|by|with|for|and|that|about|against|from|on|in) [^.]*$")
_SMALL = re.compile(r"\b[a-z]{3,}\b")
_PLACED = re.compile(r"\b(?:of|in|near|at|around|outside) (?:the )?$")
_STOP = re.compile(r"[.!?][\"”]? |\n")
_BREAK = re.compile(r"[.\n\"”] ?")
REACH = 900
"""Characters back in which a pronoun finds its antecedent: some two paragraphs."""
_AT_HAND = 120
"""Characters back in which "the company" finds an only name that opens no sentence."""
_NEAR = 500
"""Characters back for "they"."""
_SENTENCE = re.compile(r"(?:\A|(?<=\n)|(?<=[.!?] )|(?<=[.!?][\"”] ))(?:(?:But|And|Meanwhile,|Still,|However,) )?(?=[A-Za-z])")
_OPENINGS = tuple(
    re.compile(rf"{before}(?P<head>[\w-]+)(?= [a-z])")
    for before in ("(?P<count>)", r"(?P<count>[\w-]+) ", r"(?P<count>[\w-]+) [a-z][\w-]* ")
)
"""A noun that opens a sentence, alone or behind one or two words."""
_OF_WHAT = re.compile(r" (?:at|from|of|in|with|for) (?:the )?[A-Z][\w’'-]*(?: (?:(?:of|and|for) (?:the )?)?[A-Z][\w’'-]*)*")
MEMORY = 60
"""Speakers back in which a description finds an earlier one of the same noun."""


@dataclass(frozen=True, slots=True)
class Said:
    """A speaker as the rows so far have given it: name, kind, gender, where its source starts, the noun that headed it.

    `rule` is the name in reasons.toml of what decided, `near` where the mention starts that it leans on.
    """

    name: str
    kind: SpeakerKind
    place: int
    gender: str | None = None
    head: str = ""
    words: str = ""
    rule: str = "written"
    near: int | None = None

    def by(self, rule: str, place: int) -> Said:
        """The same speaker, met again at `place` by a rule that leans on this mention."""
        return replace(self, rule=rule, place=place, near=self.place)


class Memory:
    """The speakers so far, in the order of the text, and the places of words within quotation marks."""

    def __init__(self, cast: Cast, quoted: Sequence[Span]) -> None:
        """`quoted` are sorted, separate spans of direct speech, whose names are no antecedents outside of it."""
        self.cast = cast
        self.said: list[Said] = []
        self.called: dict[str, set[str]] = {}
        """Name -> the nouns by which descriptions have meant it: "company"."""
        self._quoted = list(quoted)
        self._quote_starts = [s for s, _ in quoted]
        named = [(at, e) for e in (*cast.people.values(), *cast.things.values()) for at in e.places]
        self._named = sorted(named, key=lambda pair: pair[0])
        self._places = [at for at, _ in self._named]
        self._by_role: dict[str, list[Entity]] = defaultdict(list)
        for person in cast.people.values():
            for role in person.roles:
                self._by_role[role].append(person)

    def note(self, said: Said) -> None:
        """Remember a resolved speaker."""
        self.said.append(said)

    def in_quote(self, place: int) -> bool:
        """Whether a place stands in direct speech."""
        k = bisect_right(self._quote_starts, place) - 1
        return k >= 0 and place < self._quoted[k][1]

    def pronoun(self, which: str, place: int) -> Said | None:
        """The antecedent of a pronoun at `place`, None where there is no compatible one in reach."""
        if which in {"he", "she"}:
            return self._unnamed(place) or self._person(which, place)
        if which == "it":
            return self._it(place)
        if which == "they":
            return self._many(place)
        return None

    def description(self, said: Phrase, place: int) -> Said | None:
        """Whom "the minister" or "the company" means; None where nothing fits."""
        if outlets_noun(said) and not any(w.endswith(("'s", "’s")) for w in said.words.split()):
            return self._outlet(place)
        if lexicon.noun_kind(said.head) == "organization":
            return self._same_head(said, place) or self._organization(said, place)
        role = self._role(said, place)
        found = role or self._same_head(said, place)
        return found or (self._person("he or she", place, _parties(_said_words(said))) if self._open(said) else None)

    def _open(self, said: Phrase) -> bool:
        """Whether a description fits anybody just told of: "the expert", "the Republican nominee"."""
        return said.head in words("speakers", "titles", "parties") or (said.head in words("speakers", "titles", "open") and not said.proper)

    def publisher(self, said: Phrase, place: int) -> Said | None:
        """The outlet among the last speakers, for "the article": not where a document of that name has been heard since."""
        for one in reversed(self.said[-6:]):
            if one.kind == "document" and one.head == said.head:
                return None
            printed = outlets.is_outlet(one.name) or one.head in words("speakers", "outlets", "nouns")
            if one.kind == "organization" and printed and one.place < place:
                return one
        return None

    def _person(self, which: str, place: int, parties: frozenset[str] = frozenset()) -> Said | None:
        best, best_score = None, -99.0
        for at, name, gender, bonus in self._people_before(place):
            if (gender and which in {"he", "she"} and gender != which) or (parties and self._of_another(name, parties)):
                continue
            score = bonus - self._distance(at, place) + (0.5 if gender == which else 0.0)
            if score > best_score:
                best, best_score = Said(name, "person", at, gender or which), score
        return best

    def _unnamed(self, place: int) -> Said | None:
        """The one without a name who has just spoken: "a diplomat said it failed, though he knew of it from others. He added"."""
        last = next((s for s in reversed(self.said[-3:]) if s.place < place), None)
        if last is None or last.kind != "anonymous" or last.head.endswith("s") or last.head == "people":
            return None
        between = self.cast.text[last.place : place]
        stops = _STOP.findall(between)
        return last if not stops or (len(stops) == 1 and "\n" not in between and _STOP.search(between, len(between) - 3)) else None

    def _people_before(self, place: int) -> list[tuple[int, str, str | None, float]]:
        near = (s for s in self.said[-12:] if place - REACH < s.place < place)
        found = [(s.place, s.name, s.gender, 1.5) for s in near if s.kind == "person" and s.rule != "unresolved"]
        low, high = bisect_left(self._places, place - REACH), bisect_left(self._places, place)
        for at, entity in self._named[low:high]:
            if entity.person and not self.in_quote(at):
                found.append((at, entity.name, entity.gender, 0.8 if self._starts_sentence(at) else 0.0))
        return found

    def _of_another(self, name: str, parties: frozenset[str]) -> bool:
        person = self.cast.people.get(name)
        theirs = _parties(person.roles) if person else frozenset()
        return bool(theirs) and not theirs & parties

    def _distance(self, at: int, place: int) -> float:
        between = self.cast.text[at:place]
        sentences = between.count(". ") + between.count(".” ") + between.count('." ')
        return 0.6 * between.count("\n\n") + 0.15 * sentences + len(between) / 1500

    def _starts_sentence(self, at: int) -> bool:
        lead = self.cast.text[max(0, at - 60) : at]
        return not _INNER.search(_BREAK.split(lead)[-1])

    def _last(self, place: int, kinds: tuple[str, ...], reach: int = REACH) -> Said | None:
        return next((s for s in reversed(self.said[-8:]) if s.kind in kinds and place - reach < s.place < place), None)

    def _many(self, place: int) -> Said | None:
        """Whom "they" means: the last group that opens a sentence, where it comes behind the last one that spoke."""
        spoke = self._last(place, ("group", "organization"), reach=_NEAR)
        told = self.opening_group(max(0, place - _NEAR), place)
        return told if told and (spoke is None or told.place > spoke.place or outlets.known(spoke.name)) else spoke

    def opening_group(self, low: int, high: int) -> Said | None:
        """The last plural noun that opens a sentence, with where or of what it is: "researchers at the University of Elm"."""
        found = None
        for start in _SENTENCE.finditer(self.cast.text, low, high):
            if not self.in_quote(start.end()):
                tried = (p.match(self.cast.text, start.end(), high) for p in _OPENINGS)
                found = next((m for m in tried if m and _is_group(m)), found)
        if found is None:
            return None
        more = _OF_WHAT.match(self.cast.text, found.end(), high)
        name = self.cast.text[found.start() : more.end() if more else found.end()].removeprefix("The ")
        plain = name if lexicon.country(name.split()[0]) else name[0].lower() + name[1:]
        return Said(plain, "group", found.start(), None, found["head"].casefold(), plain)

    def _it(self, place: int) -> Said | None:
        """The last organization that spoke; one that opens a sentence of the same paragraph goes before one of an earlier paragraph."""
        spoke, start = self._last(place, ("organization",)), self.cast.text.rfind("\n", 0, place) + 1
        told = self._subject(place, land=False, low=start) if spoke and spoke.place < start else None
        return told or spoke or self._subject(place)

    def _in_full(self, head: str, place: int) -> Said | None:
        """Which of its kind was told of: "the health ministry", for "the ministry"."""
        text, full = self.cast.text, _full(head)
        found = [m for m in full.finditer(text, max(0, place - REACH), place) if not self.in_quote(m.start())]
        return Said(found[-1]["words"], "organization", found[-1].start("words"), None, head) if found else None

    def _just_named(self, place: int) -> Said | None:
        """The only organization named in the words right before: "The mine is owned by Varra Alta. The company said"."""
        low, high = bisect_left(self._places, place - _AT_HAND), bisect_left(self._places, place)
        near = {e.name: at for at, e in self._named[low:high] if self._can_be_firm(e, at)}
        plain = [(name, at) for name, at in near.items() if not outlets.is_outlet(name)]
        return Said(plain[0][0], "organization", plain[0][1]) if len(plain) == 1 else None

    def _can_be_firm(self, entity: Entity, at: int) -> bool:
        """Whether a name is no person's, no place's ("residents of Port Elm") and no work's, which stands in quotation marks."""
        text = self.cast.text
        where = lexicon.is_place(entity.name) or _PLACED.search(text, max(0, at - 12), at)
        return not (entity.person or where or self.in_quote(at) or text[at - 1 : at] in ('"', "“"))

    def _subject(self, place: int, *, land: bool = True, low: int = 0) -> Said | None:
        """The last organization, or with `land` country, that opens a sentence in reach, not before `low`."""
        low, high = bisect_left(self._places, max(low, place - 400)), bisect_left(self._places, place)
        for at, entity in reversed(self._named[low:high]):
            if not land and lexicon.is_place(entity.name):
                continue
            if any(s.name == entity.name and s.kind == "person" for s in self.said[-MEMORY:]):
                continue
            if self.cast.text[at + len(entity.name) : at + len(entity.name) + 2] in ("'s", "’s"):
                continue
            if not entity.person and not self.in_quote(at) and self._starts_sentence(at) and entity.name.lower() not in self._small:
                return Said(entity.name, "organization", at)
        return None

    @cached_property
    def _small(self) -> frozenset[str]:
        """Words that the text writes small somewhere: "Storm" at the beginning of a headline is nobody's name."""
        return frozenset(_SMALL.findall(self.cast.text))

    def _same_head(self, said: Phrase, place: int) -> Said | None:
        """The last speaker whose own phrase had this head: "the official" after "a senior official"."""
        mods = {normal(w) for w in said.words.split()[:-1]}
        owners = {normal(w) for w in said.words.split()[:-1] if w.endswith(("'s", "’s"))}
        for one in reversed(self.said[-MEMORY:]):
            # "the board" is no report by the board
            named = one.kind != "document" and said.head in one.name.lower().split()
            if (one.head == said.head or named) and not (one.rule == "written" and one.name == said.head != said.words):
                theirs = {normal(w) for w in f"{one.words} {one.name}".split()}
                same = owners <= theirs and not _another_office({normal(said.head), *mods}, theirs)
                if one.place < place and same and (not mods or mods & theirs or not said.proper):
                    return one
        return None

    def _role(self, said: Phrase, place: int) -> Said | None:
        """The person whose titles or apposition hold the description's head and, if it names places, one of those."""
        mine = _said_words(said)
        if said.head not in lexicon.roles():
            return None
        lands = {w for w in mine if _is_land(w)}
        fit = [(self._fit(mine, lands, e), e) for e in self._by_role[said.head]]
        fit = [(score, e) for score, e in fit if score > 0]
        if not fit:
            return None
        top = max(score for score, _ in fit)
        best = nearest([e for score, e in fit if score == top], place)
        return Said(best.name, "person", _mention(best, place), best.gender) if best else None

    def _fit(self, mine: set[str], lands: set[str], entity: Entity) -> float:
        theirs = {w for w in entity.roles if _is_land(w)}
        if (party := _parties(mine)) and (others := _parties(entity.roles)) and not party & others:
            return 0.0
        if (lands and theirs and not lands & theirs) or (mine & words("speakers", "titles", "standing") and "vice" in entity.roles - mine):
            return 0.0
        if _another_office(mine - lands, entity.roles):
            return 0.0
        return 1.0 + len(lands & theirs) + 0.3 * len((mine - lands) & entity.roles)

    def _organization(self, said: Phrase, place: int) -> Said | None:
        if said.head in {"police", "government", "army", "military", "media"}:
            return None
        owners = {normal(w) for w in said.words.split()[:-1] if w.endswith(("'s", "’s"))}
        known = (e for e in self.cast.with_word(said.head) if e.places and e.places[0] < place)
        best = nearest([e for e in known if owners <= {normal(w) for w in e.name.split()}], place)
        if best:
            return Said(best.name, "organization", _mention(best, place))
        if len(said.words.split()) > 1:
            return None
        land = said.head not in words("speakers", "nouns", "business")
        tried = self._last(place, ("organization",)) or self._subject(place), self._subject(place, land=land)
        last = next((one for one in tried if one and self._can_be(said.head, one)), None)
        full = self._in_full(said.head, place) if said.head in words("speakers", "nouns", "specific") else None
        if full and (last is None or (last.place < full.place and said.head not in last.name.lower())):
            return full
        if last:
            return None if outlets.is_outlet(last.name) else last
        if not land:
            return self._just_named(place)
        return None

    def _can_be(self, head: str, one: Said) -> bool:
        """Whether "the company" may mean somebody: no union or ministry, by their last noun, is called so."""
        business = words("speakers", "nouns", "business")
        noun = one.name.split()[-1].lower()
        if head not in business and self._is_business(one.name):
            return False  # what has been called "the company" is no regulator
        if head in words("speakers", "nouns", "specific"):
            if lexicon.noun_kind(noun):
                return noun == head
            called = {w for s in (one, *self.said) if s.name == one.name for w in s.words.lower().split()}
            if not words("speakers", "outlets", "nouns").isdisjoint(called):
                return False  # "the newspaper Seeblatt" is no ministry
        return head not in business or noun in business or lexicon.noun_kind(noun) != "organization"

    def _is_business(self, name: str) -> bool:
        """Whether a description has called a name, or the whole of it ("Medara Group" of "Medara"), a company."""
        heads = (called for whole, called in self.called.items() if f" {name} " in f" {whole} ")
        return any(not words("speakers", "nouns", "business").isdisjoint(called) for called in heads)

    def _outlet(self, place: int) -> Said | None:
        for one in reversed(self.said[-MEMORY:]):
            if one.place < place and one.kind == "organization" and outlets.is_outlet(one.name):
                return one
        low, high = bisect_left(self._places, place - 5 * REACH), bisect_left(self._places, place)
        near = (e for _, e in reversed(self._named[low:high]) if not e.person and outlets.is_outlet(e.name))
        best = next(near, None)
        return Said(best.name, "organization", _mention(best, place)) if best else None


def _is_group(opening: re.Match[str]) -> bool:
    """Whether an opening is a plural noun, alone or behind a word that counts or places it: "Most residents", "Dutch police officers"."""
    count = opening["count"]
    if not count:
        return (
            opening["head"].casefold() not in words("speakers", "titles", "counting")
            and lexicon.noun_kind(opening["head"].casefold()) == "group"
        )
    leads = count.casefold() in words("speakers", "titles", "counting") or lexicon.country(count) is not None
    return leads and lexicon.noun_kind(opening["head"].casefold()) == "group"


@lru_cache(64)
def _full(head: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:[Tt]he )?(?P<words>(?:[A-Z][\w-]*[’']s )?(?!the )[a-z-]+ {head})\b")


def _another_office(mine: set[str], theirs: set[str]) -> bool:
    """Whether "the prime minister" is asked of a defence minister: offices of one noun differ by what stands before it."""
    offices = words("speakers", "titles", "portfolios")
    before = mine - offices - words("speakers", "titles", "tenures")
    return bool(mine & theirs & offices) and bool(before) and not before & theirs


def _mention(entity: Entity, place: int) -> int:
    """Where the entity was last mentioned before a place, else where it is first."""
    k = bisect_left(entity.places, place)
    return entity.places[k - 1] if k else entity.places[0] if entity.places else place


def outlets_noun(said: Phrase) -> bool:
    """Whether a description means a news outlet ("the paper", "the website")."""
    return said.head in words("speakers", "outlets", "nouns") and not said.proper


def _said_words(said: Phrase) -> set[str]:
    return {normal(w) for w in re.findall(r"[\w.’'-]*\w", said.words)}


def _parties(found: Iterable[str]) -> frozenset[str]:
    """The parties that words name."""
    table = load("speakers", "titles")["affiliations"]
    return frozenset(table[w] for w in found if w in table)


def _is_land(word: str) -> bool:
    return lexicon.country(word.title()) is not None
