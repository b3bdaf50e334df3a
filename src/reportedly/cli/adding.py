"""`reportedly add`: pages into the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from reportedly.cli.ledgers import Found, Place, opened, pages, read_file, say
from reportedly.errors import PageError
from reportedly.pages.fetch import fetch

if TYPE_CHECKING:
    from reportedly.ledger import Added, Ledger

HELP = """Example:  reportedly add page.html saved/ https://news.example/dam

Read pages into the ledger: files, folders of pages, addresses. Pages that are there already are skipped, so that a stopped run goes
on where it was; a page that has changed since becomes a new version.

\b
  reportedly add saved/ --ledger desk.db
  reportedly add page.html --ledger postgresql://desk@localhost/desk
  reportedly add saved.txt --published 2031-04-08

\b
Exit status: 0 all pages are in the ledger, 1 some could not be read (one line each on stderr), 2 wrong usage.
"""


def add(
    named: Annotated[list[str], typer.Argument(metavar="PAGE|DIR|URL...", help="Files, folders, http addresses.")],
    ledger: Place = None,
    published: Annotated[str | None, typer.Option(metavar="DATE", help="Date of pages that have none: 2031-04-08.")] = None,
    plain: Annotated[bool, typer.Option("--plain", help="The pages are article text already.")] = False,
) -> None:
    """Add pages."""
    wanted = list(pages(named))
    if not wanted:
        raise typer.BadParameter(f"no pages (.html, .txt) in {', '.join(named)}")
    counts = {"new": 0, "version": 0, "kept": 0, "failed": 0, "rows": 0}
    with opened(ledger, new=True) as book:
        book.reader.check(published)
        for found in _progress(wanted):
            try:
                added = _one(book, found, published, plain)
            except PageError as error:
                counts["failed"] += 1
                say(f"reportedly: {found.name}: {error}")
                continue
            counts[added.outcome] += 1
            counts["rows"] += added.rows
    say(_summary(counts))
    raise typer.Exit(1 if counts["failed"] else 0)


def _one(book: Ledger, found: Found, published: str | None, plain: bool) -> Added:
    if found.path is None:
        return book.add(fetch(found.name, inside=True).body, url=found.name, published=published, plain=plain)
    return book.add(read_file(found.path), id=found.path.stem, published=published, plain=plain)


def _summary(counts: dict[str, int]) -> str:
    told = [f"{counts['new']} new"]
    told += [f"{counts['version']} changed"] if counts["version"] else []
    told += [f"{counts['kept']} there already"] if counts["kept"] else []
    told += [f"{counts['failed']} not readable"] if counts["failed"] else []
    return f"{', '.join(told)}; {counts['rows']} rows"


def _progress(wanted: list[Found]) -> Iterator[Found]:
    console = Console(stderr=True)
    if len(wanted) < 5 or not console.is_terminal:
        yield from wanted
        return
    columns = (TextColumn("adding"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=len(wanted))
        for found in wanted:
            bar.update(task, description=found.name[-40:])
            yield found
            bar.advance(task)
