"""Decisions onto the log: targets are checked, and what they touch is named so that its claims can be made anew."""

from __future__ import annotations

import json
from typing import Any, get_args

from sqlalchemy import Connection, select

from reportedly.claims.values import Status
from reportedly.errors import BadValue, NotInLedger
from reportedly.ledger import decisions
from reportedly.ledger.decisions import EDITABLE, Action, Entry
from reportedly.ledger.schema import CLAIM, EVIDENCE, MEMBER, ROW
from reportedly.model import Commitment

_STATUSES: tuple[Status, ...] = get_args(Status)
_COMMITMENTS: tuple[Commitment, ...] = get_args(Commitment)


def decide(connection: Connection, action: Action, target: str, *, by: str, value: dict[str, Any]) -> tuple[Entry, list[str]]:
    """The new entry, and the marks whose claims it touches."""
    if action in ("accept", "reject", "edit"):
        mark, words = _row(connection, target)
        more = {"changes": _changes(value.get("changes")), "before": value.get("before") or {}} if action == "edit" else {}
        return decisions.write(connection, action, mark, {"ref": target, "words": words, **more}, by=by), [mark]
    if action in ("merge", "split") and "#" in target and value.get("other"):
        return _pair(connection, action, target, str(value["other"]), by)
    if action == "split":
        return _split(connection, target, by)
    mark, words = _claim(connection, target)
    if action == "status":
        status = value.get("status")
        if status not in _STATUSES:
            raise BadValue(f"status {status!r} is none; take one of {', '.join(_STATUSES)}")
        return decisions.write(connection, action, mark, {"claim": target, "words": words, "status": status}, by=by), [mark]
    if action == "merge":
        other = str(value.get("other"))
        theirs, _ = _claim(connection, other)
        if theirs == mark:
            raise BadValue(f"{target} cannot be merged with itself")
        told = {"claim": target, "other": other, "words": words, "with": theirs}
        return decisions.write(connection, action, mark, told, by=by), [mark, theirs]
    raise BadValue(f"{action!r} is no decision; take accept, reject, edit, merge, split or status")


def _changes(changes: object) -> dict[str, Any]:
    if not isinstance(changes, dict) or not changes:
        raise BadValue("an edit needs changes, such as speaker or commitment")
    for name, new in changes.items():
        good = {
            "chain": isinstance(new, list) and all(isinstance(n, str) for n in new),
            "commitment": new in _COMMITMENTS,
            "speaker": new is None or isinstance(new, str),
            "said": new is None or isinstance(new, str),
        }
        if not good.get(name, False):
            raise BadValue(f"{name} {new!r} makes no sense; {', '.join(EDITABLE)} can be set right")
    return changes


def _pair(connection: Connection, action: Action, target: str, other: str, by: str) -> tuple[Entry, list[str]]:
    """Two rows that carry one claim, or do not, whether or not they are together now."""
    (mark, words), (theirs, more) = _row(connection, target), _row(connection, other)
    if theirs == mark:
        raise BadValue(f"{target} and {other} are the same words")
    value = {"ref": target, "other": other, "words": f"{words} / {more}", "with" if action == "merge" else "from": theirs}
    return decisions.write(connection, action, mark, value, by=by), [mark, theirs]


def _split(connection: Connection, target: str, by: str) -> tuple[Entry, list[str]]:
    """Off from the claim's other words, for which its oldest, or next to oldest, stands."""
    mark, words = _row(connection, target)
    claim = select(MEMBER.c.claim).join(EVIDENCE, EVIDENCE.c.id == MEMBER.c.evidence).where(EVIDENCE.c.ref == target)
    fellows = select(EVIDENCE.c.mark).join(MEMBER, MEMBER.c.evidence == EVIDENCE.c.id).where(MEMBER.c.claim.in_(claim))
    others = [m for m in connection.execute(fellows.order_by(EVIDENCE.c.id)).scalars() if m != mark]
    if not others:
        raise BadValue(f"{target} is alone in its claim; there is nothing to split it from")
    value = {"ref": target, "words": words, "from": others[0]}
    return decisions.write(connection, "split", mark, value, by=by), [mark, others[0]]


def undo(connection: Connection, *, by: str, entry: int | None) -> tuple[Entry, list[str]]:
    """The entry that takes another back."""
    log = decisions.entries(connection)
    undone = {e.undoes for e in log}
    standing = [e for e in log if e.action != "undo" and e.id not in undone and (e.id == entry if entry is not None else e.by == by)]
    if not standing:
        number = "" if entry is None else f" as number {entry}"
        raise NotInLedger(f"nothing to take back{number}; reportedly review log lists decisions")
    last = standing[-1]
    value = {**last.value, "action": last.action}
    made = decisions.write(connection, "undo", last.target, value, by=by, undoes=last.id)
    return made, [last.target, *(last.value[k] for k in ("with", "from") if k in last.value)]


def _row(connection: Connection, ref: str) -> tuple[str, str]:
    found = connection.execute(select(ROW.c.mark, ROW.c.words).where(ROW.c.ref == ref)).first()
    if found is None:
        raise NotInLedger(f"no row {ref!r} in this ledger; rows are named ARTICLE#ROW, such as elm-courier-dam#a3")
    return found[0], found[1]


def _claim(connection: Connection, id: str) -> tuple[str, str]:
    found = connection.execute(select(CLAIM.c.body, CLAIM.c.text).where(CLAIM.c.id == id)).first()
    if found is None:
        raise NotInLedger(f"no claim {id!r} in this ledger; reportedly claims lists them")
    return str(json.loads(found[0])["mark"]), found[1]
