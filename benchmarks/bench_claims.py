"""Claims on annotated threads: `python -m benchmarks.bench_claims [--shared ../shared] [--encoders build/encoders]`.

Three parts, each by shared/tools/score_ledger.py's measures (cross-article pairs with one stance, status, origins):

- gold, from the page: the shipped reader and the shipped scorer, nothing of the gold was trained on;
- gold, from the annotated rows;
- train, cross-validated by story: for each of four folds of stories encoder and pair scorer are trained anew without the fold's
  stories, then scored on them, from the annotated rows and from the text as the reader reads it. The reader's tagger WAS trained
  on these articles, so the second figure flatters the reader, not the matching.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import tempfile
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.scorers import FOLDS, Material
from reportedly import Reader
from reportedly.claims import Claims, gather
from reportedly.model import Article
from training.claim_data import gold_article

MEASURES = ("pairs", "status", "origins")


def scoring(shared: Path) -> ModuleType:
    """shared/tools/score_ledger.py as a module."""
    spec = importlib.util.spec_from_file_location("score_ledger", shared / "tools/score_ledger.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def score(tool: ModuleType, folder: Path, articles: Sequence[Article], claims: list[dict[str, Any]]) -> dict[str, dict[str, float]]:
    told = tool.score(str(folder), [a.to_json() for a in articles], claims)
    return {m: told[m] for m in MEASURES}


def claims_of(analyst: Claims, stories: Sequence[Sequence[Article]]) -> list[dict[str, Any]]:
    """Claims story by story: a ledger of one story each, as the annotators had."""
    found = [c for articles in stories for c in gather(articles, analyst)]
    return [c.to_json(f"c{k}") for k, c in enumerate(found)]


def show(name: str, figures: dict[str, dict[str, float]]) -> None:
    pairs = figures["pairs"]
    print(
        f"{name:34} pairs p {pairs['p']:.3f} r {pairs['r']:.3f} f1 {pairs['f1']:.3f}   "
        f"status {figures['status']['acc']:.3f}   origins {figures['origins']['acc']:.3f}   threads {figures['status']['n']}",
        flush=True,
    )


def grouped(articles: Sequence[Article], story: dict[str, str]) -> list[list[Article]]:
    found: dict[str, list[Article]] = {}
    for a in articles:
        found.setdefault(story[a.id], []).append(a)
    return list(found.values())


def story_of(folder: Path) -> dict[str, str]:
    files = [p for p in sorted(folder.glob("*.json")) if not p.name.endswith(".threads.json")]
    return {p.stem: json.loads(p.read_text("utf8"))["story"] for p in files}


def gold(shared: Path, tool: ModuleType, analyst: Claims) -> None:
    folder = shared / "data/ledger/gold"
    story = story_of(folder)
    reader = Reader()
    pages = []
    for page in sorted((shared / "data/ledger/pages").iterdir()):
        published = json.loads((folder / f"{page.stem}.json").read_text("utf8"))["published"]
        pages.append(reader.read(page, published=published if page.suffix == ".txt" else None))
    show("gold, from the page", score(tool, folder, pages, claims_of(analyst, grouped(pages, story))))
    rows = [gold_article(folder / f"{name}.json") for name in sorted(story)]
    show("gold, from annotated rows", score(tool, folder, rows, claims_of(analyst, grouped(rows, story))))


def told_articles(folder: Path, ids: Sequence[str], reader: Reader | None = None) -> tuple[list[Article], list[Article]]:
    """Annotated articles with the annotator's rows, and the same as the reader reads their text."""
    reader = reader or Reader()
    rows = [gold_article(folder / f"{i}.json") for i in ids]
    return rows, [replace(reader.read_text(a.text, id=a.id, published=a.published), outlet=a.outlet) for a in rows]


@contextmanager
def with_threads(folder: Path, stories: Collection[str], story: dict[str, str]) -> Iterator[Path]:
    """A folder of those annotated articles whose story has threads, with all threads: what the figures are taken over."""
    with tempfile.TemporaryDirectory() as temp:
        for path in (p for p in folder.glob("*.json") if story.get(p.stem) in stories or p.name.endswith(".threads.json")):
            (Path(temp) / path.name).write_bytes(path.read_bytes())
        yield Path(temp)


def train(shared: Path, tool: ModuleType, material: Material) -> None:
    folder = shared / "data/ledger/train"
    story = story_of(folder)
    reader = Reader()
    told: dict[str, tuple[list[Article], list[dict[str, Any]]]] = {"rows": ([], []), "text": ([], [])}
    for number in range(FOLDS):
        analyst = material.analyst(number)
        rows, read = told_articles(folder, [i for i, s in story.items() if s in material.folds[number]], reader)
        for name, articles in (("rows", rows), ("text", read)):
            told[name][0].extend(articles)
            told[name][1].extend(claims_of(analyst, grouped(articles, story)))
    with with_threads(folder, material.stories, story) as threads:
        show("train by story, annotated rows", score(tool, threads, *told["rows"]))
        show("train by story, from the text", score(tool, threads, *told["text"]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--encoders", type=Path, default=Path("build/encoders"), help="the folds' encoders (training/README.md)")
    parser.add_argument("--only", choices=("gold", "train"))
    args = parser.parse_args()
    tool = scoring(args.shared)
    if args.only != "train":
        gold(args.shared, tool, Claims())
    if args.only != "gold":
        train(args.shared, tool, Material(args.shared, args.encoders))


if __name__ == "__main__":
    main()
