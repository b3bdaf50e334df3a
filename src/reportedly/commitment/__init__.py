"""How firmly a speaker stands to what is attributed to them: affirms, hedges, denies or open.

Rules over the cue first, over the content's own words where the cue is neutral ("said"). Word lists only.
"""

from reportedly.commitment.rules import commit

__all__ = ["commit"]
