"""An index in the order of a list of claims of one status."""

from __future__ import annotations

from alembic import op
from sqlalchemy.schema import CreateIndex

from reportedly.ledger.schema import CLAIM

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the index in the place of the one that it begins like."""
    made = next(index for index in CLAIM.indexes if index.name == "claim_of_status")
    op.execute(CreateIndex(made, if_not_exists=True))
    op.drop_index("ix_claim_status", table_name="claim", if_exists=True)
