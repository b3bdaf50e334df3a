"""Fetching, against a real server on this machine."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from reportedly.errors import PageError
from reportedly.pages import fetch as fetching
from reportedly.pages.fetch import fetch


class Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/page":
            self._answer(200, b"<p>The dam holds.</p>")
        elif self.path == "/moved":
            self._answer(302, b"", {"Location": "/page"})
        elif self.path == "/round":
            self._answer(302, b"", {"Location": "/round"})
        elif self.path == "/file":
            self._answer(302, b"", {"Location": "file:///etc/passwd"})
        elif self.path == "/large":
            self._answer(200, b"x" * 2000)
        elif self.path == "/silent":
            threading.Event().wait(3)
        else:
            self._answer(404, b"gone")

    def _answer(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_page_and_where_it_came_from(site: str) -> None:
    found = fetch(f"{site}/moved", agent="test", inside=True)
    assert (found.body, found.url) == (b"<p>The dam holds.</p>", f"{site}/page")


@pytest.mark.parametrize(
    ("path", "words"),
    [("/gone", "404"), ("/round", "redirect"), ("/file", "not allowed"), ("/large", "more than"), ("/silent", "timed out")],
)
def test_what_cannot_be_fetched_says_why(site: str, path: str, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "LARGEST", 1000)
    with pytest.raises(PageError, match=words):
        fetch(f"{site}{path}", agent="test", inside=True, patience=0.5)


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://x.example/a", "dam.html", "http://", "https:///x"])
def test_only_web_addresses(url: str) -> None:
    with pytest.raises(PageError, match="not a web address"):
        fetch(url, agent="test", inside=True)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "0.0.0.0", "10.0.0.1", "192.168.1.1", "169.254.169.254", "2130706433", "127.1"]
)
def test_a_desk_does_not_fetch_from_inside(host: str) -> None:
    with pytest.raises(PageError, match=r"private network|cannot be fetched"):
        fetch(f"http://{host}:9/", agent="test", patience=0.5)


def test_a_name_that_leads_inside_is_seen_when_it_is_resolved(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def resolve(host: str, port: int, **_: object) -> list[tuple]:
        asked.append(host)
        return [(2, 1, 6, "", ("127.0.0.1", int(site.rsplit(":", 1)[1])))]

    monkeypatch.setattr(fetching.socket, "getaddrinfo", resolve)
    with pytest.raises(PageError, match="private network"):
        fetch("http://news.example/page", agent="test")
    assert asked == ["news.example"]
