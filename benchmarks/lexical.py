"""An Analyst without models, for the ledger's tests and benchmarks: hashed bags of words, pairs judged by the words they share.

It is no measure of how well claims are found; it takes the encoder's time out of what is measured.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Mapping

import numpy as np

from reportedly.claims import Claim, Evidence, Match
from reportedly.claims.analyst import stances, within
from reportedly.claims.clusters import Link, cluster, together
from reportedly.claims.origins import origins
from reportedly.claims.sketch import PAGE, SENTENCE, sketch
from reportedly.claims.status import history, when
from reportedly.claims.values import DIMENSIONS
from reportedly.model import Article, Attribution

ALIKE = 0.5
"""Share of common words from which two propositions count as one claim."""
_NEGATIONS = frozenset(("not", "no", "never", "nobody"))
_SMALL = frozenset(("the", "and", "that", "was", "were", "has", "had", "have", "been", "its", "their", "for", "with", "are", "will"))


def words(text: str) -> list[str]:
    return [w for w in re.findall(r"\w+", text.lower()) if (len(w) > 2 or w.isdigit()) and w not in _SMALL and w not in _NEGATIONS]


class Lexical:
    """Deterministic and fast; safe to share."""

    def evidence(self, article: Article) -> tuple[Evidence, ...]:
        page = sketch(article.text, PAGE)
        return tuple(_of(article, row, page) for row in article.attributions if row.content)

    def of_sentence(self, sentence: str) -> Evidence:
        return _evidence("", sentence, Article("", sentence, ()), Attribution("", (), (), ()), sketch(sentence, PAGE))

    def compare(self, one: Evidence, others: list[Evidence]) -> list[Match]:
        return [_match(one, other) for other in others]

    join = ALIKE

    def groups(self, refs: Iterable[str], matches: Mapping[tuple[str, str], Match]) -> list[frozenset[str]]:
        return [frozenset(c.sides) for c in cluster(refs, {pair: _link(m) for pair, m in matches.items()}, ALIKE)]

    def claim(self, evidence: list[Evidence], matches: Mapping[tuple[str, str], Match]) -> Claim:
        by_ref = {e.ref: e for e in evidence}
        return _claim(stances(together(by_ref, {pair: _link(m) for pair, m in within(by_ref, matches).items()}), by_ref))

    def claims(self, evidence: list[Evidence], matches: dict[tuple[str, str], Match]) -> list[Claim]:
        by_ref = {e.ref: e for e in evidence}
        links = {pair: _link(m) for pair, m in matches.items()}
        return [_claim(stances(c, by_ref)) for c in cluster(by_ref, links, ALIKE)]


def _match(one: Evidence, other: Evidence) -> Match:
    mine, theirs = set(words(one.text)), set(words(other.text))
    share = len(mine & theirs) / max(1, len(mine | theirs))
    if share < ALIKE:
        return Match("different", 1 - share, f"{len(mine & theirs)} words in common")
    return Match("same" if one.negative == other.negative else "opposite", share, f"{len(mine & theirs)} words in common")


def _link(match: Match) -> Link:
    if match.relation == "different":
        return Link(1 - match.score, 0.0)
    return Link(match.score, match.score if match.relation == "same" else -match.score)


def _claim(sided: Iterable[tuple[Evidence, str]]) -> Claim:
    told = list(sided)
    supports = [e for e, side in told if side == "supports"]
    steps = history(told)  # type: ignore[arg-type]
    dates = [d for e, _ in told if (d := when(e))]
    return Claim(
        text=told[0][0].text,
        status=steps[-1].status,
        supports=tuple(e.ref for e in supports),
        denies=tuple(e.ref for e, side in told if side == "denies"),
        origins=origins(supports),
        first_said=dates[0] if dates else None,
        last_said=dates[-1] if dates else None,
        history=steps,
    )


def _of(article: Article, row: Attribution, page: np.ndarray) -> Evidence:
    return _evidence(f"{article.id}#{row.id}", " ".join(article.text[s:e] for s, e in row.content), article, row, page)


def _evidence(ref: str, text: str, article: Article, row: Attribution, page: np.ndarray) -> Evidence:
    told = words(text)
    vector = np.zeros(DIMENSIONS, np.float32)
    for word in told:
        vector[zlib.crc32(word.encode()) % DIMENSIONS] += 1
    negations = sum(w in _NEGATIONS for w in re.findall(r"\w+", text.lower()))
    return Evidence(
        ref=ref,
        article=article.id,
        text=text,
        negative=negations % 2 == 1,
        commitment=row.commitment,
        speaker=row.speaker,
        speaker_kind=row.speaker_kind,
        chain=row.chain,
        outlet=article.outlet,
        published=article.published,
        said=row.said,
        confidence=row.confidence,
        names=frozenset(w.lower() for w in re.findall(r"\b[A-Z]\w+", text)),
        numbers=frozenset(re.findall(r"\d+", text)),
        dates=frozenset(),
        keys=tuple(dict.fromkeys(told)),
        vector=vector / max(1e-9, float(np.linalg.norm(vector))),
        sketch=sketch(text, SENTENCE),
        page_sketch=page,
    )
