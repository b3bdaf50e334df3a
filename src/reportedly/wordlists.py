"""Word lists as data: TOML files beside the code that uses them, read once by whoever builds the reader."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load(room: str, name: str) -> dict[str, Any]:
    """The tables of `reportedly/<room>/<name>.toml`. The result is shared: do not change it."""
    return tomllib.loads((files("reportedly") / room / f"{name}.toml").read_text("utf8"))


@cache
def words(room: str, name: str, table: str) -> frozenset[str]:
    """One table's `words` as a frozen set."""
    return frozenset(load(room, name)[table]["words"])
