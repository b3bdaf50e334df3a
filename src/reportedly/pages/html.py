"""HTML -> Article."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from urllib.parse import urljoin

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from reportedly.errors import EmptyPage
from reportedly.model import Article, Related, Span
from reportedly.pages.captions import read_captions
from reportedly.pages.language import check_language
from reportedly.pages.lines import keep, key
from reportedly.pages.metadata import read_facts
from reportedly.pages.nesting import flatten

_BLOCKS = frozenset(("p", "head", "item", "quote", "cell", "ab", "code", "list", "table", "row"))
_RELATED = (
    "//*[contains(translate(concat(@class,' ',@id),'R','r'),'related') or contains(@class,'read-more')"
    " or contains(@class,'readmore')]//a[@href]"
)
_MOST_RELATED = 20
_SHORTEST_TITLE = 12
_STANDFIRST = (
    "//*[contains(@class,'standfirst') or contains(@class,'article__summary') or contains(@class,'article-summary')"
    " or contains(@class,'article-lead') or contains(@class,'article__lead') or contains(@class,'lede')"
    " or contains(@class,'article-intro')]"
    "[not(ancestor::aside) and not(ancestor::nav) and not(ancestor::footer)]"
)
Link = tuple[str, str]
"""Title and address as written."""

# Both libraries log what they leave out, which is no news to a reader. They are imported where they are used: that takes a third of the
# time that loading the reader takes, and text needs neither.
for _name in ("trafilatura", "htmldate"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)


def read_html(page: str, *, id: str, url: str | None, published: str | None) -> Article:
    """An article without attributions. Raises EmptyPage and UnreadLanguage."""
    page = flatten(page)
    tree = _parse(page)
    facts = read_facts(tree)
    captions = read_captions(tree)
    lines, links = _body(page)
    lines = [*standfirst(tree, lines), *lines]
    kept = keep(lines, facts.headline, frozenset(key(c.text) for c in captions if len(c.text) > 20))
    text, paragraphs = join([lines[i] for i in kept])
    if not text:
        raise EmptyPage(_why_empty(tree))
    language = check_language(text, tree.get("lang"))
    date = facts.published or (None if published else _any_date(page))
    return Article(
        id=id,
        text=text,
        paragraphs=paragraphs,
        url=url or facts.url,
        outlet=facts.outlet,
        headline=facts.headline,
        section=facts.section,
        authors=facts.authors,
        published=date or published,
        published_from="metadata" if date else "given" if published else None,
        modified=facts.modified,
        language=language,
        captions=captions,
        related=_related(tree, links, url or facts.url),
    )


def _parse(page: str) -> HtmlElement:
    parser = HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        return document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise EmptyPage("the page holds no HTML that can be read; is it a fragment or a script?") from error


def _body(page: str) -> tuple[list[str], list[Link]]:
    """The body's lines, and the lines that are one link and nothing else: an offer to read on, not part of the article."""
    from trafilatura import extract

    found = extract(page, output_format="xml", fast=True, include_comments=False, include_links=True)
    if not found:
        return [], []
    main = etree.fromstring(found.encode("utf-8"), etree.XMLParser(huge_tree=True, recover=True)).find("main")
    lines: list[str] = []
    links: list[Link] = []
    for node in _blocks(main) if main is not None else ():
        line = _line(node)
        link = _only_link(node, line)
        if link:
            links.append(link)
        elif line:
            lines.append(line)
        if node.tail and node.tail.strip():
            lines.append(" ".join(node.tail.split()))
    return lines, links


def _line(node: etree._Element) -> str:
    parts: list[str] = []
    for part in map(str, node.itertext()):
        # The extractor trims links' words, and with them the space that stood between two words.
        if parts and parts[-1][-1:].isalnum() and part[:1].isalnum():
            parts.append(" ")
        parts.append(part)
    return " ".join("".join(parts).split())


def _blocks(node: etree._Element) -> list[etree._Element]:
    out: list[etree._Element] = []
    for child in node:
        nested = any(d.tag in _BLOCKS for d in child.iterdescendants())
        out += _blocks(child) if nested else [child]
    return out


def _only_link(node: etree._Element, line: str) -> Link | None:
    refs = node.findall(".//ref") + ([node] if node.tag == "ref" else [])
    linked = sum(len("".join(r.itertext())) for r in refs)
    if not refs or len(line) < _SHORTEST_TITLE or linked < 0.8 * len(line):
        return None
    return _line(refs[0]), str(refs[0].get("target") or "")


def standfirst(tree: HtmlElement, lines: Sequence[str]) -> list[str]:
    """The lead that some sites set apart from the body, where the extractor left it out: whole sentences only."""
    known = " ".join(key(line) for line in lines)
    for node in tree.xpath(_STANDFIRST)[:3]:
        line = " ".join(node.text_content().split())
        if 60 <= len(line) < 800 and line.endswith((".", "!", "?", "”", '"')) and key(line) not in known:
            return [line]
    return []


def join(lines: Sequence[str]) -> tuple[str, tuple[Span, ...]]:
    """Paragraphs joined by a blank line, and their spans."""
    spans, at = [], 0
    for line in lines:
        spans.append((at, at + len(line)))
        at += len(line) + 2
    return "\n\n".join(lines), tuple(spans)


def _why_empty(tree: HtmlElement) -> str:
    if tree.xpath("//script"):
        return "the page has no article text, only scripts that would fetch it; save it from a browser first"
    return "the page has no article text"


def _any_date(page: str) -> str | None:
    from htmldate import find_date

    try:
        found = find_date(page, original_date=True, extensive_search=False)
    except Exception:  # htmldate raises what its parsers raise; a page without a date is no failure
        return None
    return str(found) if found else None


def _related(tree: HtmlElement, links: Sequence[Link], base: str | None) -> tuple[Related, ...]:
    found: dict[str, Related] = {}
    beside = [(" ".join(a.text_content().split()), str(a.get("href")).strip()) for a in tree.xpath(_RELATED)]
    for title, href in [*links, *beside]:
        if len(title) < _SHORTEST_TITLE or not href or href.startswith(("#", "mailto:", "javascript:")):
            continue
        address = urljoin(base or "", href)
        if address != base:
            found.setdefault(address, Related(title, address))
    return tuple(found.values())[:_MOST_RELATED]
