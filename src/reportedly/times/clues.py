"""Which expressions tell when something was said: clause tests, datelines and the signatures of posts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from reportedly.model import Attribution, Span, TimeMention
from reportedly.times.dates import Anchor
from reportedly.times.finding import find
from reportedly.wordlists import load, words

# "OTTAWA, Nov 30 (Reuters) -", "CORSICANA (October 14, 2014)": a place in capitals opens the page, its date follows at once.
_DATELINE = re.compile(r"^[A-Z][A-Z .,'’/-]{2,40}[,(]\s?(?:[A-Z][a-z]+,? )?\(?$", re.MULTILINE)
_HEAD = 1500
# between a post's words and its date: " - Name (@handle) "; longest, and how far back its handle may begin (code points)
_SIGNED = re.compile(r"[\s”\"]*(?:[—–-].{0,60})?(?:\(?@\w+\))?\s*")
_SIGNATURE, _HANDLE = 80, 30
# an expression that closes a noun ("the Nov. 3 election", "last week's call") or bounds a time does not date the cue
_EVENT = re.compile(r"['’]s?\s|\s+(?:election|invasion|deadline|attacks?|summit|vote|referendum|debate|shooting|midnight)\b")
_TARGET = re.compile(r"\b(?:until|by|before|for|than|through|from|after|starting|to)\s+(?:the\s+|mid-|early\s+)?$", re.IGNORECASE)
# between an expression and the cue: another clause begins
_APART = re.compile(r"\b(?:which|after|before|amid|while|but|whose|because|since|although|though)\b|[.;:]\s", re.IGNORECASE)
# "In March, weeks after the vote, she vowed": a clause that is put in between
_INSERTED = re.compile(r"^\s*,\s*(?:\w+ ){0,3}(?:after|before|amid|as|while|when)\b[^,.;]{0,80},")
# a bare year or a stretch of years or months dates only a cue right beside it; a stance, only a near day (code points)
_COARSE_GAP = 14
_STANCE_GAP = 25
# lengths of a year and of an interval of days
_YEAR, _DAYS = 4, 21
# a clause about who speaks, and one that tells of their speaking
_CLAUSE = re.compile(r"\b(?:who|whose|which|that) ")
_SPOKE = re.compile(
    r"(?:has |have |had |was |were )?(?:also )?"
    r"(?:sp[ao]ke|spoken|speaking|talked|said|told|wrote|testified|posted|issued|published|released)\b"
)
# "said", "said later in a statement": the verb and where it was said
_SPOKEN = re.compile(r"(\w+)(?: (?:later|also|then))?(?: (?:in|at|on|during|to|via) .{0,60})?$")


@cache
def _cues(table: str) -> re.Pattern[str]:
    """Words of cues.toml's table as whole words, without case."""
    return re.compile(rf"\b(?:{'|'.join(load('times', 'cues')[table]['words'])})\b", re.IGNORECASE)


def usable(text: str, mention: TimeMention, head: Span, anchor: Anchor) -> bool:
    """Whether the expression can tell when the cue at `head` happened: near, in its clause, and not in the future."""
    (start, end), value = mention.span, mention.value
    if _EVENT.match(text[end : end + 20]) or _TARGET.search(text[max(0, start - 16) : start]) or _after(value, anchor):
        return False
    between = _INSERTED.sub(",", text[end : head[0]]) if end <= head[0] else text[head[1] : start]
    if len(value) == _YEAR or ("/" in value and len(value) < _DAYS):
        return len(between) <= _COARSE_GAP
    if _cues("stance").match(text[head[0] : head[1]]) and len(between) > _STANCE_GAP:
        return False
    return not _APART.search(between)


def told_of(text: str, mention: Span, sources: Sequence[Span]) -> bool:
    """Whether an expression tells of the source and not of when it spoke: "Ana Roca, who led the bank in 2019, said", "the
    owner of the mine that fell in | last month | said"."""
    clause = next((_CLAUSE.search(text, s, min(e, mention[0])) for s, e in sources if s <= mention[0] <= e + 1), None)
    return clause is not None and _SPOKE.match(text, clause.end()) is None


def _after(value: str, anchor: Anchor) -> bool:
    """Whether the value begins after the anchor."""
    day = value.split("/")[0]
    return anchor.year is not None and day[:1] != "X" and day > anchor.edtf()[: len(day)]


def lasting(text: str, row: Attribution) -> bool:
    """Whether the cue tells of a stance that lasts, or of another occasion than the one narrated ("had earlier said")."""
    return any(_cues("stance").match(text[s:e]) or _cues("earlier").search(text[max(0, s - 12) : e]) for s, e in row.cue[:1])


def plain_speech(text: str, row: Attribution) -> bool:
    """Whether the row tells the spoken words, in the past tense, of a person with a name, or quotes somebody who has one."""
    verb = _SPOKEN.match(" ".join(text[s:e] for s, e in row.cue).lower())
    told = row.parent is None and verb is not None and verb[1] in words("times", "cues", "speech")
    named = (row.speaker or "")[:1].isupper()
    return told and named and (row.speaker_kind == "person" or row.kind == "direct")


def retold(text: str, row: Attribution) -> bool:
    """Whether a nested row's cue tells of speech ("said", "have claimed"): reported together with it, said on its day."""
    return row.parent is not None and any(_cues("retold").match(text[s:e]) for s, e in row.cue[:1])


def day_before_page(value: str, anchor: Anchor) -> bool:
    """Whether the value is the anchor's day or one of the two before."""
    day = Anchor.read(value).date
    return day is not None and anchor.date is not None and 0 <= (anchor.date - day).days <= 2


def definite(value: str) -> str | None:
    """The value where at least a month or a year is known, else None."""
    return None if value.startswith(("XXXX-XX", "XXXX/")) or value == "XXXX" else value


def dateline(text: str) -> str | None:
    """The date in the dateline that opens the page, as far as it is given; None where there is none."""
    for mention in find(text[:_HEAD], None):
        line = text[text.rfind("\n", 0, mention.span[0]) + 1 : mention.span[0]]
        if _DATELINE.match(line) and Anchor.read(mention.value).day is not None:
            return mention.value
    return None


def signature_day(text: str, row: Attribution, here: Sequence[TimeMention], then: Sequence[TimeMention]) -> TimeMention | None:
    """The mention at the end of an embedded post's signature, "(@name) October 22, 2014", after a row without a cue."""
    if row.kind != "direct":
        return None
    end = max(e for s, e in (*row.content, *row.source))
    for mention in (*here, *then):
        between = text[end : mention.span[0]]
        signed = "@" in text[max(0, mention.span[0] - _HANDLE) : mention.span[0]]
        if mention.span[0] >= end and signed and len(between) < _SIGNATURE and _SIGNED.fullmatch(between):
            return mention if definite(mention.value) else None
    return None
