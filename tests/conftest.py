"""Shared pieces: the example pages, one loaded reader, and the data that only some machines have."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportedly import Reader

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader()


@pytest.fixture(scope="session")
def examples() -> list[Path]:
    return sorted(p for p in (ROOT / "examples").iterdir() if p.suffix in {".html", ".txt"})


@pytest.fixture(scope="session")
def shared() -> Path:
    folder = ROOT.parent / "shared"
    if not (folder / "data/ledger").is_dir():
        pytest.skip("the annotated data beside the checkout (../shared) is not on this machine")
    return folder
