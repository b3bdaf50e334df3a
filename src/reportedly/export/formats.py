"""The formats by name, and writing one of them."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from reportedly.errors import BadValue, ExportError
from reportedly.export import annotation, atom, brat, claimreview, gexf, jsonl, parquet, prov, sheet
from reportedly.export.values import Bundle, Of, Options

ToFile = Callable[[Bundle, BinaryIO, Options], None]
ToFolder = Callable[[Bundle, Path, Options], None]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: what it holds in a few words, what its rows may be, and its writer, into a file or a folder (one of the two)."""

    about: str
    of: tuple[Of, ...]
    file: ToFile | None = None
    folder: ToFolder | None = None
    binary: bool = False

    def check(self, options: Options) -> None:
        """Raise BadValue where the format cannot hold what `options.of` asks for."""
        if options.of and options.of not in self.of:
            raise BadValue(f"this format holds {' or '.join(self.of)}, not {options.of}")


FORMATS: dict[str, Format] = {
    "jsonl": Format("the contract's objects, one a line", ("articles", "claims"), jsonl.write),
    "csv": Format("rows for a spreadsheet", ("articles", "claims"), sheet.write),
    "parquet": Format("the same rows with types, for pyarrow, DuckDB, pandas", ("articles", "claims"), parquet.write, binary=True),
    "claimreview": Format("reviewed claims as schema.org ClaimReview", ("claims",), claimreview.write),
    "annotation": Format("rows as W3C Web Annotations", ("articles",), annotation.write),
    "prov": Format("chains as PROV-O in Turtle", ("articles",), prov.write),
    "gexf": Format("who passes on whom over time, for Gephi", ("articles",), gexf.write),
    "brat": Format("a folder of standoff files", ("articles",), folder=brat.write),
    "atom": Format("a feed of the claims that changed last", ("claims",), atom.write),
}
"""Every format by the name that `export` takes."""


def export(bundle: Bundle, format: str, out: BinaryIO | Path, options: Options | None = None) -> None:
    """Write a bundle in one of FORMATS.

    `out` is an open binary file or a path; a file at a path appears only when it is whole. brat's `out` is the path of a folder
    that is empty or does not exist. Raises BadValue for a format, setting or `out` that makes no sense, ExportError where the
    file cannot be written.
    """
    chosen = named(format)
    settings = options or Options()
    chosen.check(settings)
    if chosen.folder:
        if not isinstance(out, Path):
            raise BadValue(f"{format} is a folder of files; name one")
        chosen.folder(bundle, out, settings)
    elif chosen.file and isinstance(out, Path):
        with _whole(out) as file:
            chosen.file(bundle, file, settings)
    elif chosen.file and not isinstance(out, Path):
        chosen.file(bundle, out, settings)


def named(format: str) -> Format:
    """One of FORMATS. Raises BadValue for any other name."""
    if format not in FORMATS:
        raise BadValue(f"{format!r} is not a format; take one of {', '.join(FORMATS)}")
    return FORMATS[format]


@contextmanager
def _whole(path: Path) -> Iterator[BinaryIO]:
    """A file that takes its place at `path` when it is written to the end, and leaves nothing behind otherwise."""
    try:
        descriptor, name = tempfile.mkstemp(prefix=f".{path.name[:40]}-", dir=path.parent)
    except OSError as error:
        raise ExportError(f"{path}: {error.strerror}") from error
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
        _as_usual(name)
        os.replace(name, path)
    except OSError as error:
        raise ExportError(f"{path}: {error.strerror}") from error
    finally:
        Path(name).unlink(missing_ok=True)


def _as_usual(name: str) -> None:
    # mkstemp makes files that only their owner reads; a written file has the rights that the user's umask leaves.
    mask = os.umask(0)
    os.umask(mask)
    os.chmod(name, 0o666 & ~mask)
