"""What changed from one version of a text to another: paragraphs matched first, then words within those that changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "gone", "new"]
LONGEST = 4000
"""Words of a changed paragraph beyond which it is shown as gone and new: matching costs the square of its words."""
_WORD = re.compile(r"\S+\s*")
_ALIKE = 0.3
"""Share of common words from which a paragraph counts as changed rather than as another."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words that both versions have, or only the older or newer one."""

    kind: Kind
    text: str


def differences(old: str, new: str) -> list[tuple[Piece, ...]]:
    """The paragraphs of both versions in their order, each as pieces."""
    before, after = (t.split("\n\n") for t in (old, new))
    found: list[tuple[Piece, ...]] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            found += [(Piece("same", p),) for p in before[a:b]]
        else:
            found += _changed(before[a:b], after[c:d])
    return found


def _changed(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[Piece, ...]]:
    """Paragraphs one by one as long as they are alike; the rest as gone and new."""
    for k in range(max(len(old), len(new))):
        one, other = (old[k] if k < len(old) else None), (new[k] if k < len(new) else None)
        if one is not None and other is not None and (told := _words(one, other)):
            yield told
            continue
        if one is not None:
            yield (Piece("gone", one),)
        if other is not None:
            yield (Piece("new", other),)


def _words(old: str, new: str) -> tuple[Piece, ...] | None:
    """The words of a changed paragraph; None where the two have too little in common, or are too long to match."""
    a, b = _WORD.findall(old), _WORD.findall(new)
    if max(len(a), len(b)) > LONGEST:
        return None
    matched = SequenceMatcher(None, a, b, autojunk=False)
    if matched.quick_ratio() < _ALIKE or matched.ratio() < _ALIKE:
        return None
    found: list[Piece] = []
    for tag, i, j, k, m in matched.get_opcodes():
        if tag == "equal":
            found.append(Piece("same", "".join(a[i:j])))
            continue
        found += [Piece("gone", "".join(a[i:j]))] if j > i else []
        found += [Piece("new", "".join(b[k:m]))] if m > k else []
    return tuple(found)
