"""The claim inside a frame: "reports that the dam burst" tells the dam burst, "the rumour that it burst is false" that it is not true.

News writes about claims as often as it makes them. What is compared across articles is the claim itself, so the frame goes:

1. A noun for a claim with what it holds: "rumours in the port that P", "claims by the ministry of P", "reports its mayor had left".
2. "It is true that P", "there are reports that P".
3. Where the frame says that the claim is false ("... is a hoax", "it is not true that P", "there is no truth to the rumour that P"), the
   proposition is its opposite: "it is not true that P". "As false" belongs to the cue ("dismissed reports that P as false").
"""

from __future__ import annotations

import re
from functools import cache

from reportedly.wordlists import words

_LIMIT = 400
"""Characters of a content in which a frame is looked for: it stands at its beginning."""


def unframed(text: str, *, denied: bool = False) -> str:
    """The proposition without its frame; the text itself where it has none. Linear in its first 400 characters.

    `denied`: the row's commitment says already that its speaker denies it, so that "as false" turns nothing.
    """
    head = text[:_LIMIT]
    for pattern, turned in _frames():
        found = pattern.match(head)
        if found:
            return _proposition(text, found, turned, denied)
    return text


def is_false(text: str) -> bool:
    """Whether a content calls what it points at false: "the claim was unfounded"; not "as unfounded", which belongs to the cue."""
    head = text[:_LIMIT]
    found = _verdict().search(head)
    return bool(_nothing().match(head)) or (found is not None and not _by_cue(found))


def opposed(text: str) -> str:
    """A proposition's opposite in words."""
    return f"it is not true that {text}"


def _by_cue(verdict: re.Match[str]) -> bool:
    return verdict.group().lower().startswith("as ")


def _proposition(text: str, found: re.Match[str], turned: bool, denied: bool) -> str:
    told = text[found.end() :]
    verdict = _verdict().search(told[:_LIMIT])
    if verdict:
        told = told[: verdict.start()]
        turned ^= not (_by_cue(verdict) and denied)
    told = told.strip(" ,;:-–—")
    if not told or " " not in told:
        return text
    if not turned:
        return told
    return opposed(told) if found.group().rstrip().lower().endswith("that") else f"not true: {told}"


_BE = r"(?:is|was|isn['’]t|wasn['’]t|are|were|has been|have been|had been|['’]s)"
_THERE = rf"there\s*{_BE}\s+"
# "from sources in the port", "made by Rep. D. Hall", before the clause itself
_BESIDE = r"(?:\s+(?!(?:that|is|are|was|were|has|have|had)\b)(?:[^\s.;:?!]+|\w{1,4}\.|\w+\.\w+)){0,10}?"
_RIGHT = r"(?:true|the case|correct|accurate)\s+that\s+"
_TRUE = rf"(?:it|this)(?:\s+(?:is|was)|['’]s)\s+{_RIGHT}"
_UNTRUE = (
    rf"(?:it|this)\s*(?:(?:\s(?:is|was)|['’]s)\s+(?:not|never)|\s(?:isn|wasn)['’]t)\s+(?:\w+ly\s+)?{_RIGHT}|"
    r"(?:it|this)(?:\s+(?:is|was)|['’]s)\s+(?:\w+ly\s+)?(?:untrue|false|incorrect|a lie)\s+that\s+"
)


@cache
def _frames() -> tuple[tuple[re.Pattern[str], bool], ...]:
    """Beginnings of framed contents, and whether each turns what follows."""
    before, quality = _any("determiners"), _any("qualities")
    owner = rf"(?:(?:{before}|[\w.-]+['’]s?)\s+(?:[\w.-]+\s+){{0,3}}?)?(?:(?:{quality})\s+)*"
    noun, rumor = (rf"{owner}(?:{_any(name)})\b" for name in ("nouns", "rumors"))
    opened = rf"(?:{noun}{_BESIDE},?\s+that\s+|{rumor}{_BESIDE}\s+{_BE}\s+that\s+)"
    held = rf"{rumor}\s+of\s+"
    bare = rf"(?:(?:{before})\s+)?(?:{_any('rumors')})\s+(?=(?:its|his|her|their|he|she|they|the|a|an)\s|(?-i:[A-Z]))"
    kinds = [
        (rf"{_nothing().pattern}(?:to|in|for|of|behind)\s+(?:{opened}|{held})", True),
        (rf"{_nothing().pattern}that\s+", True),
        (rf"{_THERE}(?:{opened}|{held})", False),
        (_UNTRUE, True),
        (_TRUE, False),
        (opened, False),
        (held, False),
        (bare, False),
    ]
    return tuple((re.compile(pattern, re.IGNORECASE), turned) for pattern, turned in kinds)


@cache
def _nothing() -> re.Pattern[str]:
    """What says that there is nothing in a claim: "there is simply no truth"."""
    return re.compile(
        rf"{_THERE}(?:\w+ly\s+)?(?:no|not any)\s+(?:[\w-]+\s+){{0,2}}?(?:{_any('doubts')})\s+(?:whatsoever\s+)?", re.IGNORECASE
    )


@cache
def _verdict() -> re.Pattern[str]:
    """What calls a claim false: "is a hoax", "have been revealed to be false", "as baseless"."""
    have = r"(?:(?:has|have|had) been|is|are|was|were|been)"
    be = rf"(?:{have} \w+ed (?:to be|as)|{have}|to be|be|being|as|(?:has |have |had )?turn(?:s|ed)? out to be)"
    false = _any("untrue")
    return re.compile(
        rf"\b{be}\s+(?:\w+ly\s+)?(?:nothing but\s+|just\s+|only\s+)?(?:an?\s+|the\s+)?(?:\w+ly\s+)?(?:{false})\b", re.IGNORECASE
    )


def _any(table: str) -> str:
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words("claims", "frames", table), key=lambda w: (-len(w), w)))
