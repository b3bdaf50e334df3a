"""Checking a sentence, notes, versions and exports through the API."""

from __future__ import annotations

import json

import pytest

from reportedly.web.app import Settings
from reportedly.web.memory import MemoryDesk
from reportedly.web.people import People
from tests.web.conftest import client_of
from tests.web.people.test_store import FAST, PASSWORD

V1 = "/api/v1"


def test_a_sentence_is_checked(client):
    answer = client.get(f"{V1}/check", params={"sentence": "There are cracks in the gates of the Varra dam."})
    if isinstance(client.app.state.desk, MemoryDesk):
        assert answer.status_code == 400 and "add them to a ledger" in answer.json()["error"]["happened"]
        return
    told = answer.json()["data"]
    best = told["claims"][0]
    assert best["relation"] == "same" and best["supports"] > 3 and best["nearest"]["ref"]
    assert {a["stance"] for a in told["articles"]} <= {"agree", "disagree", "discuss"}
    assert client.get(f"{V1}/check", params={"sentence": "x" * 3000}).status_code == 400


@pytest.mark.parametrize("format", ["jsonl", "csv", "claimreview", "annotation", "prov", "gexf", "atom", "parquet"])
def test_everything_is_exported(client, format):
    answer = client.get(f"{V1}/export", params={"format": format})
    assert answer.status_code == 200 and answer.content
    assert f'filename="reportedly.{format}"' in answer.headers["content-disposition"]
    if format == "jsonl":
        assert {json.loads(line)["id"] for line in answer.text.splitlines()} >= {"elm-courier-dam", "harbour-post-dam"}


@pytest.mark.parametrize("query", ["format=brat", "format=word", "format=gexf&of=claims"])
def test_what_is_no_file(client, query):
    assert client.get(f"{V1}/export?{query}").status_code == 400


def test_versions(client):
    told = client.get(f"{V1}/articles/elm-courier-dam/versions").json()["data"]
    assert [v["version"] for v in told["versions"]] == [1] and told["paragraphs"][0][0]["kind"] == "same"
    assert client.get(f"{V1}/articles/elm-courier-dam/versions?old=4").status_code == 404
    assert client.get(f"{V1}/articles/moon/versions").status_code == 404


def test_notes_need_company(client):
    assert client.get(f"{V1}/notes?about=claim:c1").status_code == 404


def test_a_note_by_token(desk, tmp_path):
    people = People(tmp_path / "people.db", hasher=FAST)
    people.add("rea", PASSWORD, "reader")
    people.add("ada", PASSWORD, "admin")
    rea, ada = ({"authorization": f"Bearer {people.make_token(name, 'script')}"} for name in ("rea", "ada"))
    about = "article:elm-courier-dam"
    with client_of(desk, Settings(people=people)) as client:
        made = client.post(f"{V1}/notes", headers=ada, json={"about": about, "text": "Called them."})
        assert made.status_code == 201 and made.json()["data"]["by"] == "ada"
        assert [n["text"] for n in client.get(f"{V1}/notes", headers=rea, params={"about": about}).json()["data"]] == ["Called them."]
        id = made.json()["data"]["id"]
        assert client.delete(f"{V1}/notes/{id}", headers=rea).status_code == 404
        assert client.delete(f"{V1}/notes/{id}", headers=ada).status_code == 200
        assert client.get(f"{V1}/notes", headers=rea, params={"about": about}).json()["data"] == []
        assert client.post(f"{V1}/notes", headers=rea, json={"about": about, "text": "x" * 251}).status_code == 400
        assert client.post(f"{V1}/notes", headers=rea, json={"about": "claim:none", "text": "x"}).status_code == 404
