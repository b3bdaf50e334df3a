"""Article -> attributions: source, cue, content, kind, nesting. Knows nothing of who people are."""

from reportedly.attribution.reading import extract
from reportedly.attribution.settings import Guide
from reportedly.attribution.tagger import Tagger

__all__ = ["Guide", "Tagger", "extract"]
