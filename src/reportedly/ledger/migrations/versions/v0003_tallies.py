"""Counts by speaker and outlet, and an index in the whole order of doubtful rows: a ledger made before gets both."""

from __future__ import annotations

from alembic import op
from sqlalchemy.schema import CreateIndex

from reportedly.ledger import tallies
from reportedly.ledger.schema import ROW, TALLY

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the table and count everything once."""
    connection = op.get_bind()
    doubt = next(index for index in ROW.indexes if index.name == "row_doubt")
    op.drop_index("ix_row_confidence", table_name="row", if_exists=True)
    op.execute(CreateIndex(doubt, if_not_exists=True))
    TALLY.create(connection, checkfirst=True)
    tallies.make(connection)
