"""Who stands behind a claim first-hand: repeats, relays and copies folded into the origins they go back to.

1. A row's origin is the first element of its chain, or whoever calls them "they" where the article does not tell who that is; names
   that may be one speaker's are one origin, across articles.
2. Whoever only passes the claim on for another origin of it (a relay in some chain) is not one.
3. An outlet, or a description that names nobody ("reports", "sources"), is an origin only where nobody better is; so is an organization
   beside a person who speaks in the same article.
4. Evidence whose words are copied from other evidence goes back to its origin.
5. An origin is circular where it is an outlet whose own evidence leads back to it through others, and where three or more outlets go
   back to one source that stays unnamed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from reportedly.claims.features import same_speaker
from reportedly.claims.namesakes import Namesakes
from reportedly.claims.values import Evidence, Origin
from reportedly.speakers import outlets
from reportedly.speakers.source import PRONOUNS
from reportedly.wordlists import words

COPIED = 0.8
"""Overlap of two sentences' sketches from which one is a copy of the other."""
PAGE_COPIED = 0.6
"""Overlap of two articles' sketches from which they are copies of one report."""
_MANY = 3


def origins(supports: Sequence[Evidence]) -> tuple[Origin, ...]:
    """The origins of a claim's supporting evidence, in the order of its time; evidence of nobody has none."""
    told = [(e, name) for e in supports if (name := first(e))]
    firsthand = _firsthand(told)
    groups = _grouped(firsthand)
    first_refs = {e.ref for e, _ in firsthand}
    rest = [(e, name) for e, name in told if e.ref not in first_refs]
    refs = [[e.ref for e, _ in group] for group in groups]
    for e, name in rest:
        place = _behind(e, name, groups)
        if place is not None:
            refs[place].append(e.ref)
    return tuple(
        Origin(_fullest([n for _, n in group]), tuple(refs[k]), circular=_circular(group, supports)) for k, group in enumerate(groups)
    )


def first(evidence: Evidence) -> str | None:
    """Who a row goes back to: the first link of its chain that is more than a pronoun; None where nobody is indicated."""
    if evidence.speaker is None:
        return None
    named = (name for name in evidence.chain if name.casefold() not in PRONOUNS)
    return next(named, evidence.speaker)


def is_vague(name: str) -> bool:
    """Whether a description names nobody: "several media reports"."""
    found = outlets.fold(name).split()
    return not found or name.casefold() in PRONOUNS or found[-1].strip(".,") in words("claims", "words", "vague")


def firm(evidence: Evidence) -> bool:
    """Whether a row has a first-hand source that is named or described, and is not an outlet passing something on."""
    name = first(evidence)
    return name is not None and evidence.speaker_kind != "anonymous" and not outlets.is_outlet(name) and not is_vague(name)


Told = tuple[Evidence, str]


def _firsthand(told: list[Told]) -> list[Told]:
    relays = Namesakes(r for e, _ in told for r in e.chain[1:])
    passing = {n for n in {n for _, n in told} if relays.of(n)}
    own = [(e, n) for e, n in told if n not in passing] or told
    better = [(e, n) for e, n in own if not outlets.is_outlet(n) and not is_vague(n)] or own
    people = {e.article for e, _ in better if e.speaker_kind == "person"}
    return [(e, n) for e, n in better if not (e.speaker_kind == "organization" and e.article in people)]


def _grouped(told: list[Told]) -> list[list[Told]]:
    """Evidence of one speaker, and copies of it, in groups; a piece that joins several puts them together at the end."""
    groups: dict[int, list[Told]] = {}
    of: list[int] = []
    known, places = Namesakes(), defaultdict[str, list[int]](list)
    copies = _copies([e for e, _ in told])
    for here, (e, name) in enumerate(told):
        linked = {of[k] for other in known.of(name) for k in places[other]} | {of[k] for k in copies[here]}
        fits = [g for g in groups if g in linked]
        place = fits[0] if len(fits) == 1 else here
        merged = [t for g in fits for t in groups[g]] + [(e, name)]
        for g in fits if len(fits) > 1 else ():
            del groups[g]
        groups[place] = merged
        of = [place if g in linked else g for g in of] if len(fits) > 1 else of
        of.append(place)
        known.add(name)
        places[name].append(here)
    return list(groups.values())


def _copies(told: list[Evidence]) -> list[list[int]]:
    """For each piece the earlier ones that it is a copy of, or they of it; two named people who say the same sentence stay two."""
    if not told:
        return []
    own, pages = np.stack([e.sketch for e in told]), np.stack([e.page_sketch for e in told])
    sure = [firm(e) for e in told]
    found = []
    for here, one in enumerate(told):
        near = ((own[:here] == own[here]).mean(axis=1) >= COPIED) | ((pages[:here] == pages[here]).mean(axis=1) >= PAGE_COPIED)
        found.append([k for k in np.flatnonzero(near).tolist() if not _apart(one, told[k], sure[here] and sure[k])])
    return found


def _apart(one: Evidence, other: Evidence, firmly: bool) -> bool:
    return one.article == other.article or (firmly and "person" in (one.speaker_kind, other.speaker_kind))


def _behind(evidence: Evidence, name: str, groups: list[list[Told]]) -> int | None:
    """The origin that a relay's or an outlet's row goes back to: one that it passes on, else the only one there is."""
    for place, group in enumerate(groups):
        if any(same_speaker(name, r) for e, _ in group for r in e.chain[1:]) or any(e.article == evidence.article for e, _ in group):
            return place
    return 0 if len(groups) == 1 else None


def _fullest(names: list[str]) -> str:
    return max(names, key=lambda n: (len(n.split()) if not is_vague(n) else 0, len(n), n))


def _circular(group: list[Told], supports: Sequence[Evidence]) -> bool:
    name = group[0][1]
    if outlets.is_outlet(name):
        return _leads_back(name, supports)
    outlets_told = {e.outlet or e.article for e, _ in group}
    return all(e.speaker_kind == "anonymous" or is_vague(n) for e, n in group) and len(outlets_told) >= _MANY


def _leads_back(name: str, supports: Sequence[Evidence]) -> bool:
    """Whether an outlet's own articles go back, through whom they cite, to the outlet itself."""
    cites: dict[str, set[str]] = defaultdict(set)
    for e in supports:
        if e.outlet:
            cites[outlets.fold(e.outlet)].update(outlets.fold(n) for n in e.chain)
    start = outlets.fold(name)
    seen, todo = set[str](), [n for n in cites.get(start, ()) if n != start]
    while todo:
        here = todo.pop()
        if here == start:
            return True
        if here not in seen:
            seen.add(here)
            todo.extend(cites.get(here, ()))
    return False
