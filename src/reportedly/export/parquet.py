"""Parquet: the same records as CSV with their types and lists, through pyarrow (the extra `parquet`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, BinaryIO

from reportedly.errors import ExportError
from reportedly.export.records import Record, records
from reportedly.export.text import encodable
from reportedly.export.values import Bundle, Options

GROUP = 4096
"""Records in memory at a time, and in a row group of the file."""


def write(bundle: Bundle, out: BinaryIO, options: Options) -> None:
    """A row group at a time. Raises ExportError where pyarrow is not installed."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise ExportError("Parquet needs pyarrow; install reportedly with its extra: pip install 'reportedly[parquet]'") from error
    schema = _claims(pa) if options.of == "claims" else _rows(pa)
    with pq.ParquetWriter(out, schema, compression="zstd") as writer:
        for group in _groups(records(bundle, options)):
            writer.write_table(pa.Table.from_pylist(group, schema=schema), row_group_size=GROUP)


def _groups(items: Iterable[Record]) -> Iterator[list[Record]]:
    rest = iter(items)
    while group := [_encodable(record) for record in islice(rest, GROUP)]:
        yield group


def _encodable(value: Any) -> Any:
    if isinstance(value, str):
        return encodable(value)
    if isinstance(value, list):
        return [_encodable(item) for item in value]
    if isinstance(value, dict):
        return {name: _encodable(item) for name, item in value.items()}
    return value


def _rows(pa: Any) -> Any:
    spans = pa.list_(pa.struct([("start", pa.int64()), ("end", pa.int64())]))
    before = ("article", "url", "outlet", "headline", "published", "published_from", "id", "parent", "speaker", "speaker_kind", "role")
    return pa.schema(
        [(name, pa.string()) for name in before]
        + [("chain", pa.list_(pa.string())), ("said", pa.string()), ("commitment", pa.string()), ("confidence", pa.float64())]
        + [(name, pa.string()) for name in ("kind", "source", "cue", "content")]
        + [(name, spans) for name in ("source_spans", "cue_spans", "content_spans")]
    )


def _claims(pa: Any) -> Any:
    step = pa.struct([(name, pa.string()) for name in ("at", "status", "because")])
    return pa.schema(
        [(name, pa.string()) for name in ("id", "claim", "status")]
        + [(name, pa.list_(pa.string())) for name in ("supports", "denies", "origins")]
        + [(name, pa.string()) for name in ("first_said", "last_said", "changed", "because")]
        + [("history", pa.list_(step))]
    )
