"""Full text by each database's own means: FTS5 in SQLite, a generated tsvector with a GIN index in PostgreSQL."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sqlalchemy import Connection, TextClause, text

_SQLITE = """
CREATE VIRTUAL TABLE row_text USING fts5(words, content='row', content_rowid='id', tokenize='unicode61 remove_diacritics 2');
CREATE TRIGGER row_text_in AFTER INSERT ON row BEGIN
  INSERT INTO row_text(rowid, words) VALUES (new.id, new.words); END;
CREATE TRIGGER row_text_out AFTER DELETE ON row BEGIN
  INSERT INTO row_text(row_text, rowid, words) VALUES ('delete', old.id, old.words); END;
CREATE VIRTUAL TABLE speaker_text USING fts5(name, content='speaker', content_rowid='id', tokenize='unicode61 remove_diacritics 2');
CREATE TRIGGER speaker_text_in AFTER INSERT ON speaker BEGIN
  INSERT INTO speaker_text(rowid, name) VALUES (new.id, new.name); END;
"""
_POSTGRES = """
ALTER TABLE "row" ADD COLUMN document tsvector GENERATED ALWAYS AS (to_tsvector('simple', words)) STORED;
CREATE INDEX row_document ON "row" USING gin (document);
ALTER TABLE speaker ADD COLUMN document tsvector GENERATED ALWAYS AS (to_tsvector('simple', name)) STORED;
CREATE INDEX speaker_document ON speaker USING gin (document);
"""
_WORD = re.compile(r"\w+")
MOST = 12
"""Words of a query that count: a pasted page is cut there."""


def create(connection: Connection) -> None:
    """Make the indexes and what keeps them in step."""
    script = _SQLITE if connection.dialect.name == "sqlite" else _POSTGRES
    for statement in re.split(r";\n(?! )", script.strip().rstrip(";")):
        connection.execute(text(statement.replace(":", "\\:")))


def find_rows(connection: Connection, words: str, limit: int, *, before: int | None = None) -> Sequence[int]:
    """Ids of rows that hold all the words, the newest first, those below `before`; none for a query without words."""
    return _find(connection, words, limit, "row_text", '"row"', before)


def that_hold(connection: Connection, words: str, ids: Sequence[int]) -> set[int]:
    """Those of the rows `ids` that hold all the words."""
    told = _WORD.findall(words)[:MOST]
    found: set[int] = set()
    for k in range(0, len(ids) if told else 0, 400):
        some = ids[k : k + 400]
        told_of = f"AND ID IN ({', '.join(str(int(i)) for i in some)})"
        found |= {int(row[0]) for row in connection.execute(*_asked(connection, told, "row_text", '"row"', told_of, len(some)))}
    return found


def find_speakers(connection: Connection, name: str, limit: int) -> Sequence[int]:
    """Ids of speakers whose name holds all the words."""
    return _find(connection, name, limit, "speaker_text", "speaker")


def _find(connection: Connection, words: str, limit: int, index: str, table: str, before: int | None = None) -> Sequence[int]:
    told = _WORD.findall(words)[:MOST]
    if not told:
        return []
    more = f"AND ID < {int(before)}" if before is not None else ""
    return [int(row[0]) for row in connection.execute(*_asked(connection, told, index, table, more, limit))]


def _asked(
    connection: Connection, told: Sequence[str], index: str, table: str, more: str, limit: int
) -> tuple[TextClause, dict[str, object]]:
    """The query for the newest ids that hold the words: ranking every row that holds a common word takes seconds in a large ledger.

    `more`: a condition on "ID", made of numbers only.
    """
    if connection.dialect.name == "sqlite":
        query = " ".join(f'"{w}"' for w in told)
        where = f"{index} MATCH :q {more.replace('ID', 'rowid')}"
        return text(f"SELECT rowid FROM {index} WHERE {where} ORDER BY rowid DESC LIMIT :n"), {"q": query, "n": limit}
    query = " & ".join(f"'{w}'" for w in told)
    where = f"document @@ to_tsquery('simple', :q) {more.replace('ID', 'id')}"
    return text(f"SELECT id FROM {table} WHERE {where} ORDER BY id DESC LIMIT :n"), {"q": query, "n": limit}


def check(connection: Connection) -> str | None:
    """What is wrong with the index, None where nothing is. Only SQLite's can fall out of step."""
    if connection.dialect.name != "sqlite":
        return None
    try:
        connection.execute(text("INSERT INTO row_text(row_text, rank) VALUES ('integrity-check', 1)"))
    except Exception as error:  # SQLite says "database disk image is malformed"
        return f"the full-text index is out of step ({type(error).__name__})"
    return None
