"""CSV (RFC 4180) for spreadsheets: one row an attribution, or one a claim."""

from __future__ import annotations

import csv
import io
from typing import Any, BinaryIO

from reportedly.export.records import records
from reportedly.export.text import cell
from reportedly.export.values import Bundle, Options

ROW_COLUMNS = (
    *("article", "url", "outlet", "headline", "published", "published_from", "id", "parent", "speaker", "speaker_kind", "role"),
    *("chain", "said", "commitment", "confidence", "kind", "source", "cue", "content", "source_spans", "cue_spans", "content_spans"),
)
CLAIM_COLUMNS = ("id", "claim", "status", "supports", "denies", "origins", "first_said", "last_said", "changed", "because")


def write(bundle: Bundle, out: BinaryIO, options: Options) -> None:
    """A head line, then the rows; lists are joined, in the ways that docs/export.md names."""
    columns = CLAIM_COLUMNS if options.of == "claims" else ROW_COLUMNS
    text = io.TextIOWrapper(out, "utf8", newline="", write_through=True)
    try:
        lines = csv.writer(text)
        lines.writerow(columns)
        for record in records(bundle, options):
            lines.writerow(cell(_told(name, record[name])) for name in columns)
    finally:
        # Detached, or the wrapper would close the caller's file.
        text.detach()


def _told(name: str, value: Any) -> str:
    if name.endswith("_spans"):
        return " ".join(f"{span['start']}-{span['end']}" for span in value)
    if isinstance(value, list):
        return (" > " if name == "chain" else "; ").join(item or "unnamed" for item in value)
    return "" if value is None else str(value)
