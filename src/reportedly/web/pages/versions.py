"""The kept versions of an article's page, and what changed between two of them."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from starlette.requests import Request

from reportedly.web.differing import differences
from reportedly.web.told import Told, desk
from reportedly.web.trouble import Trouble, not_here


def versions(request: Request) -> Told:
    """All versions, and the differences of the two that the address names: by default the newest and the one before."""
    id = request.path_params["id"]
    kept = desk(request).versions(id)
    if not kept:
        raise not_here("article", id)
    numbers = [v.version for v in kept]
    new = _number(request, "new", numbers, numbers[-1])
    old = _number(request, "old", numbers, max([n for n in numbers if n < new], default=new))
    texts = {v.version: v.text for v in kept}
    told = differences(texts[old], texts[new])
    facts: list[dict[str, Any]] = [{k: v for k, v in asdict(one).items() if k != "text"} for one in kept]
    values = {"title": f"Versions of {kept[-1].headline or id}", "id": id, "kept": kept, "old": old, "new": new, "paragraphs": told}
    pieces = [[asdict(piece) for piece in paragraph] for paragraph in told]
    return Told("versions.html", values, {"versions": facts, "old": old, "new": new, "paragraphs": pieces})


def _number(request: Request, name: str, known: list[int], plain: int) -> int:
    given = request.query_params.get(name)
    if given is None:
        return plain
    if not given.isdecimal() or len(given) > 9 or int(given) not in known:
        raise Trouble(404, "No such version", f"It says {given[:20]!r}.", f"Kept are {', '.join(map(str, known))}.")
    return int(given)
