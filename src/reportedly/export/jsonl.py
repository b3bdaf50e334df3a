"""JSON Lines: the contract's objects, one a line, exactly."""

from __future__ import annotations

from typing import BinaryIO

from reportedly.export.text import exact_json
from reportedly.export.values import Bundle, Options


def write(bundle: Bundle, out: BinaryIO, options: Options) -> None:
    """One article a line, or one claim a line."""
    if options.of == "claims":
        objects = (claim.to_json(id) for id, claim in bundle.claims)
    else:
        objects = (article.to_json() for article in bundle.articles)
    for value in objects:
        out.write(exact_json(value).encode() + b"\n")
