"""The README's first screen is a real session: its output is what the command prints."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_first_session():
    session = re.search(r"```console\n\$ reportedly ([^\n]+)\n(.*?)```", (ROOT / "README.md").read_text("utf8"), re.S)
    assert session
    done = subprocess.run(
        [sys.executable, "-m", "reportedly", *session.group(1).split()],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "COLUMNS": "110"},
    )
    strip = [line.rstrip() for line in done.stdout.strip().splitlines()]
    assert strip == [line.rstrip() for line in session.group(2).strip().splitlines()]
