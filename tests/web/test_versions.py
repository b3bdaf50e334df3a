"""Versions of a page and their differences."""

from __future__ import annotations

import pytest

from reportedly.ledger import Ledger
from reportedly.web.differing import differences
from reportedly.web.ledgered import LedgerDesk
from tests.web.conftest import client_of

HEAD = "<html><head><title>Dam</title><meta property='og:url' content='https://x.example/dam'></head><body><article><h1>Dam</h1>"
FIRST = "<p>The dam at Orlen is safe and sound, the engineer Ada Bell said on Sunday at a meeting of the valley's people in town.</p>"
SECOND = FIRST.replace("safe and sound", "cracked <b>&lt;img src=x onerror=alert(1)&gt;</b>")
MORE = "<p>The gates of the dam have three long cracks, the mayor Tom Reed said on Monday in a statement to the valley's people.</p>"


def told(old: str, new: str) -> list[list[tuple[str, str]]]:
    return [[(piece.kind, piece.text) for piece in paragraph] for paragraph in differences(old, new)]


def test_words_within_a_paragraph():
    assert told("The dam is safe.\n\nIt rains.", "The dam is cracked.\n\nIt rains.") == [
        [("same", "The dam is "), ("gone", "safe."), ("new", "cracked.")],
        [("same", "It rains.")],
    ]


@pytest.mark.parametrize(
    ("old", "new", "kinds"),
    [("a b c", "x y z", [["gone"], ["new"]]), ("a", "a\n\nb", [["same"], ["new"]]), ("a\n\nb", "a", [["same"], ["gone"]])],
)
def test_whole_paragraphs(old, new, kinds):
    assert [[kind for kind, _ in paragraph] for paragraph in told(old, new)] == kinds


def test_nothing_is_lost_in_a_long_paragraph():
    old, new = "word " * 5000, "other " * 5000
    assert told(old, new) == [[("gone", old)], [("new", new)]]


@pytest.fixture
def client(tmp_path, reader, analyst):
    with Ledger(str(tmp_path / "desk.db"), reader=reader, analyst=analyst) as ledger:
        for body in (FIRST + MORE, SECOND + MORE):
            ledger.add((HEAD + body + "</article></body></html>").encode(), id="dam")
        with client_of(LedgerDesk(ledger)) as client:
            yield client


def test_a_changed_page_shows_what_went_and_what_came(client):
    assert 'href="/articles/dam/versions"' in client.get("/articles/dam").text
    page = client.get("/articles/dam/versions").text
    assert "<del>safe and sound, </del>" in page and "<ins>cracked" in page
    assert "<img" not in page and "&lt;img src=x" in page
    data = client.get("/articles/dam/versions.json").json()["data"]
    assert [v["version"] for v in data["versions"]] == [1, 2] and (data["old"], data["new"]) == (1, 2)
    back = client.get("/articles/dam/versions.json?old=2&new=1").json()["data"]
    assert (back["old"], back["new"]) == (2, 1)


@pytest.mark.parametrize("query", ["?old=7", "?new=x", "?new=-1"])
def test_a_version_that_is_not_kept(client, query):
    assert client.get(f"/articles/dam/versions{query}").status_code == 404


def test_an_unknown_article(client):
    assert client.get("/articles/moon/versions").status_code == 404
