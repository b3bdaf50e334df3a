"""A search for words goes through all of a ledger, a page at a time."""

from __future__ import annotations

import pytest

from reportedly.model import Article, Attribution
from reportedly.web.filters import Filters
from reportedly.web.ledgered import LedgerDesk, lines
from tests.web.conftest import client_of


@pytest.fixture
def desk(tmp_path, analyst, monkeypatch):
    from reportedly.ledger import Ledger

    monkeypatch.setattr(lines, "FOUND", 4)
    with Ledger(str(tmp_path / "desk.db"), analyst=analyst) as ledger:
        for number in range(11):
            content = f"the quay of harbour {number} has {number + 3} broken lamps and a leaking roof"
            text = f"Ada Bell said {content}."
            row = Attribution("a1", ((0, 8),), ((9, 13),), ((14, 14 + len(content)),), speaker="Ada Bell", speaker_kind="person")
            outlet = "Elm Courier" if number else "Port News"
            article = Article(f"p{number:02}", text, ((0, len(text)),), outlet=outlet, attributions=(row,))
            ledger.add_article(article, text.encode())
        yield LedgerDesk(ledger)


def test_every_row_is_found_once(desk):
    refs, after, pages = [], None, 0
    while True:
        found = desk.claims(Filters(q="harbour lamps"), after=after)
        pages += 1
        for line in found.lines:
            view = desk.claim(line.id)
            refs += [r.ref for r in (*view.supports, *view.denies)]
        if not (after := found.next):
            break
    assert sorted(refs) == [f"p{n:02}#a1" for n in range(11)] and pages >= 1


def test_a_filter_that_leaves_little_is_looked_through(desk):
    found = desk.claims(Filters(q="harbour lamps", outlet="Port News"))
    views = [desk.claim(line.id) for line in found.lines]
    assert "p00#a1" in {r.ref for view in views for r in (*view.supports, *view.denies)}
    assert desk.claims(Filters(q="harbour lamps", outlet="Elm Courier", speaker="Nobody Known")).lines == ()


def test_a_token_that_leads_nowhere(desk):
    with client_of(desk) as client:
        assert client.get("/claims.json?q=harbour&after=zzz").status_code == 400
        assert client.get("/claims.json?q=harbour").status_code == 200
