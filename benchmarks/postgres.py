"""A PostgreSQL server of one's own for a while, in a temporary folder: for tests and benchmarks."""

from __future__ import annotations

import getpass
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def programs() -> Path | None:
    """The folder with initdb and postgres, of the newest version that is installed; None where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    there = shutil.which("initdb")
    return found[-1].parent if found else Path(there).parent if there else None


class Server:
    """A server over a data folder of its own, to be stopped and started. Raises FileNotFoundError where none is installed."""

    def __init__(self) -> None:
        """Make the folder; nothing runs yet."""
        folder = programs()
        if folder is None:
            raise FileNotFoundError("PostgreSQL is not installed here (Debian: apt-get install postgresql)")
        self._home = Path(tempfile.mkdtemp(prefix="pg"))
        # PostgreSQL refuses to run as root.
        user = "postgres" if os.geteuid() == 0 else getpass.getuser()
        lead = ["setpriv", "--reuid", user, "--regid", user, "--clear-groups"] if os.geteuid() == 0 else []
        if lead:
            shutil.chown(self._home, user, user)
        data, self._port = self._home / "data", _free_port()
        run = [*lead, str(folder / "initdb"), "-D", str(data), "-U", "desk", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8"]
        subprocess.run(run, check=True, capture_output=True, cwd="/")
        options = ["-p", str(self._port), "-k", str(self._home), "-c", "listen_addresses=127.0.0.1"]
        self._run = [*lead, str(folder / "postgres"), "-D", str(data), *options]
        self._program: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """An empty database's."""
        return f"postgresql://desk@127.0.0.1:{self._port}/postgres"

    def start(self) -> None:
        """Run, until it answers."""
        self._program = subprocess.Popen(self._run, stderr=subprocess.DEVNULL, cwd="/")
        _wait(self._port)

    def stop(self, how: int = signal.SIGTERM) -> None:
        """End it; SIGINT ends it under open connections too, where SIGTERM waits for them."""
        if self._program:
            self._program.send_signal(how)
            self._program.wait(20)
        self._program = None

    def remove(self) -> None:
        """End it, and take its folder away."""
        self.stop(signal.SIGINT)
        shutil.rmtree(self._home, ignore_errors=True)


@contextmanager
def server() -> Iterator[str]:
    """The URL of an empty database; the server goes when the block ends. Raises FileNotFoundError where none is installed."""
    made = Server()
    try:
        made.start()
        yield made.url
    finally:
        made.remove()


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _wait(port: int) -> None:
    import psycopg

    for _ in range(200):
        try:
            psycopg.connect(f"host=127.0.0.1 port={port} user=desk dbname=postgres", connect_timeout=2).close()
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(f"PostgreSQL does not answer on port {port}")
