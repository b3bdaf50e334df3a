"""Indexes in the order of lists of claims, of all and of one status, with the date that lists are narrowed by."""

from __future__ import annotations

from alembic import op
from sqlalchemy.schema import CreateIndex

from reportedly.ledger.schema import CLAIM

revision = "0005"
down_revision = "0004"
_MADE = "claim_listed", "claim_of_status"
_GONE = "claim_order", "ix_claim_status", "ix_claim_last_said"


def upgrade() -> None:
    """Make the indexes in the place of those that they begin like."""
    for index in CLAIM.indexes:
        if index.name in _MADE:
            op.execute(CreateIndex(index, if_not_exists=True))
    for name in _GONE:
        op.drop_index(name, table_name="claim", if_exists=True)
