"""The command line: verbs that read pages and write rows. Data on stdout, words and progress on stderr."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from reportedly import __version__
from reportedly.cli import adding, asking, export, exporting, reviewing
from reportedly.cli.formats import FORMATS, writer
from reportedly.cli.serve import HELP as SERVE
from reportedly.cli.serve import serve
from reportedly.cli.user import user
from reportedly.errors import BadValue, PageError, ReportedlyError
from reportedly.model import Article
from reportedly.reader import Reader

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

_READ_HELP = """Example:  reportedly read examples/*.html

Read news pages and print who said what, through whom, when and how firmly: a table on a terminal, JSON Lines when piped.

\b
  reportedly read page.html --format json | jq '.attributions[].speaker'
  reportedly read saved.txt --published 2031-04-08
  curl -s https://news.example/dam | reportedly read -
  reportedly read --plain article.txt --format csv > rows.csv
  reportedly read page.html --explain

\b
Exit status: 0 all pages read, 1 some could not be (one line each on stderr), 2 wrong usage.
"""


def _version(show: bool) -> None:
    if show:
        typer.echo(f"reportedly {__version__}")
        raise typer.Exit


@app.callback(help="Example:  reportedly read page.html\n\nWho said it, through whom, when, how firmly, and who denies it.")
def _main(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")] = False,
) -> None:
    pass


@app.command(help=_READ_HELP)
def read(
    pages: Annotated[list[str], typer.Argument(metavar="PAGE...", help="HTML or saved text; - reads standard input.")],
    format: Annotated[str | None, typer.Option("--format", "-f", help="table, json, jsonl or csv.", show_default=False)] = None,
    published: Annotated[str | None, typer.Option(metavar="DATE", help="Date of pages that have none: 2031-04-08.")] = None,
    plain: Annotated[bool, typer.Option("--plain", help="The pages are article text already; take nothing away.")] = False,
    min_confidence: Annotated[
        float | None, typer.Option(metavar="P", min=0.0, max=1.0, help="Leave out rows that are less sure (0 to 1).", show_default=False)
    ] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Say why: the rule and the words behind each value.")] = False,
    threads: Annotated[int, typer.Option(min=1, help="Threads of the encoder.")] = 1,
) -> None:
    """Read pages and print their attributions."""
    out = writer(_chosen(format), sys.stdout, explain=explain)
    reader = _reader(published, threads, min_confidence)
    failed = 0
    for page in _progress(pages):
        try:
            article = _read_one(reader, page, published, plain)
        except PageError as error:
            failed += 1
            _complain(f"{'standard input' if page == '-' else page}: {error}")
            continue
        out.article(article)
    out.close()
    raise typer.Exit(1 if failed else 0)


app.command(help=adding.HELP)(adding.add)
app.command(help=asking.CLAIMS)(asking.claims)
app.command(help=asking.CLAIM)(asking.claim)
app.command(help=asking.WHO)(asking.who)
app.command(help=asking.SEARCH)(asking.search)
app.command(help=asking.CHECK)(asking.check)
app.command(help=asking.TIMELINE)(asking.timeline)
app.add_typer(reviewing.app, name="review")
app.command(help=reviewing.DOCTOR)(reviewing.doctor)
export.add(app, exporting.bundle)


def _chosen(name: str | None) -> str:
    if name is None:
        return "table" if sys.stdout.isatty() else "jsonl"
    if name not in FORMATS:
        raise typer.BadParameter(f"{name!r} is not a format; take one of {', '.join(FORMATS)}", param_hint="--format")
    return name


def _reader(published: str | None, threads: int, min_confidence: float | None) -> Reader:
    reader = Reader(threads=threads, min_confidence=min_confidence)
    try:
        reader.check(published)
    except BadValue as error:
        raise typer.BadParameter(str(error), param_hint="--published") from error
    return reader


def _read_one(reader: Reader, page: str, published: str | None, plain: bool) -> Article:
    if page == "-":
        return reader.read(sys.stdin.buffer.read(), published=published, plain=plain)
    return reader.read(Path(page), published=published, plain=plain)


def _progress(pages: list[str]) -> Iterator[str]:
    console = Console(stderr=True)
    if len(pages) < 5 or not console.is_terminal or sys.stdout.isatty():
        yield from pages
        return
    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=len(pages))
        for page in pages:
            bar.update(task, description=Path(page).name)
            yield page
            bar.advance(task)


def _complain(words: str) -> None:
    line = " ".join(words.split())
    print(f"reportedly: {''.join(c if c.isprintable() else '?' for c in line)}", file=sys.stderr)


app.command(help=SERVE)(serve)
app.add_typer(user, name="user")


def run() -> None:
    """Entry point of the `reportedly` command: our errors are one line, a closed pipe is no error."""
    try:
        app()
    except ReportedlyError as error:
        _complain(str(error))
        sys.exit(1)
    except BrokenPipeError:
        # Python would complain again when it flushes stdout on its way out.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
