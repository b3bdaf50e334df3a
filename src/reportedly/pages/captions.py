"""Figures' captions with their credits. The body extractor throws them away, so they are read here."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from reportedly.model import Caption
from reportedly.pages.lines import is_furniture

_CREDIT = re.compile(
    r"\s*(?:[\[(]\s*([^\[\]()]{2,80})\s*[\])]"
    r"|(?:^|(?<=[.!?”\"|•–—-]))\s*[|•–—-]?\s*(?:photo(?:graph)?s?|images?|pictures?|illustration|courtesy|credit)\s*(?:credits?)?"
    r"(?:\s*[:/]|\s+by|\s+courtesy of|\s+of)\s*([^.]{2,80})"
    r"|(?<=[.!?”\"])\s+((?:[A-Z][\w.’'-]+ ?){1,5}/(?:[A-Z][\w.’'-]+ ?){1,5}))\.?$",
    re.I,
)
_CREDIT_WORD = re.compile(r"photo|image|ap\b|afp|reuters|getty|yonhap|epa|/|courtesy|credit|[A-Z]{2,}", re.I)
_SHORTEST, _LONGEST = 15, 1500
"""Characters of a caption; shorter ones are a gallery's buttons."""
_WHERE = (
    "//figcaption | //*[contains(@class,'wp-caption-text') or contains(@class,'image-caption') or contains(@class,'photo-caption')"
    " or (contains(@class,'caption') and not(.//*[contains(@class,'caption')]) and not(ancestor::figcaption))]"
)
_CREDIT_PART = ".//*[contains(@class,'credit') or contains(@class,'copyright') or contains(@class,'source') or @itemprop='copyrightHolder']"


def read_captions(tree: HtmlElement) -> tuple[Caption, ...]:
    """Captions in page order, each once."""
    found: dict[str, Caption] = {}
    for node in tree.xpath(_WHERE)[:200]:
        part = next(iter(node.xpath(_CREDIT_PART)), None)
        credit = _line(part.text_content()) if part is not None else ""
        whole = _line(node.text_content())
        if credit and whole.endswith(credit):
            whole = whole[: -len(credit)].strip()
        caption = Caption(whole, _bare(credit)) if credit else split_credit(whole)
        if _SHORTEST <= len(caption.text) < _LONGEST and not is_furniture(caption.text, "anywhere"):
            found.setdefault(caption.text, caption)
    return tuple(found.values())


def split_credit(line: str) -> Caption:
    """A caption line with the credit at its end split off: "... on Friday. [A/B]" -> credit "A/B"."""
    match = _CREDIT.search(line)
    if not match or (match.group(1) and not _CREDIT_WORD.search(match.group(1))):
        return Caption(line.strip())
    credit = next(g for g in match.groups() if g)
    return Caption(line[: match.start()].strip(), _bare(credit))


def _bare(credit: str) -> str:
    return re.sub(r"^(?:photo|image|picture)?\s*(?:credit|by|courtesy of)?\s*[:/]?\s+", "", f" {credit.strip('()[] ')}", flags=re.I).strip()


def _line(words: str) -> str:
    return " ".join(words.split())
