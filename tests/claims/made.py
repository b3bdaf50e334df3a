"""Invented evidence and articles for the tests of this room."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from reportedly.claims import Evidence
from reportedly.claims.sketch import PAGE, SENTENCE, sketch
from reportedly.claims.values import DIMENSIONS
from reportedly.model import Article, Attribution


def evidence(ref: str, text: str = "the dam at Orrin has burst", **known: object) -> Evidence:
    """Evidence whose vector says nothing; `known` are other fields."""
    vector = np.zeros(DIMENSIONS, np.float32)
    vector[0] = 1
    plain = Evidence(
        ref=ref,
        article=ref.split("#")[0],
        text=text,
        negative=False,
        commitment="affirms",
        speaker=None,
        speaker_kind="anonymous",
        chain=(),
        outlet=None,
        published=None,
        said=None,
        confidence=0.9,
        names=frozenset(),
        numbers=frozenset(),
        dates=frozenset(),
        keys=(),
        vector=vector,
        sketch=sketch(text + ref, SENTENCE),
        page_sketch=sketch(ref + text, PAGE),
    )
    return replace(plain, **known)  # type: ignore[arg-type]


def by(ref: str, speaker: str, *relays: str, kind: str = "person", **known: object) -> Evidence:
    """Evidence of a speaker, through relays."""
    return evidence(ref, speaker=speaker, speaker_kind=kind, chain=(speaker, *relays), **known)


def article(name: str, text: str, *rows: tuple[str, str, str, dict[str, object]], **about: object) -> Article:
    """An article with rows of (source, cue, content as words, other fields)."""
    made = []
    for number, (source, cue, content, known) in enumerate(rows, 1):
        roles = [((text.index(w), text.index(w) + len(w)),) if w else () for w in (source, cue, content)]
        made.append(replace(Attribution(f"a{number}", *roles, confidence=0.9), **known))  # type: ignore[arg-type]
    return Article(name, text, ((0, len(text)),), attributions=tuple(made), **about)  # type: ignore[arg-type]
