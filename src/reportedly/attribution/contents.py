"""A content's own words, no fewer and no more, where fixed phrases of the news tell them.

- "The dam, she said, was safe", "the firm, according to its website, employs 300": one content on both sides of who said it; the tagger
  often keeps one.
- "Rumors that P spread on Facebook", "claimed, without evidence, that P", "P, a charge that she rejects", "Skyhop, an airline, closed, a
  union said", "The cuts | could come soon, said the people", "cooperating with | police", "Rates: P".
- "Police: Teen made up abduction": the words behind a headline's colon, and before its semicolon.
- "P, police said, as rescuers searched", "P; the firm denied it": what the page or another tells beside the row.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from reportedly.attribution.closing import meet
from reportedly.attribution.rows import Draft, Text
from reportedly.attribution.sentences import begin
from reportedly.model import Span
from reportedly.wordlists import words

NAME = r"(?:[Tt]he |[Aa]n? |[Hh]is |[Hh]er |[Ii]ts |[Tt]heir )?[\w’'.&-]+(?: [\w’'.&-]+){0,7}?"
_ENDED = re.compile(r"[.!?][\"”’')]?\s")
_LED = re.compile(
    r"(?!On |In |At |But |And |For |By |As |After |Before |While |If |Since |However)[A-Z][\w’'&-]*(?: [A-Z][\w’'&-]*){0,3}, "
)
_ADJUNCT = re.compile(r"(?P<first>[A-Za-z]+)(?: [^,.;:\n\"“”]{2,60})?, that ")
_SPILLED = 5
"""Words of a beginning that no reader would take for a content."""
REACH = 160
"""Code points of a phrase."""
NO = "declined", "refused"
_FINITE = re.compile(
    r"(?:is|was|are|were|has|have|had|will|would|could|may|might|must|can|should|did|does|do|[a-z]{3,}(?:s|ed))\b(?! (?:and|or) )"
)
_PREDICATE = re.compile(rf", (?P<verb>{_FINITE.pattern}[^.,;:!?\n\"“”]{{3,140}})(?=[.,;\n]|\Z)")
_SUBJECT = re.compile(r"(?:^|(?<=\n)|(?<=[.!?] )|(?<=[.!?][\"”] ))(?P<noun>[A-Z][^.,;:!?\n\"“”]{2,70}), $")
_DANGLES = re.compile(r" (?:with|of|to|for|by|from|into|at|the|an?)$")
_OBJECT = re.compile(r" [^.,;:!?\n\"“”]{2,60}(?=[.,;\n]|\Z)")
_REST = re.compile(rf"(?P<rest> {_FINITE.pattern} [^.,;:!?\n\"“”]{{3,140}}), ")
_LABEL = re.compile(r"[A-Z][\w’'-]*(?: [a-z][\w’'-]*){0,3}: (?=[\"“‘]?[A-Z])")
_CLAUSE = re.compile(r"[A-Z][\w’'&-]*(?: [\w’'&-]+){1,11} ")
_BESIDE = re.compile(r", (?:even )?(?:as|while|after|amid|days after|hours after) $")
_MOST = 7
"""Words of a subject that stands alone before who said it."""
_VERBS = re.compile(r"is|was|are|were|has|have|had|will|would|could|may|might|must|can|should|did|does|do|said|be|been")
_TOLD_OF = re.compile(rf"\b(?:{_VERBS.pattern}|[a-z]{{2,}}ed)\b")
"""A verb of what a rumor tells: "reports that the minister has been dismissed" are cut before no verb."""


def mended(row: Draft, text: Text) -> Draft:
    """The row with the contents that its own words tell, whatever other rows there are."""
    for mend in (_spread, _without_adjunct, _reached, _unswallowed, _spilled, _before_others, _unlabelled, _headline, _first_headline):
        row = mend(row, text)
    return row


def whole(row: Draft, drafts: Sequence[Draft], text: Text) -> Draft:
    """The row with the rest of the clause that its content is a part of, where no other row has it."""
    return _from_begin(_up_to(row, drafts, text), drafts, text)


def _spread(row: Draft, text: Text) -> Draft:
    """ "Rumors that he had died | spread on Facebook": how a rumor went round is no part of it."""
    if not row.cue or not row.content or row.content[0][0] < row.cue[0][1]:
        return row
    claiming = row.source and text.text[slice(*row.cue[0])].casefold() in words("attribution", "cues", "claiming")
    if not claiming and _rumored().fullmatch(text.text, *row.cue[0]) is None:
        return row
    s, e = row.content[0]
    ends = (m.start() for m in _round().finditer(text.text, s, e))
    end = next((k for k in ends if _TOLD_OF.search(text.text, s, k)), e)
    return replace(row, content=((s, end), *row.content[1:]))


@cache
def _rumored() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(words('attribution', 'cues', 'rumored'))})(?: of)?", re.IGNORECASE)


@cache
def _round() -> re.Pattern[str]:
    went, taken = ("|".join(words("attribution", "cues", table)) for table in ("went_round", "taken"))
    return re.compile(rf" (?:(?:have|has|had|began|started|are|were|is|was) (?:been )?)?(?:{went}|(?<=been )(?:{taken}))\b")


def _without_adjunct(row: Draft, text: Text) -> Draft:
    """The row without what stands between its cue and "that": "claimed, without evidence, that the dam leaks"."""
    if not row.cue or not row.content or row.content[0][0] < row.cue[-1][1]:
        return row
    s, e = row.content[0]
    if text.text[s - 2 : s] == ", " and (based := _dated().match(text.text, s, e)):
        return replace(row, content=((based.end(), e), *row.content[1:]))
    led = _ADJUNCT.match(text.text, s, e)
    known = led and led["first"].casefold() in words("attribution", "cues", "adverbial")
    return replace(row, content=((led.end(), e), *row.content[1:])) if led and known else row


@cache
def _dated() -> re.Pattern[str]:
    participles = "|".join(words("attribution", "cues", "dated"))
    return re.compile(rf"(?:{participles}) [^,.;\n\"“”]{{2,60}}, ")


def _reached(row: Draft, text: Text) -> Draft:
    """The row with the name that its content's first words are told of: "Skyhop, the airline, plans to close, a union said"."""
    if not row.content or not row.cue or row.cue[0][0] < row.content[0][1]:
        return row
    s, e = row.content[0]
    led = _LED.fullmatch(text.text, begin(text.text, s), s) if text.text[s - 2 : s] == ", " else None
    free = led and not any(meet(led.span(), c) for c in (*row.source, *row.cue))
    return replace(row, content=((led.start(), e), *row.content[1:])) if led and free else row


def _spilled(row: Draft, text: Text) -> Draft:
    """The row without the beginning of a later sentence that its content ran into: where it stops short of that sentence's end."""
    last, kept = 0, list[Span]()
    for s, e in row.content:
        later = bool(kept and not text.quoted[s] and _ENDED.search(text.text, last, s))
        if later and row.cue and text.text[slice(*row.cue[0])] in NO:
            continue  # who declined to comment has nothing to do with who else did not respond
        short = later and text.text[e : e + 1] not in ".!?\n" and text.text.count(" ", s, e) < _SPILLED
        if not short:
            kept.append((s, e))
        last = max([e, *(c for _, c in row.cue if c <= s)])
    return replace(row, content=tuple(kept)) if len(kept) < len(row.content) else row


def _before_others(row: Draft, text: Text) -> Draft:
    """The row without what the page tells beside who said it ("48 died, police said, as | rescuers searched"), and without what another
    denies behind it ("..., she said; the firm denied | it")."""
    kept = list(row.content[:1])
    for (_, end), span in pairwise(row.content):
        between = text.text[end : span[0]]
        told = row.cue and end <= row.cue[0][0] and row.cue[-1][1] <= span[0]
        if not text.quoted[span[0]] and ((told and _BESIDE.search(between)) or _denied().search(between)):
            break
        kept.append(span)
    return replace(row, content=tuple(kept)) if len(kept) < len(row.content) else row


@cache
def _denied() -> re.Pattern[str]:
    verbs = "|".join(words("attribution", "cues", "rejecting"))
    return re.compile(rf"; (?:[Tt]he )?[\w’'&-]+(?: [\w’'&-]+){{0,4}}? (?:has |have |had )?(?:{verbs}) $")


def _unswallowed(row: Draft, text: Text) -> Draft:
    """The row without a last "a charge that" where "she rejects" follows: those words are the other's."""
    s, e = row.content[-1] if row.content else (0, 0)
    within = next((m for m in rejecting().finditer(text.text, s, e) if m.end() == e and m.start() > s), None)
    if within:
        return replace(row, content=(*row.content[:-1], (s, within.start())))
    tail = _told_tail().search(text.text, s, e)
    if tail is None or not rejecting().match(text.text, tail.start()):
        return row
    return replace(row, content=(*row.content[:-1], (s, tail.start())))


@cache
def _told_tail() -> re.Pattern[str]:
    nouns = "|".join(words("attribution", "cues", "told"))
    return re.compile(rf",[\"”]? (?:(?:an?|the) (?:{nouns})|something)(?: (?:that|which))?$")


def _headline(row: Draft, text: Text) -> Draft:
    """ "Police: Teen who reported abduction made it up": what stands behind the colon of a headline, and no verb in it, is the row."""
    if not row.source or not row.cue or not row.content or not text.text.startswith(": ", row.source[-1][1]):
        return row
    start, behind = row.source[0][0], row.source[-1][1] + 2
    stop = text.text.find("\n", behind)
    end = stop if stop >= 0 else len(text.text)
    opens = start == 0 or text.text[start - 1] == "\n"
    if not opens or not behind <= row.cue[0][0] < end or text.text[behind:end].rstrip().endswith((".", "!", "?", "”", '"')):
        return row
    return replace(row, cue=(), content=(text.trim_content((behind, end)),))


def _unlabelled(row: Draft, text: Text) -> Draft:
    """The row without the label that its line opens with: "Rates: The bank may act, economists say"."""
    if not row.content:
        return row
    s, e = row.content[0]
    label = _LABEL.match(text.text, s) if s == 0 or text.text[s - 1] == "\n" else None
    if label is None or any(meet(label.span(), c) for c in (*row.source, *row.cue)) or text.quoted[s]:
        return row
    rest = ((max(label.end(), s), e),) if e > label.end() else ()
    kept = (*rest, *row.content[1:])
    return replace(row, content=kept) if kept else row


def _first_headline(row: Draft, text: Text) -> Draft:
    """ "Fund says Vorto cheated; shares plunge": what stands behind a headline's semicolon is the page's own."""
    row = _before_semicolon(row, text)
    s, e = row.content[-1] if row.content and row.cue else (0, 0)
    at = text.text.find("; ", s, e)
    if at < 0 or row.cue[0][0] > s or text.quoted[at] or text.text[e : e + 1] not in ("", "\n") or text.text[e - 1] in ".!?":
        return row
    opens = text.text.rfind("\n", 0, s) + 1
    return replace(row, content=(*row.content[:-1], (s, at))) if text.text.find(". ", opens, s) < 0 else row


def _before_semicolon(row: Draft, text: Text) -> Draft:
    """The row without words behind a headline's semicolon, where its cue and first words stand before: "Rebels say P; city denies Q"."""
    if len(row.content) < 2 or not row.cue or row.cue[0][0] > row.content[0][0]:
        return row
    line = text.text.rfind("\n", 0, row.cue[0][0]) + 1
    stop = text.text.find("\n", line)
    end = len(text.text) if stop < 0 else stop
    at = text.text.find("; ", row.content[0][0], end)
    if at < 0 or text.text[line:end].rstrip("”\"’'").endswith((".", "!", "?")) or text.text.find(". ", line, end) >= 0:
        return row
    return replace(row, content=tuple(c for c in row.content if c[1] <= at) or row.content)


def parted(row: Draft, drafts: Sequence[Draft], text: Text) -> Draft:
    """The row with the subject or the predicate that stands on the other side of its source and cue, where no other row has it."""
    if len(row.content) != 1 or not row.source or not row.cue:
        return row
    (start, end), told = row.content[0], sorted((*row.source, *row.cue))
    low, high = told[0][0], told[-1][1]
    if end <= low and text.text[end:low] == ", " and (behind := _PREDICATE.match(text.text, high)):
        span = text.trim_content(behind.span("verb"))
        subject = text.text[start:end]
        return replace(row, content=((start, end), span)) if _is_subject(subject) and _free(span, row, drafts) else row
    if start >= high and text.text[high:start] == ", " and _FINITE.match(text.text, start):
        before = _SUBJECT.search(text.text, max(0, low - REACH), low)
        span = before.span("noun") if before else (0, 0)
        return replace(row, content=(span, (start, end))) if before and _is_subject(before["noun"]) and _free(span, row, drafts) else row
    return row


def _up_to(row: Draft, drafts: Sequence[Draft], text: Text) -> Draft:
    """The row with the rest of the clause that its content begins: "The cuts | could be announced, said the people"."""
    if len(row.content) != 1 or not (row.source and row.cue):
        return row
    (s, e), stop = row.content[0], min(row.cue[0][0], row.source[0][0])
    rest = _REST.fullmatch(text.text, e, stop)
    if rest is None or s != begin(text.text, s) or not _free((e, stop), row, drafts):
        return row
    return replace(row, content=((s, rest.end("rest")),))


def _from_begin(row: Draft, drafts: Sequence[Draft], text: Text) -> Draft:
    """The row with the beginning of its content's sentence: "Envoys agreed | to impose sanctions, diplomats said"."""
    if len(row.content) != 1 or not (row.source and row.cue):
        return row
    (s, e), behind = row.content[0], min(row.cue[0][0], row.source[0][0])
    start = text.trim_content((begin(text.text, s), e))[0]
    if behind <= e or not text.text[s].islower() or text.text[e:behind] not in (", ", ",” ", '," '):
        return row
    led = _CLAUSE.fullmatch(text.text, start, s)
    if led is None or _telling().search(text.text, start, s):
        return row
    return replace(row, content=((start, e),)) if _free((start, s), row, drafts) else row


@cache
def _telling() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words('attribution', 'cues', 'tells'))})\b", re.IGNORECASE)


def carried(row: Draft, drafts: Sequence[Draft], text: Text) -> Draft:
    """The row with what its last preposition leads to: "it was cooperating with | authorities"."""
    s, e = row.content[-1] if row.content else (0, 0)
    more = _OBJECT.match(text.text, e) if _DANGLES.search(text.text, s, e) else None
    if more is None or any(meet(more.span(), c) for c in (*row.source, *row.cue)) or not _free(more.span(), row, drafts):
        return row
    return replace(row, content=(*row.content[:-1], (s, more.end())))


def _is_subject(phrase: str) -> bool:
    """Whether a phrase can be a subject alone: "the dam at Varra", not "on Monday" and no clause."""
    said = phrase.split()
    return (
        len(said) <= _MOST
        and said[0].casefold() not in words("attribution", "cues", "adverbial")
        and not any(_VERBS.fullmatch(w) for w in said)
    )


def _free(span: Span, row: Draft, drafts: Sequence[Draft]) -> bool:
    return not any(meet(span, s) for d in drafts if d is not row and d.content for s in (*d.source, *d.cue, *d.content))


@cache
def rejecting() -> re.Pattern[str]:
    """ ", a claim that Kyiv denied", ", which he denies", right behind a content."""
    nouns, verbs = ("|".join(words("attribution", "cues", table)) for table in ("told", "rejecting"))
    return re.compile(
        rf"[\"”]?,?[\"”]? ?(?:[-–—] ?)?(?P<content>(?:(?:an?|the) )?(?:{nouns})|something|which) (?:(?:that|which) )?"
        rf"(?P<source>(?:he|she|it|they|{NAME})) (?P<cue>(?:has |have |had )?(?:\w+ly |always )?(?:{verbs}))\b"
        r"(?= ?(?:[,.;:\n]|as\b|and\b|but\b|\Z))"
    )
