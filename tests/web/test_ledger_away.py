"""A desk whose PostgreSQL server goes away: plain words for whoever asks, and the same desk goes on when it is back."""

from __future__ import annotations

import signal

import pytest

from benchmarks import postgres
from reportedly.errors import LedgerError
from reportedly.ledger import Ledger
from reportedly.web.ledgered import LedgerDesk
from tests.web.conftest import client_of


@pytest.fixture
def server():
    if postgres.programs() is None:
        pytest.skip("PostgreSQL is not installed on this machine")
    made = postgres.Server()
    made.start()
    yield made
    made.remove()


@pytest.fixture
def ledger(server):
    with Ledger(server.url.replace("desk@", "desk:secret@") + "?password=hidden") as ledger:
        yield ledger


def test_the_desk_says_so_and_goes_on_when_it_is_back(server, ledger):
    client = client_of(LedgerDesk(ledger))
    assert client.get("/claims").status_code == 200
    server.stop(signal.SIGINT)
    page, twin = client.get("/claims"), client.get("/claims.json")
    with pytest.raises(LedgerError) as told:  # what the command line prints
        Ledger(ledger.url)
    for words in (page.text, twin.json()["error"]["happened"], str(told.value)):
        assert "the database server cannot be reached; see that it runs" in words
        assert not any(bad in words for bad in ("secret", "hidden", "Traceback", "psycopg"))
    assert page.status_code == twin.status_code == 503
    server.start()
    assert client.get("/claims").status_code == 200


@pytest.mark.parametrize("url", ["oracle+nothing://desk:secret@host/x", "postgresql://desk:secret@host:port/x"])
def test_an_address_that_is_none_is_told_without_its_password(url):
    with pytest.raises(LedgerError) as told:
        Ledger(url)
    assert "secret" not in str(told.value) and "not a ledger's address" in str(told.value)
