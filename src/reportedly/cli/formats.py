"""How articles are written: JSON Lines, one JSON list, CSV rows, or a table for a person."""

from __future__ import annotations

import csv
import json
from typing import Any, Protocol, TextIO

from rich.console import Console

from reportedly.cli.table import show
from reportedly.model import Article, Attribution
from reportedly.reasons import explained, sentence

FORMATS = ("table", "json", "jsonl", "csv")
COLUMNS = (
    "article",
    "id",
    "parent",
    "speaker",
    "speaker_kind",
    "role",
    "chain",
    "said",
    "commitment",
    "confidence",
    "kind",
    "source",
    "cue",
    "content",
    "content_spans",
)
WHY = ("speaker", "role", "chain", "said", "commitment")
"""The fields that `--explain` gives reasons for; columns of CSV, with "why_" before their name."""


class Writer(Protocol):
    """Takes articles one at a time and writes them as they come."""

    def article(self, article: Article) -> None:
        """Write one article."""

    def close(self) -> None:
        """Write what comes last."""


class JsonLines:
    """One article a line."""

    def __init__(self, out: TextIO, *, explain: bool = False) -> None:
        self._out, self._explain = out, explain

    def article(self, article: Article) -> None:
        """Write one line."""
        print(json.dumps(_object(article, self._explain), ensure_ascii=False), file=self._out, flush=True)

    def close(self) -> None:
        """Nothing comes last."""


class Json:
    """All articles as one indented list, an element at a time."""

    def __init__(self, out: TextIO, *, explain: bool = False) -> None:
        self._out, self._explain = out, explain
        self._begun = False

    def article(self, article: Article) -> None:
        """Write one element."""
        body = json.dumps(_object(article, self._explain), ensure_ascii=False, indent=2)
        print(",\n" if self._begun else "[\n", body, sep="", end="", file=self._out)
        self._begun = True

    def close(self) -> None:
        """End the list."""
        print("\n]" if self._begun else "[]", file=self._out)


def _object(article: Article, explain: bool) -> dict[str, Any]:
    return explained(article) if explain else article.to_json()


class Csv:
    """One row an attribution."""

    def __init__(self, out: TextIO, *, explain: bool = False) -> None:
        self._csv, self._explain = csv.writer(out, lineterminator="\n"), explain
        self._csv.writerow((*COLUMNS, *(f"why_{field}" for field in WHY)) if explain else COLUMNS)

    def article(self, article: Article) -> None:
        """Write the article's rows."""
        for row in article.attributions:
            self._csv.writerow(_cells(article, row) + (_reasons(article, row) if self._explain else []))

    def close(self) -> None:
        """Nothing comes last."""


def _cells(article: Article, row: Attribution) -> list[str]:
    spans = " ".join(f"{s}-{e}" for s, e in row.content)
    values = (
        article.id,
        row.id,
        row.parent,
        row.speaker,
        row.speaker_kind,
        row.role,
        " > ".join(row.chain),
        row.said,
        row.commitment,
        f"{row.confidence:.2f}",
        row.kind,
        article.words(row.source),
        article.words(row.cue),
        article.words(row.content),
        spans,
    )
    return [_harmless(v or "") for v in values]


def _reasons(article: Article, row: Attribution) -> list[str]:
    told: dict[str, str] = {reason.field: sentence(reason, article.text) for reason in row.why}
    return [_harmless(told.get(field, "")) for field in WHY]


def _harmless(cell: str) -> str:
    # A cell that begins like a formula is run by spreadsheets; the apostrophe is their own way to say "text".
    folded = " ".join(cell.split())
    return f"'{folded}" if folded[:1] in {"=", "+", "-", "@"} else folded


class Table:
    """Articles as tables."""

    def __init__(self, out: TextIO, *, explain: bool = False) -> None:
        self._console, self._explain = Console(file=out, highlight=False), explain

    def article(self, article: Article) -> None:
        """Write the head and the table."""
        show(article, self._console, explain=self._explain)

    def close(self) -> None:
        """Nothing comes last."""


def writer(name: str, out: TextIO, *, explain: bool = False) -> Writer:
    """The writer of one of FORMATS; `explain`: with the reasons of each row."""
    made: dict[str, type[JsonLines] | type[Json] | type[Csv] | type[Table]] = {
        "jsonl": JsonLines,
        "json": Json,
        "csv": Csv,
        "table": Table,
    }
    return made[name](out, explain=explain)
