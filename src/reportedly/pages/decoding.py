"""Bytes -> text: size, kind and character encoding of a page."""

from __future__ import annotations

import codecs
import re

from resiliparse.parse.encoding import detect_encoding

from reportedly.errors import EmptyPage, NotText, PageTooLarge

LARGEST = 50 << 20
"""Bytes; above, lxml runs for minutes."""
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x1f\x8b", "gzip data"),
    (b"\x7fELF", "a program"),
    (b"RIFF", "sound or video"),
    (b"SQLite format 3", "an SQLite database"),
    (b"WARC/", "a WARC archive"),
)
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I)
_BROWSER_NAMES = {
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "uhc": "cp949",
    "shift-jis": "cp932",
    "shift_jis": "cp932",
    "sjis": "cp932",
    "gb2312": "gb18030",
}
"""Charset names as pages and detectors write them -> the superset that browsers read (WHATWG encoding standard), in Python's words."""
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1f\x7f]")


def decode(page: bytes) -> str:
    """Text of a page, without NUL characters.

    A byte-order mark counts first, then strict UTF-8, then the page's own charset where it decodes, then detection. Raises
    EmptyPage, PageTooLarge and NotText.
    """
    if len(page) > LARGEST:
        raise PageTooLarge(f"the page has {len(page) / 1e6:.0f} MB, more than the {LARGEST / 1e6:.0f} MB that are read; cut it first")
    if not page.strip():
        raise EmptyPage("the page is empty")
    for magic, name in _MAGIC:
        if page.startswith(magic):
            raise NotText(f"the file is {name}, not a page; give HTML or text")
    text = _text(page).replace("\0", "")
    head = text[:20_000]
    if len(_CONTROL.findall(head)) > 0.02 * len(head):
        raise NotText("the file is binary, not text; give HTML or text")
    return text


def _text(page: bytes) -> str:
    for mark, name in _BOMS:
        if page.startswith(mark):
            return page.decode(name, "replace").removeprefix("\ufeff")
    try:
        return page.decode("utf-8")
    except UnicodeDecodeError as error:
        # One broken byte in a long page is damage, not another encoding.
        if _mostly_utf8(page, error):
            return page.decode("utf-8", "replace")
    return _declared(page) or _detected(page)


def _detected(page: bytes) -> str:
    name = _BROWSER_NAMES.get((found := detect_encoding(page, html5_compatible=False) or "").lower(), found)
    try:
        return page.decode(name or "cp1252", "replace")
    except LookupError:
        return page.decode("cp1252", "replace")


def _mostly_utf8(page: bytes, error: UnicodeDecodeError) -> bool:
    text = page.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return broken * 20 < sum(1 for c in text if c > "\x7f")


def _declared(page: bytes) -> str | None:
    found = _CHARSET.search(page[:4096])
    if not found:
        return None
    name = found.group(1).decode("ascii", "replace").lower()
    name = _BROWSER_NAMES.get(name, name)
    try:
        return page.decode(name)
    except (LookupError, UnicodeDecodeError, ValueError):
        return None
