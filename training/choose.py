"""Choose how scores become rows: `python -m training.choose --data ../shared/data --weights src/reportedly/attribution/weights`.

On the PolNeAR development set (guide "polnear"), one number of `Settings` at a time, then the regression behind each row's confidence,
then the floor below which rows are left out. The ledger's gold articles (guide "ledger") are few: they choose only the window and the
biases of contents and nested rows, and their regression leans on PolNeAR's. The encoder runs once; every try
decodes its scores again. Writes settings.json. Nothing here sees training articles, whose rows the tagger is too sure of.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np

from reportedly.attribution import Tagger
from reportedly.attribution.confidence import sure
from reportedly.attribution.reading import drafts
from reportedly.attribution.rows import Draft, nested
from reportedly.attribution.settings import FILE, GUIDES, Guide, Settings
from training import data

WINDOWS = (128, 160)
TRIES: dict[str, tuple[float, ...]] = {
    "source": (1.2, 1.6, 2.0),
    "cue": (0.6, 0.9, 1.2),
    "content": (-0.2, 0.0, 0.2, 0.4),
    "gap": (0.3, 0.5, 0.8),
    "other_paragraph": (2.0, 3.0),
    "no_cue": (0.5, 1.0, 1.5),
    "no_source": (2.0, 3.0),
    "source_gap": (0.1, 0.2, 0.4),
}
LEDGER_TRIES = ("window", "cue", "content", "inner_bias")
INNER = (-0.4, 0.0, 0.4, 0.8)
RIDGE, LEANING = 1.0, 100.0
FLOORS = tuple(k / 50 for k in range(26))


@dataclass
class Case:
    """One development article with its gold rows as covered tokens."""

    text: str
    paragraphs: tuple[tuple[int, int], ...]
    tokens: list[tuple[int, int]]
    gold: list[dict[str, set[int]]]


class Desk:
    """The development set of one guide, with the encoder's scores kept for each window length."""

    def __init__(self, guide: Guide, args: argparse.Namespace) -> None:
        sys.path.insert(0, str(args.tools))
        import score_attributions

        self.score, self.guide, self.weights = score_attributions, guide, args.weights
        folder = args.data
        found = data.polnear(folder / "polnear/dev.jsonl") if guide == "polnear" else data.ledger(folder / "ledger/gold")
        self.cases = [self._case(text, rows) for text, rows, _ in found]
        self._kept: dict[int, list[SimpleNamespace]] = {}

    def _case(self, text: str, rows: list[dict]) -> Case:
        tokens = self.score.tokens(text)
        gold = [{r: self.score.cover(tokens, a[r]) for r in data.ROLES} for a in rows]
        return Case(text, tuple(data.paragraphs(text)), tokens, [g for g in gold if g["content"]])

    def rows(self, settings: Settings) -> list[list[Draft]]:
        """Every article's rows under some settings."""
        out = []
        for case, kept in zip(self.cases, self._scores(settings.window), strict=True):
            kept.settings = settings
            outer, inner, _ = drafts(case.text, case.paragraphs, kept)
            # rows that a rule has made (signed posts) have no signs, and a confidence of their own
            out.append([d for d, _ in nested(outer, [] if self.guide == "polnear" else inner) if d.signs])
        return out

    def _scores(self, window: int) -> list[SimpleNamespace]:
        if window not in self._kept:
            self._kept[window] = [self._encoded(case, window) for case in self.cases]
        return self._kept[window]

    def _encoded(self, case: Case, window: int) -> SimpleNamespace:
        tagger = Tagger(self.weights, guide=self.guide)
        tagger.settings = replace(tagger.settings, window=window)
        seen: dict[str, object] = {}

        def cut(*args: object) -> object:
            return seen.setdefault("pieces", tagger.cut(*args))

        def windows(pieces: object) -> object:
            if "windows" not in seen:
                seen["windows"] = list(tagger.windows(pieces))
            return seen["windows"]

        return SimpleNamespace(cut=cut, windows=windows)

    def right(self, found: Sequence[Sequence[Draft]], *, content_only: bool = False) -> list[list[bool]]:
        """Which rows match a gold row one to one, as score_attributions.py counts."""
        return [self._matched(case, rows, content_only) for case, rows in zip(self.cases, found, strict=True)]

    def _matched(self, case: Case, rows: Sequence[Draft], content_only: bool) -> list[bool]:
        iou, cover = self.score.iou, self.score.cover
        mine = [{"content": cover(case.tokens, d.content), "source": cover(case.tokens, d.source)} for d in rows]
        pairs = []
        for i, g in enumerate(case.gold):
            for j, p in enumerate(mine):
                content, source = iou(g["content"], p["content"]), iou(g["source"], p["source"])
                if content >= 0.5 and (content_only or source >= 0.5):
                    pairs.append((content + (0 if content_only else source), i, j))
        taken: set[int] = set()
        good = [False] * len(rows)
        for _, i, j in sorted(pairs, reverse=True):
            if i not in taken and not good[j]:
                taken.add(i)
                good[j] = True
        return good

    def f1(self, found: Sequence[Sequence[Draft]]) -> float:
        """F1 of attributions, and a third of that of contents, so that neither is bought with the other."""
        gold, mine = sum(len(c.gold) for c in self.cases), sum(map(len, found))
        both = [sum(map(sum, self.right(found, content_only=c))) * 2 / (gold + mine) for c in (False, True)]
        return (both[0] + both[1] / 3) / (1 + 1 / 3)


def choose(desk: Desk, settings: Settings) -> Settings:
    """Each number in turn set to the best of its tries."""
    best, top = settings, desk.f1(desk.rows(settings))
    for name in ("window", *TRIES) if desk.guide == "polnear" else LEDGER_TRIES:
        for one in _variants(best, name):
            score = desk.f1(desk.rows(one))
            if score > top + 1e-5:
                best, top = one, score
    print(f"{desk.guide}: {top:.4f} {best}", flush=True)
    return best


def _variants(settings: Settings, name: str) -> list[Settings]:
    if name == "window":
        return [replace(settings, window=w) for w in WINDOWS]
    if name == "inner_bias":
        return [replace(settings, inner_bias=(a, a, b)) for a in INNER for b in INNER]
    if name in data.ROLES:
        k = data.ROLES.index(name)
        return [replace(settings, bias=(*settings.bias[:k], v, *settings.bias[k + 1 :])) for v in TRIES[name]]
    return [replace(settings, **{name: v}) for v in TRIES[name]]


def fit(signs: np.ndarray, right: np.ndarray, prior: np.ndarray | None = None) -> np.ndarray:
    """Coefficients of a logistic regression by Newton's method; `signs` [rows, signs], `right` [rows].

    Ridge towards `prior` (default zero), on all but the first. The ledger's rows are few, so theirs lean on PolNeAR's.
    """
    start = np.zeros(signs.shape[1]) if prior is None else prior
    weights = start.copy()
    penalty = (RIDGE if prior is None else LEANING) * np.eye(signs.shape[1])
    penalty[0, 0] = 1e-6
    for _ in range(30):
        p = 1 / (1 + np.exp(-np.clip(signs @ weights, -30, 30)))
        slope = signs.T @ (right - p) - penalty @ (weights - start)
        weights = weights + np.linalg.solve((signs * (p * (1 - p))[:, None]).T @ signs + penalty, slope)
    return weights


def calibrate(desk: Desk, settings: Settings, prior: np.ndarray | None) -> Settings:
    """Fit the confidence and choose the floor; prints the error of a fit that has not seen the article (folds by article)."""
    found = desk.rows(settings)
    right = desk.right(found)
    held = held_out(found, right, prior)
    flat, truth = np.concatenate(held), np.concatenate([np.array(r, float) for r in right])
    print(f"{desk.guide}: {len(truth)} rows, expected calibration error {error(flat, truth):.3f} (held out)")
    every = np.array([d.signs for rows in found for d in rows])
    weights = tuple(round(float(w), 4) for w in fit(every, truth, prior))
    floor = max(FLOORS, key=lambda f: desk.f1([[d for d, p in zip(r, h, strict=True) if p >= f] for r, h in zip(found, held, strict=True)]))
    return replace(settings, sure=weights, floor=floor)


def held_out(found: list[list[Draft]], right: list[list[bool]], prior: np.ndarray | None, folds: int = 10) -> list[np.ndarray]:
    """Each article's confidences by a fit on the other folds' articles."""
    out: list[np.ndarray] = [np.zeros(0)] * len(found)
    for k in range(min(folds, len(found))):
        rest = [i for i in range(len(found)) if i % folds != k]
        weights = fit(np.array([d.signs for i in rest for d in found[i]]), np.array([x for i in rest for x in right[i]], float), prior)
        for i in range(k, len(found), folds):
            out[i] = np.array([sure(d.signs, tuple(weights)) for d in found[i]])
    return out


def error(confidence: np.ndarray, right: np.ndarray, bins: int = 10) -> float:
    """Expected calibration error (Guo et al., ICML 2017) over bins of equal width."""
    place = np.minimum((confidence * bins).astype(int), bins - 1)
    parts = [place == b for b in range(bins) if (place == b).any()]
    return float(sum(abs(confidence[p].mean() - right[p].mean()) * p.mean() for p in parts))


def by_chance(confidence: np.ndarray, draws: int = 1000, seed: int = 0) -> float:
    """The calibration error that confidences which are exactly right still show on so few rows: mean over random draws."""
    rng = np.random.default_rng(seed)
    return float(np.mean([error(confidence, (rng.random(len(confidence)) < confidence).astype(float)) for _ in range(draws)]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--tools", type=Path, default=Path("../shared/tools"))
    args = parser.parse_args()
    settings, prior, chosen = Settings(), None, {}
    for guide in GUIDES:
        desk = Desk(guide, args)
        settings = calibrate(desk, choose(desk, replace(settings, sure=(), floor=0.0)), prior)
        prior = np.array(settings.sure)
        kept = [[d for d in rows if d.confidence >= settings.floor] for rows in desk.rows(settings)]
        print(f"{guide}: with floor {settings.floor}: {desk.f1(kept):.4f}")
        chosen[guide] = asdict(settings)
    (args.weights / FILE).write_text(json.dumps(chosen, indent=1) + "\n", "utf8")


if __name__ == "__main__":
    main()
