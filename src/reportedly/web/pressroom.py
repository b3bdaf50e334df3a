"""Templates and how they are filled: everything that comes from pages is escaped, and its hidden marks are named."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from reportedly import __version__
from reportedly.model import JOINT
from reportedly.web import bits, dates, links
from reportedly.web.fragments import web_address
from reportedly.web.marking import number
from reportedly.web.plainly import plainly


def page(request: Request, template: str, values: Mapping[str, Any], *, status: int = 200) -> Response:
    """One page as HTML, with an ETag of its own."""
    return tagged(request, HTMLResponse(render(request, template, values), status))


def render(request: Request, template: str, values: Mapping[str, Any]) -> str:
    """A template filled for this request."""
    state = request.scope.get("state", {})
    shared = {
        "path": request.url.path,
        "query": dict(request.query_params),
        "twin": links.twin(request.url.path, request.url.query),
        "person": state.get("person"),
        "csrf": state.get("csrf", ""),
        "nav": getattr(getattr(request.scope.get("app"), "state", None), "nav", ()),
    }
    return environment().get_template(template).render({**shared, **values})


def tagged(request: Request, answer: Response) -> Response:
    """The answer with its ETag; 304 where the reader has it already."""
    if answer.status_code != 200 or request.method not in ("GET", "HEAD"):
        return answer
    tag = f'"{hashlib.blake2b(bytes(answer.body), digest_size=12).hexdigest()}"'
    answer.headers["etag"] = tag
    if tag in request.headers.get("if-none-match", ""):
        # Browsers take over the headers of a 304: without the answer's own policy the guard's would replace it.
        kept = {name: value for name, value in answer.headers.items() if name not in ("content-length", "content-type")}
        return Response(status_code=304, headers=kept)
    return answer


@cache
def environment() -> Environment:
    """The one environment of the templates; it holds no data."""
    found = _Pages(
        loader=PackageLoader("reportedly.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals.update(links=links, version=__version__, asset=asset, joint=JOINT, status_marks=bits.STATUS_MARKS)
    found.filters.update(bits.FILTERS)
    found.filters.update(human=dates.human, day=dates.day, number=number, web_address=web_address, count=_count)
    return found


@cache
def asset(name: str) -> str:
    """A static file's address with its digest, so that a new version is never hidden by an old copy."""
    body = (files("reportedly.web") / "static" / name).read_bytes()
    return f"/static/{name}?v={hashlib.blake2b(body, digest_size=6).hexdigest()}"


# Printable ASCII without what HTML takes for its own: most of what a page tells.
_ORDINARY = re.compile(r"[ !#-%(-;=?-~]*")


def shown(value: Any) -> str:
    """A value as a page may hold it: hidden marks named, HTML's own letters escaped."""
    if type(value) is str:
        return value if _ORDINARY.fullmatch(value) else escape(plainly(value))
    return "" if value is None else value if isinstance(value, Markup) else escape(value)


class _Generator(CodeGenerator):
    """One call for whatever a template tells, where Jinja makes several that copy it: a page tells some thousand things."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write("environment.shown(")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write(")")


class _Pages(Environment):
    code_generator_class = _Generator
    shown = staticmethod(shown)


def _count(number: int, word: str) -> str:
    """ "1 report", "12 reports"."""
    return f"{number:,} {word}" if number == 1 else f"{number:,} {word}s"
