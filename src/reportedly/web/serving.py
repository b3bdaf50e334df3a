"""Serving a desk: one process, or several over one ledger, each with its own connections and with what they share in one folder."""

from __future__ import annotations

import multiprocessing
import os
import signal
import socket
import tempfile
import threading
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from uvicorn.supervisors import Multiprocess

from reportedly.errors import ReportedlyError
from reportedly.ledger import Ledger
from reportedly.web.app import Settings, build
from reportedly.web.common import Common
from reportedly.web.desk import Desk
from reportedly.web.ledgered import LedgerDesk
from reportedly.web.people import People

_QUEUE = 2048
"""Connections that may wait to be taken; as many as uvicorn's own default."""
_SILENT = 30
"""Seconds after which a process that gives no sign is ended and started anew: on a busy machine some are no wonder."""


@dataclass(frozen=True, slots=True)
class Worker:
    """How each process makes its app, once it has been started: only this is handed on to it, no open file and no connection."""

    ledger: str
    settings: Settings
    people: Path | None

    def __call__(self) -> FastAPI:
        """The app over a ledger of this process's own."""
        threading.Thread(target=_end_with_parent, name="parent", daemon=True).start()
        folk = People(self.people) if self.people else None
        return build(LedgerDesk(Ledger(self.ledger)), replace(self.settings, people=folk))


def listen(host: str, port: int) -> socket.socket:
    """The socket of an address, which all processes take connections from. Raises ReportedlyError where it is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=_QUEUE)
    except OSError as error:
        why = os.strerror(error.errno) if (error.errno or 0) > 0 else error.strerror
        raise ReportedlyError(f"cannot listen at {host} port {port}: {why}; choose another with --port") from error


def serve_one(desk: Desk, settings: Settings, listening: socket.socket) -> None:
    """Serve from this process until it is told to end."""
    with suppress(KeyboardInterrupt):  # uvicorn raises again what ended it
        uvicorn.Server(_config(build(desk, settings), factory=False)).run(sockets=[listening])


def serve_many(worker: Worker, processes: int, listening: socket.socket) -> None:
    """Serve from several processes until this one is told to end; one that dies is started anew.

    What they share lies in the folder of temporary files and not beside the ledger, which may be on another machine: it is of no use
    after the desk was closed.
    """
    with tempfile.TemporaryDirectory(prefix="reportedly-", ignore_cleanup_errors=True) as folder:
        common = Path(folder)
        Common(common)
        shared = replace(worker, settings=replace(worker.settings, common=common))
        # Started afresh and not forked: threads, connections and locks of this process are none of theirs.
        Multiprocess(_config(shared, factory=True, workers=processes), [listening]).run()


def _config(app: FastAPI | Worker, *, factory: bool, workers: int = 1) -> uvicorn.Config:
    return uvicorn.Config(
        app, factory=factory, workers=workers, log_level="warning", server_header=False, backlog=_QUEUE, timeout_worker_healthcheck=_SILENT
    )


def _end_with_parent() -> None:
    """A process whose parent was killed would go on and hold the port."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)
