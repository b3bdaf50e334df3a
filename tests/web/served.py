"""A served desk and a browser on it: for the browser tests and the screenshots."""

from __future__ import annotations

import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from reportedly.web.app import Settings, build

ROOT = Path(__file__).parents[2]
CHROMIUM = Path("/usr/bin/chromium")
ARGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync",
]  # fmt: skip
AXE = "4.14.1"
PAGES = {
    "claims": "/claims",
    "contested": "/claims?status=contested",
    "nothing": "/claims?q=zzz",
    "claim": "CLAIM",
    "article": "/articles/elm-courier-dam",
    "saved-article": "/articles/orlen-daily-saved",
    "beside": "/articles/elm-courier-dam?beside=1",
    "original": "/articles/elm-courier-dam/original",
    "versions": "/articles/elm-courier-dam/versions",
    "review": "/review",
    "row": "/review/row?target=elm-courier-dam%23a1",
    "add": "/add",
    "speakers": "/speakers",
    "speaker": "/speaker?name=Caspar+Dyne",
    "outlets": "/outlets",
    "outlet": "/outlet?name=Lumen+News+Agency",
    "log": "/log",
    "about": "/about",
    "api": "/api",
}
"""Every page over the examples, by name; CLAIM stands for the first claim's address."""


@contextmanager
def served(desk: object, settings: Settings | None = None) -> Iterator[str]:
    """The address of a server in a thread."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(build(desk, settings), log_level="error", ws="none"))  # type: ignore[arg-type]
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)
        listening.close()


def axe() -> str | None:
    """axe-core's script (MPL-2.0), fetched once by npm into build/; None where it cannot be had."""
    script = ROOT / "build" / "axe" / AXE / "package" / "axe.min.js"
    if not script.is_file():
        folder = script.parents[1]
        folder.mkdir(parents=True, exist_ok=True)
        try:
            subprocess.run(["npm", "pack", "--silent", f"axe-core@{AXE}"], cwd=folder, check=True, capture_output=True, timeout=120)
            subprocess.run(["tar", "xzf", f"axe-core-{AXE}.tgz"], cwd=folder, check=True, timeout=60)
        except (OSError, subprocess.SubprocessError):
            return None
    return script.read_text("utf8")
