"""JSON-LD documents that are written one item at a time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO

from reportedly.export.text import linked_json


def document(out: BinaryIO, head: dict[str, Any], key: str, items: Iterable[dict[str, Any]]) -> None:
    """An object with the members of `head` and, last, `key` with the items as a list, one a line."""
    out.write(linked_json(head)[:-1].encode() + f', "{key}": ['.encode())
    for number, item in enumerate(items):
        out.write((b",\n" if number else b"\n") + linked_json(item).encode())
    out.write(b"\n]}\n")


def without_empty(value: dict[str, Any]) -> dict[str, Any]:
    """The members that say something: JSON-LD leaves out what is not known."""
    return {name: held for name, held in value.items() if held not in (None, "", [], {})}
