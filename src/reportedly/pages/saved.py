"""A page saved or pasted as text -> Article: whole lines fall away by what they are and where they stand."""

from __future__ import annotations

import re

from reportedly.errors import EmptyPage
from reportedly.model import Article, Author, Caption, Span
from reportedly.pages.captions import split_credit
from reportedly.pages.html import join
from reportedly.pages.language import check_language
from reportedly.pages.lines import keep, key
from reportedly.pages.metadata import mail_of, split_byline
from reportedly.wordlists import words

_LINE = re.compile(r"[^\n\r]+")
_PATH = re.compile(r"\s*[^>\n]{1,40}(?:\s>\s[^>\n]{1,40}){1,5}\s*")
_BYLINE = re.compile(r"\s*by\s+(.{2,120}?)\s*(?:\[([^\]\s]+@[^\]\s]+)\])?\s*", re.I)
_CAPTION = re.compile(r".{20,}\[[^\[\]]{2,60}\]\s*")
_OUTLET = re.compile(r"(?:log in|connect|comment|share).{0,60}\bwith the ((?:[A-Z][\w’'-]+ ?){2,6})", re.I | re.S)
_FIRST_BODY = 8


def read_saved(page: str, *, id: str, url: str | None, published: str | None) -> Article:
    """An article without attributions; `origin_map` leads every paragraph back to the page. Raises EmptyPage, UnreadLanguage."""
    spans = [_strip(page, m.span()) for m in _LINE.finditer(page)]
    spans = [s for s in spans if s[1] > s[0]]
    lines = [page[s:e] for s, e in spans]
    section = next((p for line in lines[:_FIRST_BODY] if (p := _section(line))), ())
    end, authors = _tail(lines)
    headline = _headline(lines)
    captions = {key(line): split_credit(line.strip()) for line in lines[:end] if _is_caption(line, lines)}
    paths = frozenset(key(line) for line in lines[:_FIRST_BODY] if _section(line))
    bylines = frozenset(key(line) for line in lines[:_FIRST_BODY] if _is_bullet(line))
    kept = keep(lines[:end], headline, frozenset(captions) | paths | bylines) if headline or section else list(range(end))
    text, paragraphs = join([lines[i] for i in kept])
    if not text:
        raise EmptyPage("the page has no article text")
    outlet = _OUTLET.search(page[spans[end - 1][1] :]) if end < len(lines) else None
    return Article(
        id=id,
        text=text,
        paragraphs=paragraphs,
        url=url,
        outlet=outlet.group(1).strip() if outlet else None,
        headline=headline,
        section=section,
        authors=authors,
        published=published,
        published_from="given" if published else None,
        language=check_language(text),
        captions=tuple(captions.values()),
        origin_map=tuple((s, spans[i][0], e - s) for (s, e), i in zip(paragraphs, kept, strict=True)),
    )


def _strip(page: str, span: Span) -> Span:
    s, e = span
    while s < e and (page[s].isspace() or page[s] == "\ufeff"):
        s += 1
    while e > s and page[e - 1].isspace():
        e -= 1
    return s, e


def _section(line: str) -> tuple[str, ...]:
    if not _PATH.fullmatch(line):
        return ()
    parts = [p.strip() for p in line.split(">")]
    return tuple(p for p in parts if p and p.casefold() not in words("pages", "furniture", "home"))


def _headline(lines: list[str]) -> str | None:
    # Only a first line that comes again, or that a path or toolbar follows, is surely a headline: plain text may begin with its body.
    first = lines[0]
    again = key(first) in {key(line) for line in lines[1:_FIRST_BODY]}
    title = len(first) < 200 and not first.rstrip().endswith((".", ",", ";", ".”", '."'))
    return first.strip() if again or (title and len(lines) > 2) else None


def _is_caption(line: str, lines: list[str]) -> bool:
    caption = split_credit(line.strip()) if _CAPTION.fullmatch(line) else Caption("")
    return bool(caption.credit) and (lines.count(line) > 1 or "/" in (caption.credit or "") or (caption.credit or "").isupper())


def _is_bullet(line: str) -> bool:
    return line.lstrip().startswith(("•", "·", "*")) and len(line) < 80


def _tail(lines: list[str]) -> tuple[int, tuple[Author, ...]]:
    """Where the body ends, and the authors of the byline that ends it."""
    for i in range(len(lines) - 1, max(0, len(lines) // 2), -1):
        match = _BYLINE.fullmatch(lines[i])
        if match and lines[i].lstrip()[:2] in {"BY", "By", "by"} and (match.group(2) or match.group(1).isupper() or i >= len(lines) - 3):
            names = split_byline(match.group(1))
            mails = [match.group(2)] if match.group(2) else []
            if names:
                found = tuple(Author(n, mail_of(n, mails)) for n in names)
                if mails and not any(a.email for a in found):
                    found = (*found[:-1], Author(found[-1].name, mails[0]))
                return i, found
    return len(lines), ()
