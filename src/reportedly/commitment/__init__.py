"""How firmly a speaker stands to what is attributed to them."""
from collections.abc import Sequence

from reportedly.model import Article, Attribution


def commit(article: Article, rows: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """Stub."""
    return tuple(rows)
