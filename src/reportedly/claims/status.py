"""A claim's status by rule, and how it came about; docs/status.md says the same in words.

unconfirmed: nobody supports it but unnamed sources, outlets that pass it on, or people who hedge.
affirmed: a named or described first-hand source affirms it, or says that it means to do it, and nobody denies it.
contested: somebody denies it. retracted: whoever supported it has taken it back.
"""

from __future__ import annotations

from collections.abc import Sequence

from reportedly.claims.namesakes import Namesakes
from reportedly.claims.origins import firm, first
from reportedly.claims.values import Evidence, Stance, Status, Step
from reportedly.wordlists import words

Sided = tuple[Evidence, Stance]


def when(evidence: Evidence) -> str | None:
    """When it was said, else published: EDTF."""
    return evidence.said or evidence.published


def in_time(sided: Sequence[Sided]) -> list[Sided]:
    """In the order of time (an interval by its start), undated evidence first; ties by ref."""
    return sorted(sided, key=lambda s: ((when(s[0]) or "").split("/")[0], s[0].ref))


def history(sided: Sequence[Sided]) -> tuple[Step, ...]:
    """Each change of status, in the order of time; the last step is the status now. At least one piece of evidence."""
    ordered, steps = in_time(sided), list[Step]()
    sure = False
    for count, (one, stance) in enumerate(ordered, 1):
        first_firm = stance == "supports" and not sure and firm(one)
        sure = sure or first_firm
        if steps and not _may_change(steps[-1].status, one, stance, first_firm):
            continue
        now, because = status(ordered[:count])
        if not steps or steps[-1].status != now:
            steps.append(Step(when(one), now, because))
    return tuple(steps)


def stands(dates: Sequence[str | None]) -> list[str | None]:
    """By which date each step of a history, given by theirs in its order, stands among what was said: an undated one came before the
    next dated one and has its date; None where none follows."""
    found: list[str | None] = []
    follows: str | None = None
    for date in reversed(dates):
        follows = date or follows
        found.append(follows)
    return found[::-1]


def _may_change(now: Status, one: Evidence, stance: Stance, first_firm: bool) -> bool:
    """Whether one more piece of evidence may change the status; where it cannot, the rules need not be asked again."""
    if now == "retracted" or first_firm:
        return True
    if stance == "denies":
        return now != "contested" or _withdraws(one)
    return now == "unconfirmed" and firm(one)


def status(sided: Sequence[Sided]) -> tuple[Status, str]:
    """The status of evidence in the order of time, and the rule with the refs that it rests on."""
    supports = [e for e, stance in sided if stance == "supports"]
    denies = [e for e, stance in sided if stance == "denies"]
    back = _taken_back(supports, denies)
    if back:
        return "retracted", f"whoever supported it has taken it back: {_refs(back)}"
    if denies:
        return "contested", f"{_who(denies[0])} denies it: {_refs(denies)}"
    strong = [e for e in supports if firm(e) and e.commitment == "affirms"]
    if strong:
        return "affirmed", f"{_who(strong[0])} affirms it first-hand: {_refs(strong)}"
    meant = [e for e in supports if firm(e) and e.commitment == "open" and e.speaker_kind in ("person", "organization")]
    if meant:
        return "affirmed", f"{_who(meant[0])} means it, demands it or asks for it: {_refs(meant)}"
    return "unconfirmed", _why_unconfirmed(supports)


def _why_unconfirmed(supports: Sequence[Evidence]) -> str:
    if not supports:
        return "nobody supports it"
    if all(e.commitment == "hedges" for e in supports):
        return f"it is only hedged: {_refs(supports)}"
    if all(e.speaker is None or e.speaker_kind == "anonymous" for e in supports):
        return f"no source of it is named: {_refs(supports)}"
    return f"nobody firm says it first-hand, outlets and unnamed sources pass it on: {_refs(supports)}"


def _taken_back(supports: Sequence[Evidence], denies: Sequence[Evidence]) -> list[Evidence]:
    """Denials by which every first-hand supporter has taken the claim back, later and in such words; empty where one has not."""
    by_name: dict[str, list[Evidence]] = {}
    for s in supports:
        if name := first(s):
            by_name.setdefault(name, []).append(s)
    names = Namesakes(by_name)
    found = []
    for d in denies:
        same = names.of(name) if _withdraws(d) and (name := first(d)) else []
        if any(not _before(d, s) for n in same for s in by_name[n]):
            found.append(d)
    own = [s for s in supports if firm(s)] or list(supports)
    back = {n for d in found if (name := first(d)) for n in names.of(name)}
    return found if found and all(first(s) in back for s in own) else []


def _withdraws(evidence: Evidence) -> bool:
    low = evidence.text.lower()
    return evidence.commitment == "denies" or any(w in low for w in words("claims", "words", "withdrawn"))


def _before(one: Evidence, other: Evidence) -> bool:
    a, b = when(one), when(other)
    return bool(a and b and a < b)


def _who(evidence: Evidence) -> str:
    return first(evidence) or "somebody unnamed"


def _refs(evidence: Sequence[Evidence]) -> str:
    return ", ".join(e.ref for e in evidence)
