"""Who is one agent: news outlets are known by name across articles, anybody else only inside the article that names them."""

from __future__ import annotations

from dataclasses import dataclass

from reportedly.model import Article, Attribution
from reportedly.speakers.outlets import is_outlet, known


def hops(row: Attribution) -> tuple[str | None, ...]:
    """The origin, None where nobody is named, then the relays outward."""
    return row.chain or (row.speaker,) if row.speaker else (None, *row.chain)


def proper(name: str) -> bool:
    """Whether it is a name: descriptions of the unnamed ("two engineers") begin with a small letter."""
    return name[:1].isupper() or name[:1].isdigit() or known(name) is not None


@dataclass(frozen=True, slots=True)
class Cast:
    """The outlets of an article: the one that published it, its named relays, and every name that is an outlet's."""

    publisher: str | None
    relays: frozenset[str]

    @classmethod
    def of(cls, article: Article) -> Cast:
        """Whoever passes words on in this article is taken for an outlet there, whether or not a list knows it."""
        relays = {name for row in article.attributions for name in hops(row)[1:] if name and proper(name)}
        return cls(article.outlet, frozenset(relays))

    def outlet(self, name: str) -> str | None:
        """The name by which the outlet is known across articles; None where `name` is no outlet."""
        return (known(name) or name) if name in self.relays or self.surely(name) else None

    def surely(self, name: str) -> bool:
        """Whether it is an outlet beyond doubt; a relay may be a reporter or somebody's lawyer."""
        return name == self.publisher or is_outlet(name)
