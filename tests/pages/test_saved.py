from __future__ import annotations

from reportedly.pages import read_page

BODY = [
    "The mayor of Port Elm said on Sunday that the dam was safe.",
    "The rumour spread on the platform Murmur, formerly known as Chirp, and nobody there denied it.",
    "By the evening the quay was empty.",
]
PAGE = f"""Dam is safe, says mayor

Home > National > Varra

print dictionary print

Dam is safe, says mayor

The dam above Port Elm on Friday, as seen from the quay. [LUMEN/ORLEN]

The dam above Port Elm on Friday, as seen from the quay. [LUMEN/ORLEN]

\u00a0
{BODY[0]}
\u00a0

Related Article

{BODY[1]}
{BODY[2]}

BY ADA MOSS,JO-ANN LEE [ada.moss@orlen.example]
Log in to Chirp account to connect
with the Orlen Daily News
lock icon
"""


def test_only_the_body_is_left_and_leads_back_to_the_page():
    article = read_page(PAGE.encode(), id="x")
    assert [article.text[s:e] for s, e in article.paragraphs] == BODY
    for span in article.paragraphs:
        original = article.original(span)
        assert original is not None
        assert PAGE[slice(*original)] == article.text[slice(*span)]


def test_a_span_between_paragraphs_has_no_original():
    article = read_page(PAGE.encode(), id="x")
    end = article.paragraphs[0][1]
    assert article.original((end, end + 1)) is None


def test_head():
    article = read_page(PAGE.encode(), id="x")
    assert article.section == ("National", "Varra")
    assert [(a.name, a.email) for a in article.authors] == [("Ada Moss", "ada.moss@orlen.example"), ("Jo-ann Lee", None)]
    assert [(c.text, c.credit) for c in article.captions] == [("The dam above Port Elm on Friday, as seen from the quay.", "LUMEN/ORLEN")]
    assert article.outlet == "Orlen Daily News"


def test_text_without_furniture_comes_through_whole():
    article = read_page("\n".join(BODY).encode(), id="x")
    assert [article.text[s:e] for s, e in article.paragraphs] == BODY
    assert article.headline is None


def test_plain_text_is_not_touched():
    article = read_page(PAGE.encode(), id="x", plain=True)
    assert article.text == PAGE
