"""Atom: feedparser reads the feed, and it has what RFC 4287 says it must have."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

import feedparser
import pytest
from lxml import etree

from reportedly.claims.values import Step
from reportedly.export import Bundle, Options
from tests.export.samples import contested, relayed

ATOM = "{http://www.w3.org/2005/Atom}"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


@pytest.fixture(scope="module")
def feed(written):
    read = feedparser.parse(written("atom", options=Options(base="https://ledger.example/")), sanitize_html=False)
    assert (read.bozo, read.version) == (False, "atom10")
    return read


def claims(*at: str | None) -> Bundle:
    made = [replace(contested(), history=(Step(day, "contested", "x"),)) for day in at]
    return Bundle([], [(f"c{n}", claim) for n, claim in enumerate(made)])


def test_newest_changes_first_and_undated_ones_left_out(feed):
    assert [entry.id for entry in feed.entries] == ["https://ledger.example/claims/c2", "https://ledger.example/claims/c1"]
    assert feed.feed.updated == feed.entries[0].updated == "2031-04-09T12:00:00+02:00"
    assert feed.entries[1].updated == "2031-04-07T00:00:00+00:00"
    assert feed.entries[1].published == "2031-04-06T00:00:00+00:00"


def test_an_entry_says_what_changed_and_why(feed):
    entry = feed.entries[1]
    assert entry.title == "contested: The shaft is flooded."
    assert entry.content[0].type == "text/plain"
    assert entry.content[0].value.splitlines() == [
        "Supported by 1, denied by 1.",
        "Origins: two miners, somebody unnamed.",
        "2031-04-07: contested. shaft#a2 denies",
        "2031-04-06: unconfirmed. shaft#a1 alone",
    ]
    assert [tag.term for tag in entry.tags] == ["contested"]


def test_an_entry_links_its_articles(feed):
    links = [(link.rel, link.href) for link in feed.entries[1].links]
    assert links == [("alternate", "https://ledger.example/claims/c1"), ("related", relayed().url)]
    assert [link.rel for link in feed.entries[0].links] == ["alternate"]


def test_it_has_what_the_rfc_demands(written):
    root = etree.fromstring(written("atom"))
    for part in (root, *root.findall(ATOM + "entry")):
        assert [len(part.findall(ATOM + name)) for name in ("id", "title", "updated")] == [1, 1, 1]
        assert MOMENT.fullmatch(part.findtext(ATOM + "updated"))
    assert root.findtext(f"{ATOM}author/{ATOM}name") == "reportedly"
    ids = [e.text for e in root.iter(ATOM + "id")]
    assert len(set(ids)) == len(ids) == 3


def test_harmful_words_are_text(feed):
    entry = feed.entries[0]
    assert "]]><b>&amp;evil" in entry.title
    assert "\u202e" not in entry.title + entry.content[0].value


def test_only_the_newest(written):
    days = [f"2031-04-{day:02}" for day in range(1, 31)]
    read = feedparser.parse(written("atom", claims(*days), Options(newest=3)))
    assert [entry.updated[:10] for entry in read.entries] == ["2031-04-30", "2031-04-29", "2031-04-28"]


def test_a_month_counts_from_its_end(written):
    read = feedparser.parse(written("atom", claims("2031-04", None, "XXXX-04")))
    assert [entry.updated for entry in read.entries] == ["2031-04-30T00:00:00+00:00"]


def test_a_feed_of_nothing_is_dated_now(written):
    read = feedparser.parse(written("atom", Bundle()))
    assert read.entries == []
    assert abs(datetime.fromisoformat(read.feed.updated) - datetime.now(UTC)).total_seconds() < 60
