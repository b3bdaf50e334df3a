"""The reading pages: what they show, their twins, their permalinks."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime, timedelta

import pytest

from reportedly.web.dates import human
from reportedly.web.pages.claims import looked

PAGES = ["/claims", "/claims/FIRST", "/articles/elm-courier-dam", "/articles/elm-courier-dam/original"]


@pytest.fixture(scope="module")
def first(client) -> str:
    return client.get("/claims.json").json()["data"][0]["id"]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_its_twin_and_its_etag(client, path, first):
    path = path.replace("FIRST", first)
    page = client.get(path)
    assert page.status_code == 200 and page.headers["content-type"].startswith("text/html")
    twin = re.search(r'rel="alternate" type="application/json" href="([^"]+)"', page.text)
    assert twin and client.get(twin.group(1)).json()["ok"] is True
    again = client.get(path, headers={"if-none-match": page.headers["etag"]})
    assert again.status_code == 304 and again.content == b""


@pytest.mark.parametrize("path", PAGES)
def test_every_link_within_the_desk_leads_somewhere(client, path, first):
    path = path.replace("FIRST", first)
    links = {m.split("#")[0] for m in re.findall(r'href="(/[^"]*)"', client.get(path).text)}
    links = {link.replace("&amp;", "&") for link in links if not link.startswith(("/speaker", "/outlet"))}
    assert [link for link in sorted(links) if client.get(link).status_code != 200] == []


def test_the_bare_address_leads_to_the_claims(client):
    assert client.get("/", follow_redirects=False).headers["location"] == "/claims"


def test_filters_stand_in_the_address_and_in_the_form(client):
    page = client.get("/claims?status=contested&single=1").text
    assert '<option value="contested" selected>' in page and re.search(r'name="single"[^>]*checked', page)
    assert {line["status"] for line in client.get("/claims.json?status=contested").json()["data"]} == {"contested"}


@pytest.mark.parametrize("query", ["status=loud", "since=yesterday", "until=2031-13"])
def test_a_filter_that_makes_no_sense_says_so(client, query):
    answer = client.get(f"/claims.json?{query}")
    assert answer.status_code == 400
    assert answer.json()["ok"] is False and query.split("=")[1] in answer.json()["error"]["happened"]


def test_an_article_has_permalinks_down_to_the_sentence(client):
    page = client.get("/articles/elm-courier-dam").text
    assert 'id="s1"' in page and 'id="row-1"' in page and 'href="#row-1"' in page and 'href="#t-1"' in page
    assert "Jonna Teal/Lumen Pictures" in page


def test_an_articles_twin_explains_its_rows(client):
    article = client.get("/articles/elm-courier-dam.json").json()["data"]
    assert article["headline"] and {"field", "rule", "words", "says"} <= article["attributions"][0]["why"][0].keys()


def test_a_claims_reasons_lead_to_their_rows(client, first):
    page = client.get(f"/claims/{first}").text
    assert re.search(r'class="because">[^\n]*<a href="/articles/[^"]+#row-\d+">', page)
    assert page.count("<svg") == 1 and "<table>" in page


@pytest.mark.parametrize("path", ["/claims/none", "/articles/none", "/articles/none/original", "/nowhere", "/claims/x/../../etc"])
def test_what_is_not_here_is_a_page_that_says_so(client, path):
    answer = client.get(path)
    assert answer.status_code == 404 and "To the claims" in answer.text
    assert "Traceback" not in answer.text


def test_what_changed_since_the_last_visit():
    now = datetime(2031, 4, 8, 12, tzinfo=UTC)
    first, cookie = looked("", now)
    assert first is None
    assert looked(cookie, now + timedelta(minutes=5))[0] is None
    assert looked(cookie, now + timedelta(hours=5))[0] == "2031-04-08T12:00:00+00:00"
    assert looked("nonsense~", now)[0] is None


@pytest.mark.parametrize(
    ("edtf", "shown"),
    [
        ("2031-04-08T07:40:00+02:00", "8 Apr 2031, 07:40 +02:00"), ("2031-04", "Apr 2031"), ("2031", "2031"), (None, "no date"),
        ("2031-04-05/2031-04-06", "5 Apr 2031 – 6 Apr 2031"), ("XXXX-05-08", "XXXX-05-08"), ("2031-13", "2031-13"),
    ],
)  # fmt: skip
def test_dates_as_readers_see_them(edtf, shown):
    assert human(edtf) == shown


def test_cut_words_have_one_joint_and_a_line_for_each_piece_to_edit(client, desk):
    article = desk.article("elm-courier-dam").article
    row = next(row for row in article.attributions if len(row.content) > 1)
    pieces = [article.words([span]) for span in row.content]
    told = client.get(f"/review/row.json?target=elm-courier-dam%23{row.id}").json()["data"]
    assert told["row"]["words"] == " … ".join(pieces)
    edited = re.search(r'<textarea[^>]* name="content"[^>]*>([^<]*)<', client.get(f"/review/row?target=elm-courier-dam%23{row.id}").text)
    assert edited and html.unescape(edited.group(1)).splitlines() == pieces
