"""What goes wrong is told in one line, or waited for, and loses nothing."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy import text

from reportedly import Article
from reportedly.claims import Claims
from reportedly.errors import LedgerBusy, LedgerError
from reportedly.ledger import Ledger, opening


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    file = tmp_path / "notes.db"
    file.write_bytes(b"these are notes, not a ledger" * 100)
    with pytest.raises(LedgerError, match="not a ledger"):
        Ledger(str(file))


def test_a_database_that_is_no_ledger(tmp_path: Path) -> None:
    file = str(tmp_path / "other.db")
    with sqlite3.connect(file) as other:
        other.execute("CREATE TABLE song (title TEXT)")
    other.close()
    with pytest.raises(LedgerError, match="not a ledger"):
        Ledger(file)


def test_a_newer_ledger(tmp_path: Path) -> None:
    file = str(tmp_path / "desk.db")
    Ledger(file).close()
    with sqlite3.connect(file) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.close()
    with pytest.raises(LedgerError, match="newer reportedly"):
        Ledger(file)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everything")
def test_a_read_only_file(tmp_path: Path) -> None:
    file = tmp_path / "desk.db"
    Ledger(str(file)).close()
    file.chmod(0o400)
    tmp_path.chmod(0o500)
    with pytest.raises(LedgerError, match="permissions"):
        Ledger(str(file)).doctor()


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="folder exists"):
        Ledger(str(tmp_path / "no" / "desk.db"))


def test_an_address_that_is_none() -> None:
    with pytest.raises(LedgerError, match="not a ledger's address"):
        Ledger("oracle+nothing://x")


def test_a_server_that_does_not_answer() -> None:
    with pytest.raises(LedgerError) as told:
        Ledger("postgresql://desk:secret@127.0.0.1:1/desk")
    assert "secret" not in str(told.value) and "\n" not in str(told.value)


def test_a_full_disk(tmp_path: Path, analyst: Claims, read: list[tuple[Article, bytes]], monkeypatch: pytest.MonkeyPatch) -> None:
    file = str(tmp_path / "desk.db")
    with Ledger(file, analyst=analyst) as book:
        book.add_article(*read[0])
    settings = opening._settings

    def small(connection: sqlite3.Connection, record: object) -> None:
        settings(connection, record)
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")

    monkeypatch.setattr(opening, "_settings", small)
    with Ledger(file, analyst=analyst) as book:
        with pytest.raises(LedgerError, match="disk is full"):
            book.add_article(*read[1])
        assert [p.article for p in book.pages()] == [read[0][0].id]
        assert book.doctor() == []


def test_a_writer_waits_for_another(tmp_path: Path, analyst: Claims, read: list[tuple[Article, bytes]]) -> None:
    file = str(tmp_path / "desk.db")
    with Ledger(file, analyst=analyst) as book:
        other = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
        other.execute("BEGIN IMMEDIATE")
        free = threading.Timer(0.5, lambda: other.execute("COMMIT"))
        free.start()
        assert book.add_article(*read[0]).outcome == "new"
        free.join()
        other.close()


def test_a_writer_that_waits_too_long(tmp_path: Path, analyst: Claims, read: list[tuple[Article, bytes]], monkeypatch) -> None:
    monkeypatch.setattr(opening, "WAIT", 0)
    file = str(tmp_path / "desk.db")
    with Ledger(file, analyst=analyst) as book:
        other = sqlite3.connect(file, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerBusy, match="another program"):
            book.add_article(*read[0])
        other.close()
        assert book.add_article(*read[0]).outcome == "new"


def test_two_programs_write_one_ledger(url: str, examples: list[Path]) -> None:
    halves = [examples[::2], examples[1::2]]
    run = [sys.executable, "-m", "reportedly", "add", "--ledger", url]
    programs = [subprocess.Popen([*run, *map(str, half)], stderr=subprocess.PIPE) for half in halves]
    said = [p.communicate(timeout=120)[1].decode() for p in programs]
    assert [p.returncode for p in programs] == [0, 0], said
    with Ledger(url) as book:
        assert len(book.pages()) == len(examples)
        assert book.doctor() == []


def test_damage_is_found(tmp_path: Path, analyst: Claims, read: list[tuple[Article, bytes]]) -> None:
    file = str(tmp_path / "desk.db")
    with Ledger(file, analyst=analyst) as book:
        book.add_article(*read[0])
        with sqlite3.connect(file) as raw:
            raw.execute("UPDATE page SET sha256 = 'x'")
            raw.execute("UPDATE claim SET reports = 7")
            raw.execute("INSERT INTO evidence_key VALUES ('stray', 1)")
            raw.execute("DELETE FROM row_text_data WHERE id > 10")
        raw.close()
        faults = " ".join(book.doctor())
    assert "not those that were kept" in faults and "count their reports" in faults and "out of step" in faults


@pytest.fixture(scope="module")
def four(tmp_path_factory: pytest.TempPathFactory, analyst: Claims, read: list[tuple[Article, bytes]]) -> Path:
    """A sound ledger of four pages, to be copied and harmed."""
    file = tmp_path_factory.mktemp("four") / "desk.db"
    with Ledger(str(file), analyst=analyst) as book:
        for page in read[:4]:
            book.add_article(*page)
    return file


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        ("DELETE FROM match", "no match between them"),
        ("DELETE FROM evidence_key WHERE evidence = 1", "keys are in the index"),
        ("UPDATE evidence SET told = 'x' WHERE id = 1", "its proposition cannot be read"),
        ("UPDATE evidence SET vector = x'00' WHERE id = 1", "its vector has 1 bytes"),
        ("UPDATE page SET original = x'00'", "its bytes are damaged"),
        ("DELETE FROM member", "claims have no evidence"),
        ("UPDATE tally SET rows = rows + 1 WHERE kind = 'outlet'", "counts by name are out of step"),
        ("DELETE FROM tally WHERE kind = 'speaker'", "counts by name are out of step"),
    ],
)
def test_each_harm_is_named(four: Path, tmp_path: Path, analyst: Claims, harm: str, said: str) -> None:
    file = str(shutil.copy(four, tmp_path / "desk.db"))
    with Ledger(file, analyst=analyst) as book:
        assert book.doctor() == []
        with sqlite3.connect(file) as raw:
            raw.execute(harm)
        raw.close()
        assert said in " ".join(book.doctor())


_AS_0003 = (
    "DROP INDEX row_said",
    "DROP INDEX page_printed",
    "DROP INDEX relay_passed",
    "DROP INDEX ix_decision_target",
    'CREATE INDEX ix_row_speaker ON "row" (speaker)',
    "CREATE INDEX ix_page_outlet_key ON page (outlet_key)",
    "CREATE INDEX ix_relay_speaker ON relay (speaker)",
    "DROP INDEX claim_listed",
    "DROP INDEX claim_of_status",
    "CREATE INDEX claim_order ON claim (contested, reports, id)",
    "CREATE INDEX ix_claim_last_said ON claim (last_said)",
    "CREATE INDEX ix_claim_status ON claim (status)",
    *(f"ALTER TABLE tally DROP COLUMN {name}" for name in ("relayed", "unconfirmed", "affirmed", "retracted")),
    "UPDATE alembic_version SET version_num = '0003'",
)


def test_orders_and_counts_come_to_a_ledger_of_before(url: str, analyst: Claims, read: list[tuple[Article, bytes]]) -> None:
    with Ledger(url, analyst=analyst) as book:
        for page in read[:4]:
            book.add_article(*page)
        with book._writing() as connection:
            for statement in _AS_0003:
                connection.execute(text(statement))
    with Ledger(url, analyst=analyst) as book:
        assert book.doctor() == []
        book.add_article(*read[4])
        assert book.doctor() == []
        with book.asking() as connection:
            sqlite = connection.dialect.name == "sqlite"
            asked = "SELECT name FROM sqlite_schema WHERE type = 'index'" if sqlite else "SELECT indexname FROM pg_indexes"
            indexes = set(connection.execute(text(asked)).scalars())
            held = connection.execute(text("SELECT sum(relayed), sum(affirmed + contested + unconfirmed) FROM tally")).one()
    assert {"row_said", "page_printed", "relay_passed", "ix_decision_target", "claim_listed", "claim_of_status"} <= indexes
    assert indexes.isdisjoint(
        {"ix_row_speaker", "ix_page_outlet_key", "ix_relay_speaker", "ix_claim_status", "ix_claim_last_said", "claim_order"}
    )
    assert all(held)


def test_an_older_ledger_is_brought_up_to_date(tmp_path: Path, analyst: Claims, read: list[tuple[Article, bytes]]) -> None:
    file = str(tmp_path / "desk.db")
    with Ledger(file, analyst=analyst) as book:
        for page in read[:3]:
            book.add_article(*page)
    with sqlite3.connect(file) as raw:  # as the first schema left it: without the cells of vectors and the counts by name
        raw.execute("DROP TABLE tally")
        raw.execute("DELETE FROM evidence_key WHERE word LIKE '~%'")
        raw.execute("DELETE FROM key_count WHERE word LIKE '~%'")
        raw.execute("UPDATE alembic_version SET version_num = '0001'")
    raw.close()
    with Ledger(file, analyst=analyst) as book:
        assert book.doctor() == []
        assert book.check("There are cracks in the gates of the Varra dam.")
