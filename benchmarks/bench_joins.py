"""Claims by threshold of joining, cross-validated by story: `python -m benchmarks.bench_joins [--shared ../shared] [--mixed] [--within 1]`.

Encoder and pair scorer are those of the fold that has not seen a story (training/README.md says how the encoders in `--encoders` are
made). Each story is a ledger of its own, from annotated rows and from the text as the reader reads it (its tagger was trained on these
articles); with `--mixed` each fold of stories is one ledger, where most pairs are strangers.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.bench_claims import grouped, score, scoring, show, story_of, told_articles, with_threads
from benchmarks.scorers import FOLDS, Material
from reportedly.claims import Claims, Evidence, Match
from reportedly.model import Article

JOINS = (0.14, 0.16, 0.18, 0.19, 0.2, 0.21, 0.22, 0.24, 0.28)


@dataclass(frozen=True)
class Compared:
    """One ledger's evidence with all its matches, and the number of its fold."""

    fold: int
    evidence: list[Evidence]
    matches: dict[tuple[str, str], Match]


def compared(analyst: Claims, fold: int, ledgers: Sequence[Sequence[Article]]) -> list[Compared]:
    """Compare each ledger's evidence once; the threshold of joining plays no part in it."""
    told = [[e for a in articles for e in analyst.evidence(a)] for articles in ledgers]
    return [Compared(fold, evidence, analyst.matches(evidence)) for evidence in told]


def by_threshold(tool: ModuleType, folder: Path, articles: Sequence[Article], ledgers: Sequence[Compared], material: Material) -> None:
    """Print the figures at each threshold."""
    for join in JOINS:
        analysts = [material.analyst(fold, join=join) for fold in range(FOLDS)]
        claims: list[dict[str, Any]] = []
        for ledger in ledgers:
            found = analysts[ledger.fold].claims(ledger.evidence, ledger.matches)
            claims += [c.to_json(f"c{len(claims) + k}") for k, c in enumerate(found)]
        show(f"  join {join:.2f}", score(tool, folder, articles, claims))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--encoders", type=Path, default=Path("build/encoders"))
    parser.add_argument("--mixed", action="store_true", help="one ledger for each fold of stories, not for each story")
    parser.add_argument("--within", type=float, help="odds beforehand of pairs within one article, against the shipped ones")
    args = parser.parse_args()
    tool, material = scoring(args.shared), Material(args.shared, args.encoders)
    folder = args.shared / "data/ledger/train"
    story = story_of(folder)
    told = [told_articles(folder, sorted(i for i, s in story.items() if s in part)) for part in material.folds]
    with with_threads(folder, material.stories, story) as threads:
        for place, name in enumerate(("annotated rows", "from the text")):
            every = [a for kinds in told for a in kinds[place]]
            ledgers = []
            for fold, kinds in enumerate(told):
                analyst = material.analyst(fold, **({} if args.within is None else {"within": args.within}))
                parts = [kinds[place]] if args.mixed else grouped(kinds[place], story)
                ledgers += compared(analyst, fold, parts)
            print(f"{'a fold' if args.mixed else 'a story'} a ledger, {name}", flush=True)
            by_threshold(tool, threads, every, ledgers, material)


if __name__ == "__main__":
    main()
