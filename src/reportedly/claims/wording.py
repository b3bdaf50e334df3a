"""A claim in its clearest own words: of the propositions on its side, the one a reader understands without the others."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportedly.claims.values import Evidence

_SHORTEST, _LONGEST = 5, 25
"""Words between which a proposition is a sentence that can be read at one go."""
_OPEN_START = re.compile(
    r"(?:he|she|it|they|we|i|this|that|these|those|to|not|and|but|or|so|which|who|there|here|if|whether|how|why)\b", re.IGNORECASE
)
_PRONOUN = re.compile(r"\b(?:he|she|it|they|we|i|his|her|their|our|him|them|us|you|your)\b", re.IGNORECASE)
_MANY_PRONOUNS = 3
# "PORT ELM (Lumen) An inspection": where and by whom the report was filed
_DATELINE = re.compile(r"^[A-Z][A-Z .'’-]{2,40}(?:, [A-Z][\w.]+)? ?\([\w .]{2,30}\)[ –—-]*(?=\S)")


def clearest(evidence: Sequence[Evidence]) -> str:
    """The clearest wording, begun with a capital and ended with a full stop. At least one piece of evidence."""
    best = min(evidence, key=lambda e: (-clarity(e), len(e.text), e.text, e.ref))
    text = _DATELINE.sub("", best.text).rstrip(" .,;:!?…") or best.text
    return text[0].upper() + text[1:] + ("?" if best.text.endswith("?") else ".")


def clarity(evidence: Evidence) -> float:
    """How well a proposition stands alone; higher is better."""
    text, size = evidence.text, len(evidence.text.split())
    score = evidence.confidence
    score += {"affirms": 1.0, "denies": 0.8, "hedges": 0.5, "open": 0.0}[evidence.commitment]
    score += 1.0 if _SHORTEST <= size <= _LONGEST else 0.0
    score -= 0.04 * max(0, size - _LONGEST) + 0.3 * max(0, _SHORTEST - size)
    score -= 1.0 if _OPEN_START.match(text) else 0.0
    score -= 0.3 * min(_MANY_PRONOUNS, len(_PRONOUN.findall(text)))
    score -= 1.0 if text.endswith("?") else 0.5 if evidence.negative else 0.0
    return score + 0.3 * min(2, len(evidence.names))
