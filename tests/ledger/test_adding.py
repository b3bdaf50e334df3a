from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest

from reportedly import Article
from reportedly.errors import EmptyPage, NotInLedger
from reportedly.ledger import Ledger, gathering, matching
from reportedly.ledger.reading import Wanted

PAGE = "<html><head><title>Dam</title><meta property='og:url' content='https://x.example/dam'></head><body><article><h1>Dam</h1>"
TOLD = "<p>The dam at Orlen is safe and sound, the engineer Ada Bell said on Sunday at a meeting of the valley's people in town.</p>"
MORE = "<p>The gates of the dam have three long cracks, the mayor Tom Reed said on Monday in a statement to the valley's people.</p>"


def page(*paragraphs: str) -> bytes:
    return (PAGE + "".join(paragraphs) + "</article></body></html>").encode()


def test_a_page_is_kept_as_it_came(ledger: Ledger) -> None:
    body = page(TOLD, MORE)
    added = ledger.add(body, id="dam")
    assert (added.outcome, added.version) == ("new", 1)
    assert ledger.original("dam") == body
    kept, article = ledger.article("dam")
    assert kept.current and article.words(article.attributions[0].content) in article.text
    assert article.attributions[0].why


def test_the_same_page_again_is_no_second_page(ledger: Ledger) -> None:
    ledger.add(page(TOLD), id="dam")
    assert ledger.add(page(TOLD), id="dam").outcome == "kept"
    assert ledger.add(page(TOLD), id="another-name").outcome == "kept"  # the page itself names its address
    assert len(ledger.pages()) == 1


def test_a_changed_page_is_a_version_with_what_changed(ledger: Ledger) -> None:
    ledger.add(page(TOLD), id="dam")
    added = ledger.add(page(TOLD, MORE), id="dam")
    assert (added.outcome, added.version) == ("version", 2)
    assert len(added.changes["added"]) == 1 and added.changes["removed"] == []
    assert [p.version for p in ledger.pages(current=False)] == [1, 2]
    assert ledger.article("dam", 1)[1].text != ledger.article("dam")[1].text
    assert ledger.doctor() == []


def test_words_that_stay_keep_their_claim_through_a_version(ledger: Ledger) -> None:
    ledger.add(page(TOLD), id="dam")
    before = ledger.who("Ada Bell")[0].claim
    ledger.add(page(MORE, TOLD), id="dam")
    assert ledger.who("Ada Bell")[0].claim == before


def test_a_row_that_goes_leaves_no_claim(ledger: Ledger) -> None:
    ledger.add(page(TOLD, MORE), id="dam")
    ledger.add(page(MORE), id="dam")
    assert ledger.who("Ada Bell") == []
    assert all("Bell" not in str(c) for c in ledger.claims())
    assert ledger.doctor() == []


def test_a_page_without_rows_is_kept(ledger: Ledger) -> None:
    ledger.add(page("<p>" + "It rained in the valley for the whole day and the river rose. " * 5 + "</p>"), id="rain")
    assert ledger.article("rain")[1].attributions == ()
    assert ledger.doctor() == []


def test_an_unreadable_page_changes_nothing(ledger: Ledger) -> None:
    with pytest.raises(EmptyPage):
        ledger.add(b"", id="empty")
    with pytest.raises(NotInLedger):
        ledger.article("empty")


def test_hostile_words_are_kept_as_words(ledger: Ledger, read: list[tuple[Article, bytes]]) -> None:
    article = read[0][0]
    hostile = replace(article, id="x'; DROP TABLE page;--", headline="\u202e<img src=x onerror=alert(1)>\x00", url=None)
    ledger.add_article(hostile, b"other")
    _, again = ledger.article(hostile.id)
    assert again.headline == hostile.headline and again.to_json() == hostile.to_json()
    assert ledger.search('\'; DROP TABLE "page" --') == []
    assert ledger.doctor() == []


def claimed(book: Ledger, order: list[tuple[Article, bytes]]) -> set[frozenset[str]]:
    """The members of each claim, after these articles have been added."""
    for article, original in order:
        book.add_article(article, original)
    found = [book.claim(c.id) for c in book.claims(Wanted(limit=1000))]
    return {frozenset(s.ref for s in c.evidence) for c in found}


def orders(read: list[tuple[Article, bytes]]) -> list[list[tuple[Article, bytes]]]:
    return [read, read[::-1], read[1::2] + read[::2]]


def test_order_of_arrival_changes_no_claim(tmp_path: Path, analyst, read: list[tuple[Article, bytes]]) -> None:
    found = []
    for number, order in enumerate(orders(read)):
        with Ledger(str(tmp_path / f"{number}.db"), analyst=analyst) as book:
            found.append(claimed(book, order))
            assert book.doctor() == []
    assert found[0] == found[1] == found[2]


def test_order_hardly_matters_where_not_all_is_grouped_anew(
    tmp_path: Path, analyst, read: list[tuple[Article, bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def pairs(claims: set[frozenset[str]]) -> set[tuple[str, str]]:
        return {pair for refs in claims for pair in combinations(sorted(refs), 2)}

    with Ledger(str(tmp_path / "whole.db"), analyst=analyst) as book:
        whole = pairs(claimed(book, read))
    monkeypatch.setattr(gathering, "WIDEST", 20)  # as in a large ledger
    asked: list[int] = []
    likeliest = gathering._likeliest
    monkeypatch.setattr(gathering, "_likeliest", lambda *told: asked.append(1) or likeliest(*told))
    for number, order in enumerate(orders(read)):
        with Ledger(str(tmp_path / f"{number}.db"), analyst=analyst) as book:
            found = pairs(claimed(book, order))
        assert 2 * len(found & whole) / (len(found) + len(whole)) > 0.9
        assert asked
        asked.clear()


def test_what_comes_between_comparing_and_keeping_is_compared(ledger: Ledger, analyst, read, tmp_path: Path, monkeypatch) -> None:
    first, second = read[0], read[4]
    compare = matching.compare

    def slow(*told):  # another program adds a page while this one compares
        found = compare(*told)
        monkeypatch.setattr(matching, "compare", compare)
        ledger.add_article(*second)
        return found

    monkeypatch.setattr(matching, "compare", slow)
    ledger.add_article(*first)
    there = {frozenset(s.ref for s in ledger.claim(c.id).evidence) for c in ledger.claims(Wanted(limit=1000))}
    with Ledger(str(tmp_path / "plain.db"), analyst=analyst) as book:
        assert there == claimed(book, [second, first])


def test_only_claims_that_change_are_written(full: Ledger, read: list[tuple[Article, bytes]]) -> None:
    before = {c.id: c.changed for c in full.claims(Wanted(limit=1000))}
    alone = replace(read[0][0], id="alone", url=None, text="Nobody said that.", paragraphs=((0, 17),), attributions=())
    full.add_article(alone, b"alone")
    assert {c.id: c.changed for c in full.claims(Wanted(limit=1000))} == before
