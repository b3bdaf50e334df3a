"""Evidence into claims: what is strongly connected with new evidence is grouped anew, and the claims that change are written.

Average linkage can only join groups of which some pair is likelier than its threshold, so the groups of what such pairs connect do not
depend on anything else: only that is looked at, and only groups whose members change are loaded and written.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from sqlalchemy import Connection, case, delete, insert, or_, select, update

from reportedly.claims import Analyst, Claim, Evidence, Match
from reportedly.claims.clusters import SHORTLIST
from reportedly.ledger import coding, tallies
from reportedly.ledger.candidates import Shelf
from reportedly.ledger.decisions import Standing
from reportedly.ledger.keeping import parts
from reportedly.ledger.schema import CLAIM, EVIDENCE, MATCH, MEMBER, PAGE, ROW

WIDEST = 100
"""Evidence in one strongly connected part beyond which only the claims that the new evidence is likeliest to join are grouped anew: a
subject of the day, whose whole would cost with every page."""


@dataclass(slots=True)
class _Part:
    """What is looked at: evidence by its id with its ref and mark, and the members of each claim that it belongs to now."""

    refs: dict[int, str] = field(default_factory=dict)
    marks: dict[int, str] = field(default_factory=dict)
    claims: dict[str, set[int]] = field(default_factory=dict)


def gather(connection: Connection, analyst: Analyst, ids: Iterable[int], decided: Standing, shelf: Shelf) -> list[str]:
    """Make the claims of the evidence `ids`, and of what it bears on, anew; the ids of those that were written.

    A claim is named by its oldest evidence, so that it keeps its name when it grows, when another joins it, and when it is split.
    """
    fresh = set(ids)
    part = _part(connection, _connected(connection, fresh, decided, analyst.join))
    kept = {i: ref for i, ref in part.refs.items() if not decided.rejected(part.marks[i])}
    matches = _matches(connection, kept)
    named = {part.marks[i]: ref for i, ref in kept.items()}
    groups = _split(_merge([set(g) for g in analyst.groups(kept.values(), matches)], decided, named), decided, named)
    number = {ref: i for i, ref in part.refs.items()}
    now = [frozenset(number[r] for r in group) for group in groups if group]
    same = {members for members in map(frozenset, part.claims.values()) if members.isdisjoint(fresh)} & set(now)
    changed = sorted((g for g in now if g not in same), key=min)
    evidence = _evidence(connection, changed, part, decided, shelf)
    claims = [analyst.claim([evidence[i] for i in sorted(group)], matches) for group in changed]
    gone = [name for name, members in part.claims.items() if frozenset(members) not in same]
    return _write(connection, claims, gone, number, part.marks, decided)


def _part(connection: Connection, ids: set[int]) -> _Part:
    part = _Part()
    for some in parts(sorted(ids)):
        named = select(EVIDENCE.c.id, EVIDENCE.c.ref, EVIDENCE.c.mark).where(EVIDENCE.c.id.in_(some))
        for id, ref, mark in connection.execute(named):
            part.refs[id], part.marks[id] = ref, mark
        for id, claim in connection.execute(select(MEMBER.c.evidence, MEMBER.c.claim).where(MEMBER.c.evidence.in_(some))):
            part.claims.setdefault(claim, set()).add(id)
    return part


def _evidence(connection: Connection, groups: Iterable[Iterable[int]], part: _Part, decided: Standing, shelf: Shelf) -> dict[int, Evidence]:
    """The groups' evidence, as reviewers have set it right."""
    found = shelf.load(connection, sorted({i for group in groups for i in group}))
    return {i: replace_values(e, decided.edits.get(part.marks[i], {})) for i, e in found.items()}


def replace_values(evidence: Evidence, changes: dict[str, Any]) -> Evidence:
    """Evidence with what reviewers set right."""
    told = {**changes, **({"chain": tuple(changes["chain"])} if "chain" in changes else {})}
    return replace(evidence, **told) if told else evidence


def _connected(connection: Connection, start: set[int], decided: Standing, join: float) -> set[int]:
    """What strong matches join, the other members of the claims met, and what reviewers joined; where that is more than WIDEST,
    only the claims of `start` and those that it is likeliest to join."""
    first = start | _joined(connection, start, decided)
    first |= _fellows(connection, first)
    part, fresh = set(first), set(first)
    while fresh:
        near = _neighbours(connection, fresh, join) | _joined(connection, fresh, decided)
        near |= _fellows(connection, near - part)
        fresh = near - part
        part |= fresh
        if len(part) > WIDEST:
            return first | _likeliest(connection, start, join)
    return part


def _likeliest(connection: Connection, start: set[int], join: float) -> set[int]:
    """Members of the claims that `start` may join: all that are on average near enough, and besides the strongest pairs', up to WIDEST.

    The former are the only ones that can become one with a piece of `start` as they stand, for the mean nearness of two groups is the
    mean of their parts', and claims that are there already are not near enough to each other. The latter may lose a member to it.
    """
    sums: defaultdict[tuple[int, str], float] = defaultdict(float)
    most: defaultdict[str, float] = defaultdict(float)
    for one, claim, near in _links(connection, start):
        sums[one, claim] += near
        most[claim] = max(most[claim], near)
    members = _members(connection, {claim for claim, near in most.items() if near >= join})
    whole = {claim for (_, claim), total in sums.items() if claim in members and total >= join * min(len(members[claim]), SHORTLIST)}
    found = {id for claim in whole for id in members[claim]}
    room = WIDEST
    for claim in sorted(members.keys() - whole, key=lambda c: (-most[c], c)):
        room -= len(members[claim])
        if room < 0:
            break
        found |= members[claim]
    return found


def _members(connection: Connection, claims: set[str]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for some in parts(sorted(claims)):
        for claim, id in connection.execute(select(MEMBER.c.claim, MEMBER.c.evidence).where(MEMBER.c.claim.in_(some))):
            found.setdefault(claim, set()).add(id)
    return found


def _links(connection: Connection, start: set[int]) -> Iterator[tuple[int, str, float]]:
    """(a piece of `start`, the claim of what it was compared with, the probability that both carry one claim)."""
    for mine, other in ((MATCH.c.one, MATCH.c.other), (MATCH.c.other, MATCH.c.one)):
        for some in parts(sorted(start)):
            query = select(mine, MEMBER.c.claim, MATCH.c.relation, MATCH.c.score).join(MEMBER, MEMBER.c.evidence == other)
            for one, claim, relation, score in connection.execute(query.select_from(MATCH).where(mine.in_(some))):
                yield one, claim, 1.0 - score if relation == "different" else score


def _neighbours(connection: Connection, ids: set[int], join: float) -> set[int]:
    found: set[int] = set()
    for some in parts(sorted(ids)):
        together = case((MATCH.c.relation == "different", 1.0 - MATCH.c.score), else_=MATCH.c.score)
        pairs = select(MATCH.c.one, MATCH.c.other).where(or_(MATCH.c.one.in_(some), MATCH.c.other.in_(some)), together >= join)
        found |= {i for pair in connection.execute(pairs) for i in pair}
    return found


def _fellows(connection: Connection, ids: set[int]) -> set[int]:
    found: set[int] = set()
    for some in parts(sorted(ids)):
        claims = select(MEMBER.c.claim).where(MEMBER.c.evidence.in_(some))
        found |= set(connection.execute(select(MEMBER.c.evidence).where(MEMBER.c.claim.in_(claims))).scalars())
    return found


def _joined(connection: Connection, ids: set[int], decided: Standing) -> set[int]:
    if not decided.merges:
        return set()
    marks = _marks(connection, ids)
    wanted = [m for pair in decided.merges if not marks.isdisjoint(pair) for m in pair]
    found: set[int] = set()
    for some in parts(wanted):
        found |= set(connection.execute(select(EVIDENCE.c.id).where(EVIDENCE.c.mark.in_(some))).scalars())
    return found


def _marks(connection: Connection, ids: set[int]) -> set[str]:
    found: set[str] = set()
    for some in parts(sorted(ids)):
        found |= set(connection.execute(select(EVIDENCE.c.mark).where(EVIDENCE.c.id.in_(some))).scalars())
    return found


def _matches(connection: Connection, refs: Mapping[int, str]) -> dict[tuple[str, str], Match]:
    """The matches among evidence, by (ref, ref), the smaller first; why they match is not needed here."""
    found = {}
    for some in parts(sorted(refs)):
        pairs = select(MATCH.c.one, MATCH.c.other, MATCH.c.relation, MATCH.c.score).where(MATCH.c.one.in_(some))
        for one, other, relation, score in connection.execute(pairs):
            if other in refs:
                a, b = refs[one], refs[other]
                found[(a, b) if a < b else (b, a)] = Match(relation, score, "")
    return found


def _merge(groups: list[set[str]], decided: Standing, named: dict[str, str]) -> list[set[str]]:
    for pair in decided.merges:
        refs = {named[m] for m in pair if m in named}
        met = [g for g in groups if g & refs]
        if len(refs) == 2 and len(met) == 2:
            groups = [g for g in groups if g not in met] + [met[0] | met[1]]
    return groups


def _split(groups: list[set[str]], decided: Standing, named: dict[str, str]) -> list[set[str]]:
    for mark, other in decided.splits:
        ref, rest = named.get(mark), named.get(other)
        met = next((g for g in groups if ref in g and rest in g), None)
        if ref and met:
            groups = [g for g in groups if g is not met] + [met - {ref}, {ref}]
    return groups


def _write(
    connection: Connection, claims: list[Claim], gone: list[str], number: Mapping[str, int], marks: Mapping[int, str], decided: Standing
) -> list[str]:
    """Claims in the place of those that are gone; one that is the same as before keeps the moment of its last change."""
    names = [f"c{min(number[ref] for ref in (*claim.supports, *claim.denies))}" for claim in claims]
    old = _old(connection, {*gone, *names})
    tallies.claims(connection, old, -1)
    for some in parts(sorted(old)):
        connection.execute(delete(CLAIM).where(CLAIM.c.id.in_(some)))
    rows: list[dict[str, Any]] = []
    members: list[dict[str, Any]] = []
    for name, claim in zip(names, claims, strict=True):
        ids = [number[ref] for ref in (*claim.supports, *claim.denies)]
        row = _row(claim, name, marks[min(ids)], [marks[i] for i in ids], decided)
        same = old.get(name)
        unchanged = same is not None and all(same[k] == row[k] for k in ("text", "status", "body", "reports", "reviewed"))
        rows.append({**row, "changed": same["changed"] if same and unchanged else coding.now()})
        sides = [*((r, "supports") for r in claim.supports), *((r, "denies") for r in claim.denies)]
        members += [{"evidence": number[r], "claim": name, "stance": side, "place": k} for k, (r, side) in enumerate(sides)]
    if rows:
        connection.execute(insert(CLAIM), rows)
        connection.execute(insert(MEMBER), members)
        tallies.claims(connection, names, 1)
    return names


def _old(connection: Connection, names: set[str]) -> dict[str, dict[str, Any]]:
    """Claims by their names, with those whose every row went with an older version of its page."""
    found: dict[str, dict[str, Any]] = {}
    for some in parts(sorted(names)):
        found |= {row["id"]: dict(row) for row in connection.execute(select(CLAIM).where(CLAIM.c.id.in_(some))).mappings()}
    return found


def _row(claim: Claim, name: str, mark: str, marks: list[str], decided: Standing) -> dict[str, Any]:
    status = decided.statuses.get(mark, claim.status)
    history = [asdict(s) for s in claim.history]
    if status != claim.status:
        history.append({"at": None, "status": status, "because": "set by a reviewer"})
    body = {"origins": [asdict(o) for o in claim.origins], "history": history, "mark": mark}
    return {
        "id": name,
        "text": coding.plain(claim.text),
        "status": status,
        "reports": len({ref.split("#")[0] for ref in (*claim.supports, *claim.denies)}),
        "origins": len(claim.origins),
        "contested": int(status == "contested"),
        "first_said": claim.first_said,
        "last_said": claim.last_said,
        "reviewed": int(decided.touches(marks)),
        "body": json.dumps(body, ensure_ascii=True),
    }


def around(connection: Connection, article: str) -> tuple[set[int], set[str]]:
    """Evidence in the claims that an article's evidence belongs to, which are made anew when its rows go, and the claims' ids."""
    mine = select(EVIDENCE.c.id).join(ROW, ROW.c.id == EVIDENCE.c.row).join(PAGE, PAGE.c.id == ROW.c.page).where(PAGE.c.article == article)
    ids = set(connection.execute(mine).scalars())
    claims: set[str] = set()
    for some in parts(sorted(ids)):
        claims |= set(connection.execute(select(MEMBER.c.claim).where(MEMBER.c.evidence.in_(some))).scalars())
    return _fellows(connection, ids), claims


def uncounted(connection: Connection, claims: Iterable[str]) -> None:
    """Take claims out of the counts before their members go: they are written anew, or go themselves, before the transaction ends."""
    tallies.claims(connection, claims, -1)
    for some in parts(sorted(claims)):
        connection.execute(update(CLAIM).where(CLAIM.c.id.in_(some)).values(contested=-1))


def orphans(connection: Connection, claims: Iterable[str]) -> None:
    """Of these claims, take out those without a member, which a page's newer version may leave."""
    for some in parts(sorted(claims)):
        connection.execute(
            delete(CLAIM).where(CLAIM.c.id.in_(some), ~CLAIM.c.id.in_(select(MEMBER.c.claim).where(MEMBER.c.claim.in_(some))))
        )
