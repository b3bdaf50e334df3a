"""`reportedly serve`: the workbench in a browser."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportedly.cli.ledgers import PAGES, Place, place
from reportedly.errors import BadValue, PageError, ReportedlyError
from reportedly.ledger import Ledger

if TYPE_CHECKING:
    from reportedly.web import Desk

LOOPBACK = ("localhost", "127.0.0.1", "::1")
PEOPLE = Path("people.db")
PeopleFile = Annotated[Path, typer.Option("--people", envvar="REPORTEDLY_PEOPLE", metavar="FILE", help="Where people are kept.")]
HELP = """Example:  reportedly serve

Open the ledger in a browser: claims, who supports and who denies them, articles with their rows, and a queue to review.

\b
  reportedly serve --ledger dam.db --port 8080
  reportedly serve examples/*.html         a look at some pages; nothing of it is kept
  reportedly serve --team --people people.db --host 0.0.0.0 --name desk.example

Alone on this machine it needs no account; with --team, or at any other address, people sign in (reportedly user add NAME).
"""


def serve(
    pages: Annotated[list[Path] | None, typer.Argument(metavar="[PAGE|DIR]...", help="Pages to look at instead of a ledger.")] = None,
    ledger: Place = None,
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on.")] = 8321,
    name: Annotated[list[str] | None, typer.Option("--name", metavar="NAME", help="A name by which browsers call this desk.")] = None,
    team: Annotated[bool, typer.Option("--team", help="People sign in, on this machine too.")] = False,
    people: PeopleFile = PEOPLE,
) -> None:
    """Serve the workbench."""
    needs_web()
    import uvicorn

    from reportedly.web import Settings, app
    from reportedly.web.people import People

    folk = None if host in LOOPBACK and not team else People(people)
    if folk is not None and not folk.everybody():
        raise BadValue(f"{people} holds nobody who could sign in; make an account first: reportedly user add NAME --role admin")
    desk = _look(pages) if pages else Ledger(place(ledger))
    made = app(desk, Settings(hosts=(*LOOPBACK, host, *(name or ())), people=folk, fetches=not pages))
    shown = f"[{host}]" if ":" in host else host
    print(f"reportedly: the desk is open at http://{shown}:{port}/ (Ctrl+C closes it)", file=sys.stderr)
    uvicorn.run(made, host=host, port=port, log_level="warning", server_header=False)


def needs_web() -> None:
    """Raise ReportedlyError where the packages of the workbench are not installed."""
    missing = [package for package in ("fastapi", "uvicorn", "jinja2", "multipart", "argon2") if find_spec(package) is None]
    if missing:
        raise ReportedlyError(f"the workbench needs {', '.join(missing)}; install it with: pip install 'reportedly[web]'")


def _look(pages: list[Path]) -> Desk:
    """Some pages in memory; one that cannot be read is a line on stderr."""
    from reportedly.claims import Claims
    from reportedly.reader import Reader
    from reportedly.web import MemoryDesk
    from reportedly.web.adding import Incoming

    desk = MemoryDesk(Reader(), Claims())
    for page in [p for given in pages for p in (sorted(given.iterdir()) if given.is_dir() else [given])]:
        if page in pages or page.suffix.casefold() in PAGES:
            try:
                desk.add(Incoming(page.name, page.read_bytes(), id=page.stem))
            except (PageError, OSError) as error:
                print(f"reportedly: {page}: {error}", file=sys.stderr)
    return desk
