"""New evidence into claims: what it matches, the connected evidence that this touches, and the claims of that, written anew."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import Connection, delete, insert, or_, select

from reportedly.claims import Analyst, Claim, Evidence, Match
from reportedly.ledger import coding
from reportedly.ledger.candidates import candidates, load
from reportedly.ledger.decisions import Standing
from reportedly.ledger.keeping import parts
from reportedly.ledger.schema import CLAIM, EVIDENCE, MATCH, MEMBER, PAGE, ROW

UNLIKE = 0.9
"""A pair that is different with at least this probability is not kept: most compared pairs are such."""
WIDEST = 1500
"""Evidence in one connected part beyond which no more is followed: a subject of the day, not a claim, and its cost would grow
with the square."""


def compare(connection: Connection, analyst: Analyst, found: Sequence[Evidence], ids: dict[str, int]) -> None:
    """Compare new evidence with what the ledger holds and with each other, and keep the matches."""
    rows: dict[tuple[int, int], dict[str, Any]] = {}
    for one in found:
        near = candidates(connection, one, [ids[one.ref]])
        for (other, _), match in zip(near, analyst.compare(one, [e for _, e in near]) if near else [], strict=True):
            if match.relation != "different" or match.score < UNLIKE:
                pair = (min(ids[one.ref], other), max(ids[one.ref], other))
                rows[pair] = {"one": pair[0], "other": pair[1], **asdict(match)}
    if rows:
        connection.execute(insert(MATCH), list(rows.values()))


def gather(connection: Connection, analyst: Analyst, ids: Iterable[int], decided: Standing) -> list[str]:
    """Make the claims of the evidence `ids` and of all that it is connected with anew; their ids.

    A claim is named by its oldest evidence, so that it keeps its name when it grows, when another joins it, and when it is split.
    """
    part = _connected(connection, set(ids), decided)
    marks = _marks(connection, part)
    evidence = {e.ref: replace_values(e, decided.edits.get(marks[i], {})) for i, e in load(connection, sorted(part)).items()}
    number = _numbers(connection, part)
    kept = {ref: e for ref, e in evidence.items() if not decided.rejected(marks[number[ref]])}
    matches = _matches(connection, part, {i: r for r, i in number.items()})
    groups = [{*c.supports, *c.denies} for c in analyst.claims(list(kept.values()), matches)]
    named = {marks[i]: r for r, i in number.items() if r in kept}
    groups = _split(_merge(groups, decided, named), decided, named)
    claims = [_one(analyst, [kept[r] for r in sorted(group)], matches) for group in groups if group]
    return _write(connection, claims, part, number, marks, decided)


def _numbers(connection: Connection, part: set[int]) -> dict[str, int]:
    found: dict[str, int] = {}
    for some in parts(sorted(part)):
        found |= {r: i for i, r in connection.execute(select(EVIDENCE.c.id, EVIDENCE.c.ref).where(EVIDENCE.c.id.in_(some)))}
    return found


def _marks(connection: Connection, part: set[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for some in parts(sorted(part)):
        found |= dict(connection.execute(select(EVIDENCE.c.id, EVIDENCE.c.mark).where(EVIDENCE.c.id.in_(some))).all())
    return found


def replace_values(evidence: Evidence, changes: dict[str, Any]) -> Evidence:
    """Evidence with what reviewers set right."""
    told = {**changes, **({"chain": tuple(changes["chain"])} if "chain" in changes else {})}
    return replace(evidence, **told) if told else evidence


def _connected(connection: Connection, start: set[int], decided: Standing) -> set[int]:
    """What matches join, the other members of the claims met, and what reviewers joined."""
    part, fresh = set(start), set(start)
    while fresh and len(part) < WIDEST:
        near = _neighbours(connection, fresh) | _fellows(connection, fresh) | _joined(connection, fresh, decided)
        fresh = near - part
        part |= fresh
    return part | _fellows(connection, part)


def _neighbours(connection: Connection, ids: set[int]) -> set[int]:
    found: set[int] = set()
    for some in parts(sorted(ids)):
        pairs = select(MATCH.c.one, MATCH.c.other).where(
            or_(MATCH.c.one.in_(some), MATCH.c.other.in_(some)), MATCH.c.relation != "different"
        )
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
    marks = set(_marks(connection, ids).values())
    wanted = [m for pair in decided.merges if not marks.isdisjoint(pair) for m in pair]
    found: set[int] = set()
    for some in parts(wanted):
        found |= set(connection.execute(select(EVIDENCE.c.id).where(EVIDENCE.c.mark.in_(some))).scalars())
    return found


def _matches(connection: Connection, part: set[int], refs: dict[int, str]) -> dict[tuple[str, str], Match]:
    found = {}
    for some in parts(sorted(part)):
        for row in connection.execute(select(MATCH).where(MATCH.c.one.in_(some))).mappings():
            if row["other"] in part:
                one, other = sorted((refs[row["one"]], refs[row["other"]]))
                found[one, other] = Match(row["relation"], row["score"], row["because"])
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


def _one(analyst: Analyst, evidence: list[Evidence], matches: dict[tuple[str, str], Match]) -> Claim:
    """The claim of evidence that belongs together, whatever the scorer thinks of single pairs."""
    found = analyst.claims(evidence, matches)
    if len(found) == 1:
        return found[0]
    refs = [e.ref for e in evidence]
    sure = Match("same", 1.0, "decided by a reviewer")
    forced = {(a, b): sure for k, a in enumerate(refs) for b in refs[k + 1 :]}
    kept = {p: replace(m, score=1.0) for p, m in matches.items() if p in forced and m.relation != "different"}
    return analyst.claims(evidence, {**forced, **kept})[0]


def _write(
    connection: Connection, claims: list[Claim], part: set[int], number: dict[str, int], marks: dict[int, str], decided: Standing
) -> list[str]:
    old = _old(connection, part)
    for some in parts(sorted(part)):
        connection.execute(delete(MEMBER).where(MEMBER.c.evidence.in_(some)))
    for names in parts(list(old)):
        connection.execute(delete(CLAIM).where(CLAIM.c.id.in_(names)))
    rows: list[dict[str, Any]] = []
    members: list[dict[str, Any]] = []
    for claim in claims:
        ids = [number[ref] for ref in (*claim.supports, *claim.denies)]
        name = f"c{min(ids)}"
        row = _row(claim, name, marks[min(ids)], [marks[i] for i in ids], decided)
        same = old.get(name)
        unchanged = same is not None and all(same[k] == row[k] for k in ("text", "status", "body", "reports", "reviewed"))
        rows.append({**row, "changed": same["changed"] if same and unchanged else coding.now()})
        sides = [*((r, "supports") for r in claim.supports), *((r, "denies") for r in claim.denies)]
        members += [{"evidence": number[r], "claim": name, "stance": side, "place": k} for k, (r, side) in enumerate(sides)]
    if rows:
        connection.execute(insert(CLAIM), rows)
        connection.execute(insert(MEMBER), members)
    return [str(row["id"]) for row in rows]


def _old(connection: Connection, part: set[int]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for some in parts(sorted(part)):
        names = select(MEMBER.c.claim).where(MEMBER.c.evidence.in_(some))
        found |= {row["id"]: dict(row) for row in connection.execute(select(CLAIM).where(CLAIM.c.id.in_(names))).mappings()}
    # Claims whose every row went with an older version of its page.
    for some_names in parts([f"c{i}" for i in part]):
        found |= {row["id"]: dict(row) for row in connection.execute(select(CLAIM).where(CLAIM.c.id.in_(some_names))).mappings()}
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


def around(connection: Connection, article: str) -> set[int]:
    """Evidence in the claims that an article's evidence belongs to: they are made anew when its rows go."""
    mine = select(EVIDENCE.c.id).join(ROW, ROW.c.id == EVIDENCE.c.row).join(PAGE, PAGE.c.id == ROW.c.page).where(PAGE.c.article == article)
    return _fellows(connection, set(connection.execute(mine).scalars()))


def orphans(connection: Connection) -> list[str]:
    """Claims without a member, which a page's newer version may leave: they are taken out."""
    empty = list(connection.execute(select(CLAIM.c.id).where(~CLAIM.c.id.in_(select(MEMBER.c.claim)))).scalars())
    for some in parts(empty):
        connection.execute(delete(CLAIM).where(CLAIM.c.id.in_(some)))
    return empty
