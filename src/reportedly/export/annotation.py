"""W3C Web Annotation (Recommendation of 2017-02-23): one annotation an attribution, as an AnnotationPage in JSON-LD.

The target is the article's text as reportedly read it: positions are code points into that text (section 4.2.5 counts "unicode
code points", as the model's offsets do), and only there are they true; the page that it was read from is the target's `via`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from reportedly.export.linked import document, without_empty
from reportedly.export.text import Names, web_address
from reportedly.export.values import Bundle, Options
from reportedly.model import Article, Attribution, Span

VOCABULARY = "urn:x-reportedly:terms:"
"""Begin of the IRIs of our own terms; it does not depend on the base of a file's ids."""
AROUND = 32
"""Code points of `prefix` and `suffix`, enough to tell equal words on one page apart."""
_TERMS: dict[str, Any] = {
    **{name: VOCABULARY + name for name in ("speaker", "speakerKind", "role", "said", "commitment", "kind", "confidence", "cueWords")},
    "sourceWords": VOCABULARY + "sourceWords",
    "chain": {"@id": VOCABULARY + "chain", "@container": "@list"},
    "within": {"@id": VOCABULARY + "within", "@type": "@id"},
}
Object = dict[str, Any]


def write(bundle: Bundle, out: BinaryIO, options: Options) -> None:
    """One page with all annotations."""
    names = Names(options.base)
    head = {"@context": ["http://www.w3.org/ns/anno.jsonld", _TERMS], "id": f"{options.base}annotations", "type": "AnnotationPage"}
    document(out, head, "items", _annotations(bundle, names))


def _annotations(bundle: Bundle, names: Names) -> Iterator[Object]:
    for article in bundle.articles:
        text = _text(article, names)
        for row in article.attributions:
            if row.content:
                yield _annotation(article, row, text, names)


def _annotation(article: Article, row: Attribution, text: Object, names: Names) -> Object:
    targets = [_part(article, span, text) for span in row.content]
    return {
        "id": names.row(article.id, row.id),
        "type": "Annotation",
        "motivation": "describing",
        "body": [_sentence(row), _values(article, row, text, names)],
        "target": targets if len(targets) > 1 else targets[0],
    }


def _text(article: Article, names: Names) -> Object:
    told = {"language": article.language, "via": web_address(article.url)}
    return without_empty({"id": f"{names.article(article.id)}/text", "type": "Text", "format": "text/plain", **told})


def _part(article: Article, span: Span, text: Object) -> Object:
    start, end = span
    quote = {"exact": article.text[start:end], "prefix": article.text[max(0, start - AROUND) : start]}
    selectors = [
        {"type": "TextQuoteSelector", **quote, "suffix": article.text[end : end + AROUND]},
        {"type": "TextPositionSelector", "start": start, "end": end},
    ]
    return {"type": "SpecificResource", "source": text, "selector": selectors}


def _sentence(row: Attribution) -> Object:
    relays = row.chain[1:] if row.speaker else row.chain
    said, via = row.said and f"said {row.said}", "via " + ", ".join(relays) if relays else None
    told = (f"{row.speaker or 'Nobody named'}: {row.commitment}", said, via, f"confidence {row.confidence:.2f}")
    value = "; ".join(part for part in told if part)
    return {"type": "TextualBody", "purpose": "describing", "format": "text/plain", "language": "en", "value": value}


def _values(article: Article, row: Attribution, text: Object, names: Names) -> Object:
    return without_empty(
        {
            "type": "Dataset",
            "speaker": row.speaker,
            "speakerKind": row.speaker_kind,
            "role": row.role,
            "chain": list(row.chain),
            "said": row.said,
            "commitment": row.commitment,
            "kind": row.kind,
            "confidence": round(row.confidence, 4),
            "within": row.parent and names.row(article.id, row.parent),
            "sourceWords": [_part(article, span, text) for span in row.source],
            "cueWords": [_part(article, span, text) for span in row.cue],
        }
    )
