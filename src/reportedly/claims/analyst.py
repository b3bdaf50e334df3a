"""The room's front: articles -> evidence -> matches -> claims, with the models loaded once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from reportedly.claims import network, shortlist
from reportedly.claims.clusters import Cluster, Link, cluster, shifted, together
from reportedly.claims.embedder import Embedder
from reportedly.claims.evidence import from_article, from_sentences
from reportedly.claims.explain import because
from reportedly.claims.features import NAMES, Pairs
from reportedly.claims.network import Network
from reportedly.claims.origins import origins
from reportedly.claims.status import Sided, history, in_time, when
from reportedly.claims.values import Claim, Evidence, Match, Relation, Stance
from reportedly.claims.wording import clearest
from reportedly.model import Article


class Claims:
    """Compares propositions and gathers them into claims. Safe to share between threads; what it has read is kept only as a cache."""

    def __init__(self, weights: Path | None = None, threads: int = 1, *, scorer: Network | None = None) -> None:
        """Load the sentence encoder and the pair scorer from `weights` (default: the package's own); `threads`: of the encoder.

        `scorer`: another scorer than the folder's, for benchmarks. Raises WeightsError where a file is missing or damaged.
        """
        self.embedder = Embedder(weights, threads=threads)
        self._scorer = scorer or network.load("scorer", NAMES, weights)
        self._pairs = Pairs(self.embedder.tokenizer)

    def evidence(self, article: Article) -> tuple[Evidence, ...]:
        """The article's rows as evidence: those that carry a proposition, in the order of the rows."""
        return from_article(article, self.embedder)

    def of_sentence(self, sentence: str) -> Evidence:
        """A sentence that somebody wants checked, as evidence of nobody (ref "")."""
        return from_sentences([sentence], self.embedder)[0]

    def of_sentences(self, told: Sequence[str]) -> list[Evidence]:
        """Several sentences as evidence of nobody, embedded in one call."""
        return from_sentences(told, self.embedder)

    def pair_features(self, one: Evidence, others: Sequence[Evidence]) -> NDArray[np.float32]:
        """[n, len(NAMES)]: what the scorer sees of one against each of the others; symmetric."""
        return self._pairs.features(one, others)

    def scored(self, features: NDArray[np.float32]) -> NDArray[np.float64]:
        """[n, 3]: the probabilities of same, opposite, different."""
        return self._scorer.probabilities(features)

    def compare(self, one: Evidence, others: list[Evidence]) -> list[Match]:
        """How each of the others relates to one; symmetric, and deterministic.

        A pair is different unless "same" and "opposite" together are likelier than the scorer's setting; `score` is then the
        probability that both are about one claim, else that they are not. One article says a thing twice more seldom than two articles
        say the same, so that pairs within one have lower odds beforehand (the setting "within").
        """
        features = self._pairs.features(one, others)
        told = self.scored(features)
        found = []
        for other, row, p in zip(others, features, told, strict=True):
            relation, score = self._relation(p, self._within if one.article and one.article == other.article else 1.0)
            why = because(one, other, relation, dict(zip(NAMES, row.tolist(), strict=True)))
            found.append(Match(relation, round(score, 4), why))
        return found

    @property
    def _within(self) -> float:
        return float(self._scorer.settings.get("within", 1.0))

    def _relation(self, p: NDArray[np.float64], odds: float) -> tuple[Relation, float]:
        together = shifted(float(p[0] + p[1]), odds)
        if together < self._scorer.settings["related"]:
            return "different", 1.0 - together
        return ("same" if p[0] >= p[1] else "opposite"), together

    @property
    def join(self) -> float:
        """Least mean probability (0 to 1) at which two groups become one claim, and so least of some pair between them."""
        return float(self._scorer.settings["join"])

    def groups(self, refs: Iterable[str], matches: Mapping[tuple[str, str], Match]) -> list[frozenset[str]]:
        """Refs by the claim that they carry, every one in one group. `matches` as for `claims`; only those of `refs` count."""
        links = {pair: _link(match) for pair, match in matches.items()}
        return [frozenset(c.sides) for c in cluster(refs, links, self.join)]

    def claim(self, evidence: list[Evidence], matches: Mapping[tuple[str, str], Match]) -> Claim:
        """One claim of evidence that belongs together, whatever its pairs say: the sides are those of the likeliest matches."""
        by_ref = {e.ref: e for e in evidence}
        return _claim(together(by_ref, {pair: _link(m) for pair, m in within(by_ref, matches).items()}), by_ref)

    def claims(self, evidence: list[Evidence], matches: dict[tuple[str, str], Match]) -> list[Claim]:
        """Connected evidence -> claims. `matches`: by (ref, ref), the smaller ref first. The order of `evidence` does not matter."""
        by_ref = {e.ref: e for e in evidence}
        links = {pair: _link(match) for pair, match in matches.items()}
        found = cluster(by_ref, links, self.join)
        return [_claim(c, by_ref) for c in found]

    def matches(self, evidence: Sequence[Evidence]) -> dict[tuple[str, str], Match]:
        """All matches that are worth a comparison among evidence in memory, by (ref, ref), the smaller ref first."""
        ordered = sorted(evidence, key=lambda e: e.ref)
        found = {}
        for here, others in shortlist.pairs(ordered):
            for place, match in zip(others, self.compare(ordered[here], [ordered[k] for k in others]), strict=True):
                found[ordered[here].ref, ordered[place].ref] = match
        return found


def gather(articles: Iterable[Article], analyst: Claims) -> list[Claim]:
    """The claims of articles in memory, those with most evidence first."""
    evidence = [e for a in articles for e in analyst.evidence(a)]
    found = analyst.claims(evidence, analyst.matches(evidence))
    return sorted(found, key=lambda c: (-len(c.supports) - len(c.denies), min((*c.supports, *c.denies))))


def within(refs: Collection[str], matches: Mapping[tuple[str, str], Match]) -> dict[tuple[str, str], Match]:
    """The matches between `refs`; the cost is that of the fewer: their pairs or all matches."""
    if len(refs) ** 2 < len(matches):
        return {pair: m for pair in combinations(sorted(refs), 2) if (m := matches.get(pair))}
    return {(a, b): m for (a, b), m in matches.items() if a in refs and b in refs}


def _link(match: Match) -> Link:
    together = 1.0 - match.score if match.relation == "different" else match.score
    return Link(together, {"same": together, "opposite": -together, "different": 0.0}[match.relation])


def stances(found: Cluster, by_ref: Mapping[str, Evidence]) -> list[Sided]:
    """Each member with its stance to the cluster's proposition, in the order of time.

    The proposition is the one that more members word without a negation; who rejects it ("denied"), and who affirms its
    opposite, denies it.
    """
    plain = sum(side for ref, side in found.sides.items() if not by_ref[ref].negative)
    way = _sign(plain) or _sign(sum(found.sides.values())) or 1
    return in_time([(by_ref[ref], _stance(side * way, by_ref[ref])) for ref, side in found.sides.items()])


def _stance(side: int, evidence: Evidence) -> Stance:
    return "supports" if (side > 0) != (evidence.commitment == "denies") else "denies"


def _sign(value: int) -> int:
    return (value > 0) - (value < 0)


def _claim(found: Cluster, by_ref: Mapping[str, Evidence]) -> Claim:
    sided = stances(found, by_ref)
    supports = [e for e, stance in sided if stance == "supports"]
    denies = [e for e, stance in sided if stance == "denies"]
    worded = [e for e, stance in sided if (stance == "supports") != (e.commitment == "denies")]
    steps = history(sided)
    dates = [d for e, _ in sided if (d := when(e))]
    return Claim(
        text=clearest(worded or [e for e, _ in sided]),
        status=steps[-1].status,
        supports=tuple(e.ref for e in supports),
        denies=tuple(e.ref for e in denies),
        origins=origins(supports),
        first_said=dates[0] if dates else None,
        last_said=dates[-1] if dates else None,
        history=steps,
    )
