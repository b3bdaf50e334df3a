"""Attributions -> claims: the same proposition across articles, who supports and who denies it, its origins and its status."""

from reportedly.claims.analyst import Claims, gather
from reportedly.claims.check import ArticleStance, Checker, Standing
from reportedly.claims.values import Analyst, Claim, Evidence, Match, Origin, Relation, Stance, Status, Step

__all__ = [
    "Analyst",
    "ArticleStance",
    "Checker",
    "Claim",
    "Claims",
    "Evidence",
    "Match",
    "Origin",
    "Relation",
    "Stance",
    "Standing",
    "Status",
    "Step",
    "gather",
]
