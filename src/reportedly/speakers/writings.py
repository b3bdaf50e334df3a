"""Who speaks in a statement, a letter or a post: whoever it is from, for a document is no relay of its own author's words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportedly.model import Span
from reportedly.speakers import lexicon
from reportedly.speakers.antecedents import REACH, Said
from reportedly.speakers.source import PRONOUNS, Phrase, phrase
from reportedly.wordlists import words

_FROM = re.compile(
    r" (?:by|from|on behalf of|signed by) (?!\d|(?:this|last|that|early|late) |(?:the )?(?:week|month|day|year|weekend|time)|"
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
)
_GOT = re.compile(r" (?:seen|obtained|reviewed|viewed|read|received|verified|quoted|cited)$")
"""Who got hold of a letter did not write it."""
_ON = re.compile(r" (?:on|to) (?=(?:[^,]*?[’']s|its|his|her|their) )")
_OWNER = re.compile(
    r"(?P<owner>[^,]+?)(?:[’']s?)? (?:(?:official|own|personal|verified|dark|web|[A-Z]\w*|social|media) )*(?P<place>[a-z]+|X)$"
)
_CUT = re.compile(
    r",| (?:on|late|early|earlier|posted|published|issued|released|shared|carried|sent|dated|seen|obtained|that|which|who|saying|to|at)\b"
)
_INSIDE = r"\b(?:[Ii]n|via|through) (?:an?|the|his|her|its|their)(?: [\w-]+){0,3} "
_NEAR = 240
"""Code points between a speaker and the words "in a statement" that are theirs."""


def is_writing(said: Phrase) -> bool:
    """Whether a source is something that somebody wrote to be read: "a statement", "the ministry's post", and not "the Kyiv Post"."""
    return said.head in words("speakers", "nouns", "writings") and said.head in said.words


def author(text: str, span: Span, said: Phrase) -> Span | None:
    """The span, inside a writing's, of whom it is from: "the ministry" of "a statement by the ministry"; None where nobody is told."""
    start, end = span
    at = text.find(said.words, start, end)
    if at < 0:
        return None
    head = re.search(rf"\b{re.escape(said.head)}\b", text[at:end], re.IGNORECASE)
    if head is None:
        return None
    behind = at + head.end()
    led = _FROM.search(text, behind - 1, end)
    if led and not _GOT.search(text, at, led.start()):
        stop = _CUT.search(text, led.end(), end)
        return led.end(), stop.start() if stop else end
    shown = _ON.search(text, behind - 1, end)
    owner = _OWNER.match(text, shown.end(), end) if shown else None
    if owner and owner["place"] in words("speakers", "nouns", "posted_on"):
        return owner.span("owner")
    before = text[at : at + head.start()].rstrip()
    return (at, at + len(before)) if _is_somebody(before) else None


def _is_somebody(lead: str) -> bool:
    """Whether the words before "statement" are whose it is: "the EU", "foreign ministry", "Roca's", not "a written"."""
    if not lead:
        return False
    said = phrase(lead)
    if said.words.lower() in PRONOUNS:
        return True
    named = lead.split()[-1][:1].isupper() and said.words.lower() not in words("speakers", "nouns", "posted_on")
    return named or lexicon.noun_kind(said.head) in {"organization", "group"} or said.head in lexicon.roles()


def last_author(text: str, head: str, place: int, heard: Sequence[Said]) -> Said | None:
    """Who "the statement" is from: the speaker beside the last mention of one, among those heard so far."""
    recent = [s for s in heard if s.kind != "document" and place - 2 * REACH < s.place < place]
    known = next((s for s in reversed(recent) if s.rule == "author" and s.words.split()[-1:] == [head]), None)
    if known:
        return known
    mentions = [m.start() for m in re.finditer(rf"{_INSIDE}{head}\b", text[max(0, place - 2 * REACH) : place])]
    for at in (max(0, place - 2 * REACH) + m for m in reversed(mentions)):
        near = [s for s in recent if abs(s.place - at) <= _NEAR and "\n" not in text[min(s.place, at) : max(s.place, at)]]
        if near:
            return min(near, key=lambda s: abs(s.place - at))
    return None
