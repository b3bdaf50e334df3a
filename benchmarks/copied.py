"""A ledger's SQLite file into an empty PostgreSQL database: `python -m benchmarks.copied FILE postgresql://USER@HOST/NAME`.

For benchmarks: the same rows in both databases, by COPY, in minutes instead of the hours of filling twice. The index of keys, by far
the largest, is made anew behind its rows.
"""

from __future__ import annotations

import argparse
import time

import psycopg
from psycopg import sql
from sqlalchemy import Table, select

from reportedly.ledger import Ledger
from reportedly.ledger.schema import KEY, METADATA

_DROPPED = (
    "ALTER TABLE evidence_key DROP CONSTRAINT evidence_key_pkey",
    "DROP INDEX ix_evidence_key_evidence",
)
_MADE = (
    "ALTER TABLE evidence_key ADD PRIMARY KEY (word, evidence)",
    "CREATE INDEX ix_evidence_key_evidence ON evidence_key (evidence)",
)


def copy(file: str, url: str) -> None:
    """Copy every table, telling how long each took."""
    Ledger(url).close()  # makes the schema
    with Ledger(file) as source, psycopg.connect(url, autocommit=True) as target:
        # Rows come from a sound ledger, so that no reference is checked again.
        target.execute("SET session_replication_role = replica")
        target.execute("SET maintenance_work_mem = '1GB'")
        for statement in _DROPPED:
            target.execute(statement)
        for table in METADATA.sorted_tables:
            begun = time.perf_counter()
            number = _table(source, target, table)
            print(f"{table.name}: {number} rows in {time.perf_counter() - begun:.0f} s", flush=True)
            if table is KEY:
                for statement in _MADE:
                    target.execute(statement)
        target.execute("ANALYZE")


def _table(source: Ledger, target: psycopg.Connection, table: Table) -> int:
    names = [c.name for c in table.columns]
    into = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table.name), sql.SQL(", ").join(map(sql.Identifier, names)))
    number = 0
    with source.asking() as connection, target.cursor() as cursor, cursor.copy(into) as copying:
        for row in connection.execution_options(yield_per=5000).execute(select(table)):
            copying.write_row(row)
            number += 1
    if "id" in names and table.c.id.autoincrement is True:
        last = sql.SQL("SELECT setval(pg_get_serial_sequence({}, 'id'), max(id)) FROM {} HAVING max(id) IS NOT NULL")
        target.execute(last.format(sql.Literal(f'"{table.name}"'), sql.Identifier(table.name)))
    return number


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file")
    parser.add_argument("url")
    args = parser.parse_args()
    copy(args.file, args.url)


if __name__ == "__main__":
    main()
