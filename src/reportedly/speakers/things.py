"""Organizations, countries and outlets by their names, as an article writes them."""

from __future__ import annotations

import re
from dataclasses import replace

from reportedly.model import SpeakerKind
from reportedly.speakers import called, lexicon, outlets
from reportedly.speakers.antecedents import Said
from reportedly.speakers.cast import Cast
from reportedly.speakers.kinds import kind_of
from reportedly.speakers.names import Piece
from reportedly.speakers.source import ARTICLE_LENGTH, Phrase, phrase
from reportedly.wordlists import words

# "Taiwan's Economic Daily News"
_ABROAD = re.compile(r"([A-Z][\w-]*)[’']s? ([A-Z].*)")
_AGENCY = re.compile(r" (?:news agency|newspaper|news website|daily|magazine|broadcaster|television|TV channel|news channel)$")
_AGENCY_NAMED = re.compile(
    r"(?:[\w’'-]+ ){0,3}(?:news agency|newspaper|news website|broadcaster|TV channel|news channel) "
    r"[\"“]?([A-Z][\w’'-]*(?: (?:(?:de|del|della|dello|di|du|des) )?[A-Z][\w’'-]*){0,3})[\"”]?"
)
# an apposition in small letters, and one with an owner in front
_APPOSITION = re.compile(r", (?=(?:an?|the|one|its|their|which|who|whose|where)\b)")
_LAND = re.compile(r"^(?:[Tt]he )?(U\.?S\.?|US|USA|U\.S\.A\.|UK|U\.K\.)$")
# mentions of a name that are asked for what stands behind them, so that long pages stay linear
_LOOKED_AT = 12


class Things:
    """What is no person in one article."""

    def __init__(self, text: str, cast: Cast) -> None:
        """Keep the article's text and cast."""
        self._text, self._cast = text, cast
        self._held: dict[str, bool] = {}

    def named(self, said: Phrase, place: int) -> Said | None:
        """The outlet, country or body that a source in `said`'s words, which begin at `place`, is named by."""
        name = _APPOSITION.split(said.words.split(" (")[0].strip(), maxsplit=1)[0]
        first, _, rest = name.partition(" ")
        name = rest if first in words("speakers", "titles", "epithets") and rest[:1].isupper() else name
        if (abroad := _ABROAD.fullmatch(said.words)) and lexicon.country(abroad[1]) and outlets.is_outlet(abroad[2]):
            return Said(self.outlet(abroad[2]) or abroad[2], "organization", place, None, "", said.words, "name")
        if agency := self._agency(said, place):
            return Said(agency, "organization", place, None, "", said.words, "name")
        if found := called.introduced(said):
            return Said(found[0], "organization", place, None, found[1], said.words, "name")
        if not name[:1].isupper() and not outlets.listed(name):
            return None
        if name in words("speakers", "nouns", "org_names") and name not in self._cast.long_forms:
            return Said(name, "organization", place, None, "", said.words, "name")
        country = lexicon.country(name) if name in lexicon.capitals() or _LAND.match(name) else None
        if country:
            return Said(self._country(name, country), "organization", place, rule="land")
        outlet = self.outlet(name)
        if outlet:
            return Said(outlet, "organization", place, None, "", said.words, "name")
        simple = re.split(r", | who | which ", name)[0]
        entity = self._cast.thing(simple, place)
        if entity is None or lexicon.noun_kind(simple.lower()) in {"group", "anonymous", "document"}:
            return None
        kind = self.kind(entity.name, kind_of(replace(phrase(entity.name), definite=said.definite)))
        return Said(entity.name, kind, place, None, said.head, said.words, "name")

    def _agency(self, said: Phrase, place: int) -> str | None:
        """The name in "Russia's Interfax news agency" and "TASS news agency", where it is an outlet's, and in "state news agency SANA"."""
        behind = _AGENCY_NAMED.fullmatch(said.words)
        if behind:
            return behind[1]
        if not _AGENCY.search(said.words):
            return None
        inside = self._cast.within(place, place + len(said.words) + ARTICLE_LENGTH)
        return next((p.name for p in reversed(inside) if outlets.known(p.name)), None)

    def _country(self, name: str, country: str) -> str:
        """The country of a capital, as the article writes it where it does ("US" stays beside no "United States")."""
        capital = name in lexicon.capitals()
        if self._has(country):
            return country
        short = re.search(r"\bU\.?S\b\.?|\bUK\b", self._text) if capital and country.startswith("United") else None
        return short[0] if short else country if capital else name

    def _has(self, words_: str) -> bool:
        """Whether the article holds these words; each is looked for once, so that long pages stay linear."""
        if words_ not in self._held:
            self._held[words_] = words_ in self._text
        return self._held[words_]

    def outlet(self, name: str) -> str | None:
        """The longest of an outlet's names that the article uses."""
        listed = outlets.listed(name)
        if listed is None or name.lower() in {"people", "time", "stuff", "post"}:
            return None
        forms = [f for f in outlets.forms(listed) if len(f) > len(name) and self._has(f) and (name in f or name.isupper())]
        return re.sub(r"^the ", "", max(forms, key=len, default=name))

    def is_which(self, piece: Piece) -> bool:
        """Whether a name is told of by "which", as no person is: "Varra Hydro, which runs the dam"."""
        entity = self._cast.things.get(piece.name)
        ends = (at + len(piece.name) for at in (entity.places if entity else [piece.start])[:_LOOKED_AT])
        return called.is_which(self._text, ends)

    def kind(self, name: str, kind: SpeakerKind) -> SpeakerKind:
        """The kind, unless the article calls what looks like a surname something else."""
        thing = self._cast.things.get(name) if kind == "person" else None
        return "organization" if thing and called.is_it(self._text, name, thing.places[:_LOOKED_AT]) else kind
