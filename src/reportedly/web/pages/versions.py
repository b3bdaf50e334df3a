"""The kept versions of an article's page, and what changed between two of them."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from starlette.requests import Request

from reportedly.web.differing import differences
from reportedly.web.told import Told, desk
from reportedly.web.trouble import Trouble, not_here


def versions(request: Request) -> Told:
    """All versions, and the differences of the two that the address names."""
    told = compared(request, request.path_params["id"], *(_given(request, name) for name in ("old", "new")))
    if told is None:
        raise not_here("article", request.path_params["id"])
    return told


def compared(request: Request, id: str, old: int | None, new: int | None) -> Told | None:
    """The versions of a page and the differences of two, by default the newest and the one before; None for an unknown id."""
    kept = desk(request).versions(id)
    if not kept:
        return None
    numbers = [v.version for v in kept]
    new = _known(new, numbers, numbers[-1])
    old = _known(old, numbers, max([n for n in numbers if n < new], default=new))
    texts = {v.version: v.text for v in kept}
    told = differences(texts[old], texts[new])
    facts: list[dict[str, Any]] = [{k: v for k, v in asdict(one).items() if k != "text"} for one in kept]
    values = {"title": f"Versions of {kept[-1].headline or id}", "id": id, "kept": kept, "old": old, "new": new, "paragraphs": told}
    pieces = [[asdict(piece) for piece in paragraph] for paragraph in told]
    return Told("versions.html", values, lambda: {"versions": facts, "old": old, "new": new, "paragraphs": pieces})


def _given(request: Request, name: str) -> int | None:
    given = request.query_params.get(name)
    if given is None:
        return None
    if not given.isdecimal() or len(given) > 9:
        raise Trouble(404, "No such version", f"It says {given[:20]!r}.", "Versions are numbered from 1.")
    return int(given)


def _known(given: int | None, known: list[int], plain: int) -> int:
    if given is None:
        return plain
    if given not in known:
        raise Trouble(404, "No such version", f"It says {given}.", f"Kept are {', '.join(map(str, known))}.")
    return given
