"""One analyst and one desk over the example pages for all tests of the web."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from reportedly.claims import Claims
from reportedly.ledger import Ledger
from reportedly.web.adding import Incoming
from reportedly.web.app import Settings, build
from reportedly.web.desk import Desk
from reportedly.web.ledgered import LedgerDesk
from reportedly.web.memory import MemoryDesk

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="session")
def analyst() -> Claims:
    return Claims()


def example_pages() -> dict[str, bytes]:
    return {p.stem: p.read_bytes() for p in sorted(EXAMPLES.iterdir()) if p.suffix in {".html", ".txt"}}


def desk_of(pages: dict[str, bytes], reader, analyst, kind: str = "memory", folder: Path | None = None) -> Desk:
    """A desk of either kind over some pages."""
    if kind == "memory":
        made = MemoryDesk(reader, analyst)
        for id, body in pages.items():
            made.add(Incoming(id, body, id=id))
        return made
    assert folder
    ledger = Ledger(str(folder / "desk.db"), reader=reader, analyst=analyst)
    for id, body in pages.items():
        ledger.add(body, id=id)
    return LedgerDesk(ledger)


@pytest.fixture(scope="session", params=["memory", "ledger"])
def kind(request) -> str:
    return request.param


@pytest.fixture(scope="session")
def desks(reader, analyst, tmp_path_factory) -> Callable[[str], Desk]:
    """The desk of a kind: pytest keeps only the last value of a fixture with parameters, and would read all pages anew in each file."""
    return cache(lambda kind: desk_of(example_pages(), reader, analyst, kind, tmp_path_factory.mktemp("desk")))


@pytest.fixture(scope="session")
def desk(kind, desks) -> Desk:
    """The example pages, to be read only."""
    return desks(kind)


@pytest.fixture
def own_desk(kind, desks, reader, analyst, tmp_path) -> Desk:
    """The example pages, for one test to change."""
    desk = desks(kind)
    if kind == "memory":
        made = MemoryDesk(reader, analyst)
        for name in ("_pages", "_kept", "_read", "_evidence", "_compared", "_claims", "_changed", "_of"):
            setattr(made, name, dict(getattr(desk, name)))  # nothing in them changes in place
        return made
    with desk._ledger.asking() as connection:
        connection.connection.driver_connection.execute(f"VACUUM INTO '{tmp_path / 'own.db'}'")
    return LedgerDesk(Ledger(str(tmp_path / "own.db"), reader=reader, analyst=analyst))


def client_of(desk: object, settings: Settings | None = None) -> TestClient:
    return TestClient(build(desk, settings), base_url="http://localhost", raise_server_exceptions=False)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def client(desk) -> TestClient:
    return client_of(desk)


@pytest.fixture
def own(own_desk):
    with client_of(own_desk) as client:
        yield client
