"""How an article stands to a sentence that somebody wants checked: agree, disagree, discuss, or unrelated to it.

The features are the Fake News Challenge's questions asked of sentences: does any sentence of the article lie near, does it turn the
sentence round, does the article refute or only hand on. `stance.json` holds a small network trained on FNC-1 (training/stance.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from reportedly.claims import network
from reportedly.claims.analyst import Claims
from reportedly.claims.features import NAMES as PAIR_NAMES
from reportedly.claims.network import Network
from reportedly.claims.proposition import tidy
from reportedly.claims.reading import Reading, read
from reportedly.claims.values import Evidence
from reportedly.model import Article
from reportedly.times.sentences import sentences
from reportedly.wordlists import words

ArticleStance = Literal["agree", "disagree", "discuss", "unrelated"]
SENTENCES = 16
"""Sentences of an article that are read, from its start: news tells first what it is about."""
_BEST = 3
_TAKEN = ("cosine", "covered_less", "covered_more", "dice", "bigrams", "run", "names_less", "names_conflict", "names_none",
          "numbers_shared", "numbers_conflict",
          "negation_differs", "antonyms", "turned", "hedge_differs", "future_differs", "order")  # fmt: skip
_LISTS = ("refuting", "reporting", "hedges", "negators")
NAMES = (
    *(f"best_{n}" for n in _TAKEN), "best_same", "best_opposite", "some_same", "some_opposite", "near_second", "near_third",
    "near_mean", "near_first", "near_body", "covered_body", "names_body", "place",
    *(f"{where}_{name}" for name in _LISTS for where in ("sentence", "best", "lead", "body")),
    "refuting_differs", "reporting_both", "length",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Body:
    """An article's first sentences as evidence, with what is asked of them as a whole."""

    told: tuple[Evidence, ...]
    readings: tuple[Reading, ...]
    vectors: NDArray[np.float32]
    mean: NDArray[np.float32]
    content: frozenset[str]
    names: frozenset[str]
    rates: NDArray[np.float32]
    lead: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Standing:
    """An article's stance to a sentence: its probability, and the sentence of the article that lies nearest."""

    stance: ArticleStance
    score: float
    nearest: str


class Checker:
    """Stances of articles to sentences; safe to share between threads."""

    def __init__(self, analyst: Claims, weights: Path | None = None, *, stance: Network | None = None) -> None:
        """`weights`: the folder of `stance.json` (default: the package's own). Raises WeightsError where it is missing or damaged."""
        self._analyst = analyst
        self._network = stance or network.load("stance", NAMES, weights)

    def body(self, text: str) -> Body:
        """Read an article's text once, for any number of sentences."""
        told = [t for s, e in sentences(text)[: 2 * SENTENCES] if (t := tidy(text[s:e]))][:SENTENCES] or ["-"]
        evidence = self._analyst.of_sentences(told)
        readings = tuple(read(e.text, self._analyst.embedder.tokenizer) for e in evidence)
        vectors = np.stack([e.vector for e in evidence])
        mean = vectors.mean(axis=0)
        rates = np.stack([_rates(r) for r in readings])
        return Body(
            tuple(evidence),
            readings,
            vectors,
            np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-6), np.float32),
            frozenset(w for r in readings for w in r.content),
            frozenset(n for r in readings for n in r.names),
            np.asarray(rates.mean(axis=0), np.float32),
            np.asarray(rates[:_BEST].mean(axis=0), np.float32),
        )

    def features(self, sentence: Evidence, body: Body) -> NDArray[np.float32]:
        """[len(NAMES)] for one sentence and one article."""
        reading = read(sentence.text, self._analyst.embedder.tokenizer)
        near = body.vectors @ sentence.vector
        shared = np.array([len(set(reading.content) & set(r.content)) for r in body.readings], np.float32)
        ranked = np.argsort(-(near + shared / max(1, len(set(reading.content)))), kind="stable")[:_BEST]
        pairs = self._analyst.pair_features(sentence, [body.told[k] for k in ranked])
        told = self._analyst.scored(pairs)
        ordered = np.sort(near)[::-1]
        own, best = _rates(reading), _rates(body.readings[ranked[0]])
        lists = np.stack([own, best, body.lead, body.rates], axis=1).ravel()
        return np.array(
            [
                *pairs[0, _COLUMNS],
                *told[0, :2],
                *told[:, :2].max(axis=0),
                *(float(ordered[min(k, len(ordered) - 1)]) for k in (1, 2)),
                float(near.mean()),
                float(near[0]),
                float(body.mean @ sentence.vector),
                len(set(reading.content) & body.content) / max(1, len(set(reading.content))),
                len(set(reading.names) & body.names) / max(1, len(set(reading.names))),
                float(ranked[0]) / SENTENCES,
                *lists,
                float((own[0] > 0) != (best[0] > 0)),
                float(own[1] > 0 and body.rates[1] > 0),
                min(1.0, len(body.told) / SENTENCES),
            ],
            np.float32,
        )

    def stance(self, sentence: str, article: Article) -> Standing:
        """How an article stands to a sentence."""
        evidence, body = self._analyst.of_sentence(sentence), self.body(article.text)
        p = self._network.probabilities(self.features(evidence, body)[None, :])[0]
        best = int(p.argmax())
        nearest = body.told[int((body.vectors @ evidence.vector).argmax())].text
        return Standing(_LABELS[best], float(p[best]), nearest)


_LABELS: tuple[ArticleStance, ...] = ("agree", "disagree", "discuss", "unrelated")
_COLUMNS = [PAIR_NAMES.index(n) for n in _TAKEN]


def _rates(reading: Reading) -> NDArray[np.float32]:
    """How many words of each list a sentence has, up to 3."""
    return np.array([min(3, _count(reading.words, name)) for name in _LISTS], np.float32)


def _count(found: Sequence[str], name: str) -> int:
    listed = words("claims", "words", name)
    return sum(w in listed for w in found)
