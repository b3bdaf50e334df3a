"""`reportedly export`: what a ledger holds in the format of another tool."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, cast

import typer

from reportedly.errors import BadValue
from reportedly.export import FORMATS, Bundle, Format, Options, export, named
from reportedly.export.values import Of

Source = Callable[[str | None], Bundle]
"""Gives what is exported, for the value of `--ledger` (None: the usual ledger)."""

HELP = """Example:  reportedly export --format csv > rows.csv

Write what the ledger holds in the format of another tool.

\b
  reportedly export --format parquet --of claims --out claims.parquet
  reportedly export --format gexf --out relays.gexf
  reportedly export --format brat --out standoff/
  reportedly export --format atom --base https://ledger.example/ > claims.atom

\b
Formats:
"""


def add(app: typer.Typer, source: Source) -> None:
    """Give `app` the verb `export`, which writes the bundle of `source`."""

    @app.command("export", help=HELP + "\n".join(f"  {name:<12}{format.about}" for name, format in FORMATS.items()))
    def command(
        format: Annotated[str, typer.Option("--format", "-f", help=f"One of {', '.join(FORMATS)}.", show_default=False)],
        out: Annotated[str, typer.Option("--out", "-o", metavar="FILE|DIR", help="Where to; - is standard output.")] = "-",
        of: Annotated[str | None, typer.Option("--of", help="What a table's rows are: articles or claims.", show_default=False)] = None,
        base: Annotated[str, typer.Option("--base", metavar="IRI", help="Begin of the ids in linked data.")] = Options().base,
        newest: Annotated[int, typer.Option("--newest", metavar="N", min=1, help="Most entries of a feed.")] = Options().newest,
        ledger: Annotated[str | None, typer.Option("--ledger", metavar="URL", help="The ledger.", show_default=False)] = None,
    ) -> None:
        try:
            chosen = named(format)
            options = Options(base=base, of=cast(Of | None, of), newest=newest)
            chosen.check(options)
        except BadValue as error:
            raise typer.BadParameter(str(error)) from error
        _fits(format, chosen, out)
        export(source(ledger), format, sys.stdout.buffer if out == "-" else Path(out), options)


def _fits(name: str, chosen: Format, out: str) -> None:
    if out == "-" and chosen.folder:
        raise typer.BadParameter(f"{name} is a folder of files; name one", param_hint="--out")
    if out == "-" and chosen.binary and sys.stdout.isatty():
        raise typer.BadParameter(f"{name} is no text for a terminal; name a file", param_hint="--out")
