"""Pages that cannot have changed are neither made nor sent again, and pages that may have are; nothing of one person's comes to another."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from reportedly.web.adding import Incoming
from reportedly.web.app import Settings
from reportedly.web.fresh import Made, Shelf
from reportedly.web.people import People
from tests.web.conftest import client_of
from tests.web.people.test_store import FAST, PASSWORD

ROW = "elm-courier-dam#a1"
ARTICLE = "/articles/elm-courier-dam"
PAGES = ["/claims", ARTICLE, "/review", "/speakers", "/outlets", "/log", "/about"]


@pytest.fixture
def not_made(monkeypatch):
    """Called, no page can be made any more."""

    def stop() -> None:
        def fail(*args: object) -> str:
            raise AssertionError("a page was made")

        monkeypatch.setattr("reportedly.web.told.render", fail)

    return stop


@pytest.mark.parametrize("path", PAGES)
def test_without_a_change_a_page_is_made_and_sent_once(desk, path, not_made):
    client = client_of(desk)
    page = client.get(path)
    not_made()
    unchanged = client.get(path, headers={"if-none-match": page.headers["etag"]})
    assert (unchanged.status_code, unchanged.content, unchanged.headers["etag"]) == (304, b"", page.headers["etag"])
    weak = client.get(path, headers={"if-none-match": f'"x", W/{page.headers["etag"]}'})
    assert weak.status_code == 304
    again = client.get(path)
    assert (again.content, again.headers["etag"]) == (page.content, page.headers["etag"])


def test_a_304_still_tells_the_visit_and_the_policy(client):
    tag = client.get("/claims").headers["etag"]
    unchanged = client.get("/claims", headers={"if-none-match": tag})
    assert unchanged.status_code == 304 and "seen=" in unchanged.headers["set-cookie"]
    assert "default-src 'none'" in unchanged.headers["content-security-policy"]


def test_a_decision_makes_pages_anew(own):
    before = {path: own.get(path).headers["etag"] for path in PAGES}
    assert own.post("/review", data={"action": "reject", "target": ROW, "seen": "0"}).status_code == 200
    article = own.get(ARTICLE, headers={"if-none-match": before[ARTICLE]})
    assert article.status_code == 200 and "✗ rejected" in article.text
    assert own.get("/log", headers={"if-none-match": before["/log"]}).status_code == 200
    # What came out the same is not sent again, and the reader's tag goes on to name it.
    speakers = own.get("/about", headers={"if-none-match": before["/about"]})
    assert speakers.status_code == 304 and speakers.headers["etag"] == before["/about"]
    assert own.post("/review/undo", data={}).status_code == 200
    assert "✗ rejected" not in own.get(ARTICLE).text


def test_a_decision_of_another_program_makes_pages_anew(own, own_desk, kind):
    if kind == "memory":
        pytest.skip("no other program sees it")
    tag = own.get(ARTICLE).headers["etag"]
    command = [sys.executable, "-m", "reportedly", "review", "reject", ROW, "--ledger", own_desk._ledger.url]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "OMP_NUM_THREADS": "1"})
    page = own.get(ARTICLE, headers={"if-none-match": tag})
    assert page.status_code == 200 and "✗ rejected" in page.text


def test_an_added_page_makes_pages_anew(own, own_desk):
    tag = own.get("/outlets").headers["etag"]
    added = own_desk.add(Incoming("new", b"<html><title>Q</title><p>The quay is closed, Ada Bell said.</p></html>", id="new"))
    assert own.get(f"/articles/{added.article}").status_code == 200
    assert own.get("/outlets").headers["etag"].split(".")[0] != tag.split(".")[0]


@pytest.fixture
def team(desk, tmp_path):
    people = People(tmp_path / "people.db", hasher=FAST)
    for name in ("rea", "vera"):
        people.add(name, PASSWORD, "reviewer")
    settings = Settings(people=people)
    first = client_of(desk, settings)
    second = client_of(desk, settings)
    second.app = first.app
    second._transport = first._transport
    for client, name in ((first, "rea"), (second, "vera")):
        client.post("/sign-in", data={"name": name, "password": PASSWORD, "to": "/claims"})
    return first, second


def _csrf(text: str) -> set[str]:
    return set(re.findall(r'name="csrf" value="([^"]+)"', text))


@pytest.mark.parametrize("path", ["/claims", ARTICLE, "/review", "/about"])
def test_nothing_of_one_person_comes_to_another(team, path):
    rea, vera = team
    hers = rea.get(path)
    page = vera.get(path, headers={"if-none-match": hers.headers["etag"]})
    assert page.status_code == 200
    assert "vera, reviewer" in page.text and "rea, reviewer" not in page.text
    assert _csrf(page.text) and _csrf(page.text).isdisjoint(_csrf(hers.text))
    assert rea.get(path).text == hers.text


def test_a_note_makes_its_page_anew(team):
    rea, vera = team
    page = vera.get(ARTICLE)
    about = {"about": "article:elm-courier-dam", "text": "seen at the gate", "csrf": next(iter(_csrf(rea.get(ARTICLE).text)))}
    rea.post("/notes", data=about)
    noted = vera.get(ARTICLE, headers={"if-none-match": page.headers["etag"]})
    assert noted.status_code == 200 and "seen at the gate" in noted.text
    id = re.search(r'name="id" value="(\d+)"', rea.get(ARTICLE).text).group(1)
    rea.post("/notes/delete", data={"id": id, "csrf": about["csrf"]})
    assert vera.get(ARTICLE).content == page.content


def test_a_shelf_forgets_other_versions_and_what_is_too_much(monkeypatch):
    monkeypatch.setattr("reportedly.web.fresh.MOST", 10)
    shelf = Shelf()
    for name in ("one", "two", "three"):
        shelf.keep(name, "1", Made(b"12345", "text/html", '"x"'))
    assert [bool(shelf.find(name)) for name in ("one", "two", "three")] == [False, True, True]
    shelf.keep("four", "2", Made(b"12345", "text/html", '"x"'))
    assert [bool(shelf.find(name)) for name in ("two", "three", "four")] == [False, False, True]
