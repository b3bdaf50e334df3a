"""`reportedly serve`: the workbench in a browser."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportedly.cli.ledgers import PAGES, Place, place
from reportedly.errors import BadValue, PageError, ReportedlyError

if TYPE_CHECKING:
    from socket import socket

    from reportedly.web import Desk, Settings

LOOPBACK = ("localhost", "127.0.0.1", "::1")
PEOPLE = Path("people.db")
PeopleFile = Annotated[Path, typer.Option("--people", envvar="REPORTEDLY_PEOPLE", metavar="FILE", help="Where people are kept.")]
WORKERS = "REPORTEDLY_WORKERS"
MOST = 4
"""Processes by default where there are as many cores: readers gain by each, but each takes memory of its own."""
Workers = Annotated[
    int | None,
    typer.Option(
        envvar=WORKERS, metavar="N", min=1, help="Processes that serve a ledger (default: one a core, at most 4).", show_default=False
    ),
]
HELP = """Example:  reportedly serve

Open the ledger in a browser: claims, who supports and who denies them, articles with their rows, and a queue to review.

\b
  reportedly serve --ledger dam.db --port 8080
  reportedly serve examples/*.html         a look at some pages; nothing of it is kept
  reportedly serve --ledger dam.db --workers 8
  reportedly serve --team --people people.db --host 0.0.0.0 --name desk.example

Alone on this machine it needs no account; with --team, or at any other address, people sign in (reportedly user add NAME).
"""


def serve(
    context: typer.Context,
    pages: Annotated[list[Path] | None, typer.Argument(metavar="[PAGE|DIR]...", help="Pages to look at instead of a ledger.")] = None,
    ledger: Place = None,
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on.")] = 8321,
    name: Annotated[list[str] | None, typer.Option("--name", metavar="NAME", help="A name by which browsers call this desk.")] = None,
    team: Annotated[bool, typer.Option("--team", help="People sign in, on this machine too.")] = False,
    people: PeopleFile = PEOPLE,
    workers: Workers = None,
) -> None:
    """Serve the workbench."""
    needs_web()
    from reportedly.web import Settings, app
    from reportedly.web.people import People
    from reportedly.web.serving import listen, serve_one

    # What the environment says of ledgers is no wish for pages in memory.
    source = context.get_parameter_source("workers")
    processes = _processes(None if pages and source and source.name == "ENVIRONMENT" else workers, bool(pages))
    folk = None if host in LOOPBACK and not team else People(people)
    if folk is not None and not folk.everybody():
        raise BadValue(f"{people} holds nobody who could sign in; make an account first: reportedly user add NAME --role admin")
    settings = Settings(hosts=(*LOOPBACK, host, *(name or ())), people=folk, fetches=not pages)
    with listen(host, port) as listening:
        shown = f"[{host}]" if ":" in host else host
        address = f"http://{shown}:{listening.getsockname()[1]}/"
        if pages:
            made = app(_look(pages), settings)
            _open_at(address)
            serve_one(made, listening)
        else:
            _ledger(place(ledger), settings, people, processes, address, listening)


def _ledger(url: str, settings: Settings, people: Path, processes: int, address: str, listening: socket) -> None:
    """Serve a ledger from so many processes."""
    from reportedly.ledger import Ledger
    from reportedly.web import app
    from reportedly.web.serving import Worker, serve_many, serve_one

    # Made, brought up to date and complained of once, before processes are started over it.
    with Ledger(url) as ledger:
        _open_at(address)
        if processes == 1:
            serve_one(app(ledger, settings), listening)
            return
    worker = Worker(url, replace(settings, people=None), people if settings.people else None)
    serve_many(worker, processes, listening)


def _open_at(address: str) -> None:
    print(f"reportedly: the desk is open at {address} (Ctrl+C closes it)", file=sys.stderr)


def _processes(asked: int | None, in_memory: bool) -> int:
    """How many processes are to serve. Raises BadParameter where pages in memory are to be served by several."""
    if in_memory:
        if asked and asked > 1:
            raise typer.BadParameter("pages in memory are served by one process; add them to a ledger for more", param_hint="--workers")
        return 1
    processes = asked or min(MOST, _cores())
    if processes > 1 and not hasattr(os, "fork"):
        print("reportedly: one process serves the desk: on this platform several cannot share it", file=sys.stderr)
        return 1
    return processes


def _cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


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
