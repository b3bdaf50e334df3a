"""A source's span as a reader would mark it: no more than the phrase, and all of it.

The tagger's runs end where its doubt begins: in the middle of a list ("the mayor" of "the mayor, the governor and the minister"), on
a preposition ("a report by" of "a report by the Courier"), or one word too late ("the Courier, which", "the ministry neither").
"""

from __future__ import annotations

import re
from functools import cache

from reportedly.attribution.sentences import DATELINE, begin
from reportedly.model import Span
from reportedly.wordlists import words

_FAR = 120
"""Code points between a source and its cue in which the rest of a list may stand."""
_ITEM = r"(?:(?:the|an?|his|her|its|their|some|several|other|many) )?[\w’'&.-]+(?: (?:of (?:the )?)?[\w’'&.-]+){0,3}"
_LIST = re.compile(rf"(?:, {_ITEM}){{0,6}},? and (?P<last>{_ITEM}?)(?: (?:all|both|each|have|has|had|also))* $")
_OPEN = re.compile(r" (?:by|of|from)$")
_KNOWING = re.compile(r" (?:knowledge|familiar|briefed|close)$")
_OF_WHAT = re.compile(r" (?:of|with|on|to) (?:the |its |his |her |their )?[\w’'-]+(?: [\w’'-]+){0,3}?(?=[.,;\n]|\Z| (?:said|told|and))")
"""What an unnamed source knows: "people familiar | with the matter"."""
_NAMED = re.compile(r" (?:[a-z]{3,}s\b|(?:the |an? )?[A-Z][\w’'&-]*(?: [A-Z][\w’'&-]*){0,4}|(?:the|an?|his|her|its|their) [\w’'-]+)")
_NAMING = re.compile(r" (?:called|named|dubbed|known as)$")
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?"
    r"|Dec(?:ember)?)"
)
_NAME = re.compile(
    rf" (?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|{_MONTH}\.? )"
    r"[\"“]?[A-Z][\w’'&-]*(?: (?:of |for |the )?[A-Z\d][\w’'&-]*){0,5}[\"”]?"
)
"""What a name goes on with: "Elm Wire 24" behind "a website called", "Now" behind "Access"."""
_QUOTED_BY = re.compile(r", (?:as |who was )?(?:quoted|cited) (?:by|in)\b")
"""What passes on a source's words is no part of the source."""
_WHEN = re.compile(
    r" (?:(?:on|late|early|earlier|last|this) )+(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b| (?:this|last) (?:week|month|year)$"
)
"""When somebody spoke is no part of who did."""
_DOING = re.compile(r"\w+ing\b")
_HAS = re.compile(r" (?:(?:has|have|had|also|is|was|are|were) )*")
_INNER_STOP = re.compile(r"(?<=[a-z]{3})[.!?][\"”]? (?=[A-Z])")
_TELLS = re.compile(r"(?:(?:has|have|had|also|later) )*(?:told|tells|tell)")
_TELLER = re.compile(
    r"\b(?P<np>(?:(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Ii]ts) [\w’'-]+(?: [\w’'-]+){0,3}"
    r"|[A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*){0,3}|[Hh]e|[Ss]he|[Tt]hey|[Ii]t)"
    r"(?:, [^,]{2,60}(?=,))?),? (?:(?:has|have|had|also|later) )*$"
)
_POSTED = re.compile(r" (?:posted|published|issued|released|shared|carried)$")
_WHERE = re.compile(
    r" (?:on|in|by|to|via) (?:the |an? |its |his |her |their )?[\w’'-]+(?: (?!on |late |early |said|says)[\w’'-]+){0,4}?"
    r"(?=[.,;\n]| on | late | early )"
)
_TOLD = re.compile(
    r"(?:(?:has|have|had) been|is|are|was|were|being|be|been) (?:(?:also|repeatedly|being|not) )*"
    r"(?:asked|told|warned|informed|advised|briefed|notified)\b"
)
_FULL_STOP = re.compile(r"\w{4}\.$")
_CALLED = re.compile(r", (?P<name>[A-Z][\w’'&-]*(?: [A-Z][\w’'&-]*){0,4})(?P<behind>,? |(?=[.;]?(?:\s|$)))")
"""A name behind a description, right before the cue or at the end of a line: "the company, Boeing, said"."""
_DESCRIBED = re.compile(r"(?:the|an?|his|her|its|their|[\w’'-]+[’']s?)\s(?:.*\s)?[a-z][\w-]*", re.IGNORECASE)
_BUT = re.compile(r",? (?:but|and|yet|then|though)(?: also| later| then| still)? ")
_SUBJECT = re.compile(
    r"(?:^|, )(?P<noun>(?!On |In |At |But |And |For |By |As |After |Before |While |If |Since |However)"
    r"(?:[A-Z]|the |an? |his |her |its |their )[\w’'&.-]*(?: [\w’'&.-]+){0,6}?)(?:, [^,]{2,80},)?"
    r"(?: (?:has|have|had|also|later))* (?:\w+ed|told|backed|met|took|hit|gave) (?:[\w’'-]+ ){0,6}$"
)
"""Who "praised the crew" in "Holt praised | the crew | but said": the subject of both verbs."""
_IN_CLAUSE = re.compile(r", (?:who|which) [^,]+$")
_CLAUSE_REST = re.compile(r"(?P<rest> [^,.;:\n\"“”]{2,60}), (?:(?:has|have|had|also|previously|earlier|later|repeatedly) )*")
"""The rest of a clause that a source breaks off in: "Lindt, who took | over in January, has said"."""
_CLAUSE_OF = re.compile(
    r" (?:(?:has|have|had|also|later|is|was) )*(?:[a-z]+(?:ed|ing)|wrote|saw|read|made|found|won|sent|held|took|gave) "
    r"(?P<np>(?:an?|the|its|his|her|their|one|two|several|some) (?:[\w’'-]+ ){0,5}[\w’'-]+),? (?:that|which|who) (?:\w+ly )?"
)
"""Whose verb "that claimed" is in "A journal | has retracted a study that claimed": the study's."""
_PLAIN_SUBJECT = re.compile(r"[\w’'&.-]+(?: [\w’'&.-]+){0,11}")
_OWNER = re.compile(r"[’']s?$")
_OWNED = re.compile(r"(?P<noun>(?: (?!also |later |then )[a-z-]+){1,2}) ")
_ASKED = re.compile(r"(?:^|[.!?\"”]\s|\n|\b(?:when|if|while|after being|on being) )$")


def whole(source: Span, cue: Span | None, text: str) -> tuple[Span, ...]:
    """The source as one span, none where it is no phrase; `cue`: the first span of its row's cue."""
    if dateline := _dateline(source, text):
        return _behind_dateline(dateline, cue, text)
    s, e = _after_stop(source, cue, text), _trimmed(source, text)
    if text[s:e].casefold() in words("attribution", "cues", "articles"):
        return ()
    if cue and text[slice(*cue)].casefold() in words("attribution", "cues", "hearsay"):
        return ()
    if cue and source[1] < cue[0] and _amid().search(text, source[1], cue[1]):
        return ()
    if cue and s == cue[1] + 1 and _TELLS.fullmatch(text, *cue):
        return _teller(cue, text)
    if cue and (_heard((s, e), cue, text) or _addressed((s, e), cue, text) or _was_asked((s, e), cue, text)):
        return ()
    if cue and (around := _clause(s, e, cue, text)):
        return (around,)
    e = _extended(s, e, cue, text)
    if cue and (called := _name(s, e, cue, text)):
        return ((s, called),)
    if cue and (subject := _subject(s, e, cue, text)):
        return (subject,)
    return ((s, _listed(e, cue, text)),)


def _clause(s: int, e: int, cue: Span, text: str) -> Span | None:
    """The source with the rest of the clause that it breaks off in, or what the clause that the cue stands in is about."""
    if _IN_CLAUSE.search(text, s, e) and (rest := _CLAUSE_REST.fullmatch(text, e, cue[0])):
        return s, rest.end("rest")
    told = _CLAUSE_OF.fullmatch(text, e, cue[0])
    return told.span("np") if told else None


def _dateline(source: Span, text: str) -> int | None:
    """Where the dateline ends that a source stands in: the place of a report says nothing."""
    found = DATELINE.match(text, text.rfind("\n", 0, source[0]) + 1)
    return found.end() if found and source[1] <= found.end() else None


def _behind_dateline(start: int, cue: Span | None, text: str) -> tuple[Span, ...]:
    """The subject between a dateline and the cue: "VARRA (Reuters) - | Rebels in the north | said"."""
    subject = text[start : cue[0]].rstrip() if cue else ""
    return ((start, start + len(subject)),) if subject and _PLAIN_SUBJECT.fullmatch(subject) else ()


def _name(s: int, e: int, cue: Span, text: str) -> int | None:
    """Where the name ends that a description leads to: "according to the operator, Varra Hydro."."""
    called = _CALLED.match(text, e)
    if called is None or not _DESCRIBED.fullmatch(text, s, e):
        return None
    at_cue = called.end() == cue[0]
    return called.end("name") if at_cue or (cue[1] <= s and not called["behind"].endswith(" ")) else None


def _subject(s: int, e: int, cue: Span, text: str) -> Span | None:
    """Whose verb stands before a source that cannot be the cue's subject: "Holt praised | the crew | but said"."""
    if not e < cue[0] or not _BUT.fullmatch(text, e, cue[0]):
        return None
    start = begin(text, s)
    found = _SUBJECT.search(text[start:s])
    return (start + found.start("noun"), start + found.end("noun")) if found else None


def _teller(cue: Span, text: str) -> tuple[Span, ...]:
    """Who stands before "told", where whom it was told was taken for who tells: "Roca, the mayor, told | the Courier"."""
    start = begin(text, cue[0])
    found = _TELLER.search(text[start : cue[0]])
    return ((start + found.start("np"), start + found.end("np")),) if found else ()


def _after_stop(source: Span, cue: Span | None, text: str) -> int:
    """Where a source begins that a full stop stands inside of: behind it, where the cue is; "a move | critics | denounced"."""
    if move := _move().match(text, *source):
        return move.end()
    stops = list(_INNER_STOP.finditer(text, *source)) if cue and cue[0] >= source[1] else []
    return stops[-1].end() if stops else source[0]


def _trimmed(source: Span, text: str) -> int:
    """Where a source ends, without stops and words of its verb."""
    s, e = source
    while e - s > 1 and text[e - 1] in ",;: ":
        e -= 1
    for behind in (_QUOTED_BY, _WHEN):
        if found := behind.search(text, s + 1, e):
            e = found.start()
    if text[e : e + 2] == ", " and _DOING.match(text, e + 2) and (verb := _led().search(text, s, e)):
        e = verb.start()
    while (tail := _edge().search(text, s, e)) and tail.start() > s:
        e = tail.start()
    return e - 1 if text[e - 1] == "." and _FULL_STOP.search(text, s, e) else e


def _extended(s: int, e: int, cue: Span | None, text: str) -> int:
    """Where a source ends with what its last word leads to."""
    if text.endswith(" and", s, e):
        e -= 4
    if _POSTED.search(text, s, e) and (where := _WHERE.match(text, e)):
        e = where.end()
    name = _NAME.match(text, e)
    titled = text[s:e] in words("attribution", "cues", "titled")
    if name and (titled or _NAMING.search(text, s, e) or (cue and _HAS.fullmatch(text, name.end(), cue[0]) and " " in text[s:e])):
        e = name.end()
    if _KNOWING.search(text, s, e) and (of := _OF_WHAT.match(text, e)):
        e = of.end()
    if _OPEN.search(text, s, e) and (named := _NAMED.match(text, e)):
        e = named.end()
    if cue and _OWNER.search(text, s, e) and (owned := _OWNED.fullmatch(text, e, cue[0])):
        e = owned.end("noun")
    return e


def _listed(end: int, cue: Span | None, text: str) -> int:
    """Where the list ends that a source is the first of, right before its cue."""
    if cue is None or not end < cue[0] <= end + _FAR:
        return end
    more = _LIST.fullmatch(text, end, cue[0])
    return more.end("last") if more and not _verbal().search(text, end, cue[0]) else end


def _was_asked(source: Span, cue: Span, text: str) -> bool:
    """ "Asked whether P, she said no": who answers is not who asks, and nobody else is named."""
    return (
        text[slice(*cue)].casefold() in {"asked", "asked about", "asked if", "asked whether"}
        and _is_asked(source, cue, text)
        and source[0] != cue[0]
    )


def _is_asked(source: Span, cue: Span, text: str) -> bool:
    """Whether "asked" opens a clause about who answers: "Asked if P, she said", "Roca, asked if P, said"."""
    return text[source[1] : cue[0]] == ", " or bool(_ASKED.search(text, max(0, cue[0] - 14), cue[0]))


def _heard(source: Span, cue: Span, text: str) -> bool:
    """ "A jury has heard", "..., court told": who hears it does not say it."""
    head = text[slice(*source)].casefold().rpartition(" ")[2]
    if head not in words("attribution", "cues", "hearers"):
        return False
    verb = text[slice(*cue)].casefold().rpartition(" ")[2]
    return verb in {"heard", "hears"} or (verb in {"told", "hears"} and text[cue[1] : cue[1] + 1] in ("", "\n"))


def _addressed(source: Span, cue: Span, text: str) -> bool:
    """ "Managers were warned that P", "the board has been asked whether P": they are told, and who tells them is not named."""
    passive = _alleged().fullmatch(text, *cue) is not None and " by" not in text[slice(*cue)]
    return source[1] <= cue[0] and (passive or _TOLD.match(text, *cue) is not None)


def _any(table: str) -> str:
    return "(?:" + "|".join(words("attribution", "cues", table)) + ")"


@cache
def _led() -> re.Pattern[str]:
    """The verb of a subject that goes on: "the prime minister | led tributes, describing her as"."""
    return re.compile(rf"(?<=[\w’'.]) {_any('led')} ")


@cache
def _amid() -> re.Pattern[str]:
    """What makes "claims" a noun: "approved the road despite claims that P" is nobody's claim."""
    return re.compile(rf"\b{_any('amid')} (?:[a-z]+ )?{_any('claimed')}$")


@cache
def _move() -> re.Pattern[str]:
    """ "A move | critics denounced"."""
    return re.compile(rf"(?:an?|the) {_any('moves')} (?:that |which )?(?=[a-z])")


@cache
def _alleged() -> re.Pattern[str]:
    """What nobody in the sentence says: "Black Fox is thought to have left"."""
    return re.compile(rf"(?:(?:has|have|had) been|is|are|was|were) (?:(?:also|widely|now|still|generally) )*{_any('alleged')}")


@cache
def _edge() -> re.Pattern[str]:
    return re.compile(r"(?:,? (?:" + "|".join(words("attribution", "cues", "edges")) + r"))$")


@cache
def _verbal() -> re.Pattern[str]:
    """What cannot stand between the names of a list: a verb of saying, a relative pronoun."""
    return re.compile(r"\b(?:who|which|that|said|" + "|".join(words("attribution", "cues", "said")) + r")\b")
