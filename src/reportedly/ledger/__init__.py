"""The ledger: pages kept for good, their rows and claims, full text, and the reviewers' log, in SQLite or PostgreSQL."""

from reportedly.ledger.ledger import Added, Ledger

__all__ = ["Added", "Ledger"]
