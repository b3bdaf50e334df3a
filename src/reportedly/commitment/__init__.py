"""How firmly a speaker stands to what is attributed to them (affirms, hedges, denies, open), and an author to an event (-3..3).

`commit` judges rows: rules over the cue first, over the content's own words where the cue is neutral ("said"). `firmness` judges single
events with a linear model. Both say which words decided.
"""

from reportedly.commitment.factuality import Firm, Firmness, firmness
from reportedly.commitment.rules import commit

__all__ = ["Firm", "Firmness", "commit", "firmness"]
