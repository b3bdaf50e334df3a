"""Text that a format can hold: pages may carry code points that UTF-8, XML, an IRI or a spreadsheet cannot."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import quote

REPLACEMENT = "\ufffd"
_SURROGATE = re.compile("[\ud800-\udfff]")
# XML 1.0 section 2.2, Char, read the other way round.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# The explicit marks of Unicode's bidirectional algorithm (UAX 9, section 2): they can make words look like other words.
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# What splits lines for some readers though JSON allows it, and halves of surrogate pairs, which UTF-8 cannot hold.
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")
# Everything that RFC 3986 lets stand in a URL, "%" included: what is encoded already stays.
_URL_SAFE = "!#$%&'()*+,/:;=?@[]~"


def encodable(text: str) -> str:
    """The text with unpaired surrogates as U+FFFD: one code point for one, so offsets hold."""
    return _SURROGATE.sub(REPLACEMENT, text)


def xml(text: str) -> str:
    """The text with everything that XML 1.0 forbids as U+FFFD, one for one."""
    return _NOT_XML.sub(REPLACEMENT, text)


def shown(text: str) -> str:
    """The text for a person's eyes: one line, no bidirectional marks, controls as U+FFFD."""
    return _CONTROL.sub(REPLACEMENT, _BIDI.sub("", " ".join(text.split())))


def cell(text: str) -> str:
    """The text as a spreadsheet's cell: one line, controls as U+FFFD, never run as a formula.

    A cell that begins like a formula is run by spreadsheets; the apostrophe is their own way to say "text".
    """
    folded = _CONTROL.sub(REPLACEMENT, " ".join(text.split()))
    return f"'{folded}" if folded[:1] in {"=", "+", "-", "@"} else folded


def exact_json(value: Any) -> str:
    """One line of JSON that gives back exactly the value, unpaired surrogates included, and is one line for every reader."""
    return _escaped(json.dumps(value, ensure_ascii=False))


def linked_json(value: Any) -> str:
    """One line of JSON for linked data, whose strings may hold no surrogates (RDF 1.1, section 3.3): they become U+FFFD."""
    return _escaped(encodable(json.dumps(value, ensure_ascii=False)))


def _escaped(dumped: str) -> str:
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", dumped)


def web_address(url: str | None) -> str | None:
    """An http or https URL as ASCII that is safe between < and >; None for anything else, such as "javascript:"."""
    bare = (url or "").strip()
    if not re.match(r"https?://[^/\s]", bare, re.IGNORECASE):
        return None
    return quote(bare, safe=_URL_SAFE, errors="surrogatepass")


class Names:
    """IRIs of articles, rows, claims and agents below a base; each id is percent-encoded, so that no two meet."""

    def __init__(self, base: str) -> None:
        self.base = base

    def article(self, id: str) -> str:
        """<base>articles/<id>."""
        return f"{self.base}articles/{_part(id)}"

    def row(self, article: str, row: str) -> str:
        """<article>#<row>."""
        return f"{self.article(article)}#{_part(row)}"

    def ref(self, ref: str) -> str:
        """The row that a claim's "<article>#<row>" means; an article's id may itself hold a "#"."""
        article, _, row = ref.rpartition("#")
        return self.row(article, row)

    def claim(self, id: str) -> str:
        """<base>claims/<id>."""
        return f"{self.base}claims/{_part(id)}"

    def agent(self, name: str) -> str:
        """Somebody known by name across articles: <base>agents/<name>."""
        return f"{self.base}agents/{_part(name)}"

    def within(self, article: str, what: str, name: str) -> str:
        """Something that is only known inside one article: <article>#<what>-<name>."""
        return f"{self.article(article)}#{what}-{_part(name)}"


def _part(id: str) -> str:
    return quote(id, safe="", errors="surrogatepass")
