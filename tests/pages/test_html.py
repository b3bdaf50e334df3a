from __future__ import annotations

import pytest

from reportedly.pages import read_page
from reportedly.pages.dates import edtf
from reportedly.pages.nesting import DEEPEST, flatten

LINE = "<p>The mayor said on Sunday that the dam was safe and that nobody had to leave the lower town for the winter.</p>"


def read(body: str, head: str = ""):
    page = f"<!doctype html><html lang=en><head>{head}</head><body><article>{body}</article></body></html>"
    return read_page(page.encode(), id="x")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2031-04-08T09:30:00-05:00", "2031-04-08T09:30:00-05:00"),
        ("2031-04-08T09:30:00.000Z", "2031-04-08T09:30:00Z"),
        ("2031-04-08 9:30:00 -0600", "2031-04-08T09:30:00-06:00"),
        ("2031-04-08", "2031-04-08"),
        ("Tue Apr 08 2031 05:44:06 GMT+0000 (UTC)", "2031-04-08T05:44:06Z"),
        ("8 April 2031", "2031-04-08"),
        ("yesterday", None),
        ("12:30", None),
        ("99 Smarch 2031", None),
    ],
)
def test_dates_keep_their_zone(written, expected):
    assert edtf(written) == expected


def test_a_line_that_is_one_link_is_related_and_not_body():
    article = read(LINE * 3 + '<p><a href="/flood">How the flood of 1974 changed the valley</a></p>' + LINE)
    assert "1974" not in article.text
    assert article.related[0].title == "How the flood of 1974 changed the valley"


def test_a_link_in_a_sentence_stays_with_its_spaces():
    article = read(LINE * 3 + '<p>The town lies <a href="/m">near the border</a> and the sea, as the map in the hall shows.</p>')
    assert "lies near the border and the sea" in article.text


def test_the_headline_is_not_repeated_in_the_body():
    article = read("<h1>Dam is safe</h1>" + LINE * 2)
    assert article.headline == "Dam is safe"
    assert "Dam is safe" not in article.text


def test_flatten_keeps_the_words():
    deep = "<div>" * 5000 + "kept" + "</div>" * 5000
    flat = flatten(deep)
    assert "kept" in flat
    assert flat.count("<div>") <= DEEPEST
    assert flatten("<p>a</p>") == "<p>a</p>"


def test_unclosed_paragraphs_are_not_depth():
    page = "<p>line" * 1000
    assert flatten(page) == page


def test_json_that_is_broken_is_passed_over():
    article = read(LINE * 3, '<script type="application/ld+json">{"@type": "NewsArticle", </script><meta name=date content=2031-04-08>')
    assert article.published == "2031-04-08"


def test_given_date_counts_only_where_the_page_has_none():
    page = f"<html><head><meta name=date content=2031-04-08></head><body>{LINE * 3}</body></html>".encode()
    assert read_page(page, id="x", published="2030-01-01").published == "2031-04-08"
    bare = f"<html><body>{LINE * 3}</body></html>".encode()
    article = read_page(bare, id="x", published="2030-01-01")
    assert (article.published, article.published_from) == ("2030-01-01", "given")
