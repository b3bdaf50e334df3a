"""Outlets', speakers' and the queue's pages in parts: nothing twice, nothing left out, and the counts are of all."""

from __future__ import annotations

import re
from itertools import chain

import pytest

from reportedly.model import Article, Attribution
from reportedly.web.ledgered import LedgerDesk, lines
from tests.web.conftest import client_of


@pytest.fixture
def client(tmp_path, analyst):
    from reportedly.ledger import Ledger

    with Ledger(str(tmp_path / "desk.db"), analyst=analyst) as ledger:
        for number in range(7):
            content = f"the quay of harbour {number} has {number + 3} broken lamps"
            text = f"Ada Bell said {content}, the Port News reported."
            names = ("Ada Bell", "Port News") if number % 2 else ("Ada Bell",)
            row = Attribution(
                "a1", ((0, 8),), ((9, 13),), ((14, 14 + len(content)),), speaker="Ada Bell", speaker_kind="person", chain=names,
                confidence=0.2,
            )  # fmt: skip
            day = f"2031-04-{number + 1:02}" if number != 3 else None
            ledger.add_article(
                Article(f"p{number}", text, ((0, len(text)),), outlet="Elm Courier", published=day, attributions=(row,)), text.encode()
            )
        assert ledger.doctor() == []
        yield client_of(LedgerDesk(ledger))


def parts(client, path: str, pattern: str) -> list[list[str]]:
    found = []
    while path:
        text = client.get(path).text
        found.append(re.findall(pattern, text))
        onward = re.search(r'rel="next" href="([^"]+)"', text)
        path = onward.group(1).replace("&amp;", "&") if onward else ""
    return found


def test_an_outlets_articles_come_in_parts_the_newest_first(client, monkeypatch):
    monkeypatch.setattr("reportedly.web.pages.names.PAGE", 3)
    told = parts(client, "/outlet?name=Elm+Courier", r'data-open href="/articles/(p\d)"')
    assert told == [["p6", "p5", "p4"], ["p2", "p1", "p0"], ["p3"]]
    page = client.get("/outlet?name=elm+courier").text
    assert "<strong>7 articles</strong>" in page and "3 rows" in page
    answer = client.get("/api/v1/outlet", params={"name": "Elm Courier", "limit": 5}).json()
    assert (len(answer["data"]["articles"]), answer["data"]["many"], answer["next"]) == (5, 7, "p1")
    assert client.get("/outlet?name=Elm+Courier&after=nowhere").status_code == 400


def test_a_speakers_rows_come_in_parts_with_the_counts_of_all(client, monkeypatch):
    monkeypatch.setattr("reportedly.web.pages.names.SAYINGS", 3)
    monkeypatch.setattr(lines, "COUNTED", 4)
    told = parts(client, "/speaker?name=Ada+Bell", r'href="/articles/(p\d)#row-1">in the')
    assert [len(part) for part in told] == [3, 3, 1] and sorted(chain(*told)) == [f"p{n}" for n in range(7)]
    page = client.get("/speaker?name=Ada+Bell").text
    assert "<strong>7 rows</strong>: 4 first-hand, 3 passed on by others" in page
    assert "Passed on in the newest 4 rows by" in page


def test_the_queue_comes_in_parts_without_what_is_decided(client, monkeypatch):
    monkeypatch.setattr("reportedly.web.pages.review.PAGE", 2)
    found = r'name="target" value="(p\d#a1)"><input type="hidden" name="seen" value="0"><input type="hidden" name="action" value="accept"'
    told = list(chain(*parts(client, "/review", found)))
    assert sorted(told) == [f"p{n}#a1" for n in range(7)] and len(told) == len(set(told))
    for target in told[:3]:
        client.post("/review", data={"action": "accept", "target": target, "seen": "0"})
    assert list(chain(*parts(client, "/review", found))) == told[3:]


@pytest.mark.parametrize(
    ("path", "names", "many"),
    [("/outlet?name=Port+News", "relayed_by", 4), ("/outlet?name=Courier+0", "relays", 2), ("/speaker?name=Ada+Bell", "through", 2)],
)
def test_a_list_of_names_says_how_many_there_are_and_leads_to_all(cited, monkeypatch, path, names, many):
    monkeypatch.setattr("reportedly.web.pages.names.NAMES", 1)
    monkeypatch.setattr(lines, "COUNTED", 5)
    page = cited.get(path).text
    whole = re.search(r'first 1 of (\d)\. <a href="([^"]+)"', page)
    assert whole and int(whole.group(1)) == many and ("newest 5 rows that it passed on" in page) == (names == "relayed_by")
    every = cited.get(whole.group(2).replace("&amp;", "&")).text
    told = cited.get(path.replace("?", ".json?")).json()["data"][names]
    assert len(told) == many and "first 1 of" not in every
    assert all(name["name"] in every for name in told)


@pytest.fixture
def cited(tmp_path, analyst):
    """Four outlets that print what two others passed on."""
    from reportedly.ledger import Ledger

    with Ledger(str(tmp_path / "cited.db"), analyst=analyst) as ledger:
        for number in range(8):
            text = f"Ada Bell said the quay of harbour {number} has {number + 3} broken lamps, the Port News and the Mill Post reported."
            row = Attribution(
                "a1", ((0, 8),), ((9, 13),), ((14, text.index(",")),), speaker="Ada Bell", speaker_kind="person",
                chain=("Ada Bell", "Mill Post", "Port News"),
            )  # fmt: skip
            article = Article(f"p{number}", text, ((0, len(text)),), outlet=f"Courier {number % 4}", attributions=(row,))
            ledger.add_article(article, text.encode())
        yield client_of(LedgerDesk(ledger))
