"""Atom (RFC 4287): the claims whose status changed last, newest first.

An entry's id is its claim's, and `updated` moves with each change: a reader shows the claim again when it changes.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import BinaryIO

from reportedly.claims.values import Claim, Step
from reportedly.export.dates import moment
from reportedly.export.evidence import Backing, backings
from reportedly.export.markup import Element, document, element
from reportedly.export.text import Names, shown, web_address
from reportedly.export.values import Bundle, Options

NAMESPACE = "http://www.w3.org/2005/Atom"
Changed = tuple[datetime, str, Claim]


def write(bundle: Bundle, out: BinaryIO, options: Options) -> None:
    """The newest `options.newest` changes. A claim whose last change has no date cannot stand in a feed and is left out."""
    names = Names(options.base)
    newest = heapq.nlargest(options.newest, _changed(bundle), key=lambda change: (change[0], change[1]))
    behind = backings(bundle.articles, (claim for _, _, claim in newest))
    # An empty feed must have a date as well, and only the clock has one.
    updated = newest[0][0] if newest else datetime.now(UTC)
    with document(out, NAMESPACE, "feed") as file:
        for made in _head(options, updated):
            file.write(made)
        for at, id, claim in newest:
            file.write(_entry(names.claim(id), at, claim, behind))


def _changed(bundle: Bundle) -> Iterator[Changed]:
    for id, claim in bundle.claims:
        at = moment(claim.history[-1].at) if claim.history else None
        if at:
            yield at, id, claim


def _head(options: Options, updated: datetime) -> Iterator[Element]:
    yield element("id", f"{options.base}feeds/claims")
    yield element("title", shown(options.title))
    yield element("updated", updated.isoformat())
    yield element("author", children=(element("name", "reportedly"),))
    yield element("generator", "reportedly")


def _entry(iri: str, at: datetime, claim: Claim, behind: Mapping[str, Backing]) -> Element:
    begun = moment(claim.history[0].at)
    parts = [
        element("id", iri),
        element("title", f"{claim.status}: {shown(claim.text)}"),
        element("updated", at.isoformat()),
        *([element("published", begun.isoformat())] if begun else []),
        element("category", term=claim.status),
        *([element("link", rel="alternate", href=iri)] if web_address(iri) else []),
        *_links(claim, behind),
        element("content", _content(claim), type="text"),
    ]
    return element("entry", children=parts)


def _links(claim: Claim, behind: Mapping[str, Backing]) -> Iterator[Element]:
    """The articles behind the claim, each once."""
    found = (behind[ref] for ref in (*claim.supports, *claim.denies) if ref in behind)
    pages = {backing.url: backing for backing in found if backing.url}
    for url, backing in pages.items():
        yield element("link", rel="related", href=url, title=shown(backing.headline or backing.outlet or backing.article))


def _content(claim: Claim) -> str:
    origins = ", ".join(shown(origin.name) if origin.name else "somebody unnamed" for origin in claim.origins)
    lines = [f"Supported by {len(claim.supports)}, denied by {len(claim.denies)}.", f"Origins: {origins or 'none'}."]
    return "\n".join([*lines, *(_step(step) for step in reversed(claim.history))])


def _step(step: Step) -> str:
    return f"{shown(step.at or 'undated')}: {step.status}. {shown(step.because)}"
