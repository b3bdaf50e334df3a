"""Names in running text: capitalised sequences, cut into what they are made of, in one pass."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from reportedly.speakers import lexicon
from reportedly.wordlists import words

# Python's re has no class for capital letters; these are those of the Latin, Greek and Cyrillic blocks.
UPPER = "".join(c for c in map(chr, range(0x41, min(sys.maxunicode, 0x590))) if c.isupper())
_ABBREVIATED = r"(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Sen|Rep|Gov|Lt|Sgt|Maj|Capt|Cmdr|Adm|Det|St|Jr|Sr|Rev|Brig|Cpl|Hon)\."
_TOKEN = (
    rf"(?:{_ABBREVIATED}|(?:[{UPPER}]\.)+(?!\w)|(?:al-|el-|d[’'])?[{UPPER}][\w’'&-]*(?:\.[a-z][\w-]*)*"
    rf"|i[{UPPER}]\w+(?:\.[a-z]+)?)"
)
_INSIDE = r"(?:(?:de|da|do|dos|das|del|della|der|den|van|von|bin|ibn|bint|al|el|la|di|du|ten|ter|af) ){0,2}"
_QUOTED = r"(?:[\"“][^\"”\s]+[\"”] |\([^()\s]+\) )?"
SEQUENCE = re.compile(rf"(?<![\w@#.])(?:al )?{_TOKEN}(?:[  ]{_QUOTED}{_INSIDE}{_TOKEN})*")
_LONG = re.compile(rf"(?<![\w@#.]){_TOKEN}(?: (?:(?:of|for|and|on|the|in|to|&) ){{0,2}}{_TOKEN})+")
_ACRONYM = re.compile(rf"\(([{UPPER}][{UPPER}\w&.-]{{1,9}})\)")
_OF = "of ", "of the "
_OFFICE_OF = re.compile(r"([\w-]+) of (?:the )?$")
_OFFICE_AND_NAME = 3
"""Words of "Waterways Caspar Dyne" behind "Minister of": what the office is of, and a person's two."""
_DATED = re.compile(r"\b(?:in|since|last|until|by|on|from|early|late|mid|of|this|next|and|to) $", re.IGNORECASE)
_SMALL = frozenset({"of", "for", "and", "on", "the", "in", "to", "&"})


@dataclass(frozen=True, slots=True)
class Piece:
    """One name in a capitalised sequence: its span, its words, the title words before it inside the sequence, and whether
    something else of the sequence (a place, an owner) stands before those."""

    start: int
    end: int
    name: str
    titles: tuple[str, ...] = ()
    led: bool = False


def pieces(text: str, start: int = 0, end: int | None = None) -> Iterator[Piece]:
    """The names in `text[start:end]`, in order; spans are places in `text`."""
    for match in SEQUENCE.finditer(text, start, len(text) if end is None else end):
        yield from _cut(match)


def acronyms(text: str) -> dict[str, str]:
    """Acronym -> expansion, for "Federal Aviation Administration (FAA)" in the text."""
    found: dict[str, str] = {}
    for match in _ACRONYM.finditer(text):
        letters = match[1].replace(".", "")
        full = _expansion(text[max(0, match.start() - 120) : match.start()], letters)
        if full:
            found.setdefault(letters, full)
    return found


def spelled_out(text: str, wanted: set[str]) -> dict[str, str]:
    """Acronym -> expansion, for wanted acronyms whose long form stands anywhere in the text without brackets."""
    found: dict[str, str] = {}
    for match in _LONG.finditer(text) if wanted else ():
        tokens = match[0].split()
        tokens = tokens[1:] if tokens[0].lower() in words("speakers", "titles", "not_names") else tokens
        form = "".join(w[0] for w in tokens if w not in _SMALL)
        if form in wanted and len(tokens) > 1:
            found.setdefault(form, " ".join(tokens))
    return found


def _expansion(before: str, letters: str) -> str | None:
    tokens = before.split()
    for size in range(min(len(tokens), len(letters) + 4), 1, -1):
        run = tokens[-size:]
        initials = "".join(w[0] for w in run if w not in _SMALL).upper()
        if initials == letters.upper() and run[0] not in _SMALL and run[0][0].isupper():
            return " ".join(run)
    return None


def _cut(match: re.Match[str]) -> Iterator[Piece]:
    """Cut at possessives: "South Korea's Defense Minister Kim Yong-hyun" is two names, one with a title."""
    place, led, run = match.start(), False, list[tuple[int, str]]()
    dated = _DATED.search(match.string, max(0, place - 12), place) is not None
    lead = _OFFICE_OF.search(match.string[max(0, place - 40) : place]) if match.string.endswith(_OF, 0, place) else None
    held = lead is not None and lead[1].lower() in lexicon.titles()
    for token in match[0].split(" "):
        owner = token.endswith(("'s", "’s", "s'", "s’"))
        run.append((place, token))
        place += len(token) + 1
        if owner:
            yield from _name(run, led, held, dated)
            run, led, held = [], True, False
    yield from _name(run, led, held, dated)


def _name(run: list[tuple[int, str]], led: bool, held: bool, dated: bool) -> Iterator[Piece]:
    """The name of a run; `held`: an office stands before it, "Governor of" before "Kursk Alexei Smirnov"; `dated`: a
    word before it leads to a month, so that "June" is no first name."""
    if len(run) > 1 and run[0][1] in words("speakers", "titles", "epithets"):
        run = run[1:]
    while run and run[0][1].lower() in words("speakers", "titles", "not_names") and not _honorific(run[0][1]):
        if not dated and len(run) > 1 and run[0][1] in words("speakers", "titles", "month_names"):
            break
        run = run[1:]
    at = _after_titles(run, held)
    name = run[at:]
    if not name:
        return
    title = tuple(t.lower() for _, t in run[:at])
    last_start, last = name[-1]
    bare = re.sub(r"(?<=\w)[’']s?$", "", last) if last.endswith(("'s", "’s", "'", "’")) else last
    joined = " ".join([t for _, t in name[:-1]] + [bare])
    yield Piece(name[0][0], last_start + len(bare), joined, title, led or _led(title))


def _honorific(token: str) -> bool:
    return token.lower() in words("speakers", "titles", "honorifics")


def _led(title: tuple[str, ...]) -> bool:
    return any(w not in lexicon.titles() for w in title)


def _after_titles(run: list[tuple[int, str]], held: bool) -> int:
    """Where the name starts: behind the last title, or behind an organization's head or what an office is held of, where a first name
    follows."""
    at = 0
    for k, (_, token) in enumerate(run):
        low = token.lower().rstrip(",")
        ends = k + 1 == len(run)
        if not ends and run[k + 1][1].lower() in words("speakers", "titles", "bodies"):
            return at
        if (low in lexicon.titles() or low.endswith("ologist")) and not (ends and k > 0):
            first = k == at and lexicon.is_first_name(token) and not ends
            at = at if first else k + 1
        elif held and k == 0 and len(run) == _OFFICE_AND_NAME and lexicon.noun_kind(run[-1][1].lower()) is None:
            return 1
        elif k + 2 < len(run) and (held or token in words("speakers", "titles", "affairs")) and lexicon.is_first_name(run[k + 1][1]):
            at, held = k + 1, False
        elif k + 2 < len(run) and _heads(token):
            at = k + 1 if lexicon.is_first_name(run[k + 1][1]) or (k == at == 0 and lexicon.is_place(token)) else at
    return at


def _heads(token: str) -> bool:
    low = token.lower()
    return lexicon.noun_kind(low) == "organization" or lexicon.is_place(token) or (len(token) > 1 and token.isupper())
