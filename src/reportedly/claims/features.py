"""What tells whether two propositions are one: features of a pair, all symmetric, one row for each pair."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from reportedly.claims.reading import Reading, read, synonyms
from reportedly.claims.sketch import resemblance
from reportedly.claims.values import Evidence
from reportedly.speakers import outlets

NAMES = (
    "cosine", "cosine_squared", "covered_less", "covered_more", "dice", "synonyms", "bigrams", "run", "first_word",
    "missed_less", "missed_more", "names_shared", "names_less", "names_conflict", "names_none", "numbers_shared",
    "numbers_conflict", "numbers_unit_conflict", "numbers_one_sided", "dates_shared", "dates_conflict",
    "negation_differs", "both_negated", "antonyms", "antonyms_two", "turned", "turned_covered", "hedge_differs",
    "future_differs", "swapped", "order", "length_ratio", "shorter", "longer", "speaker_same", "speaker_differs",
    "said_same", "said_differs", "open_less", "open_more", "hedges_differ", "denies_differ", "phrase_less",
    "phrase_more", "turned_close", "anonymous", "sketch", "same_article", "page_sketch",
)  # fmt: skip
"""Names of the columns, in order."""
_CLOSE = 0.5
"""Cosine above which two propositions are so close that a turned word counts."""
_PHRASE = 4
"""Fewer words than this are a phrase rather than a clause."""
Floats = NDArray[np.float32]


class Pairs:
    """Builds features; keeps the readings of what it has compared last."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._read = lru_cache(16384)(lambda text: read(text, tokenizer))

    def features(self, one: Evidence, others: Sequence[Evidence]) -> Floats:
        """[n, len(NAMES)] for one against each of the others."""
        if not others:
            return np.zeros((0, len(NAMES)), np.float32)
        cosine = np.stack([o.vector for o in others]) @ one.vector
        own = resemblance(one.sketch, np.stack([o.sketch for o in others]))
        page = resemblance(one.page_sketch, np.stack([o.page_sketch for o in others]))
        mine = self._read(one.text)
        rows = [self._row(one, mine, other, float(c)) for other, c in zip(others, cosine, strict=True)]
        told = np.array(rows, np.float32)
        same = np.array([o.article == one.article and o.article != "" for o in others], np.float32)
        return np.concatenate([told, own[:, None], same[:, None], (page * (1 - same))[:, None]], axis=1)

    def _row(self, one: Evidence, mine: Reading, other: Evidence, cosine: float) -> list[float]:
        theirs = self._read(other.text)
        aligned = _aligned(mine, theirs)
        turned = _turned(mine, theirs)
        return [
            cosine,
            cosine * cosine,
            *aligned,
            *_named(frozenset(mine.names), frozenset(theirs.names)),
            *_numbers(mine, theirs),
            *_shared_or_conflict(one.dates, other.dates),
            *turned,
            turned[4] * aligned[0],
            float(mine.hedged != theirs.hedged),
            float(mine.future != theirs.future),
            *_order(mine, theirs),
            *_lengths(mine, theirs),
            *_speakers(one, other),
            *_commitments(one, other, mine, theirs),
            turned[4] * max(0.0, cosine - _CLOSE),
            float(one.speaker is None or other.speaker is None),
        ]


def _aligned(a: Reading, b: Reading) -> list[float]:
    x, y = set(a.content), set(b.content)
    both = x & y
    left, right = x - both, y - both
    near = _synonymous(left, right)
    shared = sum(min(a.rare.get(s, 0.5), b.rare.get(s, 0.5)) for s in sorted(both))
    weights = [sum(r.rare.get(s, 0.5) for s in sorted(c)) for r, c in ((a, x), (b, y))]
    cover = sorted(min(1.0, (shared + 0.7 * near) / w) if w else 0.0 for w in weights)
    missed = sorted(min(8.0, w - shared - 0.7 * near) for w in weights)
    size = len(x) + len(y)
    return [
        cover[0],
        cover[1],
        2 * len(both) / size if size else 0.0,
        min(3.0, near),
        _bigrams(a.content, b.content),
        min(1.0, _run(a.words, b.words) / 8),
        float(bool(a.content and b.content) and a.content[0] == b.content[0]),
        *missed,
    ]


def _synonymous(left: set[str], right: set[str]) -> float:
    """How many words on one side have a near synonym on the other."""
    groups = synonyms()
    mine = [groups[s] for s in left if s in groups]
    theirs = frozenset().union(*(groups[s] for s in right if s in groups))
    back = frozenset().union(*mine) if mine else frozenset()
    return float(min(sum(bool(g & theirs) for g in mine), sum(bool(groups[s] & back) for s in right if s in groups)))


def _bigrams(a: tuple[str, ...], b: tuple[str, ...]) -> float:
    x, y = set(pairwise(a)), set(pairwise(b))
    return len(x & y) / min(len(x), len(y)) if x and y else 0.0


def _run(a: tuple[str, ...], b: tuple[str, ...]) -> int:
    """Longest run of equal words, up to 8: quoted words in both."""
    for size in (8, 6, 4, 3):
        mine = {a[i : i + size] for i in range(len(a) - size + 1)}
        if any(b[i : i + size] in mine for i in range(len(b) - size + 1)):
            return size
    return 0


def _named(x: frozenset[str], y: frozenset[str]) -> list[float]:
    both, less = len(x & y), min(len(x), len(y))
    conflict = min(len(x - y), len(y - x))
    return [min(3.0, both) / 3, both / less if less else 0.0, min(3.0, conflict) / 3, float(less == 0)]


def _numbers(a: Reading, b: Reading) -> list[float]:
    x, y = {str(n) for n in a.numbers}, {str(n) for n in b.numbers}
    units = {n.unit for n in a.numbers if n.unit} & {n.unit for n in b.numbers if n.unit}
    unlike = any({n.value for n in a.numbers if n.unit == u} != {n.value for n in b.numbers if n.unit == u} for u in units)
    return [*_shared_or_conflict(x, y), float(unlike), float(bool(x) != bool(y))]


def _shared_or_conflict(x: frozenset[str] | set[str], y: frozenset[str] | set[str]) -> list[float]:
    return [float(bool(x & y)), float(bool(x) and bool(y) and not x & y)]


def _turned(a: Reading, b: Reading) -> list[float]:
    """Negation and antonyms, and whether both together turn one proposition into the other's opposite."""
    differs = (a.negations - b.negations) % 2
    opposed = {(n, 1 - s) for n, s in a.senses} & b.senses
    alone = {(n, s) for n, s in opposed if (n, s) not in a.senses and (n, 1 - s) not in b.senses}
    pairs = len({n for n, _ in alone})
    return [
        float(differs),
        float(a.negations > 0 and b.negations > 0),
        float(pairs > 0),
        float(pairs > 1),
        float(differs != (pairs > 0)),
    ]


def _order(a: Reading, b: Reading) -> list[float]:
    """Whether shared names come in the other order (a passive turns it back), and how far shared words do."""
    names = [n for n in dict.fromkeys(a.names) if n in b.names]
    theirs = [n for n in dict.fromkeys(b.names) if n in names]
    swapped = len(names) > 1 and names[0] != theirs[0] and a.passive == b.passive
    shared = [w for w in dict.fromkeys(a.content) if w in b.content]
    places = [b.content.index(w) for w in shared]
    steps = [later > earlier for earlier, later in pairwise(places)]
    return [float(swapped), sum(steps) / len(steps) if steps else 1.0]


def _lengths(a: Reading, b: Reading) -> list[float]:
    sizes = sorted((len(a.words), len(b.words)))
    return [sizes[0] / sizes[1] if sizes[1] else 0.0, min(40, sizes[0]) / 40, min(40, sizes[1]) / 40]


def _speakers(one: Evidence, other: Evidence) -> list[float]:
    known = bool(one.speaker and other.speaker)
    same = known and same_speaker(str(one.speaker), str(other.speaker))
    dated = bool(one.said and other.said)
    return [float(same), float(known and not same), float(dated and one.said == other.said), float(dated and one.said != other.said)]


def _commitments(one: Evidence, other: Evidence, mine: Reading, theirs: Reading) -> list[float]:
    """What speakers mean to do or ask for is seldom what others report; a bare infinitive or noun is seldom a claim."""
    opened = sorted(float(e.commitment == "open") for e in (one, other))
    hedged, denied = (float((one.commitment == c) != (other.commitment == c)) for c in ("hedges", "denies"))
    phrases = sorted(float(not r.words or r.words[0] == "to" or len(r.words) < _PHRASE) for r in (mine, theirs))
    return [*opened, hedged, denied, *phrases]


@lru_cache(65536)
def same_speaker(one: str, other: str) -> bool:
    """Whether two names may be one speaker's: the same last word, or most words in common."""
    x, y = (outlets.fold(n).split() for n in (one, other))
    common = len(set(x) & set(y))
    return bool(common) and (x[-1] == y[-1] or 2 * common >= len(set(x) | set(y)))
