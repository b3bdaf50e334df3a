"""What a reader has already, and what was made before: pages that cannot have changed are neither made nor sent again.

A page's ETag is "WHAT.BODY". WHAT is a digest of all that the page is made from: the ledger's version, the address, the person with
their session's token, and whatever else its route names. Whoever sends the WHAT of now has the page of now, and is told so before anything
is asked but that version. BODY is a digest of the page itself, so that a page which came out the same is not sent again either.

The same WHAT finds a page that this process has made before. Nothing of one person's can come to another: their session is part of it.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import threading
from collections import OrderedDict
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

MOST, LARGEST = 16 << 20, 512 << 10
"""Bytes of pages that are remembered, and of one of them."""
_TAG = re.compile(r'"([0-9a-f]{24})\.([0-9a-f]{24})"')


@dataclass(frozen=True, slots=True)
class Made:
    """A page as it was made: its body, its media type and its tag."""

    body: bytes
    kind: str
    tag: str


class Shelf:
    """Pages that were made from one version of the ledger, those that nobody asked for longest given up first. Safe to share between
    threads."""

    def __init__(self, desk: str | None = None) -> None:
        """`desk`: a name that the processes which serve one desk share, and no other desk has; None: this one serves alone. Tags of
        another time, when this program or the ledger's file may have been another, are none of this one's."""
        self._desk = desk or secrets.token_hex(16)
        self._lock = threading.Lock()
        self._version, self._size = "", 0
        self._held: OrderedDict[str, Made] = OrderedDict()

    def what(self, request: Request, version: str, also: str) -> str:
        """The digest of all that a request's answer is made from."""
        state = request.scope.get("state", {})
        person = state.get("person")
        who = (person.name, person.role) if person else ()
        told = self._desk, version, request.method, request.url.path, request.url.query, who, state.get("csrf", ""), also
        return hashlib.blake2b(repr(told).encode("utf8", "backslashreplace"), digest_size=12).hexdigest()

    def find(self, what: str) -> Made | None:
        """The page that was made from that."""
        with self._lock:
            if what not in self._held:
                return None
            self._held.move_to_end(what)
            return self._held[what]

    def keep(self, what: str, version: str, made: Made) -> None:
        """Remember a page; those of another version go."""
        if len(made.body) > LARGEST:
            return
        with self._lock:
            if version != self._version:
                self._held.clear()
                self._version, self._size = version, 0
            before = self._held.pop(what, None)
            self._held[what] = made
            self._size += len(made.body) - (len(before.body) if before else 0)
            while self._size > MOST:
                self._size -= len(self._held.popitem(last=False)[1].body)


def known(request: Request, what: str) -> Response | None:
    """304 for a reader who sends the tag of a page made from the same."""
    for theirs, body in _TAG.findall(request.headers.get("if-none-match", "")):
        if theirs == what:
            return _unchanged(f'"{theirs}.{body}"')
    return None


def sent(request: Request, made: Made) -> Response:
    """The page; 304 with the reader's own tag where the very same page was made from something else."""
    body = made.tag[-25:-1]
    for theirs, has in _TAG.findall(request.headers.get("if-none-match", "")):
        if has == body:
            return _unchanged(f'"{theirs}.{has}"')
    return Response(made.body, media_type=made.kind, headers={"etag": made.tag})


def of(what: str, answer: Response) -> Made:
    """An answer as a page made from `what`."""
    body = bytes(answer.body)
    digest = hashlib.blake2b(body, digest_size=12).hexdigest()
    return Made(body, answer.headers["content-type"], f'"{what}.{digest}"')


def _unchanged(tag: str) -> Response:
    return Response(status_code=304, headers={"etag": tag})
