"""Rows that the ledger's guide does not want, though PolNeAR's may: words that tell nothing, and nobody's words."""

from __future__ import annotations

import re

from reportedly.attribution.rows import Draft, Text

_NOBODY = re.compile(r"(?:no|nobody|no one|no-one|none)(?= |$)", re.IGNORECASE)
_FEARED = re.compile(r"\b(?:fear(?:s|ed|ing)?|afraid|worried|concerned) (?:for|about) $")
_OWN = re.compile(r"(?:his|her|its|their|my|our) (?:[\w’'-]+ ){0,2}[\w’'-]+")
_CONFIRMED = re.compile(r"(?:is|are|was|were|proves?|proved) (?:\w+ )?(?:confirmed|verified|true)")
_IF_SO = re.compile(r"\b(?:[Ii]f|[Oo]nce) (?:confirmed|verified|true|proven|accurate)$")
_IF = re.compile(r"(?:even )?if\b", re.IGNORECASE)
_FEW = 4
_REPRISALS = re.compile(
    r"(?:losing (?:his|her|their) jobs?|(?:being )?(?:fired|sacked|reprisals?|retaliation|retribution)|for (?:his|her|their) safety)"
    r"(?:,? (?:if|were|should) (?:he |she |they )?(?:is |are |were |was |be )?(?:named|identified).*)?",
    re.DOTALL,
)


def unsaid(row: Draft, text: Text) -> bool:
    """Whether the ledger's guide gives no row to what PolNeAR's may.

    That is the article's own "no group has claimed responsibility", the condition in "if that is confirmed", what somebody "feared
    for", which can be neither true nor false, why somebody wants no name ("fears reprisals if named"), "Arden's announced cuts", and
    words inside of others' that nothing hands to anybody.
    """
    if row.source and _NOBODY.match(text.text, *row.source[0]):
        return True
    feared = row.cue and row.content and _FEARED.search(text.text, max(0, row.cue[0][0] - 1), row.content[0][0])
    if feared and _OWN.fullmatch(text.text, *row.content[0]):
        return True
    if _adjective(row, text) or _reasons(row, text) or (row.content and all(_REPRISALS.fullmatch(text.text, *s) for s in row.content)):
        return True
    return _condition(row, text) or (row.inner and not row.cue and (not row.source or text.kind(row.content) == "indirect"))


def _condition(row: Draft, text: Text) -> bool:
    """ "If the report is confirmed, it would be the first", "if confirmed": a condition, and nobody's report."""
    if row.cue and _IF_SO.search(text.text, max(0, row.cue[0][0] - 8), row.cue[0][1]):
        return True
    return bool(row.cue and row.content) and bool(
        _CONFIRMED.fullmatch(text.text, *row.cue[0]) and _IF.match(text.text, *row.content[0]) and row.cue[0][0] > row.content[0][0]
    )


def _reasons(row: Draft, text: Text) -> bool:
    """ "Resigned, citing health reasons": why something is done, and nobody's words."""
    if not row.cue or text.text[slice(*row.cue[0])] != "citing" or len(row.content) != 1:
        return False
    s, e = row.content[0]
    return s == row.cue[0][1] + 1 and text.text.count(" ", s, e) < _FEW


def _adjective(row: Draft, text: Text) -> bool:
    """ "Arden's announced cuts": a participle between an owner and what is owned reports nothing."""
    if not row.source or not row.cue or row.cue[0][0] != row.source[-1][1] + 1:
        return False
    cue = text.text[slice(*row.cue[0])]
    return text.text.endswith(("'s", "’s"), *row.source[-1]) and cue.endswith("ed") and " " not in cue
