"""Turtle (RDF 1.1): the few pieces of it that a writer needs."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reportedly.export.text import xml

# Section 6.4, string escapes; U+0085 and the line separators are legal, and split lines for some readers.
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_SPECIAL = re.compile('["\\\\\n\r\t\x7f-\x9f\u2028\u2029]')
Pair = tuple[str, str | None]
"""A predicate and its object, written as Turtle; None or empty: nothing is said."""


def iri(value: str) -> str:
    """An IRI, which must be free of what an IRI may not hold, in its angle brackets."""
    return f"<{value}>"


def literal(value: str, datatype: str | None = None) -> str:
    """A string in quotation marks, what xsd:string cannot hold as U+FFFD; `datatype`: a prefixed name."""
    body = _SPECIAL.sub(lambda match: _ESCAPES.get(match[0]) or f"\\u{ord(match[0]):04X}", xml(value))
    return f'"{body}"' + (f"^^{datatype}" if datatype else "")


def block(subject: str, pairs: Iterable[Pair]) -> str:
    """All that is said of a subject, as one statement."""
    said = [f"{predicate} {told}" for predicate, told in pairs if told]
    return f"{iri(subject)}\n  " + " ;\n  ".join(said) + " .\n"
