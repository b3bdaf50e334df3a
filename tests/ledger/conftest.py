"""A ledger on each database, and articles that have been read once."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from benchmarks import postgres
from reportedly import Article, Reader
from reportedly.claims import Claims
from reportedly.ledger import Ledger


@pytest.fixture(scope="session")
def analyst() -> Claims:
    return Claims()


@pytest.fixture(scope="session")
def read(reader: Reader, examples: list[Path]) -> list[tuple[Article, bytes]]:
    return [(reader.read(page), page.read_bytes()) for page in examples]


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    if postgres.programs() is None:
        pytest.skip("PostgreSQL is not installed on this machine")
    with postgres.server() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield str(tmp_path / "desk.db")
        return
    found = request.getfixturevalue("server")
    _anew(found, "desk")
    yield f"{found.rsplit('/', 1)[0]}/desk"


@pytest.fixture
def ledger(url: str, analyst: Claims, reader: Reader) -> Iterator[Ledger]:
    with Ledger(url, analyst=analyst, reader=reader) as book:
        yield book


@pytest.fixture(scope="session")
def filled(analyst: Claims, read: list[tuple[Article, bytes]], tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], None]:
    """Makes the ledger at an address one of all articles: a copy, on either database, of one that was filled once."""
    made: set[str] = set()

    def fill(url: str) -> None:
        with Ledger(url, analyst=analyst) as book:
            for article, original in read:
                book.add_article(article, original)

    def copy(url: str) -> None:
        if "://" not in url:
            first = tmp_path_factory.getbasetemp() / "filled.db"
            if not made & {"sqlite"}:
                fill(str(first))
                made.add("sqlite")
            shutil.copy(first, url)
            return
        if not made & {"postgresql"}:
            _anew(url, "filled")
            fill(url.rsplit("/", 1)[0] + "/filled")
            made.add("postgresql")
        _anew(url, "desk", "filled")

    return copy


@pytest.fixture
def full(url: str, filled: Callable[[str], None], analyst: Claims, reader: Reader) -> Iterator[Ledger]:
    filled(url)
    with Ledger(url, analyst=analyst, reader=reader) as book:
        yield book


def _anew(url: str, name: str, template: str = "template1") -> None:
    """Make a database of a PostgreSQL server anew, as a copy of another."""
    engine = create_engine(
        f"{url.rsplit('/', 1)[0]}/postgres".replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT"
    )
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
    engine.dispose()
