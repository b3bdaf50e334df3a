"""One article's rows -> their speakers, in the order of the text: every row may lean on the rows before it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from reportedly.model import Article, Attribution, Span, SpeakerKind
from reportedly.speakers import called, lexicon, outlets, relative
from reportedly.speakers.antecedents import REACH, Memory, Said
from reportedly.speakers.cast import Cast, is_firm, normal, titled
from reportedly.speakers.kinds import kind_of
from reportedly.speakers.names import Piece, spelled_out
from reportedly.speakers.source import ARTICLE_LENGTH, PRONOUNS, Phrase, headed, phrase, pronoun, without_tail
from reportedly.speakers.things import Things
from reportedly.speakers.writings import author, is_writing, last_author
from reportedly.wordlists import words

_PLACED = re.compile(r"\b(?:on|in|by|from|at) (?:the |website |site )*")
_AND = re.compile(r",? (?:and|&) ")
# "Robertson, a spokesperson in Iraq | and Syria": the coordination is inside the apposition.
_INSIDE = re.compile(r",.*\b(?:in|of|for|at|between|against|from|with|to) (?:the )?[A-Z][\w.’'-]*$")
# "Robertson, secretary of the council and ..." goes on with the apposition; "Robertson, its secretary, and ..." does not.
_APPOSED = re.compile(r"^[^,]*[A-Z][^,]*, (?:[a-z]|[A-Z][\w.]*[’']s? )[^,]*$")
# "a Courier reporter's source in the camp": the reporter is a relay, not part of who speaks
_SOURCE_OF = re.compile(r"^[^,]*\b(?:reporter|correspondent|journalist|editor)\b[^,]*[’']s? (?=sources?\b)")
# "Ukrainian media Kyiv Post", "the local newspaper Argus": what stands right before an outlet's name says what it is
_MEDIUM = re.compile(r"\b(?:media|news outlet|newspaper|daily|weekly|magazine|broadcaster|website|site|channel|portal) [\"“]?$")
# "an exit poll for the broadcaster TVN" is no broadcaster
_OF = re.compile(r" (?:for|by|of|in|from|with) ")
_SCHOLARS = "ologist", "ologists", "omists", "icists", "icians"
_OF_PLACE = re.compile(r"[A-Z][a-z]+s (?:in|at|near|from|across|inside|outside|on) ")
# "the account that posted it, @elmwatch"
_HANDLE = re.compile(r", (@\w{2,30})$")
# "a third, logistics firm Palmer"
_A_THIRD = re.compile(r"(?:(?:[Aa]|[Tt]he) (?:second|third|fourth|fifth|first)|[Aa]nother|[Oo]ne), (?=[\w’'-]+ )")
_POSSESSED = re.compile(r"([A-Z][\w-]*)[’']s? (?=[a-z])")
# what is told of somebody without a name is no part of what they are called
_TOLD = re.compile(
    r"(?:, among them\b| (?:reached|contacted|interviewed) (?:by|via|on|in|at)\b|, (?:who|whose|which|[a-z]+ing|led by|headed by|published"
    r"|released|issued|posted|written|conducted|commissioned|dated|an?|one of)\b).*$",
    re.DOTALL,
)
_DANGLING = re.compile(r",? (?:that|which) (?:was|were|has been|have been|had been) \w+ (?:by|to|from|in)$")
_OPENS = re.compile(r"(?:\n|[.!?:][\"”]? )[\"“]?$")
_WHO = re.compile(r",? (?:who|whose)\b")
_HOUSE = re.compile(r"\w+ [A-Z]")  # "State Department"
_PREPOSITIONS = frozenset({"of", "for", "at", "from", "by", "in", "with", "to", "and"})
_ONE_OF = "one of ", "the other of "
# speakers back among whom "the other" finds its group
_GROUPS = 4
AHEAD = 700
"""Code points within which an opening's "his manager" is named."""


class Speakers:
    """Gives rows their speakers; keeps who has spoken so far."""

    def __init__(self, article: Article, rows: Sequence[Attribution]) -> None:
        """Build the cast and the memory of an article."""
        self.article, self.text = article, article.text
        self.cast = Cast(article.text)
        short = {w for r in rows for w in re.findall(r"\b[A-Z]{2,6}\b", article.words(r.source))} - set(self.cast.long_forms)
        self.cast.long_forms |= {k: v for k, v in spelled_out(article.text, short).items() if not outlets.known(k)}
        self.memory = Memory(self.cast, _quoted(rows))
        self.things = Things(article.text, self.cast)
        self._mark = "’" if "’" in article.text else "'"
        self._paragraphs = [s for s, _ in article.paragraphs]

    def of(self, row: Attribution, parent: Said | None, previous: tuple[Attribution, Said | None] | None) -> Said | None:
        """The speaker of one row; rows must be asked for in the order of the text. None where nobody is indicated."""
        if not row.source:
            return self._continued(row, previous)
        found = self._coordinated(row.source) or self._one(row.source[0], row, parent)
        self.memory.note(found)
        return found

    def _continued(self, row: Attribution, previous: tuple[Attribution, Said | None] | None) -> Said | None:
        """A quotation with neither cue nor source goes on from the paragraph before, or from the same one."""
        if row.cue or not row.content or previous is None or row.kind == "indirect":
            return None
        last, said = previous
        gap = self._paragraph(row.content[0][0]) - self._paragraph(last.content[-1][1] - 1) if last.content else 9
        return replace(said, rule="continued", near=None) if gap in (0, 1) and said else None

    def _paragraph(self, place: int) -> int:
        return bisect_right(self._paragraphs, place) - 1

    def _coordinated(self, spans: Sequence[Span]) -> Said | None:
        start, end = spans[0][0], spans[-1][1]
        source = self.text[start:end]
        split = _AND.search(source)
        if split is None or source.count(" and ") > 2 or outlets.listed(phrase(source).words) or _goes_on(source, split.start()):
            return None
        halves = [(start, start + split.start()), (start + split.end(), end)]
        named = [self._named(h, phrase(self.text[h[0] : h[1]])) for h in halves]
        if named[0] and named[0].kind == "person" and not named[1]:
            return self._with_group(named[0], halves[1], start)
        if not all(named) or named[0] == named[1]:
            return None
        one, other = (n for n in named if n)
        if one.kind != other.kind and "person" not in (one.kind, other.kind):
            return None
        return Said(f"{one.name} and {other.name}", "group", start, rule="coordinated")

    def _with_group(self, person: Said, span: Span, place: int) -> Said | None:
        """ "Rose and his representatives": a person and a group, named as written."""
        others = phrase(self.text[span[0] : span[1]])
        if kind_of(others) != "group" or "," in others.words:
            return None
        return Said(f"{person.name} and {self.text[span[0] : span[1]].strip()}", "group", place, rule="coordinated")

    def _one(self, span: Span, row: Attribution, parent: Said | None) -> Said:
        span = without_tail(self.text, span)
        if counted := _A_THIRD.match(self.text, *span):
            span = counted.end(), span[1]
        source, place = self.text[span[0] : span[1]], span[0]
        which = pronoun(source)
        said = phrase(source)
        if which:
            found = self._member(said, place) if which == "one" else self._of_pronoun(which, place, parent)
            return found or Said(source.strip(), _plain_kind(which), place, rule="unresolved")
        party = said.definite and said.words.lower() in words("speakers", "titles", "parties")
        found = self._member(said, place) or self._written(span, said, row, parent) or (None if party else self._named(span, said))
        found = found or self._published(span, said) or self._described(said, place)
        return found or self._ahead(said, place) or self._of_owner(span, said) or self._as_written(said, place)

    def _written(self, span: Span, said: Phrase, row: Attribution, parent: Said | None) -> Said | None:
        """The author of a statement, a letter or a post."""
        if not is_writing(said):
            return None
        if inner := author(self.text, span, said):
            if land := lexicon.country(self.text[slice(*inner)]):
                return Said(land, "organization", span[0], None, "", said.words, "author", inner[0])
            found = self._coordinated((inner,)) or self._one(inner, row, parent)
            told = f"{found.words} {said.head}"
            return None if found.rule == "unresolved" else replace(found, place=span[0], words=told, rule="author", near=inner[0])
        bare = said.definite and said.words.lower() == said.head
        heard = last_author(self.text, said.head, span[0], self.memory.said) if bare else None
        return replace(heard.by("author", span[0]), words=f"{heard.words} {said.head}") if heard else None

    def _of_owner(self, span: Span, said: Phrase) -> Said | None:
        """ "His lawyer" under the owner's name, "Ira Holt's lawyer": as it is written, it would be another's in each article."""
        owner, _, rest = said.words.partition(" ")
        which = PRONOUNS.get(owner.lower())
        if not rest or owner.lower() not in words("speakers", "titles", "possessives") or which is None:
            return None
        if which == "it" and called.opens_thing(self.text, self._sentence(span[0])):
            return None
        found = self._subject_before(which, span[0]) or self.memory.pronoun(which, span[0])
        body = found and found.kind == "organization" and " " in found.name
        if (
            found is None
            or " and " in found.name
            or not (body or found.name[:1].isupper())
            or said.head in words("speakers", "titles", "homes")
        ):
            return None
        if rest == "own":
            return found.by("owner", span[0])
        return replace(self._as_written(phrase(rest), span[0]), name=f"{found.name}{self._mark}s {rest}", rule="owner", near=found.place)

    def _subject_before(self, which: str, place: int) -> Said | None:
        """The person who opens the sentence that "his ministry said" closes."""
        if which not in {"he", "she"} or self.memory.in_quote(place):
            return None
        for piece in self.cast.within(self._sentence(place), place)[:1]:
            person = self.cast.person(piece.name, piece.start, titled(piece))
            if person and person.gender in (None, which) and not self.memory.in_quote(piece.start):
                return Said(person.name, "person", piece.start, person.gender)
        return None

    def _sentence(self, place: int) -> int:
        """Where the sentence of a place begins, or the space before it."""
        return max(self.text.rfind("\n", 0, place), self.text.rfind(". ", 0, place) + 1) + 1

    def _member(self, said: Phrase, place: int) -> Said | None:
        """ "The other" and "one of them" are one of the group that spoke last: "one of two people familiar with the talks"."""
        if said.words.lower() not in words("speakers", "titles", "members"):
            return None
        last = self.memory.said[-1] if self.memory.said else None
        if said.head == "another" and last and self.text.startswith(("One ", "one "), last.place) and place - last.place < REACH:
            return Said(f"another {last.words}", last.kind, place, None, last.words.split()[-1], said.words, "description", last.place)
        spoke = (s for s in reversed(self.memory.said[-_GROUPS:]) if s.kind in {"group", "anonymous"})
        many = (s for s in spoke if s.kind == "group" or s.head.endswith("s") or s.head == "people")
        near = (s for s in many if not s.name.startswith(_ONE_OF) and s.name.lower() not in PRONOUNS)
        group = next(near, None) or self.memory.opening_group(max(0, place - REACH), place)
        if group is None or not place - REACH < group.place < place:
            return None
        kind: SpeakerKind = "anonymous" if group.kind == "anonymous" else "person"
        return Said(f"{_ONE_OF[said.head == 'other']}{group.name}", kind, place, None, group.head, said.words, "description", group.place)

    def _published(self, span: Span, said: Phrase) -> Said | None:
        """The outlet behind "the Post's report", "a story on X", and behind "the article" where an outlet has just been heard."""
        if said.head not in words("speakers", "nouns", "articles"):
            return None
        start, end = span
        inside = outlets.at(self.text, start, end) or next(
            (o for m in _PLACED.finditer(self.text, start, end) if (o := outlets.at(self.text, m.end(), end))), None
        )
        if inside:
            return Said(self.things.outlet(inside[0]) or inside[0], "organization", start, None, said.head, said.words, "publisher")
        heard = self.memory.publisher(said, start) if said.definite and not said.proper and not said.head.endswith("s") else None
        return replace(heard.by("publisher", start), head=said.head, words=said.words, gender=None) if heard else None

    def _of_pronoun(self, which: str, place: int, parent: Said | None) -> Said | None:
        if parent and (which in {"i", "we"} or (_agrees(which, parent) and not self.memory.in_quote(place))):
            return parent.by("parent", place)
        if which == "who":
            before = relative.antecedent(self.cast, place, human=self.text[place : place + 3].lower() == "who")
            return before.by("pronoun", place) if before else None
        found = self.memory.pronoun(which, place)
        if found and which == "they" and self.memory.in_quote(place) and not self.memory.in_quote(found.place):
            return None  # whom a speaker calls "they" has seldom spoken on the page
        return found.by("pronoun", place) if found else None

    def _named(self, span: Span, said: Phrase) -> Said | None:
        """A source that is a name, or headed by one."""
        start, end = span
        piece = headed(self.text, span, self.cast.within(start, end))
        if piece is not None:
            person = self.cast.person(piece.name, start, titled(piece))
            office = piece.titles and piece.titles[-1] in lexicon.titles() and not lexicon.is_place(piece.name)
            if person is not None:
                return Said(person.name, "person", start, person.gender, "", said.words, "name")
            lead = self.text[start : piece.start]
            described = _MEDIUM.search(lead) and not _OF.search(lead)
            if described and outlets.is_outlet(piece.name) and piece.end >= end - 1:
                return Said(self.things.outlet(piece.name) or piece.name, "organization", start, None, "", said.words, "name")
            if piece.end >= end - 1 and not office and called.apposed(self.text, start, piece.start):
                entity = self.cast.thing(piece.name, start)
                return Said(entity.name if entity else piece.name, "organization", start, None, "", said.words, "name")
            introduced = called.introduced(said)
            if introduced and introduced[0] == piece.name and not office:
                return Said(piece.name, "organization", start, None, introduced[1], said.words, "name")
            if piece.end >= end - 1 and not office and _described_firm(self.text[start : piece.start], piece.name):
                return Said(piece.name, "organization", start, None, "", said.words, "name")
            if not office and (whole := self.cast.begun(piece.name)):
                return Said(whole.name, "organization", start, None, "", said.words, "name")
            if office or self._looks_human(piece) or _WHO.match(self.text, piece.end, end):
                return Said(piece.name, "person", start, None, "", said.words, "name")
        # "the state-run Xinhua"
        outlet = outlets.at(self.text, start, end) if said.words[:1].islower() else None
        if outlet and outlet[1] >= end - 1 and outlets.known(outlet[0]):
            return Said(self.things.outlet(outlet[0]) or outlet[0], "organization", start, None, "", said.words, "name")
        return self.things.named(said, start)

    def _looks_human(self, piece: Piece) -> bool:
        """Two or three plain capitalised words that no list knows as anything else."""
        tokens = piece.name.split()
        plain = all(t.istitle() and t.isalpha() and len(t) > 1 and lexicon.noun_kind(t.lower()) is None for t in tokens)
        things = words("speakers", "titles", "things")
        known = any(lexicon.is_place(t) or t.lower() in things for t in tokens) or outlets.is_outlet(piece.name)
        firm = tokens[-1].lower() in words("speakers", "nouns", "firms")
        unlike = firm or known or lexicon.is_place(piece.name) or self.things.is_which(piece)
        return plain and len(tokens) in (2, 3) and not unlike

    def _is_name(self, word: str) -> bool:
        """Whether a word has its capital elsewhere than where sentences begin."""
        entity = self.cast.things.get(word)
        return entity is not None and any(not _OPENS.search(self.text, max(0, at - 3), at) for at in entity.places[:12] if at)

    def _described(self, said: Phrase, place: int) -> Said | None:
        if not said.definite and not _owned(said):
            return None
        found = self.memory.description(said, place)
        if found is None or (found.kind == "person" and lexicon.noun_kind(said.head) in {"group", "organization"}):
            return None
        self.memory.called.setdefault(found.name, set()).add(said.head)
        return found.by("description", place)

    def _ahead(self, said: Phrase, place: int) -> Said | None:
        """Who an opening leaves for later: "his manager" before "manager Ira Holt", "a Dutch newspaper" before the newspaper's name.

        Only what is named for the first time within AHEAD code points counts, and a person only by the same role, as the only one.
        """
        if said.indefinite and said.head in words("speakers", "outlets", "papers"):
            return self._outlet_ahead(said, place)
        if said.head not in lexicon.roles():
            return None
        near = [e for e in self.cast.people.values() if e.places and place < e.places[0] <= place + AHEAD and said.head in e.roles]
        if len(near) != 1 or not _allows(said, near[0].roles):
            return None
        return Said(near[0].name, "person", place, near[0].gender, said.head, said.words, "description", near[0].places[0])

    def _outlet_ahead(self, said: Phrase, place: int) -> Said | None:
        """The first outlet named behind "a Dutch newspaper"; an agency is no paper."""
        end = place + len(said.words) + ARTICLE_LENGTH
        for piece in self.cast.within(end, place + AHEAD):
            agency = outlets.known(piece.name) in words("speakers", "outlets", "agencies")
            if outlets.is_outlet(piece.name) and not agency and not outlets.same_outlet(piece.name, self.article.outlet):
                name = self.things.outlet(piece.name) or piece.name
                return Said(name, "organization", place, None, said.head, said.words, "description", piece.start)
        return None

    def _as_written(self, said: Phrase, place: int) -> Said:
        if handle := _HANDLE.search(said.words):
            return Said(handle[1], "person", place, None, said.head, said.words)
        name = _TOLD.sub("", _DANGLING.sub("", _SOURCE_OF.sub("", said.words)))
        first = name.split(" ")[0]
        if (owner := _POSSESSED.match(name)) and (person := self.cast.person(owner[1], place)):
            return Said(person.name + name[owner.end(1) :], kind_of(said), place, None, said.head, said.words)
        noun = lexicon.noun_kind(first.lower()) or first.lower() in lexicon.roles() or first.endswith(_SCHOLARS)
        # "Rebels in the north of Tangora": a capital that only begins a sentence
        plural = first.endswith("s") and bool(_OF_PLACE.match(name)) and noun
        common = (plural or not said.proper) and first.istitle() and (noun or " " in name)
        if (common and not self._is_name(first)) or (
            first.istitle() and first.lower() in words("speakers", "titles", "counting") and not _HOUSE.match(name)
        ):
            name = name[:1].lower() + name[1:]
        kind: SpeakerKind = "document" if is_writing(said) else kind_of(said)
        return Said(name, self.things.kind(name, kind), place, None, said.head, said.words)


def _described_firm(lead: str, name: str) -> bool:
    """Whether small letters lead to a name whose last word is a firm's: "short seller Grey Heron Research"."""
    return " " in name and is_firm(name) and bool(lead.strip()) and lead.islower() and not any(w in _PREPOSITIONS for w in lead.split())


def _allows(said: Phrase, roles: set[str]) -> bool:
    """Whether a description ties its role to somebody ("his manager") or to a country that is among the person's roles."""
    lands = {normal(w) for w in said.words.split() if w[:1].isupper() and lexicon.country(re.sub(r"[’']s?$", "", w))}
    return lands <= roles if lands else said.words.split()[0].lower() in {"his", "her", "their", "its"}


def _goes_on(source: str, at: int) -> bool:
    """Whether the coordination at `at` is inside the apposition of the name before it."""
    return bool(_INSIDE.search(source[:at]) or (source[at] != "," and _APPOSED.match(source[:at])))


def _owned(said: Phrase) -> bool:
    return bool(re.match(r"[A-Z][\w.]*(?: [A-Z]\w+)?[’']s? [a-z]", said.words)) and said.head in lexicon.roles()


def _agrees(which: str, parent: Said) -> bool:
    if which in {"he", "she"}:
        return parent.kind == "person" and parent.gender in (None, which)
    return which == "it" and parent.kind == "organization"


def _plain_kind(which: str) -> SpeakerKind:
    return "group" if which in {"they", "we"} else "organization" if which == "it" else "person"


def _quoted(rows: Sequence[Attribution]) -> list[Span]:
    """The spans of direct and mixed contents, sorted and joined."""
    out: list[Span] = []
    for span in sorted(s for r in rows if r.kind == "direct" for s in r.content):
        if out and span[0] <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], span[1]))
        else:
            out.append(span)
    return out
