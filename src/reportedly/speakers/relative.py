"""Whom a relative "who", "which" or "that" means: the noun right before it, never somebody farther off."""

from __future__ import annotations

import re

from reportedly.model import SpeakerKind
from reportedly.speakers import lexicon, outlets
from reportedly.speakers.antecedents import Said
from reportedly.speakers.cast import Cast, titled
from reportedly.speakers.kinds import kind_of
from reportedly.speakers.names import Piece
from reportedly.speakers.source import phrase
from reportedly.wordlists import words

_NEAR = 120
"""Code points back in which the antecedent stands."""
_ADJOINS = re.compile(r"(?:[’']s)?(?: (?:himself|herself|itself|themselves))?(?: ?\([^()]{1,20}\))?[ ,(–—-]*$")
# "the Roca Fund, a group that", "Ana Roca, a lawyer at the Water Board who"
_A_KIND = re.compile(r", (?:an?|one of the) [^,.;:\n\"“”]{1,70}[ ,(–—-]*$")
# "Ana Roca, 42, of Lima, who"
_APPOSED = re.compile(r", [^;:\n\"“”]{1,90}, $")
_PLACED = re.compile(r"\b(?:in|on|at|off|near|outside|across|around) $")
_NOUNS = re.compile(r"((?:[\w’'-]+ and )?(?:[\w’'-]+ )?[\w’'-]+)[ ,(–—-]*$")
_NO_PART = re.compile(r"^(?:\w+(?:ed|ing|ly)|[a-z]{1,3}|from|with|over|many|some|most|those|these|that|both|among|into|says|said) ")


def antecedent(cast: Cast, place: int, *, human: bool) -> Said | None:
    """The name or the described people right before `place`; None where neither is found. `human`: for "who", not "which"."""
    named = [p for p in reversed(cast.within(max(0, place - _NEAR), place)) if p.end <= place]
    full = [p for p in named if " " in p.name] if human else []
    return (
        _coordinated(cast, place)
        or _matching(cast, named, _A_KIND, place, human)
        or _matching(cast, named[:1], _ADJOINS, place, human)
        or _described(cast.text, place, human)
        or _matching(cast, full, _APPOSED, place, human)
    )


def _matching(cast: Cast, named: list[Piece], gap: re.Pattern[str], place: int, human: bool) -> Said | None:
    """The last name from which `gap` leads to `place`."""
    fit = (_said(cast, p, human) for p in named if gap.fullmatch(cast.text, p.end, place))
    return next((s for s in fit if not human or s.kind in {"person", "group"}), None)


def _said(cast: Cast, piece: Piece, human: bool) -> Said:
    person = cast.person(piece.name, piece.start, titled(piece))
    if person is not None:
        return Said(person.name, "person", piece.start, person.gender, rule="pronoun")
    if human and _plain_name(piece.name) and not _PLACED.search(cast.text, max(0, piece.start - 12), piece.start):
        return Said(piece.name, "person", piece.start, rule="pronoun")
    if lexicon.noun_kind(piece.name.lower()) == "group":
        return Said(piece.name, "group", piece.start, rule="pronoun")
    thing = cast.thing(piece.name, piece.start)
    kind: SpeakerKind = "group" if kind_of(phrase(piece.name)) == "group" else "organization"
    return Said(thing.name if thing else piece.name, kind, piece.start, rule="pronoun")


def _plain_name(name: str) -> bool:
    """Two or three words that no list knows as a thing: before "who" that is a person whose first name the lists lack."""
    tokens = name.split()
    known = any(lexicon.noun_kind(t.lower()) or lexicon.is_place(t) for t in tokens) or lexicon.is_place(name)
    thing = any(t.lower() in words("speakers", "titles", "things") for t in tokens) or outlets.is_outlet(name)
    return len(tokens) in (2, 3) and all(t.istitle() for t in tokens) and not known and not thing


def _coordinated(cast: Cast, place: int) -> Said | None:
    """ "Republicans and Democrats, who": more than one."""
    match = _NOUNS.search(cast.text, max(0, place - _NEAR), place)
    parts = match[1].split(" and ") if match else []
    if match is None or len(parts) != 2 or any(lexicon.noun_kind(p.split()[-1].lower()) != "group" for p in parts):
        return None
    return Said(match[1], "group", match.start(1), rule="pronoun")


def _described(text: str, place: int, human: bool) -> Said | None:
    """People or a thing without a name: "residents who", "29 others who"."""
    match = _NOUNS.search(text, max(0, place - _NEAR), place)
    noun_words = _NO_PART.sub("", match[1].split(" and ")[-1]) if match else ""
    noun = lexicon.noun_kind(noun_words.split()[-1].lower()) if noun_words else None
    if match and human and noun_words and noun_words.split()[-1].lower().removeprefix("co-").removeprefix("ex-") in lexicon.roles():
        return Said(noun_words, "person", match.end(1) - len(noun_words), None, noun_words.split()[-1].lower(), noun_words, "pronoun")
    if match is None or noun is None or (human and noun not in {"group", "anonymous"}):
        return None
    said = phrase(noun_words)
    return Said(said.words, kind_of(said), match.end(1) - len(noun_words), None, said.head, said.words, "pronoun")
