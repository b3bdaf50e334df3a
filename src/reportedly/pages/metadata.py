"""What a page says of itself: JSON-LD, meta tags, microdata, <time>, breadcrumbs, bylines."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml.html import HtmlElement

from reportedly.model import Author
from reportedly.pages.dates import edtf
from reportedly.wordlists import load, words

_ARTICLE = re.compile(r"Article|BlogPosting|Report$|Review$|LiveBlog", re.I)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_TITLE_TAIL = re.compile(r"\s+[|–—»·-]\s+([^|–—»·]{2,40})$")


@dataclass
class Facts:
    """Everything found; empty where the page is silent."""

    headline: str | None = None
    outlet: str | None = None
    url: str | None = None
    section: tuple[str, ...] = ()
    authors: tuple[Author, ...] = ()
    published: str | None = None
    modified: str | None = None
    linked: list[dict[str, Any]] = field(default_factory=list)


def read_facts(tree: HtmlElement) -> Facts:
    """Facts of a parsed page: JSON-LD before meta tags before what a reader sees."""
    linked = list(_linked(tree))
    article = next((d for d in linked if _ARTICLE.search(_types(d))), {})
    outlet = _outlet(tree, article, linked)
    facts = Facts(linked=linked, outlet=outlet, url=_url(tree))
    facts.headline = _headline(tree, article, outlet)
    facts.section = _section(tree, article, linked, outlet)
    facts.authors = _authors(tree, article, outlet)
    facts.published = _date(tree, article, "published")
    facts.modified = _date(tree, article, "modified")
    return facts


def _linked(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    for script in tree.xpath("//script[contains(@type, 'ld+json')]"):
        try:
            yield from _objects(json.loads(script.text_content(), strict=False), 0)
        except (ValueError, RecursionError):
            continue


def _objects(data: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > 4:
        return
    if isinstance(data, list):
        for part in data[:200]:
            yield from _objects(part, depth + 1)
    elif isinstance(data, dict):
        yield data
        yield from _objects(data.get("@graph", []), depth + 1)


def _types(data: dict[str, Any]) -> str:
    kind = data.get("@type", "")
    return " ".join(map(str, kind)) if isinstance(kind, list) else str(kind)


def text_of(value: Any) -> str | None:
    """A JSON-LD value as one line: a string, a thing with a name, or the first of a list."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name")
    return _line(value) if isinstance(value, str) else None


def _line(words: str | None) -> str | None:
    folded = " ".join((words or "").split())
    return folded or None


def meta(tree: HtmlElement, *names: str) -> str | None:
    """Content of the first meta tag with one of the names, in the order of the names."""
    for name in names:
        for found in tree.xpath("//meta[@property=$n or @name=$n or @itemprop=$n]/@content", n=name):
            if line := _line(str(found)):
                return line
    return None


def _url(tree: HtmlElement) -> str | None:
    links = tree.xpath("//link[@rel='canonical']/@href")
    found = meta(tree, "og:url") or (str(links[0]).strip() if links else None)
    return found if found and found.startswith("http") else None


def _outlet(tree: HtmlElement, article: dict[str, Any], linked: list[dict[str, Any]]) -> str | None:
    # The site's own name before the publisher: on a reprinted agency report the publisher is the agency.
    named = meta(tree, "og:site_name", "application-name") or text_of(article.get("publisher"))
    named = named or next((text_of(d) for d in linked if "WebSite" in _types(d)), None) or _itemprop(tree, "publisher")
    if not named:
        titles = tree.xpath("//title/text()")
        tail = _TITLE_TAIL.search(" ".join(str(titles[0]).split())) if titles else None
        named = tail.group(1) if tail else None
    return re.sub(r"\.(com|org|net|co\.uk)$", "", named, flags=re.I) if named and " " in named else named


def _itemprop(tree: HtmlElement, name: str) -> str | None:
    for node in tree.xpath("//*[@itemprop=$n]", n=name):
        inner = node.xpath(".//*[@itemprop='name']")
        if line := _line((inner[0] if inner else node).get("content") or (inner[0] if inner else node).text_content()):
            return line
    return None


def _headline(tree: HtmlElement, article: dict[str, Any], outlet: str | None) -> str | None:
    heads = [_line(h.text_content()) for h in tree.xpath("//h1")]
    found = text_of(article.get("headline")) or meta(tree, "og:title", "twitter:title", "headline")
    # The page's own heading is whole where metadata are cut or carry the outlet's name.
    found = next((h for h in heads if h and found and (h in found or found[:30] in h)), found) or next((h for h in heads if h), None)
    if not found:
        found = _line(next(iter(tree.xpath("//title/text()")), None))
    tail = _TITLE_TAIL.search(found) if found else None
    if found and tail and outlet and tail.group(1).casefold().split(".")[0] in outlet.casefold():
        found = found[: tail.start()]
    return found


def _section(tree: HtmlElement, article: dict[str, Any], linked: list[dict[str, Any]], outlet: str | None) -> tuple[str, ...]:
    site = (outlet or "").casefold()
    home = words("pages", "furniture", "home") | {site, *site.split(" ")[:1]}
    lists = [[text_of(i) or text_of(i.get("item")) for i in _items(d)] for d in linked if "BreadcrumbList" in _types(d)]
    lists += [[_line(n.text_content()) for n in box] for box in _crumbs(tree)]
    value = article.get("articleSection")
    lists.append([_line(v) for v in (value if isinstance(value, list) else [value]) if isinstance(v, str)])
    lists.append([meta(tree, "article:section", "section", "articleSection")])
    title = _headline(tree, article, outlet)
    for names in lists:
        path = tuple(n for n in names if n and n.casefold() not in home and n != title and len(n) < 60 and "://" not in n)
        if path:
            return tuple(dict.fromkeys(path))
    return ()


def _items(data: dict[str, Any]) -> list[dict[str, Any]]:
    items = data.get("itemListElement")
    found = [i for i in (items if isinstance(items, list) else []) if isinstance(i, dict)]
    return sorted(found, key=lambda i: int(i["position"]) if str(i.get("position", "")).isdigit() else 0)


def _crumbs(tree: HtmlElement) -> Iterator[list[HtmlElement]]:
    path = "//*[contains(translate(concat(@class,' ',@id,' ',@aria-label), 'BC', 'bc'), 'breadcrumb')]"
    for box in tree.xpath(path)[:5]:
        links = [a for a in box.xpath(".//a | .//*[@itemprop='name' and not(ancestor::a)]") if _line(a.text_content())]
        if links:
            yield links


def _authors(tree: HtmlElement, article: dict[str, Any], outlet: str | None) -> tuple[Author, ...]:
    value = article.get("author")
    names = [text_of(v) for v in (value if isinstance(value, list) else [value]) if v]
    if not any(names):
        names = [str(c) for c in tree.xpath("//meta[@name='author' or @property='article:author' or @name='byl']/@content")]
    if not any(n and not n.startswith("http") for n in names):
        names = [n.text_content() for n in tree.xpath(_BYLINES)[:6]]
    people = dict.fromkeys(p for n in names if n and not n.startswith("http") for p in split_byline(n))
    outlets = {(outlet or "").casefold(), (text_of(article.get("publisher")) or "").casefold()}
    people = {p: None for p in people if p.casefold() not in outlets}
    mails = [str(m).split(":", 1)[1].split("?")[0] for m in tree.xpath("//a[starts-with(@href,'mailto:')]/@href")]
    return tuple(Author(p, mail_of(p, mails)) for p in people)


_BYLINES = (
    "//*[@rel='author' or @itemprop='author' or contains(concat(' ',@class,' '),' byline ') or contains(@class,'author-name')"
    " or contains(@class,'byline-name') or contains(concat(' ',@class,' '),' author ')][not(ancestor::aside)]"
)


def split_byline(line: str) -> list[str]:
    """Names of a byline: "By A and B, Staff Writer" -> ["A", "B"]; all-capital names in title case."""
    line = _MAIL.sub("", re.sub(r"^\s*by[\s:]+", "", " ".join(line.split()), flags=re.I))
    line = re.split(r"\s[|•·–—]\s|\s-\s|\d{1,2}:\d{2}|\b(?:published|updated)\b", line, maxsplit=1, flags=re.I)[0]
    parts = re.split(r"\s*(?:,|;|&|\band\b)\s*", re.sub(r"[\[\](){}]", " ", line), flags=re.I)
    jobs = words("pages", "furniture", "byline_jobs")
    names = [" ".join(p.split()).strip(" .") for p in parts]
    return [_cased(n) for n in names if _is_name(n) and not jobs & set(n.casefold().split())]


def _is_name(name: str) -> bool:
    return 1 < len(name) < 50 and len(name.split()) <= 5 and name[:1].isupper() and not any(c.isdigit() for c in name)


def _cased(name: str) -> str:
    if not name.isupper() or len(name) < 4:
        return name
    # Korean given names are written "Jeong-won": only the first part of a hyphenated word is capital.
    return " ".join(w.capitalize() for w in name.split())


def mail_of(name: str, mails: list[str]) -> str | None:
    """The address that belongs to a name, by the name's parts in it."""
    parts = [p for p in re.split(r"[\W_]+", name.casefold()) if len(p) > 1]
    scored = [(sum(p in m.casefold().split("@")[0] for p in parts), -i, m) for i, m in enumerate(mails)]
    best = max(scored, default=(0, 0, ""))
    return best[2] if best[0] else None


def _date(tree: HtmlElement, article: dict[str, Any], which: str) -> str | None:
    names = load("pages", "furniture")["dates"]
    values: list[Any] = [article.get(key) for key in names[f"{which}_linked"]]
    values += [meta(tree, name) for name in names[f"{which}_meta"]]
    prop = "datePublished" if which == "published" else "dateModified"
    nodes = tree.xpath("//*[@itemprop=$n]", n=prop)
    values += [n.get("datetime") or n.get("content") or n.text_content() for n in nodes[:3]]
    if which == "published":
        values += [str(v) for v in tree.xpath("//time[not(ancestor::aside)]/@datetime")[:1]]
    found = [d for v in values if isinstance(v, str) and (d := edtf(v))]
    # Of one day written twice, the writing with the hour says more.
    return next((d for d in found if d.startswith(found[0]) and "T" in d), found[0]) if found else None
