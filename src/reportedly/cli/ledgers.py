"""What the verbs over a ledger share: opening it, pages from folders and addresses, and how answers are printed.

The ledger, and the database library with it, is loaded where one is opened: `read` and `--help` need neither.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from reportedly.cli.table import clean
from reportedly.errors import PageError

if TYPE_CHECKING:
    from reportedly.ledger import Ledger

DEFAULT = "reportedly.db"
SETTING = "REPORTEDLY_LEDGER"
SIGNS = {"contested": ("✗✓", "red"), "affirmed": ("✓", "green"), "unconfirmed": ("~", "yellow"), "retracted": ("↩", "magenta")}
"""Sign and colour of a status: the sign carries it where there is no colour."""
PAGES = {".html", ".htm", ".txt", ".xhtml"}
"""What `add DIR` takes from a folder."""
Place = Annotated[
    str | None,
    typer.Option("--ledger", metavar="URL", help=f"A file or postgresql://... (default: ${SETTING}, else {DEFAULT}).", show_default=False),
]
Form = Annotated[str | None, typer.Option("--format", "-f", help="table or jsonl.", show_default=False)]


def place(url: str | None) -> str:
    """The ledger that is meant: the option, the environment, the default."""
    return url or os.environ.get(SETTING) or DEFAULT


def opened(url: str | None, *, new: bool = False) -> Ledger:
    """Open it; only `add` makes a new one. Raises BadParameter where a file that is asked is not there."""
    from reportedly.ledger import Ledger

    here = place(url)
    if not new and "://" not in here and not Path(here).expanduser().exists():
        raise typer.BadParameter(f"there is no ledger {here!r}; reportedly add PAGE makes one", param_hint="--ledger")
    return Ledger(here)


def tabular(form: str | None) -> bool:
    """Whether a table is wanted: on a terminal by default, JSON Lines when piped."""
    if form not in (None, "table", "jsonl"):
        raise typer.BadParameter(f"{form!r} is not a format; take table or jsonl", param_hint="--format")
    return form == "table" or (form is None and sys.stdout.isatty())


@dataclass(frozen=True, slots=True)
class Found:
    """A page to add: a file, or an address."""

    name: str
    path: Path | None = None


def pages(named: Sequence[str]) -> Iterator[Found]:
    """Files, the pages in folders (in the order of their names), and addresses."""
    for name in named:
        if name.startswith(("http://", "https://")):
            yield Found(name)
        elif Path(name).is_dir():
            yield from (Found(str(p), p) for p in sorted(Path(name).rglob("*")) if p.suffix.lower() in PAGES and p.is_file())
        else:
            yield Found(name, Path(name))


def read_file(path: Path) -> bytes:
    """A file's bytes. Raises PageError."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise PageError(f"{error.strerror or error}") from error


def line(told: object) -> None:
    """One JSON line."""
    print(json.dumps(told, ensure_ascii=False, default=_plain), flush=True)


def _plain(value: Any) -> Any:
    return asdict(value)


def table(columns: Sequence[tuple[str, int, int | None]], rows: Sequence[Sequence[Text | str]]) -> None:
    """Columns (name, least width, share of the rest) and rows, without lines."""
    console = Console(highlight=False)
    made = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim", show_edge=False, expand=True)
    for name, least, ratio in columns:
        made.add_column(name, min_width=least, ratio=ratio, overflow="fold", no_wrap=ratio is None)
    for row in rows:
        made.add_row(*(cell if isinstance(cell, Text) else Text(clean(cell)) for cell in row))
    console.print(made)


def status(value: str | None) -> Text:
    """A status with its sign."""
    sign, colour = SIGNS.get(value or "", ("", ""))
    return Text(f"{sign} {value or '—'}".strip(), style=colour)


def say(words: str) -> None:
    """One line for a person, on stderr."""
    print(clean(words), file=sys.stderr)
