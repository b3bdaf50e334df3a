"""What a page that gives no date tells of its own day."""

from __future__ import annotations


def narrow_published(text: str) -> str | None:
    """Stub."""
    return None
