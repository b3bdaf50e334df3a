"""Article text taken as it is."""

from __future__ import annotations

import re

from reportedly.model import Article
from reportedly.pages.language import check_language

_PARAGRAPH = re.compile(r"[^\s](?:[^\n]*[^\s])?")


def read_plain(page: str, *, id: str, url: str | None, published: str | None) -> Article:
    """`text` is the page's text to the letter; paragraphs are its lines without outer white space. Raises UnreadLanguage."""
    return Article(
        id=id,
        text=page,
        paragraphs=tuple(m.span() for m in _PARAGRAPH.finditer(page)),
        url=url,
        published=published,
        published_from="given" if published else None,
        language=check_language(page),
        origin_map=((0, 0, len(page)),),
    )
