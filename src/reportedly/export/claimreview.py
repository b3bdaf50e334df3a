"""ClaimReview (schema.org, JSON-LD): people's verdicts on claims.

A claim that nobody reviewed is not exported: ClaimReview is "a fact-checking review of claims", and a status that this program
computed is no review.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO

from reportedly.claims.values import Claim
from reportedly.export.dates import calendar_day, exactly
from reportedly.export.evidence import Backing, backings
from reportedly.export.linked import document, without_empty
from reportedly.export.text import Names, web_address
from reportedly.export.values import Bundle, Options, Review

Object = dict[str, Any]
# Schema.org knows two kinds of author: groups ("two miners"), documents and the anonymous are neither.
_AUTHORS = {"person": "Person", "organization": "Organization"}


def write(bundle: Bundle, out: BinaryIO, options: Options) -> None:
    """One graph with a ClaimReview for each review, in the order of claims; reviews of unknown claims are left out."""
    names = Names(options.base)
    reviews: dict[str, list[Review]] = {}
    for review in bundle.reviews:
        reviews.setdefault(review.claim, []).append(review)
    claims = {id: claim for id, claim in bundle.claims if id in reviews}
    behind = backings(bundle.articles, claims.values())
    told = (
        _review(review, f"{names.claim(id)}#review-{number}", claim.text, _claim(names.claim(id), claim, behind))
        for id, claim in claims.items()
        for number, review in enumerate(reviews[id], 1)
    )
    document(out, {"@context": "https://schema.org"}, "@graph", told)


def _review(review: Review, iri: str, text: str, claim: Object) -> Object:
    signs = {"@type": "Organization", "name": review.organisation} if review.organisation else None
    person = {"@type": "Person", "name": review.reviewer}
    return without_empty(
        {
            "@type": "ClaimReview",
            "@id": iri,
            "url": web_address(review.url),
            "claimReviewed": text,
            "itemReviewed": claim,
            # No ratingValue: a reviewer's words are on no scale that we could know.
            "reviewRating": {"@type": "Rating", "alternateName": review.rating},
            "author": signs or person,
            "creator": person if signs else None,
            "datePublished": _date(review.date),
            "reviewBody": review.note,
        }
    )


def _claim(iri: str, claim: Claim, behind: Mapping[str, Backing]) -> Object:
    supports = [behind[ref] for ref in claim.supports if ref in behind]
    works = _works(supports)
    return without_empty(
        {
            "@type": "Claim",
            "@id": iri,
            "text": claim.text,
            "author": _authors(claim, behind),
            "datePublished": _date(claim.first_said),
            "firstAppearance": works[0] if works else None,
            "appearance": works,
        }
    )


def _works(supports: Iterable[Backing]) -> list[Object]:
    """Each article once that has a title or an address, in the order of the claim's supports, which is that of time."""
    told = [backing for backing in supports if backing.url or backing.headline]
    firsts = {backing.article: backing for backing in reversed(told)}
    return [_work(backing) for backing in reversed(firsts.values())]


def _work(backing: Backing) -> Object:
    publisher = {"@type": "Organization", "name": backing.outlet} if backing.outlet else None
    told = {"url": backing.url, "headline": backing.headline, "publisher": publisher, "datePublished": _date(backing.published)}
    return without_empty({"@type": "NewsArticle", **told})


def _authors(claim: Claim, behind: Mapping[str, Backing]) -> list[Object]:
    return list(_named(claim, behind))


def _named(claim: Claim, behind: Mapping[str, Backing]) -> Iterator[Object]:
    for origin in claim.origins:
        rows = [behind[ref] for ref in origin.evidence if ref in behind]
        kinds = [_AUTHORS.get(row.speaker_kind) for row in rows if row.speaker == origin.name]
        if origin.name and kinds and kinds[0]:
            yield {"@type": kinds[0], "name": origin.name}


def _date(value: str | None) -> str | None:
    """A schema.org Date or DateTime; EDTF that is less exact than a day has none."""
    at = exactly(value)
    return at.isoformat() if at else calendar_day(value)
