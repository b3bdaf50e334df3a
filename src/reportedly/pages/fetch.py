"""A page from the web: bounded in size and time, and, for a server that fetches for others, never from inside its own network."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from reportedly import __version__
from reportedly.errors import PageError

LARGEST = 50 * 1024 * 1024
"""Bytes of a page that are fetched at most."""
PATIENCE = 30.0
"""Seconds that a server may be silent."""
AGENT = f"reportedly/{__version__} (news attribution reader)"
"""What servers are told of who asks."""
HOPS = 5
"""Redirects that are followed."""
Connect = Callable[..., socket.socket]


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page's bytes as they came, and the address that they came from after redirects."""

    body: bytes
    url: str


def fetch(url: str, *, agent: str = AGENT, inside: bool = False, patience: float = PATIENCE) -> Fetched:
    """Fetch one http(s) address.

    `inside`: addresses of this machine and of private networks may be fetched too; without it each hop's host is resolved once, only
    public addresses of it count, and the connection is made to the very address that was looked at. Raises PageError where the address
    is none, the server does not answer in `patience` seconds, says no, or sends more than LARGEST bytes.
    """
    if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
        raise PageError("not a web address; it begins with https:// or http://")
    connect = socket.create_connection if inside else _public
    opener = urllib.request.OpenerDirector()
    known = [_Http(connect), _Https(connect), _Redirects(), urllib.request.HTTPErrorProcessor(), urllib.request.HTTPDefaultErrorHandler()]
    for handler in [*known, urllib.request.ProxyHandler()] if inside else known:
        opener.add_handler(handler)
    request = urllib.request.Request(url, headers={"User-Agent": agent, "Accept": "text/html, text/plain;q=0.9, */*;q=0.1"})
    try:
        with opener.open(request, timeout=patience) as answer:
            body = answer.read(LARGEST + 1)
            final = answer.geturl()
    except urllib.error.HTTPError as error:
        raise PageError(f"the server says {error.code} {error.reason}") from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise PageError(f"cannot be fetched: {getattr(error, 'reason', None) or error}") from error
    if len(body) > LARGEST:
        raise PageError(f"more than {LARGEST >> 20} MB; save the article alone and add the file")
    return Fetched(body, final)


def _public(address: tuple[str, int], timeout: Any = None, source_address: Any = None, **_: Any) -> socket.socket:
    """As socket.create_connection, to public addresses only. Raises OSError where the host has none."""
    host, port = address
    for family, _kind, _protocol, _name, found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
        if ipaddress.ip_address(str(found[0]).split("%")[0]).is_global:
            made = socket.socket(family, socket.SOCK_STREAM)
            try:
                made.settimeout(timeout)
                made.connect(found)
            except OSError:
                made.close()
                raise
            return made
    raise OSError(f"{host} is an address of this machine or of a private network, which this desk does not fetch from")


class _Http(urllib.request.HTTPHandler):
    def __init__(self, connect: Connect) -> None:
        super().__init__()
        self._connect = connect

    def http_open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(self._made, request)

    def _made(self, host: str, **more: Any) -> http.client.HTTPConnection:
        made = http.client.HTTPConnection(host, **more)
        made._create_connection = self._connect  # type: ignore[attr-defined]  # http.client's own hook
        return made


class _Https(urllib.request.HTTPSHandler):
    def __init__(self, connect: Connect) -> None:
        super().__init__()
        self._connect = connect

    def https_open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(self._made, request)

    def _made(self, host: str, **more: Any) -> http.client.HTTPSConnection:
        made = http.client.HTTPSConnection(host, **more)
        made._create_connection = self._connect  # type: ignore[attr-defined]  # http.client's own hook
        return made


class _Redirects(urllib.request.HTTPRedirectHandler):
    # Other schemes than http and https are turned away by the handler itself; each hop is looked at as the first was.
    max_redirections = HOPS
