"""PROV-O (W3C Recommendation, 2013) in Turtle: each row's chain as the provenance of the article's words.

article  wasDerivedFrom  the last relay's report  wasDerivedFrom  ...  the origin's statement
each of them wasAttributedTo its outlet, relay or speaker
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from reportedly.claims.values import Claim
from reportedly.export.agents import Cast, hops
from reportedly.export.annotation import VOCABULARY
from reportedly.export.dates import exactly
from reportedly.export.text import Names, web_address
from reportedly.export.turtle import Pair, block, iri, literal
from reportedly.export.values import Bundle, Options
from reportedly.model import Article, Attribution

PREFIXES = {
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "dcterms": "http://purl.org/dc/terms/",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "rep": VOCABULARY,
}
_AGENTS = {"person": "prov:Person", "organization": "prov:Organization"}


def write(bundle: Bundle, out: BinaryIO, options: Options) -> None:
    """Articles with their rows and chains, then claims."""
    names = Names(options.base)
    out.write("".join(f"@prefix {short}: <{long}> .\n" for short, long in PREFIXES.items()).encode())
    for article in bundle.articles:
        for said in _Telling(article, names).blocks():
            out.write(b"\n" + said.encode())
    for id, claim in bundle.claims:
        out.write(b"\n" + _claim(id, claim, names).encode())


class _Telling:
    """What is said of one article."""

    def __init__(self, article: Article, names: Names) -> None:
        self.article, self.names = article, names
        self.cast = Cast.of(article)
        self.agents: dict[str, str] = {}

    def blocks(self) -> Iterator[str]:
        rows = [text for row in self.article.attributions for text in self.row(row)]
        yield self.head()
        yield from rows
        yield from self.agents.values()

    def head(self) -> str:
        article = self.article
        page = web_address(article.url)
        pairs: list[Pair] = [
            ("a", "prov:Entity, rep:Article"),
            ("dcterms:title", article.headline and literal(article.headline)),
            ("prov:wasAttributedTo", article.outlet and self.agent(article.outlet)),
            ("dcterms:issued", _edtf(article.published)),
            ("prov:generatedAtTime", _instant(article.published)),
            ("dcterms:source", page and iri(page)),
        ]
        last = [self.hop(row, len(hops(row)) - 1) for row in article.attributions]
        return block(self.names.article(article.id), [*pairs, *(("prov:wasDerivedFrom", iri(told)) for told in last)])

    def row(self, row: Attribution) -> Iterator[str]:
        """The article's passage, then each link of its chain, the last relay first."""
        yield self.passage(row)
        for place in reversed(range(len(hops(row)))):
            yield self.link(row, place)

    def passage(self, row: Attribution) -> str:
        article, told = self.article, iri(self.hop(row, len(hops(row)) - 1))
        pairs: list[Pair] = [
            ("a", "prov:Entity, rep:Attribution"),
            ("dcterms:isPartOf", iri(self.names.article(article.id))),
            ("prov:value", literal(article.words(row.content))),
            ("prov:wasAttributedTo", article.outlet and self.agent(article.outlet)),
            ("prov:wasDerivedFrom", told),
            ("prov:wasQuotedFrom", told if row.kind == "direct" else None),
            ("rep:kind", literal(row.kind)),
            ("rep:commitment", literal(row.commitment)),
            ("rep:confidence", literal(f"{row.confidence:.4f}", "xsd:decimal")),
            ("rep:within", iri(self.names.row(article.id, row.parent)) if row.parent else None),
        ]
        return block(self.names.row(article.id, row.id), pairs)

    def link(self, row: Attribution, place: int) -> str:
        """The statement of the origin (place 0), or a relay's report of what stands before it."""
        name = hops(row)[place]
        document = place == 0 and row.speaker_kind == "document" and name is not None
        pairs: list[Pair] = [
            ("a", "prov:Entity, rep:Report" if place else "prov:Entity, rep:Statement"),
            ("prov:wasDerivedFrom", iri(self.hop(row, place - 1)) if place else None),
            ("prov:wasDerivedFrom", self.document(name) if document and name else None),
            ("prov:wasAttributedTo", self.agent(name, row if not place else None) if name and not document else None),
            ("dcterms:created", None if place else _edtf(row.said)),
            ("prov:generatedAtTime", None if place else _instant(row.said)),
        ]
        return block(self.hop(row, place), pairs)

    def hop(self, row: Attribution, place: int) -> str:
        return self.names.within(self.article.id, "said", f"{row.id}.{place}")

    def agent(self, name: str, row: Attribution | None = None) -> str:
        """The agent's IRI; what is said of an agent is said once an article. `row`: the row whose speaker it is."""
        outlet = self.cast.outlet(name)
        subject = self.names.agent(outlet) if outlet else self.names.within(self.article.id, "agent", name)
        kind = "prov:Organization" if self.cast.surely(name) else _AGENTS.get(row.speaker_kind if row else "", "")
        types = ", ".join(part for part in ("prov:Agent", kind) if part)
        self.agents.setdefault(subject, block(subject, [("a", types), ("rdfs:label", literal(outlet or name))]))
        return iri(subject)

    def document(self, name: str) -> str:
        """A document speaks through its words: it is what was derived from, no agent."""
        subject = self.names.within(self.article.id, "document", name)
        self.agents.setdefault(subject, block(subject, [("a", "prov:Entity, rep:Document"), ("rdfs:label", literal(name))]))
        return iri(subject)


def _claim(id: str, claim: Claim, names: Names) -> str:
    rows = [("rep:supportedBy", ref) for ref in claim.supports] + [("rep:deniedBy", ref) for ref in claim.denies]
    pairs: list[Pair] = [
        ("a", "prov:Entity, rep:Claim"),
        ("prov:value", literal(claim.text)),
        ("rep:status", literal(claim.status)),
        ("rep:firstSaid", _edtf(claim.first_said)),
        ("rep:lastSaid", _edtf(claim.last_said)),
    ]
    for predicate, ref in rows:
        pairs += [(predicate, iri(names.ref(ref))), ("prov:wasDerivedFrom", iri(names.ref(ref)))]
    return block(names.claim(id), pairs)


def _edtf(value: str | None) -> str | None:
    return literal(value, "edtf:EDTF") if value else None


def _instant(value: str | None) -> str | None:
    at = exactly(value)
    return literal(at.isoformat(), "xsd:dateTime") if at else None
