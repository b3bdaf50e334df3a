"""Serving a desk: one process, or several over one ledger, each with its own connections and with what they share in one folder."""

from __future__ import annotations

import gc
import os
import socket
import tempfile
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import uvicorn
from fastapi import FastAPI

from reportedly.errors import ReportedlyError
from reportedly.ledger import Ledger
from reportedly.web.app import Settings, build
from reportedly.web.common import Common
from reportedly.web.ledgered import LedgerDesk
from reportedly.web.people import People
from reportedly.web.watching import keep_running

_QUEUE = 2048
"""Connections that may wait to be taken; as many as uvicorn's own default."""


@dataclass(frozen=True, slots=True)
class Worker:
    """How each process makes its app, once it has been started: only this is handed on to it, no open file and no connection."""

    ledger: str
    settings: Settings
    people: Path | None

    def __call__(self) -> FastAPI:
        """The app over a ledger of this process's own."""
        folk = People(self.people) if self.people else None
        return build(LedgerDesk(Ledger(self.ledger)), replace(self.settings, people=folk))


def listen(host: str, port: int) -> socket.socket:
    """The socket of an address, which all processes take connections from. Raises ReportedlyError where it is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=_QUEUE)
    except OSError as error:
        why = os.strerror(error.errno) if error.errno and error.errno > 0 else error.strerror
        raise ReportedlyError(f"cannot listen at {host} port {port}: {why}; choose another with --port") from error


def serve_one(made: FastAPI, listening: socket.socket) -> None:
    """Serve an app from this process until it is told to end."""
    # What a process begins with stays to its end: the collector need not stop a page again and again to look through all of it.
    gc.collect()
    gc.freeze()
    config = uvicorn.Config(made, log_level="warning", server_header=False, backlog=_QUEUE)
    with suppress(KeyboardInterrupt):  # uvicorn raises again what ended it
        uvicorn.Server(config).run(sockets=[listening])


def serve_many(worker: Worker, processes: int, listening: socket.socket) -> None:
    """Serve from several processes until this one is told to end; one that dies is started anew.

    What they share lies in the folder of temporary files and not beside the ledger, which may be on another machine: it is of no use
    after the desk was closed.
    """
    with tempfile.TemporaryDirectory(prefix="reportedly-", ignore_cleanup_errors=True) as folder:
        common = Path(folder)
        Common(common)
        shared = replace(worker, settings=replace(worker.settings, common=common))
        keep_running(partial(_work, shared, listening), processes)


def _work(worker: Worker, listening: socket.socket) -> None:
    serve_one(worker(), listening)
