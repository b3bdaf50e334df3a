"""Text from pages as a reader may safely see it: marks that would reorder or hide letters are shown by name."""

from __future__ import annotations

import re
import unicodedata

# Bidirectional controls (Unicode Bidi_Control), invisible joiners and the rest of the controls but tab and line break.
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufff9-\ufffb]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def plainly(text: str) -> str:
    """The text with each control and bidirectional mark written out, "[U+202E RIGHT-TO-LEFT OVERRIDE]" for example.

    Zero-width joiners stay: scripts and emoji need them, and they reorder nothing. Lone surrogates, which no encoding holds,
    become U+FFFD.
    """
    if text.isascii() and text.isprintable():
        return text  # most of a page's words, many hundreds of them
    return _HIDDEN.sub(_named, _SURROGATE.sub("\ufffd", text))


def _named(found: re.Match[str]) -> str:
    mark = found.group()
    name = unicodedata.name(mark, "control")
    return f"[U+{ord(mark):04X} {name}]"
