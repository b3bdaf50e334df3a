"""The cells of vectors as words of the index, and an index for the review's pairs: a ledger made before gets both."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Connection, select
from sqlalchemy.schema import CreateIndex

from reportedly.claims.cells import HELD
from reportedly.ledger import coding
from reportedly.ledger.candidates import Shelf
from reportedly.ledger.keeping import keep_keys
from reportedly.ledger.schema import EVIDENCE, MATCH

revision = "0002"
down_revision = "0001"
_AT_ONCE = 2000


def upgrade() -> None:
    """Index all evidence by its cells, some at a time."""
    connection = op.get_bind()
    doubt = next(index for index in MATCH.indexes if index.name == "match_doubt")
    op.drop_index("ix_match_score", table_name="match", if_exists=True)
    op.execute(CreateIndex(doubt, if_not_exists=True))
    last, shelf = 0, Shelf()
    while some := _next(connection, last):
        last = some[-1][0]
        words = shelf.cells.words(coding.vectors([vector for _, vector in some]), HELD)
        keep_keys(connection, {id: cells for (id, _), cells in zip(some, words, strict=True)})


def _next(connection: Connection, last: int) -> list[tuple[int, bytes]]:
    query = select(EVIDENCE.c.id, EVIDENCE.c.vector).where(EVIDENCE.c.id > last).order_by(EVIDENCE.c.id).limit(_AT_ONCE)
    return [(id, vector) for id, vector in connection.execute(query)]
