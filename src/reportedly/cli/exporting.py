"""What `reportedly export` writes: everything that a ledger holds, as the export room takes it."""

from __future__ import annotations

from collections.abc import Iterator

from reportedly.cli.ledgers import opened
from reportedly.export import Bundle, Review
from reportedly.ledger import Ledger


def bundle(url: str | None) -> Bundle:
    """The ledger's articles, claims, and the statuses that reviewers set, read one at a time as they are written."""
    book = opened(url)
    return Bundle(book.articles(), book.whole_claims(), _reviews(book))


def _reviews(book: Ledger) -> Iterator[Review]:
    """Statuses set by people and not taken back, the last one of each claim."""
    log = book.log()
    undone = {entry.undoes for entry in log}
    standing = {e.target: e for e in log if e.action == "status" and e.id not in undone}
    for entry in standing.values():
        yield Review(entry.value["claim"], entry.value["status"], entry.by, entry.at[:10])
