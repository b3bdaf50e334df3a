"""Counts by speaker and outlet: a ledger made before gets the table, filled from its rows."""

from __future__ import annotations

from alembic import op

from reportedly.ledger import tallies
from reportedly.ledger.schema import TALLY

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the table and count everything once."""
    connection = op.get_bind()
    TALLY.create(connection, checkfirst=True)
    tallies.make(connection)
