"""A claim: who says so, through whom, who denies it, how it came about."""

from __future__ import annotations

from starlette.requests import Request

from reportedly.web import links
from reportedly.web.drawing import draw
from reportedly.web.picture import NOBODY, Node, picture
from reportedly.web.told import Told, desk
from reportedly.web.trouble import not_here


def one(request: Request) -> Told:
    """The page of one claim."""
    id = request.path_params["id"]
    found = desk(request).claim(id)
    if found is None:
        raise not_here("claim", id)
    drawn = draw(picture(found.evidence()), address)
    values = {"title": found.line.text[:80], "claim": found, "picture": drawn}
    return Told("claim.html", values, found.to_json())


def address(node: Node) -> str:
    """Where a node of the picture leads: a speaker, an outlet, or the row in its article."""
    if node.part == "article" or node.lane == NOBODY:
        return links.reference(node.refs[0])
    return links.speaker(node.lane) if node.part == "origin" else links.outlet(node.lane)
