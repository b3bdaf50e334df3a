"""Flatten tags nested deeper than the HTML parser can follow.

libxml2 gives up silently below about 250 levels and the body is lost; a page that deep is broken or hostile, and its containers
carry no meaning, so the surplus ones go and their text stays.
"""

from __future__ import annotations

import re

DEEPEST = 150
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)(?:[^<>\"']|\"[^\"<>]*\"|'[^'<>]*')*>")
_LEAVES = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "dt",
        "dd",
        "option",
        "tr",
        "td",
        "th",
        "thead",
        "tbody",
        "tfoot",
        "colgroup",
    ]
)
"""Tags without an end tag, and those whose end tag is often left out: counting them would see depth where there is none."""


def flatten(html: str) -> str:
    """The page with tags beyond DEEPEST levels taken out; unchanged where there are none. One linear scan."""
    if html.count("<") < DEEPEST:
        return html
    depth, keep, last = 0, [], 0
    for tag in _TAG.finditer(html):
        if tag.group(2).lower() in _LEAVES or tag.group(0).endswith("/>"):
            continue
        depth = max(0, depth - 1) if tag.group(1) else depth + 1
        if depth > DEEPEST or (tag.group(1) and depth == DEEPEST):
            keep.append(html[last : tag.start()])
            last = tag.end()
    return "".join([*keep, html[last:]]) if keep else html
