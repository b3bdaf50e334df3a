"""Links to words on the live page: text fragments (https://wicg.github.io/scroll-to-text-fragment/)."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from reportedly.model import Article, Span

_EDGE = 5
"""Words at either end of a long passage: enough to be found, few enough to survive small edits of the page."""
_WHOLE = 12
"""Passages of up to this many words are given whole."""


def web_address(url: str | None) -> str | None:
    """The address, where it is one that a reader can safely follow (http or https with a host); else None."""
    if not url or any(not c.isprintable() or c.isspace() for c in url):
        return None
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - raises on a port that is no number
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None


def live(article: Article, span: Span) -> str | None:
    """The article's own address with a fragment that shows the words under `span`; None where it has no safe address."""
    url = web_address(article.url)
    passage = article.text[span[0] : span[1]]
    # A fragment's text cannot cross a block of the page, so only the first paragraph of a passage is named.
    line = passage.strip().split("\n")[0]
    if url is None or not line.strip():
        return url
    page, _, anchor = url.partition("#")
    return f"{page}#{anchor.split(':~:')[0]}:~:text={_directive(article.text, line)}"


def _directive(text: str, line: str) -> str:
    words = line.split()
    parts = [" ".join(words)] if len(words) <= _WHOLE else [" ".join(words[:_EDGE]), " ".join(words[-_EDGE:])]
    shown = ",".join(_quoted(part) for part in parts)
    before = text[: text.find(line)].rsplit("\n", 1)[-1].split()
    if before and text.count(parts[0]) > 1:
        return f"{_quoted(' '.join(before[-_EDGE:]))}-,{shown}"
    return shown


def _quoted(words: str) -> str:
    # "-", "," and "&" have a meaning in the directive; quote() leaves "-" alone.
    return quote(words, safe="").replace("-", "%2D")
