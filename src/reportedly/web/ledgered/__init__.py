"""The desk over a Ledger."""

from reportedly.web.ledgered.desk import LedgerDesk

__all__ = ["LedgerDesk"]
