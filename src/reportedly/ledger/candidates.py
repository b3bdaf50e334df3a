"""Which evidence in the ledger is worth comparing with new evidence: what shares its rarer keys or lies in its vector's cells, the
nearest vectors first.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Text, cast, func, select

from reportedly.claims import Evidence
from reportedly.claims.cells import ASKED, Cells
from reportedly.claims.shortlist import NEAR_WITH_KEY
from reportedly.ledger import coding
from reportedly.ledger.keeping import parts
from reportedly.ledger.schema import EVIDENCE, KEY, KEY_COUNT

COMMON = 2000
"""A key that more evidence has says too little to be worth its list."""
KEYS = 10
"""Rarest keys that are followed."""
BUDGET = 2000
"""Evidence that the followed keys of one piece may list together, so that the cost does not grow with the ledger; the rarest keys
come first, and one is always followed."""
NEAREST = 32
"""Of those that are looked at, the nearest are compared: a claim's other rows find each other through these."""
FIRST = 200
"""Evidence with most of the rarer keys and cells in common whose vectors are looked at."""
RECENT = 100_000
"""Evidence back to which cells are followed, the newest first: a cell's list grows with the ledger. Words reach back to the beginning."""
Places = NDArray[np.int64]


def candidates(
    connection: Connection, asked: Sequence[Evidence], shelf: Shelf, *, above: int = 0, but: Collection[int] = ()
) -> list[list[tuple[int, Evidence]]]:
    """For each piece at most NEAREST (id, evidence), the nearest first: what shares a rarer key and is near as a vector.

    `above`: only evidence with a higher id; `but`: ids that are left out. What is listed is decoded once, however many ask for it.
    """
    listed = _shortlists(connection, asked, shelf, above, frozenset(but))
    found = shelf.load(connection, sorted({i for some in listed for i in some}))
    return [[(i, found[i]) for i in some if i in found] for some in listed]


def _shortlists(connection: Connection, asked: Sequence[Evidence], shelf: Shelf, above: int, but: frozenset[int]) -> list[list[int]]:
    lying = shelf.cells.words(np.stack([one.vector for one in asked]), ASKED) if asked else []
    counts = _counts(connection, {w for one in asked for w in one.keys})
    followed = [_followed(one.keys, counts) for one in asked]
    held = _held(connection, {w for words in followed for w in words}, above)
    newest = int(connection.execute(select(func.max(EVIDENCE.c.id))).scalar() or 0)
    near = _held(connection, {w for words in lying for w in words}, max(above, newest - RECENT))
    counts |= {w: len(ids) for w, ids in near.items()}
    held |= near
    first = [_first({w: held[w] for w in (*words, *cells) if w in held}, counts, but) for words, cells in zip(followed, lying, strict=True)]
    wanted = np.unique(np.concatenate(first)) if first else np.zeros(0, np.int64)
    vectors = _vectors(connection, wanted)
    return [_nearest(one, ids, wanted, vectors) for one, ids in zip(asked, first, strict=True)]


def _counts(connection: Connection, words: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for part in parts(sorted(words)):
        found |= dict(connection.execute(select(KEY_COUNT.c.word, KEY_COUNT.c.number).where(KEY_COUNT.c.word.in_(part))).all())
    return found


def _followed(keys: Iterable[str], counts: dict[str, int]) -> list[str]:
    rare = sorted((n, w) for w in set(keys) if 0 < (n := counts.get(w, 0)) <= COMMON)[:KEYS]
    spent, words = 0, list[str]()
    for number, word in rare:
        if words and spent + number > BUDGET:
            break
        spent += number
        words.append(word)
    return words


def _held(connection: Connection, words: Iterable[str], above: int) -> dict[str, Places]:
    """Word -> ids of the evidence that has it."""
    # One text of ids for each word: a row of Python's for each id takes longer than all else that adding does.
    ids = func.aggregate_strings(cast(KEY.c.evidence, Text), ",")
    found: dict[str, Places] = {}
    for part in parts(sorted(words)):
        query = select(KEY.c.word, ids).where(KEY.c.word.in_(part), KEY.c.evidence > above).group_by(KEY.c.word)
        found |= {word: np.fromstring(told, np.int64, sep=",") for word, told in connection.execute(query)}
    return found


def _first(held: dict[str, Places], counts: dict[str, int], but: frozenset[int]) -> Places:
    """The FIRST ids with most of the rarer keys."""
    if not held:
        return np.zeros(0, np.int64)
    weights = np.concatenate([np.full(len(ids), 1.0 / (1.0 + np.log1p(counts[w]))) for w, ids in held.items()])
    ids, place = np.unique(np.concatenate(list(held.values())), return_inverse=True)
    score = np.bincount(place, weights)
    order = np.lexsort((ids, -score))[: FIRST + len(but)]
    return np.array([i for i in ids[order].tolist() if i not in but][:FIRST], np.int64)


def _vectors(connection: Connection, ids: Places) -> NDArray[np.float32]:
    """[n, DIMENSIONS] of unit length, in the order of the sorted `ids`; zeros for evidence that has gone meanwhile."""
    found: dict[int, bytes] = {}
    for part in parts(ids.tolist()):
        found |= dict(connection.execute(select(EVIDENCE.c.id, EVIDENCE.c.vector).where(EVIDENCE.c.id.in_(part))).all())
    return coding.vectors([found.get(i) for i in ids.tolist()])


def _nearest(one: Evidence, ids: Places, known: Places, vectors: NDArray[np.float32]) -> list[int]:
    # Whatever is listed shares a key or lies near already, so the lower bar counts.
    if not len(ids):
        return []
    cosines = vectors[np.searchsorted(known, ids)] @ one.vector
    order = np.lexsort((ids, -cosines))
    return [int(ids[k]) for k in order[:NEAREST] if cosines[k] >= NEAR_WITH_KEY]


class Shelf:
    """What a ledger keeps in memory to find candidates: the cells of vectors, and evidence that has been decoded lately.

    News comes in stories, so the next page asks for much of the same. Evidence is known by its id and its row's: a row's id is never
    given twice, so what a newer version of a page took over is not mistaken for what it was. Safe to share between threads: what two of
    them decode twice is the same.
    """

    def __init__(self, most: int = 8192) -> None:
        """`most`: pieces of evidence that are held, some 3 KiB each; the oldest half goes when they are more."""
        self._most = most
        self._held: dict[tuple[int, int], Evidence] = {}

    @cached_property
    def cells(self) -> Cells:
        """The codebooks, loaded when they are first needed."""
        return Cells()

    def load(self, connection: Connection, ids: Sequence[int]) -> dict[int, Evidence]:
        """Evidence by its id, as far as it is there."""
        found: dict[int, Evidence] = {}
        for part in parts(list(ids)):
            known = connection.execute(select(EVIDENCE.c.id, EVIDENCE.c.row).where(EVIDENCE.c.id.in_(part))).all()
            held = {id: one for id, row in known if (one := self._held.get((id, row)))}
            fresh = load(connection, [id for id, _ in known if id not in held])
            self._held |= {(id, row): fresh[id] for id, row in known if id in fresh}
            found |= held | fresh
        if len(self._held) > self._most:
            self._held = dict(list(self._held.items())[self._most // 2 :])
        return found


def load(connection: Connection, ids: Sequence[int]) -> dict[int, Evidence]:
    """Evidence by its id."""
    columns = EVIDENCE.c.id, EVIDENCE.c.ref, EVIDENCE.c.told, EVIDENCE.c.vector, EVIDENCE.c.sketch, EVIDENCE.c.page_sketch
    found: dict[int, Evidence] = {}
    for part in parts(list(ids)):
        rows = connection.execute(select(*columns).where(EVIDENCE.c.id.in_(part))).all()
        found |= zip((id for id, *_ in rows), coding.evidence_of([(r, t, v, s, p) for _, r, t, v, s, p in rows]), strict=True)
    return found
