"""Counts of claims by status and of relayed rows; indexes in the order of a speaker's and an outlet's page, and of decisions by target."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Table, inspect
from sqlalchemy.schema import CreateIndex

from reportedly.ledger import tallies
from reportedly.ledger.schema import DECISION, PAGE, RELAY, ROW, TALLY

revision = "0004"
down_revision = "0003"
_INSTEAD: tuple[tuple[Table, str, str], ...] = (
    (ROW, "row_said", "ix_row_speaker"),
    (PAGE, "page_printed", "ix_page_outlet_key"),
    (RELAY, "relay_passed", "ix_relay_speaker"),
)


def upgrade() -> None:
    """Make the indexes in the place of those that they begin like, and count everything once."""
    connection = op.get_bind()
    for table, name, old in _INSTEAD:
        made = next(index for index in table.indexes if index.name == name)
        # SQLAlchemy's own check does not find an index of an expression.
        op.execute(CreateIndex(made, if_not_exists=True))
        op.drop_index(old, table_name=table.name, if_exists=True)
    target = next(index for index in DECISION.indexes if index.name == "ix_decision_target")
    op.execute(CreateIndex(target, if_not_exists=True))
    if "relayed" not in {column["name"] for column in inspect(connection).get_columns("tally")}:
        TALLY.drop(connection)
        TALLY.create(connection)
        tallies.make(connection)
