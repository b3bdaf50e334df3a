"""Fixed phrases of the news that the tagger reads by halves or not at all.

- "Interfax quoted the ministry as saying that P", "the ministry was quoted by Interfax as saying that P": the ministry's words, which
  Interfax passes on; the tagger takes the outlet for the source.
- "..., a claim that Kyiv denied", "..., which Kyiv denies": a row of its own, over the words for what was just told.
- "The dam, she said, was safe", "the firm, according to its website, employs 300": one content on both sides of who said it; the tagger
  often keeps one.
- "Rumors that P spread on Facebook", "claimed, without evidence, that P", "P, a charge that she rejects", "Skyhop, an airline, closed, a
  union said", "The cuts | could come soon, said the people", "cooperating with | police", "Rates: P": a content's own words, no fewer and
  no more.
- "X | did it, a witness has alleged", "Israel disputes those figures and says P": whose each content is, where it was read as another's.
- "Police: Teen made up abduction": the words behind a headline's colon; "the firm, which declined to comment, has closed": the clause
  put in between is a row of the firm's.
- "asking not to be named": how somebody spoke, and nothing that they said; "if that is confirmed": nobody's report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from reportedly.attribution.closing import meet
from reportedly.attribution.rows import Draft, Text
from reportedly.attribution.sentences import begin
from reportedly.attribution.telling import settle_telling
from reportedly.model import Span
from reportedly.wordlists import words

_NAME = r"(?:[Tt]he |[Aa]n? |[Hh]is |[Hh]er |[Ii]ts |[Tt]heir )?[\w’'.&-]+(?: [\w’'.&-]+){0,7}?"
_QUOTING = re.compile(rf"(?:has |have |had |also )*(?P<cue>quot(?:ed|es|ing)) (?P<source>{_NAME}),? (?P<behind>as (?:saying|telling))\b")
_QUOTED = re.compile(
    rf"(?P<source>{_NAME}),? (?:(?:was|were|is|are|has been|have been|had been)(?: also| later)?) (?P<cue>quoted) (?:by|in|on) {_NAME} "
    r"(?P<behind>as (?:saying|telling))\b"
)
_ENDED = re.compile(r"[.!?][\"”’')]?\s")
_LED = re.compile(
    r"(?!On |In |At |But |And |For |By |As |After |Before |While |If |Since |However)[A-Z][\w’'&-]*(?: [A-Z][\w’'&-]*){0,3}, "
)
_RUMOR = re.compile(r"(?:[Rr]umou?rs?|[Rr]eports?|[Cc]laims?|[Ss]peculation|[Aa]llegations?|[Ss]uggestions?)(?: of)?")
_ROUND = re.compile(
    r" (?:(?:have|has|had|began|started|are|were|is|was) (?:been )?)?"
    r"(?:spread(?:ing)?|circulat(?:ed|ing)|surfac(?:ed|ing)|emerged|swirl(?:ed|ing)|went viral"
    r"|(?<=been )(?:met|greeted|received|dismissed|rejected|questioned|challenged|disputed|refuted))\b"
)
_CLOSER = re.compile(
    r",[\"”]? (?P<who>(?:(?:an?|the|one|two|three|several|some|his|her|its|their) (?:(?!has|have|had)[\w’'-]+ ){0,3}|(?=[A-Z]))"
    r"(?!has|have|had)[\w’'-]+(?: [A-Z][\w’'-]*){0,3}) (?:(?:has|have|had|also|later) )*"
)
_THOUGH = re.compile(r", (?:though|but|while|although|whereas) ")
_ADJUNCT = re.compile(r"(?P<first>[A-Za-z]+)(?: [^,.;:\n\"“”]{2,60})?, that ")
_BASED = re.compile(r"(?:based|published|released|issued|seen|obtained|reviewed|dated|compiled|commissioned) [^,.;\n\"“”]{2,60}, ")
_SPILLED = 5
"""Words of a beginning that no reader would take for a content."""
_REACH = 160
"""Code points of a phrase."""
_ANONYMOUS = re.compile(
    r"(?:that )?(?:(?:he|she|they|(?:his|her|their) (?:full |first |last |sur)?names?) )?(?:not )?(?:to )?(?:not )?be (?:publicly )?"
    r"(?:named|identified|quoted|used|published|disclosed)\b"
    r"(?:,? (?:by name|because|as|for|since|due|in|so|to|while|when|owing|given|citing|out|discussing|speaking|talking|describing)\b.*)?",
    re.DOTALL,
)
_NO = "declined", "refused"
_DECLINED = re.compile(
    rf"(?P<who>{_NAME}), (?:which|who) (?:has |have |had )?(?P<cue>declined|refused) (?P<what>to comment(?: [^,\n]{{2,60}})?), "
)
_BESIDE = 4
"""Words that may stand between "as saying" and the content: when and where."""
_FINITE = re.compile(
    r"(?:is|was|are|were|has|have|had|will|would|could|may|might|must|can|should|did|does|do|[a-z]{3,}(?:s|ed))\b(?! (?:and|or) )"
)
_PREDICATE = re.compile(rf", (?P<verb>{_FINITE.pattern}[^.,;:!?\n\"“”]{{3,140}})(?=[.,;\n]|\Z)")
_SUBJECT = re.compile(r"(?:^|(?<=\n)|(?<=[.!?] )|(?<=[.!?][\"”] ))(?P<noun>[A-Z][^.,;:!?\n\"“”]{2,70}), $")
_DANGLES = re.compile(r" (?:with|of|to|for|by|from|into|at|the|an?)$")
_OBJECT = re.compile(r" [^.,;:!?\n\"“”]{2,60}(?=[.,;\n]|\Z)")
_REST = re.compile(rf"(?P<rest> {_FINITE.pattern} [^.,;:!?\n\"“”]{{3,140}}), ")
_LABEL = re.compile(r"[A-Z][\w’'-]*(?: [a-z][\w’'-]*){0,3}: (?=[\"“‘]?[A-Z])")
_TELLING = re.compile(
    r"\b(?:that|said|says?|tell|told|fears?|reports?|claims?|rumou?rs?|warn\w*|believed?|hope[sd]?|expect\w*|denie[sd]|alleg\w+)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[A-Z][\w’'&-]*(?: [\w’'&-]+){1,11} ")
_MOST = 7
"""Words of a subject that stands alone before who said it."""
_VERBS = re.compile(r"is|was|are|were|has|have|had|will|would|could|may|might|must|can|should|did|does|do|said|be|been")


def settle_phrases(drafts: Sequence[Draft], text: Text) -> list[Draft]:
    """The drafts with the phrases read as such."""
    named = [d for d in (_without_asking(d, text) for d in drafts) if d]
    kept = [_quoted(d, text) for d in named]
    for mend in (
        _closed_by,
        _other_clause,
        _spread,
        _without_adjunct,
        _reached,
        _unswallowed,
        _spilled,
        _unlabelled,
        _headline,
        _first_headline,
    ):
        kept = [mend(d, text) for d in kept]
    kept = _beside([_from_begin(_up_to(d, kept, text), kept, text) for d in kept], text)
    kept = [settle_telling(_parted(carried(d, kept, text), kept, text), text) for d in kept]
    kept = [part for d in kept for part in _two_verbs(d, text)]
    return [*kept, *_rejected(kept, text)]


def _closed_by(row: Draft, text: Text) -> Draft:
    """ "The minister | deleted texts, a whistleblower has alleged" is the whistleblower's: the subject belongs to the content."""
    if len(row.source) != 1 or len(row.content) != 1 or not row.cue or row.source[0][1] + 1 != row.content[0][0]:
        return row
    who = _CLOSER.fullmatch(text.text, row.content[0][1], row.cue[0][0])
    if who is None:
        return row
    return replace(row, source=(who.span("who"),), content=((row.source[0][0], row.content[0][1]),))


def _two_verbs(row: Draft, text: Text) -> list[Draft]:
    """ "Israel disputes | those figures | and says | there is no limit": two rows of one source."""
    if len(row.content) < 2 or len(row.source) != 1 or len(row.cue) != 1:
        return [row]
    first, end = row.content[0], row.source[0][1]
    verb = _verbs().fullmatch(text.text, end, first[0]) if end < first[0] and first[1] < row.cue[0][0] else None
    if verb is None or row.content[1][0] < row.cue[0][1]:
        return [row]
    return [replace(row, cue=(verb.span("cue"),), content=(first,), kind=None), replace(row, content=row.content[1:])]


@cache
def _verbs() -> re.Pattern[str]:
    rejecting = "|".join(words("attribution", "cues", "rejecting"))
    return re.compile(rf",? (?P<cue>(?:has |have |had |also )*(?:{rejecting})) ")


def _other_clause(row: Draft, text: Text) -> Draft:
    """The row without the clause before its own: "it is not clear who did it, though officials said | P"."""
    if len(row.content) < 2 or not row.source or not row.cue:
        return row
    (_, e), place = row.content[0], row.source[0][0]
    behind = row.content[1][0] > row.cue[-1][1] and place < row.cue[0][0]
    return replace(row, content=row.content[1:]) if behind and e < place and _THOUGH.fullmatch(text.text, e, place) else row


def _spread(row: Draft, text: Text) -> Draft:
    """ "Rumors that he had died | spread on Facebook": how a rumor went round is no part of it."""
    if not row.cue or not row.content or _RUMOR.fullmatch(text.text, *row.cue[0]) is None:
        return row
    s, e = row.content[0]
    round_ = _ROUND.search(text.text, s, e)
    return replace(row, content=((s, round_.start()), *row.content[1:])) if round_ and round_.start() > s else row


def _without_adjunct(row: Draft, text: Text) -> Draft:
    """The row without what stands between its cue and "that": "claimed, without evidence, that the dam leaks"."""
    if not row.cue or not row.content or row.content[0][0] < row.cue[-1][1]:
        return row
    s, e = row.content[0]
    if text.text[s - 2 : s] == ", " and (based := _BASED.match(text.text, s, e)):
        return replace(row, content=((based.end(), e), *row.content[1:]))
    led = _ADJUNCT.match(text.text, s, e)
    known = led and led["first"].casefold() in words("attribution", "cues", "adverbial")
    return replace(row, content=((led.end(), e), *row.content[1:])) if led and known else row


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
        if later and row.cue and text.text[slice(*row.cue[0])] in _NO:
            continue  # who declined to comment has nothing to do with who else did not respond
        short = later and text.text[e : e + 1] not in ".!?\n" and text.text.count(" ", s, e) < _SPILLED
        if not short:
            kept.append((s, e))
        last = max([e, *(c for _, c in row.cue if c <= s)])
    return replace(row, content=tuple(kept)) if len(kept) < len(row.content) else row


def _unswallowed(row: Draft, text: Text) -> Draft:
    """The row without a last "a charge that" where "she rejects" follows: those words are the other's."""
    s, e = row.content[-1] if row.content else (0, 0)
    within = next((m for m in _rejecting().finditer(text.text, s, e) if m.end() == e and m.start() > s), None)
    if within:
        return replace(row, content=(*row.content[:-1], (s, within.start())))
    tail = _told_tail().search(text.text, s, e)
    if tail is None or not _rejecting().match(text.text, tail.start()):
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
    s, e = row.content[-1] if row.content and row.cue else (0, 0)
    at = text.text.find("; ", s, e)
    if at < 0 or row.cue[0][0] > s or text.quoted[at] or text.text[e : e + 1] not in ("", "\n") or text.text[e - 1] in ".!?":
        return row
    opens = text.text.rfind("\n", 0, s) + 1
    return replace(row, content=(*row.content[:-1], (s, at))) if text.text.find(". ", opens, s) < 0 else row


def _without_asking(row: Draft, text: Text) -> Draft | None:
    """The row without "not to be named" among its contents; None where it holds nothing else."""
    kept = tuple(s for s in row.content if not _ANONYMOUS.fullmatch(text.text, *s))
    return row if len(kept) == len(row.content) else replace(row, content=kept) if kept else None


def _beside(drafts: Sequence[Draft], text: Text) -> list[Draft]:
    """The drafts, "the firm, which declined to comment, has closed the mine, people said" taken apart: the clause put in between is the
    firm's own row, and the rest is told of the firm."""
    out = list(drafts)
    for k, row in enumerate(out):
        no = row.cue and row.content and text.text[slice(*row.cue[0])] in _NO
        clause = _DECLINED.match(text.text, row.content[0][0]) if no else None
        if clause is None or clause.span("cue") != row.cue[0]:
            continue
        out[k] = replace(row, source=(clause.span("who"),), content=(clause.span("what"),))
        for i, other in enumerate(out):
            if other.content and other.content[0][0] == clause.start("what") and other.content[0][1] > clause.end() and i != k:
                rest = text.trim_content((clause.end(), other.content[0][1]))
                out[i] = replace(other, content=(clause.span("who"), rest, *other.content[1:]))
    return out


def _quoted(row: Draft, text: Text) -> Draft:
    """The row as the words of whom an outlet quotes, where "quoted ... as saying" leads to its content."""
    if not row.content:
        return row
    start = row.content[0][0]
    low = max(text.text.rfind("\n", 0, start) + 1, start - _REACH)
    if text.text.find("quot", low, start) < 0:
        return row
    for pattern in (_QUOTED, _QUOTING):
        found = next((m for m in pattern.finditer(text.text, low, start) if _leads(text.text[m.end() : start])), None)
        if found:
            cue = found.span("cue"), found.span("behind")
            return replace(row, source=(_phrase(found.span("source"), text.text),), cue=cue)
    return row


def _leads(rest: str) -> bool:
    """Whether nothing but "that" or where and when stands before the content."""
    return len(rest.split()) <= _BESIDE and "." not in rest


def _phrase(span: Span, text: str) -> Span:
    """A source's span from the last clause on: "On Monday, the ministry" begins behind its comma."""
    comma = text.rfind(", ", *span)
    return (comma + 2, span[1]) if comma >= 0 else span


def _parted(row: Draft, drafts: Sequence[Draft], text: Text) -> Draft:
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
        before = _SUBJECT.search(text.text, max(0, low - _REACH), low)
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
    if led is None or _TELLING.search(text.text, start, s):
        return row
    return replace(row, content=((start, e),)) if _free((start, s), row, drafts) else row


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


def _rejected(drafts: Sequence[Draft], text: Text) -> Iterator[Draft]:
    """Rows for "a claim that Kyiv denied" right behind another's content; as sure as that row."""
    cues = [s for d in drafts if d.content for s in d.cue]
    for host in drafts:  # their contents end before it: `_unswallowed`
        if not host.content or not host.source:
            continue
        led = _rejecting().match(text.text, host.content[-1][1])
        if led and not any(meet(led.span("cue"), c) for c in cues):
            cues.append(led.span("cue"))
            yield replace(host, source=(led.span("source"),), cue=(led.span("cue"),), content=(led.span("content"),), kind=None)


@cache
def _rejecting() -> re.Pattern[str]:
    nouns, verbs = ("|".join(words("attribution", "cues", table)) for table in ("told", "rejecting"))
    return re.compile(
        rf"[\"”]?,?[\"”]? ?(?:[-–—] ?)?(?P<content>(?:(?:an?|the) )?(?:{nouns})|something|which) (?:(?:that|which) )?"
        rf"(?P<source>(?:he|she|it|they|{_NAME})) (?P<cue>(?:has |have |had )?(?:\w+ly |always )?(?:{verbs}))\b"
        r"(?= ?(?:[,.;:\n]|as\b|and\b|but\b|\Z))"
    )
