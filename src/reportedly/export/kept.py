"""Everything that a ledger holds, as the formats take it."""

from __future__ import annotations

from collections.abc import Iterator

from reportedly.export.values import Bundle, Review
from reportedly.ledger import Ledger


def bundled(book: Ledger) -> Bundle:
    """The ledger's articles, claims, and the statuses that reviewers set, read one at a time as they are written."""
    return Bundle(book.articles(), book.whole_claims(), _reviews(book))


def _reviews(book: Ledger) -> Iterator[Review]:
    """Statuses set by people and not taken back, the last one of each claim."""
    log = book.log()
    undone = {entry.undoes for entry in log}
    standing = {e.target: e for e in log if e.action == "status" and e.id not in undone}
    for entry in standing.values():
        yield Review(entry.value["claim"], entry.value["status"], entry.by, entry.at[:10])
