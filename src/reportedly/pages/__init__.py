"""Bytes -> Article (HTML, saved text, plain text). Knows nothing of attributions."""

from __future__ import annotations

import re

from reportedly.model import Article
from reportedly.pages.decoding import decode
from reportedly.pages.html import read_html
from reportedly.pages.plain import read_plain
from reportedly.pages.saved import read_saved

__all__ = ["is_html", "read_page"]

_HTML = re.compile(r"<\s*(?:!doctype\s+html|html|head|body|article|div|p|script|meta|title|table|h1)\b", re.I)


def read_page(page: bytes, *, id: str, url: str | None = None, plain: bool = False, published: str | None = None) -> Article:
    """Read a page's bytes into an article without attributions.

    HTML is told from saved text by its tags. `plain` takes the text as it is. `published` counts where the page has no date.
    Raises EmptyPage, NotText, PageTooLarge and UnreadLanguage.
    """
    text = decode(page)
    if plain:
        return read_plain(text, id=id, url=url, published=published)
    read = read_html if is_html(text) else read_saved
    return read(text, id=id, url=url, published=published)


def is_html(text: str) -> bool:
    """Whether a decoded page is HTML rather than text."""
    return _HTML.search(text, 0, 20_000) is not None
