"""Encoders and pair scorers that have not seen what they are measured on: one for each fold of the train stories.

The folds' encoders (`fold0/embedder.onnx` ...) come from `training.tune --folds 4` and `training.embedder`, see training/README.md.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

from reportedly.claims import Claims, network
from reportedly.claims.embedder import Embedder
from reportedly.claims.features import NAMES
from reportedly.claims.network import Network
from training import scorer
from training.claim_data import Set, folds, stories

FOLDS = scorer.FOLDS
OPPOSITES = Path(__file__).parent / "opposites.tsv"


class Material:
    """All pairs with their features, and the folds of stories."""

    def __init__(self, shared: Path, encoders: Path) -> None:
        self.encoders = encoders
        self.sets: dict[str, Set] = scorer.sets_of(shared / "data", OPPOSITES, Embedder(), encoders)
        self.folds = [set(f) for f in folds(list(stories(shared / "data/ledger/train")), FOLDS)]
        self.stories = set().union(*self.folds)
        self.settings = network.load("scorer", NAMES).settings

    @cache  # noqa: B019 (one object a run)
    def network(self, fold: int) -> Network:
        """A scorer that has not seen a fold's stories; the settings are the shipped ones (chosen over all folds)."""
        return scorer.network(scorer.without(self.sets, {"ledger": sorted(self.folds[fold])}), self.settings)

    def analyst(self, fold: int, **settings: float) -> Claims:
        """Claims whose encoder and scorer have not seen a fold's stories; `settings`: others than the shipped ones, as join=0.3."""
        found = replace(self.network(fold), settings={**self.settings, **settings})
        return Claims(self.encoders / f"fold{fold}", scorer=found)
