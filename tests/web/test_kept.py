"""The page as it came, in the frame beside its article: its policy, what is taken from it, long and broken ones."""

from __future__ import annotations

import re

import pytest

from reportedly.model import Article
from reportedly.web.app import Settings
from reportedly.web.pages import kept
from reportedly.web.people import People
from reportedly.web.security import POLICY
from reportedly.web.values import ArticleView, Original
from tests.web.conftest import client_of

FRAME = "/articles/elm-courier-dam/original/page"
HOST = "https://evil.example"


class Kept:
    """A desk with one original."""

    def __init__(self, body: bytes) -> None:
        self.body = body

    def original(self, id: str) -> bytes | None:
        return self.body if id == "quay" else None

    def article(self, id: str) -> ArticleView:
        return ArticleView(Article(id, "The quay sinks.", ((0, 15),)), original=Original("0" * 64, None))

    def version(self) -> str:
        return "1"

    def add(self, page):
        raise NotImplementedError


def drawn(body: bytes):
    return client_of(Kept(body)).get("/articles/quay/original/page")


def test_the_frame_has_a_policy_of_its_own(client):
    answer = client.get(FRAME)
    assert answer.headers["content-type"] == "text/html; charset=utf-8" and "Varra dam" in answer.text
    assert answer.headers["content-security-policy"] == (
        "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; base-uri 'none'; form-action 'none'"
    )
    told = {n: answer.headers[n] for n in ("x-frame-options", "referrer-policy", "x-content-type-options", "x-dns-prefetch-control")}
    assert list(told.values()) == ["SAMEORIGIN", "no-referrer", "nosniff", "off"]


def test_a_304_keeps_the_policy(client):
    again = client.get(FRAME, headers={"if-none-match": client.get(FRAME).headers["etag"]})
    assert again.status_code == 304 and again.content == b"" and "content-length" not in again.headers
    assert again.headers["content-security-policy"] == kept.POLICY and again.headers["x-frame-options"] == "SAMEORIGIN"


def test_the_desk_frames_only_itself_and_is_framed_by_nobody(client):
    headers = client.get("/articles/elm-courier-dam?beside=1").headers
    assert headers["content-security-policy"] == POLICY and "frame-src 'self'" in POLICY and "frame-ancestors 'none'" in POLICY
    assert headers["x-frame-options"] == "DENY"


def test_the_link_and_the_frame(client):
    page = client.get("/articles/elm-courier-dam").text
    assert 'href="/articles/elm-courier-dam?beside=1">original beside' in page and "<iframe" not in page
    page = client.get("/articles/elm-courier-dam?beside=1").text
    assert f'<iframe sandbox title="the page as it was kept" src="{FRAME}"' in page and "are drawn" not in page
    assert 'href="/articles/elm-courier-dam">close the original' in page


def test_a_text_is_shown_as_text(client):
    answer = client.get("/articles/orlen-daily-saved/original/page")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8" and "sandbox" in answer.headers["content-security-policy"]


def test_strangers_are_sent_to_the_door(desk, tmp_path):
    with client_of(desk, Settings(people=People(tmp_path / "people.db"))) as client:
        assert client.get(FRAME, follow_redirects=False).status_code == 303


@pytest.mark.parametrize("id", ["moon", "../../etc", "%00"])
def test_an_unknown_article(client, id):
    answer = client.get(f"/articles/{id}/original/page")
    assert answer.status_code == 404 and answer.headers["content-security-policy"] == POLICY


@pytest.mark.parametrize(
    ("tag", "becomes"),
    [
        ("<meta http-equiv=refresh content='0;url=x'>", "<basefont http-equiv=refresh content='0;url=x'>"),
        ("<META\nhttp-equiv=refresh>", "<basefont\nhttp-equiv=refresh>"),
        ("<m\0eta/http-equiv=refresh>", "<basefont/http-equiv=refresh>"),
        ("<link rel=preconnect href=//x>", "<basefont rel=preconnect href=//x>"),
        ("<base href=//x target=_top>", "<basefont href=//x target=_top>"),
        ("<frame src=//x>", "<basefont src=//x>"),
        ("<iframe srcdoc='&lt;link>'></iframe>", "<noframes srcdoc='&lt;link>'></noframes>"),
        ("<a href=//x target=_top>", "<a target=_blank  href=//x target=_top>"),
        ("<svg><A/target=_self xlink:href=//x>", "<svg><A target=_blank /target=_self xlink:href=//x>"),
        ('<p title="<a href>">', '<p title="<a target=_blank  href>">'),
        ("<article><abbr><linked><metal>", "<article><abbr><linked><metal>"),
        ("<style>p{color:red}</style><img src=data:,>", "<style>p{color:red}</style><img src=data:,>"),
    ],
)
def test_what_acts_without_script_is_taken_away(tag, becomes):
    answer = drawn(f"<!doctype html><body>{tag}<p>Quay".encode())
    assert answer.text == f"<!doctype html><body>{becomes}<p>Quay"


def test_a_long_page_is_cut_between_letters():
    page = b"<!doctype html><title>Quays</title><p>" + "水".encode() * (20 << 20)
    answer = drawn(page)
    assert answer.status_code == 200 and kept.MOST - 4 < len(answer.content) < kept.MOST and answer.text.endswith("水")
    assert kept.beginning(b"x" * (kept.MOST - 1) + "é".encode()) == b"x" * (kept.MOST - 1)


def test_a_long_page_is_said_to_be_cut(client, monkeypatch):
    monkeypatch.setattr("reportedly.web.pages.article.MOST", 1 << 10)
    assert "MB are drawn" in client.get("/articles/elm-courier-dam?beside=1&cut=1").text


@pytest.mark.parametrize("body", [b"%PDF-1.7", b" \n", b"\x01\x02\x03" * 99])
def test_what_is_no_page_says_so(body):
    answer = drawn(body)
    assert answer.status_code == 415 and "cannot be drawn" in answer.text


def test_what_is_larger_than_what_is_read_is_shown_by_its_beginning_and_comes_as_a_file():
    body = b"<!doctype html><title>Quays</title><p>" + b"quay " * (11 << 20)
    client = client_of(Kept(body))
    page = client.get("/articles/quay/original")
    assert page.status_code == 200 and page.headers["content-security-policy"] == POLICY and len(page.content) < 1 << 20
    assert "first 200,000 letters" in page.text and f"all {len(body):,} bytes" in page.text and "quay quay" in page.text
    told = client.get("/articles/quay/original.json").json()["data"]
    assert told["size"] == len(body) and not told["whole"] and body.startswith(told["text"].encode())
    file = client.get(re.search(r'href="(/api/[^"]+)"', page.text).group(1))
    assert (
        file.content == body
        and file.headers["content-disposition"] == "attachment"
        and "sandbox" in file.headers["content-security-policy"]
    )


def test_a_page_of_what_is_no_page_says_so():
    answer = client_of(Kept(b"%PDF-1.7")).get("/articles/quay/original")
    assert answer.status_code == 415 and "cannot be drawn" in answer.text
