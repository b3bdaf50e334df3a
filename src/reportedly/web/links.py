"""Addresses of the pages: permalinks that hold everything that a page shows."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import quote, urlencode

from reportedly.web.marking import number


@lru_cache(maxsize=4096)
def claim(id: str) -> str:
    """A claim's page."""
    return f"/claims/{quote(id, safe='')}"


@lru_cache(maxsize=4096)
def article(id: str, *, row: str | None = None, sentence: int | None = None) -> str:
    """An article's page, at a row or at a sentence (#s12)."""
    anchor = f"#row-{quote(number(row), safe='')}" if row else f"#s{sentence}" if sentence else ""
    return f"/articles/{quote(id, safe='')}{anchor}"


def reference(ref: str) -> str:
    """The row that "<article>#<row>" names, in its article."""
    page, _, row = ref.rpartition("#")
    return article(page, row=row) if page else article(ref)


def speaker(name: str) -> str:
    """A speaker's page. Names stand in the query, where every letter is safe."""
    return f"/speaker?{urlencode({'name': name})}"


def outlet(name: str) -> str:
    """An outlet's page."""
    return f"/outlet?{urlencode({'name': name})}"


def twin(path: str, query: str) -> str:
    """The JSON twin of a page's address."""
    return f"{path.rstrip('/') or '/claims'}.json" + (f"?{query}" if query else "")


def with_query(path: str, values: Mapping[str, str | None], **more: str | None) -> str:
    """`path` with the query values that are not empty."""
    kept = {k: v for k, v in {**values, **more}.items() if v}
    return f"{path}?{urlencode(kept)}" if kept else path
