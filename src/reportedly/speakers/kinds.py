"""What kind of speaker a source is, where it names nobody that the cast knows."""

from __future__ import annotations

import re

from reportedly.model import SpeakerKind
from reportedly.speakers import lexicon, outlets
from reportedly.speakers.source import Phrase
from reportedly.wordlists import words

_ONE_OF = re.compile(r"^(?:one|another) of\b", re.IGNORECASE)
_COUNT = re.compile(
    r"^(?:two|three|four|five|six|several|many|some|most|both|other|multiple|dozens|hundreds|thousands|all)\b", re.IGNORECASE
)


_PART = re.compile(r"^(?:pages?|chapter|paragraph|footnote|section|annex|appendix) \w+ of\b")


def kind_of(said: Phrase, *, plural: bool = False) -> SpeakerKind:
    """The kind by the phrase's head noun: convention 11 of the guide; an unknown name is an organization."""
    low = said.words.lower()
    if any(mark in low for mark in words("speakers", "nouns", "anonymous_marks")):
        return "anonymous"
    if _ONE_OF.match(low) and lexicon.noun_kind(_singular(low.split()[-1])) != "organization":
        return "anonymous"
    return _by_noun(said, low) or _by_look(said, plural)


def _by_noun(said: Phrase, low: str) -> SpeakerKind | None:
    if _PART.match(low):
        return "document"
    if outlets.listed(said.words) and said.head not in {"people", "time"}:
        return "organization"
    if said.indefinite and said.head in words("speakers", "nouns", "unnamed_persons"):
        return "anonymous"
    kind = lexicon.noun_kind(said.head)
    if kind == "document" and " " in said.words and said.head not in said.words:
        return None  # "Grizzly Point Research" is a name
    if kind in {"organization", "anonymous", "document"}:
        return kind  # type: ignore[return-value]
    if kind == "group":
        return "group"
    return "person" if said.head in lexicon.roles() or said.head.endswith("ologist") else None


def _by_look(said: Phrase, plural: bool) -> SpeakerKind:
    if (said.head.endswith(("men", "women", "ists")) and said.words.split()[-1].islower()) or _COUNT.match(said.words):
        return "group"
    singular = _singular(said.head)
    if singular in lexicon.roles() or lexicon.noun_kind(singular) == "organization":
        return "group"
    if singular and not said.head.endswith(("ss", "us", "is")) and said.words.split()[-1].islower():
        return "group"
    if said.words.startswith("@") or _surname(said):
        return "person"
    named = said.words[:1].isupper() and said.words.split()[-1][:1].isupper()
    if named or (said.proper and said.head and said.words.split()[0][:1].isupper()):
        return "organization"
    # "the Tribune": no person is told of by an article and one name
    told = (said.definite or said.indefinite) and not said.words[:1].isupper()
    return "group" if plural or said.head.endswith("s") else "person" if told else "organization"


def _singular(head: str) -> str:
    return head[:-3] + "y" if head.endswith("ies") else head[:-1] if head.endswith("s") else ""


def _surname(said: Phrase) -> bool:
    """One name without an article that is no place, acronym or outlet: people are told of by their surnames alone, organizations seldom."""
    word = said.words
    plain = " " not in word and word[:1].isupper() and word[1:].islower() and not (said.definite or said.indefinite)
    return plain and not lexicon.is_place(word) and word.lower() not in words("speakers", "nouns", "single_organizations")
