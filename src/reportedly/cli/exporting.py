"""What `reportedly export` writes: everything that a ledger holds, as the export room takes it."""

from __future__ import annotations

from reportedly.cli.ledgers import opened
from reportedly.export import Bundle


def bundle(url: str | None) -> Bundle:
    """What the ledger at an address holds, read one at a time as it is written."""
    from reportedly.export.kept import bundled

    return bundled(opened(url))
