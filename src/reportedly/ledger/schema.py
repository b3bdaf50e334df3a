"""The tables, in SQLAlchemy Core: the same for SQLite and PostgreSQL. docs/ledger.md tells them in words.

Dates are EDTF and moments ISO 8601 in UTC, both as text; JSON is kept as text, since it is only read whole.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import REAL, Column, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text, UniqueConstraint, func, literal_column

METADATA = MetaData()


def _table(name: str, *columns: Column[object] | Index | UniqueConstraint) -> Table:
    # Without AUTOINCREMENT SQLite gives the id of what was deleted last to what comes next, and claims are named by ids.
    own = any(isinstance(c, Column) and c.autoincrement is True for c in columns)
    return Table(name, METADATA, *columns, sqlite_strict=True, sqlite_autoincrement=own)


def _id() -> Column[object]:
    return Column("id", Integer, primary_key=True, autoincrement=True)


def dated(column: Column[Any]) -> Any:
    """A date by which rows are ordered, those without one as the oldest: to the letter the expression of the indexes below, without
    which databases would sort everything."""
    return func.coalesce(column, literal_column("''"))


def _text(name: str, *, null: bool = False, index: bool = False) -> Column[object]:
    return Column(name, Text, nullable=null, index=index)


def _number(name: str) -> Column[object]:
    return Column(name, Integer, nullable=False)


PAGE = _table(
    "page",
    _id(),
    _text("article", index=True),
    Column("version", Integer, nullable=False),
    Column("current", Integer, nullable=False),
    _text("url", null=True, index=True),
    _text("outlet", null=True, index=True),
    _text("outlet_key", null=True),
    _text("headline", null=True),
    _text("published", null=True, index=True),
    _text("sha256"),
    _text("fetched"),
    Column("original", LargeBinary, nullable=False),
    _text("body"),
    _text("changes"),
    UniqueConstraint("article", "version"),
    UniqueConstraint("article", "sha256"),
)
Index("page_printed", PAGE.c.outlet_key, PAGE.c.current, dated(PAGE.c.published), PAGE.c.id)
"""One version of a page: its bytes (zlib), the article read from it (JSON with reasons), and what changed from the version before. The
index is the order of an outlet's page."""

SPEAKER = _table("speaker", _id(), _text("name"), Column("name_key", Text, nullable=False, unique=True))
"""Everyone who is said to have said something, once each."""

ROW = _table(
    "row",
    _id(),
    Column("page", Integer, ForeignKey("page.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("ref", Text, nullable=False, index=True),
    _text("mark", index=True),
    Column("speaker", Integer, ForeignKey("speaker.id"), nullable=True),
    _text("said", null=True),
    _text("commitment"),
    Column("confidence", REAL, nullable=False),
    _text("words"),
    Index("row_doubt", "confidence", "ref"),
)
Index("row_said", ROW.c.speaker, dated(ROW.c.said), ROW.c.id)
"""An attribution of a current version; `mark` names its words whatever version of the page they stand in. The indexes are the review's
order and that of a speaker's page."""

RELAY = _table(
    "relay",
    Column("row", Integer, ForeignKey("row.id", ondelete="CASCADE"), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("speaker", Integer, ForeignKey("speaker.id"), nullable=False),
    Index("relay_passed", "speaker", "row"),
)
"""The chain of a row after its origin, in order."""

EVIDENCE = _table(
    "evidence",
    _id(),
    Column("row", Integer, ForeignKey("row.id", ondelete="CASCADE"), nullable=False, unique=True),
    Column("ref", Text, nullable=False, unique=True),
    _text("mark", index=True),
    _text("told"),
    Column("vector", LargeBinary, nullable=False),
    Column("sketch", LargeBinary, nullable=False),
    Column("page_sketch", LargeBinary, nullable=False),
)
"""A row as a proposition: `told` is its Evidence without the arrays, as JSON; the arrays are little-endian."""

KEY = _table(
    "evidence_key",
    Column("word", Text, primary_key=True),
    Column("evidence", Integer, ForeignKey("evidence.id", ondelete="CASCADE"), primary_key=True, index=True),
)
"""The words by which evidence on one subject finds each other."""

KEY_COUNT = _table("key_count", Column("word", Text, primary_key=True), Column("number", Integer, nullable=False))
"""How much evidence has a key."""

MATCH = _table(
    "match",
    Column("one", Integer, ForeignKey("evidence.id", ondelete="CASCADE"), primary_key=True),
    Column("other", Integer, ForeignKey("evidence.id", ondelete="CASCADE"), primary_key=True, index=True),
    _text("relation"),
    Column("score", REAL, nullable=False),
    _text("because"),
)
Index(
    "match_doubt",
    MATCH.c.score,
    MATCH.c.one,
    MATCH.c.other,
    sqlite_where=MATCH.c.relation != "different",
    postgresql_where=MATCH.c.relation != "different",
)
"""Compared pairs, the earlier evidence first; pairs that are surely different are not kept. The index is the review's order."""

CLAIM = _table(
    "claim",
    Column("id", Text, primary_key=True),
    _text("text"),
    _text("status"),
    Column("reports", Integer, nullable=False),
    Column("origins", Integer, nullable=False),
    Column("contested", Integer, nullable=False),
    _text("first_said", null=True),
    _text("last_said", null=True),
    _text("changed", index=True),
    Column("reviewed", Integer, nullable=False),
    _text("body"),
    Index("claim_listed", "contested", "reports", "id", "last_said"),
    Index("claim_of_status", "status", "contested", "reports", "id", "last_said"),
)
"""A claim and its counts; `body`: origins and history as JSON. `contested` is -1 while a claim is made anew, see `gathering.uncounted`.
The indexes are the order of lists, of all claims and of one status; with the date in them a list between two days reads no claim that it
leaves out."""

MEMBER = _table(
    "member",
    Column("evidence", Integer, ForeignKey("evidence.id", ondelete="CASCADE"), primary_key=True),
    Column("claim", Text, ForeignKey("claim.id", ondelete="CASCADE"), nullable=False, index=True),
    _text("stance"),
    Column("place", Integer, nullable=False),
)
"""Which claim evidence belongs to, on which side, in the order of time."""

TALLY = _table(
    "tally",
    Column("kind", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    _text("name"),
    *(_number(name) for name in ("rows", "relayed", "pages", "contested", "unconfirmed", "affirmed", "retracted")),
)
"""Of each speaker's and outlet's name: rows, those that have a relay, current pages, and the rows' claims by status. `tallies` keeps it in
step."""

DECISION = _table(
    "decision",
    _id(),
    _text("at"),
    _text("by"),
    _text("action"),
    _text("target", index=True),
    _text("value"),
    Column("undoes", Integer, nullable=True, unique=True),
)
"""The reviewers' log: entries are only ever added; taking one back is an entry of its own."""
