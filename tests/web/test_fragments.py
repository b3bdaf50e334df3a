"""Links to words on the live page, and addresses that are never made links."""

from __future__ import annotations

import pytest

from reportedly.model import Article
from reportedly.web.fragments import live, web_address
from reportedly.web.plainly import plainly

TEXT = "The quay is safe, she said. The quay is safe, he said - at last, and nobody had to leave the lower town for the winter."


def article(url: str | None, text: str = TEXT) -> Article:
    return Article("quay", text, ((0, len(text)),), url=url)


def test_short_words_are_given_whole_and_escaped():
    start = TEXT.index("he said - at last")
    assert live(article("https://news.example/quay"), (start, start + 17)) == (
        "https://news.example/quay#:~:text=he%20said%20%2D%20at%20last"
    )


def test_long_words_are_given_by_their_ends():
    start = TEXT.index("at last")
    assert str(live(article("https://news.example/quay#top"), (start, len(TEXT)))).endswith(
        "#top:~:text=at%20last%2C%20and%20nobody%20had,lower%20town%20for%20the%20winter."
    )


def test_words_that_stand_twice_get_what_stands_before_them():
    text = "Ten said no. Eleven said no. It is closed. They said no."
    assert "-,said%20no." in str(live(article("https://news.example/", text), (text.index("said no"), text.index("said no") + 8)))


def test_no_address_no_link():
    assert live(article(None), (0, 5)) is None


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", " javascript:alert(1)", "data:text/html,x", "https://", "http://[", "//news.example/", "ftp://x/",
        "https://x:y/", "https://a\u202eb/",
    ],
)  # fmt: skip
def test_unsafe_addresses_are_no_links(url):
    assert web_address(url) is None
    assert live(article(url), (0, 5)) is None


def test_marks_that_reorder_text_are_named():
    assert plainly("pay \u202eevil\u202c\0") == (
        "pay [U+202E RIGHT-TO-LEFT OVERRIDE]evil[U+202C POP DIRECTIONAL FORMATTING][U+0000 control]"
    )
    assert plainly("line\nand\ttab, café, 👩\u200d🚒") == "line\nand\ttab, café, 👩\u200d🚒"
    assert plainly("\ud800") == "\ufffd"
