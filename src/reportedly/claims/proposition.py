"""A row's content -> a proposition that stands alone: quotation marks dropped, brackets folded, pronouns and "the claim" resolved.

1. The content's spans are joined; marks of quotation around it go, "he [the mayor]" becomes "the mayor", "[...]" nothing.
2. "I" and "my" are the speaker, "we" and "our" an organization that speaks. "He" and "she" are the speaker in words that are not
   quoted, and elsewhere the last person of that gender, if one was named not far before.
3. "It" alone ("but officials denied it") is the claim of another told right before.
4. A content that is nothing but words for a claim ("the ministry's allegations", "fake news") becomes the last claim told before it,
   by the one whose allegations they are where that is said; its opposite where the content calls it false.
5. "Reports that the dam burst" tells that the dam burst (`frames.py`).
Tense is left as it is.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from reportedly.claims.frames import is_false, opposed, unframed
from reportedly.claims.reading import folded_name
from reportedly.model import Article, Attribution
from reportedly.speakers import lexicon
from reportedly.speakers.cast import Cast, Entity, nearest
from reportedly.wordlists import words

_GAP = re.compile(r"\[\s*(?:\.\.\.|…)\s*\]|\(\s*(?:\.\.\.|…)\s*\)")
_BRACKET = re.compile(
    r"(?:\b(?:he|she|it|they|we|i|him|her|them|us|his|their|our|its|this|that|these|those)\s+)?\[([^\[\]]{1,80})\]", re.IGNORECASE
)
_EDGES = " \t\n\"“”«»„‘'`,;:-–—"
_MARKS = re.compile(r"[\"“”«»„]")
_VERB = r"(?: (?P<verb>have|am|are|were|do|haven['’]t|don['’]t|aren['’]t|weren['’]t)\b)?"
_FIRST = re.compile(rf"\b(?P<who>I['’]m|I['’]ve|[Ww]e['’]re|[Ww]e['’]ve|I|me|my|We|we|us|our|Our|My)\b{_VERB}")
_SINGULAR = re.compile(rf"\b(?P<who>I['’]m|I['’]ve|I|me|my|My)\b{_VERB}")
# what "I have" becomes behind a name
_AGREES = {
    "have": "has", "am": "is", "are": "is", "were": "was", "do": "does",
    "haven't": "hasn't", "don't": "doesn't", "aren't": "isn't", "weren't": "wasn't",
}  # fmt: skip
_THIRD = re.compile(r"\b([Hh]e|[Ss]he|[Hh]is|[Hh]im|[Hh]er)\b")
_OWN = frozenset({"my", "our", "his"})
_CONTRACTED = {"i'm": " is", "i've": " has", "we're": " is", "we've": " has"}
_PART = re.compile(r"[^\W_]+")
_CAPITAL = re.compile(r"(?<![\w'’])[A-Z][\w.&-]*")
_DISMISSED = re.compile(r"\b(?:dismiss|reject|denounc|describ|brand|label|slam|condemn|call|dub|term)\w*\b", re.IGNORECASE)
_BE = r"(?:is|was|(?:would|will|may|might|could) be)(?:n['’]t)?"
# "it was fake", "it is the first time" are about what was told; "it was (still) ordering", "it is ready to talk" about who tells
_IT = re.compile(
    rf"^it(s?)\b(?!['’])(?! (?:would|will|may|might|could|should) not be\b)"
    rf"(?! {_BE} (?!(?:\w+ ){{0,2}}(?:\w+ing\b|\w+ to \w)))"
)
_SPOKEN_FOR = re.compile(r"(?:a |the )?spokes(?:man|woman|person) (?:for|of) ((?:the )?[A-Z][\w’'. &-]+|the [a-z]+)")
# what it is dismissed as is no part of the claim: "the report | as a storm in a teacup"
_VERDICT = re.compile(r"(?<=\w\w) [\"“][^\"“”]{2,60}[\"”]$")
_AS = re.compile(r"(?<=\w\w) as (?!long|well|soon|far|early|late|much|many)[^,.;:]{3,50}$")
_SPACE = re.compile(r"\s+")
_LONGEST = 600
_NEAR = 250
"""How many characters before a pronoun its person is looked for: about two sentences of news."""


class Propositions:
    """The propositions of one article's rows."""

    def __init__(self, article: Article) -> None:
        """Index the article's people, for its pronouns."""
        self._article = article
        self._cast = Cast(article.text)
        self._rows = {row.id: row for row in article.attributions if row.content}
        self._order = sorted((r for r in article.attributions if r.content), key=lambda r: (r.content[0][0], r.id))
        self._told = {row.id: self._text(row) for row in self._order}

    def of(self, row: Attribution) -> str | None:
        """The row's proposition; None where its content carries none ("to comment", an allegation that is told nowhere)."""
        told = self._told.get(row.id, "")
        if told.lower() in words("claims", "words", "pointers"):
            return self._just_told(row)
        if not is_anaphor(told):
            return told if len(carrying(told)) > 1 else None
        meant = self._antecedent(row)
        turned = meant is not None and row.commitment != "denies" and is_false(told)
        return opposed(str(meant)) if turned else meant

    def _just_told(self, row: Attribution) -> str | None:
        """What "it" is in "... has collapsed, but officials denied it": the claim of another that ends right before."""
        place = row.content[0][0]
        near = [r for r in self._order if r.content[-1][1] <= place <= r.content[-1][1] + _NEAR and r.id != row.id]
        full = [r for r in near if r.speaker != row.speaker and is_full(self._told[r.id])]
        return self._told[max(full, key=lambda r: r.content[-1][1]).id] if full else None

    def _antecedent(self, row: Attribution) -> str | None:
        """The last full claim before a row, of another row than those around it; else the headline, else the first claim after it."""
        place = row.content[0][0]
        full = [(r.content[0][0], r) for r in self._order if r.id != row.id and r.commitment != "open" and is_full(self._told[r.id])]
        before = [r for start, r in full if start < place and r.id != row.parent]
        owners = frozenset(folded_name(w) for w in _names(self._told[row.id]))
        owned = [r for r in before if owners and owners & frozenset(folded_name(w) for w in _names(r.speaker or ""))]
        if before:
            return self._told[(owned or before)[-1].id]
        if self._article.headline and is_full(self._article.headline):
            return self._article.headline
        return self._told[full[0][1].id] if full else None

    def _text(self, row: Attribution) -> str:
        parts = [self._resolved(row, s, min(e, s + _LONGEST)) for s, e in row.content]
        bare = unframed(tidy(self._without_verdict(row, " ".join(parts))), denied=row.commitment == "denies")
        whose = _body(row) if row.kind == "indirect" else None
        return _IT.sub(lambda m: whose + ("'s" if m[1] == "s" else ""), bare) if whose else bare

    def _without_verdict(self, row: Attribution, text: str) -> str:
        """A content without what it is called by who denies it: "dismissed the report | as a storm in a teacup", "called it | “a lie”"."""
        above = self._rows.get(row.parent or "")
        by = above if above and above.content[-1][1] == row.content[-1][1] else row
        if by.commitment != "denies" or not _DISMISSED.search(" ".join(self._article.text[s:e] for s, e in by.cue)):
            return text
        return _AS.sub("", _VERDICT.sub("", text))

    def _resolved(self, row: Attribution, start: int, end: int) -> str:
        text = self._article.text[start:end]
        quoted = row.kind == "direct" or any(c in text for c in '"“')
        if row.speaker and quoted:
            first = _FIRST if row.speaker_kind == "organization" else _SINGULAR
            text = first.sub(lambda m: _in_place(m["who"], str(row.speaker)) + _agreeing(m["who"], m["verb"]), text)
        seen: list[str] = []

        def person(match: re.Match[str]) -> str:
            name = self._person(row, match.group().lower(), start, quoted) if len(seen) < 2 else None
            seen.append(match.group())
            return _in_place(match.group(), name) if name else match.group()

        return _THIRD.sub(person, text)

    def _person(self, row: Attribution, pronoun: str, place: int, quoted: bool) -> str | None:
        gender = "she" if pronoun in {"she", "her"} else "he"
        if row.speaker and row.speaker_kind == "person" and not quoted and lexicon.gender(row.speaker.split()[0]) in (gender, None):
            return row.speaker
        near = [e for e in self._cast.people.values() if e.name != row.speaker and _named_near(e, place)]
        fits = [e for e in near if e.gender in (gender, None)]
        found = nearest(fits, place)
        return found.name if found else None


def _body(row: Attribution) -> str | None:
    """The body that speaks in a row, by itself or by somebody: "it" at the beginning of what it says is itself."""
    if row.speaker_kind == "organization":
        return row.speaker
    by = _SPOKEN_FOR.fullmatch(row.speaker or "")
    return by[1] if by else None


def _named_near(entity: Entity, place: int) -> bool:
    """Whether somebody is named in the sentence or two before a place."""
    here = bisect_left(entity.places, place)
    return here > 0 and place - entity.places[here - 1] <= _NEAR


def _agreeing(pronoun: str, verb: str | None) -> str:
    """The verb behind a pronoun as it stands behind a name; that of "me" and "us" belongs to something else."""
    if not verb:
        return ""
    low = verb.replace("’", "'")
    return f" {_AGREES[low] if pronoun in ('I', 'We', 'we') else verb}"


def _in_place(pronoun: str, name: str) -> str:
    low = pronoun.lower().replace("’", "'")
    return name + ("'s" if low in _OWN else _CONTRACTED.get(low, ""))


def tidy(text: str) -> str:
    """A content without its quotation marks and brackets, in one line."""
    text = _MARKS.sub("", _BRACKET.sub(r"\1", _GAP.sub(" ", text)))
    return _SPACE.sub(" ", text).strip(_EDGES)


def carrying(text: str) -> list[str]:
    """The words of a text that carry content, lower case."""
    function = words("claims", "words", "function")
    return [w for w in re.findall(r"[^\W_]+", text.lower()) if w not in function]


def is_anaphor(text: str) -> bool:
    """Whether a content only points at a claim told elsewhere: "the ministry's allegations", "it was fake news"."""
    names = frozenset(w.lower() for n in _names(text) for w in _PART.findall(n))
    heads = words("claims", "words", "anaphors")
    pointing = heads | words("claims", "words", "reversers") | words("claims", "words", "qualifiers") | words("claims", "frames", "doubts")
    found = [w for w in carrying(text) if (w not in names and not w.endswith("ly") and lexicon.noun_kind(w) is None) or w in heads]
    some = any(w in heads for w in _PART.findall(text.lower()))
    return some and len(found) <= _POINTING and all(w in pointing for w in found)


def _names(text: str) -> list[str]:
    """Words with a capital that are not the first."""
    return [m.group() for m in _CAPITAL.finditer(text) if m.start()]


_POINTING = 4
_FULL = 4


def is_full(text: str) -> bool:
    """Whether a content can stand for what others call "the claim"."""
    return len(carrying(text)) >= _FULL and not is_anaphor(text)


def unique(found: Sequence[str]) -> tuple[str, ...]:
    """In order, each once."""
    return tuple(dict.fromkeys(found))
