"""Articles and claims in the formats of other tools: tables, annotations, provenance, graphs, reviews, feeds."""

from reportedly.export.formats import FORMATS, Format, export, named
from reportedly.export.values import Bundle, Options, Review

__all__ = ["FORMATS", "Bundle", "Format", "Options", "Review", "export", "named"]
