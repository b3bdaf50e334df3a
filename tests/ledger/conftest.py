"""A ledger on each database, and articles that have been read once."""

from __future__ import annotations

from collections.abc import Iterator
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
    engine = create_engine(found.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE; CREATE SCHEMA public"))
    engine.dispose()
    yield found


@pytest.fixture
def ledger(url: str, analyst: Claims, reader: Reader) -> Iterator[Ledger]:
    with Ledger(url, analyst=analyst, reader=reader) as book:
        yield book


@pytest.fixture
def full(ledger: Ledger, read: list[tuple[Article, bytes]]) -> Ledger:
    for article, original in read:
        ledger.add_article(article, original)
    return ledger
