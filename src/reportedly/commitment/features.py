"""What stands around an event word: the operators over it and the plain words, as named features with the words they come from."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from reportedly.commitment.words import Token, classes
from reportedly.model import Span
from reportedly.wordlists import load

_LEFT, _RIGHT, _GOVERNOR = 14, 5, 9
_PREDICATES = ("factive", "implies", "causes", "fails", "prevents", "wants", "plans", "tries", "asks", "may", "believes", "says", "denies")
Features = dict[str, Span | None]


@cache
def _grammar(name: str) -> frozenset[str]:
    return frozenset(load("commitment", "operators")["grammar"][name])


@cache
def _auxiliaries() -> frozenset[str]:
    return _grammar("be") | _grammar("have") | _grammar("do") | _grammar("modal") | _grammar("adverb") | {"to"}


def features(words: Sequence[Token], at: int) -> Features:
    """Features of the event at `words[at]`, `words` being its sentence; each with the span of the operator, None for plain words."""
    out: Features = {"one": None}
    start, aux = _chain(words, at)
    _plain(words, at, out)
    for token in aux:
        out[f"aux:{token.word}"] = token.span
    out["aux:" + " ".join(t.word for t in aux[-3:])] = aux[-1].span if aux else None
    link = _link(words, at, aux)
    out[f"link:{link}"] = None
    _governors(words, start, link, out)
    _around(words, at, out)
    _frame(words, at, out)
    return out


def _chain(words: Sequence[Token], at: int) -> tuple[int, list[Token]]:
    """Where the auxiliaries before the event begin, and which they are."""
    start = at
    while start and at - start < 6 and (words[start - 1].word in _auxiliaries() or words[start - 1].word.endswith("ly")):
        start -= 1
        if words[start].word == "to":
            break
    return start, list(words[start:at])


def _link(words: Sequence[Token], at: int, aux: Sequence[Token]) -> str:
    word = words[at].word
    if aux and aux[0].word == "to":
        return "to"
    if aux and any(t.word in _grammar("modal") for t in aux):
        return "modal"
    if aux and any(t.word in _grammar("be") | _grammar("have") | _grammar("do") for t in aux):
        return "finite"
    if at and words[at - 1].word in _grammar("determiner"):
        return "noun"
    return "ing" if word.endswith("ing") else "ed" if word.endswith("ed") else "s" if word.endswith("s") else "other"


def _plain(words: Sequence[Token], at: int, out: Features) -> None:
    near = {n: words[at + n].word if 0 <= at + n < len(words) else "<>" for n in range(-4, 4)}
    for n in (-3, -2, -1, 0, 1, 2, 3):
        out[f"w{n}:{near[n]}"] = None
    for n in (-2, -1, 0, 1):
        out[f"b{n}:{near[n - 1]} {near[n]}"] = None
    out[f"t:{near[-3]} {near[-2]} {near[-1]}"] = None
    out[f"suf3:{near[0][-3:]}"] = None
    out[f"suf2:{near[0][-2:]}:{near[-1]}"] = None
    for name, lemma in classes().get(near[0], ()):
        out[f"self:{name}"] = None
        out[f"selflemma:{lemma}"] = None


def _governors(words: Sequence[Token], start: int, link: str, out: Features) -> None:
    """The two nearest predicates to the left that could embed the event."""
    rank = 0
    crossed = ""
    for n in range(start - 1, max(-1, start - 1 - _GOVERNOR), -1):
        token = words[n]
        if token.word in (";", ".", "?", "!"):
            break
        if token.word in _grammar("joint") or token.word in _grammar("opener"):
            crossed = token.word if token.word in ("that", "to", "and", "if") else "x"
        found = [pair for pair in classes().get(token.word, ()) if pair[0] in _PREDICATES]
        if not found:
            continue
        rank += 1
        manner = _manner(words, n)
        near = "next" if n == start - 1 else "near" if start - n < 5 else "far"
        for name, lemma in found:
            out[f"gov{rank}:{link}:{name}:{crossed}"] = token.span
            out[f"gov{rank}:{link}:{name}:{manner}"] = token.span
            out[f"gov{rank}:{name}:{manner}:{near}"] = token.span
            out[f"gov{rank}:{link}:{lemma}"] = token.span
            out[f"gov{rank}:{link}:{lemma}:{manner}:{crossed}"] = token.span
        if rank == 2:
            break
    out[f"govs:{rank}:{link}"] = None


def _manner(words: Sequence[Token], at: int) -> str:
    """How the predicate itself is held: negated, under a modal or an infinitive's to."""
    before = [t.word for t in words[max(0, at - 4) : at]]
    negated = "not" if any(w in _grammar("negation") for w in before) else ""
    modal = "modal" if any(w in _grammar("modal") for w in before) else "to" if before[-1:] == ["to"] else ""
    return negated + modal


def _around(words: Sequence[Token], at: int, out: Features) -> None:
    """Operators to the left, by distance and by what stands between, and to the right."""
    crossed = 0
    for n in range(at - 1, max(-1, at - 1 - _LEFT), -1):
        token = words[n]
        far = "near" if at - n < 4 else "mid" if at - n < 8 else "far"
        for name, lemma in classes().get(token.word, ()):
            out.setdefault(f"left:{name}:{far}:{min(crossed, 2)}", token.span)
            out.setdefault(f"left:{name}:{crossed > 0}", token.span)
            out.setdefault(f"leftlemma:{lemma}:{far}", token.span)
        if token.word in _grammar("joint") or token.word in _grammar("opener"):
            out.setdefault(f"open{crossed}:{token.word}", token.span)
            crossed += 1
    for n in range(at + 1, min(len(words), at + 1 + _RIGHT)):
        if words[n].word in (",", ".", ";"):
            break
        for name, lemma in classes().get(words[n].word, ()):
            out.setdefault(f"right:{name}:{n - at < 3}", words[n].span)
            out.setdefault(f"rightlemma:{lemma}", words[n].span)


def _frame(words: Sequence[Token], at: int, out: Features) -> None:
    """The sentence: a question, a quotation, an open condition, a reporting verb."""
    told = [t.word for t in words]
    if told[-1] == "?" or told[-2:-1] == ["?"]:
        out["frame:question"] = words[-1].span
    quotes = sum(w in ("“", "”", '"', "``", "''", "`", "'") for w in told[:at])
    out[f"frame:quoted:{quotes % 2}"] = None
    out[f"frame:place:{'first' if at < 4 else 'early' if at < 12 else 'late'}"] = None
    commas = told[:at].count(",")
    out[f"frame:commas:{min(commas, 3)}"] = None
    if told[0] in ("if", "unless", "when", "while", "after", "before", "although"):
        out[f"frame:{told[0]}:{min(commas, 2)}"] = words[0].span
    modals = [t for t in words if t.word in _grammar("modal")]
    out[f"frame:modals:{min(len(modals), 2)}"] = None
    said = [t for t in words[at + 1 :] if ("says", "say") in classes().get(t.word, ())]
    if said:
        out["frame:said-after"] = said[-1].span
