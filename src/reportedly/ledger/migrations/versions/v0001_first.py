"""The first schema: pages, rows, evidence, claims, decisions, full text."""

from __future__ import annotations

from alembic import op

from reportedly.ledger import fulltext
from reportedly.ledger.schema import METADATA

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table and the full-text index."""
    connection = op.get_bind()
    METADATA.create_all(connection)
    fulltext.create(connection)
