"""The example pages' heads and bodies, as `examples/expected.jsonl` has them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reportedly import Reader
from reportedly.pages import read_page

FOLDER = Path(__file__).parents[2] / "examples"
EXPECTED = {e["id"]: e for e in map(json.loads, (FOLDER / "expected.jsonl").read_text("utf8").splitlines())}
PAGES = {p.stem: p for p in FOLDER.iterdir() if p.suffix in {".html", ".txt"}}
FURNITURE = (
    "cookies",
    "Sign up",
    "newsletter",
    "Advertisement",
    "All rights reserved",
    "Leave a comment",
    "Related Article",
    "log in",
    "Log in",
)


def test_every_page_is_expected():
    assert set(EXPECTED) == set(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_head(name):
    head = read_page(PAGES[name].read_bytes(), id=name).to_json()
    expected = EXPECTED[name]
    assert {k: head[k] for k in expected if k != "rows"} == {k: v for k, v in expected.items() if k != "rows"}


@pytest.mark.parametrize("name", PAGES)
def test_body_has_no_furniture(name):
    text = read_page(PAGES[name].read_bytes(), id=name).text
    assert [w for w in FURNITURE if w in text] == []
    assert len(text.split()) > 120


@pytest.mark.parametrize("name", PAGES)
def test_rows(name, reader: Reader):
    article = reader.read(PAGES[name])
    for want in EXPECTED[name]["rows"]:
        rows = [r for r in article.attributions if want["quote"] in article.words(r.content)]
        got = [
            {"quote": want["quote"], "speaker": r.speaker, "chain": list(r.chain), "said": r.said, "commitment": r.commitment} for r in rows
        ]
        assert want in got
