"""Alembic's migrations of the ledger; the newest one is the schema in `schema.py`."""
