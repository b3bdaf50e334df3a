"""Deciding on a claim from its page, and notes on claims and articles."""

from __future__ import annotations

import re

import pytest

from reportedly.web.app import Settings
from reportedly.web.deciding import Decision
from reportedly.web.memory import MemoryDesk
from reportedly.web.people import People
from tests.web.conftest import client_of
from tests.web.people.test_door import csrf, sign_in
from tests.web.people.test_store import FAST, PASSWORD


def claims(client) -> list[dict]:
    return client.get("/claims.json").json()["data"]


def test_a_status_is_set_and_taken_back(own):
    before = claims(own)[0]
    answer = own.post(f"/claims/{before['id']}", data={"action": "status", "status": "retracted"}, follow_redirects=False)
    assert answer.status_code == 303 and answer.headers["location"] == f"/claims/{before['id']}"
    assert own.get(f"/claims/{before['id']}.json").json()["data"]["status"] == "retracted"
    assert "what was decided" in own.get(f"/claims/{before['id']}").text
    assert own.get(f"/log.json?about={before['id']}").json()["data"][0]["action"] == "status"
    own.post("/review/undo", data={})
    assert own.get(f"/claims/{before['id']}.json").json()["data"]["status"] == before["status"]


def test_two_claims_become_one(own):
    one, other = (c["id"] for c in claims(own)[:2])
    rows = {id: own.get(f"/claims/{id}.json").json()["data"] for id in (one, other)}
    answer = own.post(f"/claims/{one}", data={"action": "merge", "other": other}, follow_redirects=False)
    assert answer.status_code == 303
    merged = own.get(answer.headers["location"] + ".json").json()["data"]
    both = {r["ref"] for told in rows.values() for side in ("supports", "denies") for r in told[side]}
    assert {r["ref"] for side in ("supports", "denies") for r in merged[side]} == both


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"action": "status", "status": "loud"}, "no status"),
        ({"action": "merge", "other": "nothing"}, "no such other claim"),
        ({"action": "merge", "other": "SELF"}, "no such other claim"),
        ({"action": "burn"}, "no such other claim"),
    ],
)
def test_what_makes_no_sense_changes_nothing(own, sent, words):
    id = claims(own)[0]["id"]
    answer = own.post(f"/claims/{id}", data={k: id if v == "SELF" else v for k, v in sent.items()})
    assert answer.status_code == 400 and words in answer.text
    assert own.get("/log.json").json()["data"] == []


def test_an_unknown_claim(own):
    assert own.post("/claims/nothing", data={"action": "status", "status": "affirmed"}).status_code == 404


@pytest.fixture
def team(own_desk, tmp_path):
    people = People(tmp_path / "people.db", hasher=FAST)
    for name, role in (("rea", "reader"), ("ada", "admin")):
        people.add(name, PASSWORD, role)
    return client_of(own_desk, Settings(people=people))


@pytest.mark.parametrize("kind_of_page", ["claim", "article"])
def test_a_note_is_left_read_and_deleted(team, kind_of_page):
    sign_in(team, "rea")
    id = claims(team)[0]["id"] if kind_of_page == "claim" else "elm-courier-dam"
    path = f"/{kind_of_page}s/{id}"
    told = "Called the mayor: <b>no</b> answer"
    answer = team.post("/notes", data={"about": f"{kind_of_page}:{id}", "text": told, "csrf": csrf(team)}, follow_redirects=False)
    assert answer.headers["location"] == f"{path}#notes"
    page = team.get(path).text
    assert "Called the mayor: &lt;b&gt;no&lt;/b&gt; answer" in page
    number = re.search(r'name="id" value="(\d+)"', page).group(1)
    assert team.post("/notes/delete", data={"id": number, "csrf": csrf(team)}, follow_redirects=False).status_code == 303
    assert "Called the mayor" not in team.get(path).text


def test_a_readers_claim_page_has_no_buttons_to_decide(team):
    sign_in(team, "rea")
    id = claims(team)[0]["id"]
    assert "Set the status" not in team.get(f"/claims/{id}").text
    assert team.post(f"/claims/{id}", data={"action": "status", "status": "affirmed", "csrf": csrf(team)}).status_code == 403


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"about": "claim:nothing", "text": "x"}, 404),
        ({"about": "moon:1", "text": "x"}, 404),
        ({"about": "article:elm-courier-dam", "text": " "}, 400),
        ({"about": "article:elm-courier-dam", "text": "x" * 251}, 400),
    ],
)
def test_a_note_that_cannot_be_kept(team, sent, status):
    sign_in(team, "rea")
    assert team.post("/notes", data={**sent, "csrf": csrf(team)}).status_code == status
    assert team.post("/notes", data={**sent, "csrf": "0" * 32}).status_code == 403


def test_only_the_writer_and_admins_delete(team):
    sign_in(team, "ada")
    team.post("/notes", data={"about": "article:elm-courier-dam", "text": "mine", "csrf": csrf(team)})
    number = re.search(r'name="id" value="(\d+)"', team.get("/articles/elm-courier-dam").text).group(1)
    sign_in(team, "rea")
    assert team.post("/notes/delete", data={"id": number, "csrf": csrf(team)}).status_code == 404
    assert "mine" in team.get("/articles/elm-courier-dam").text


def test_alone_there_are_no_notes(own):
    assert "A note for the others" not in own.get("/articles/elm-courier-dam").text
    assert own.post("/notes", data={"about": "article:elm-courier-dam", "text": "x"}).status_code == 404


def test_a_row_that_reviewers_differ_about_comes_back(own_desk):
    first = next(d.target for d in own_desk.doubts(limit=200).lines if " " not in d.target)
    for by, action in (("vera", "accept"), ("ada", "reject")):
        own_desk.decide(Decision(action, first, by))
        assert (first in {d.target for d in own_desk.doubts(limit=200).lines}) == (by == "ada")
    assert next(d for d in own_desk.doubts(limit=200).lines if d.target == first).disputed
    own_desk.undo("ada")
    assert first not in {d.target for d in own_desk.doubts(limit=200).lines}


def test_an_edit_says_what_it_changed_though_another_came_just_before(own_desk):
    if isinstance(own_desk, MemoryDesk):
        pytest.skip("a desk in memory lets one decide at a time")
    ref = "elm-courier-dam#a1"
    decide = own_desk._ledger.decide

    def overtaken(*arguments, **more):
        decide("edit", ref, by="rea", changes={"speaker": "Rea's name"})
        return decide(*arguments, **more)

    own_desk._ledger.decide = overtaken
    line = own_desk.decide(Decision("edit", ref, "vera", changes={"speaker": "Vera's name"}))
    assert (line.before, line.after) == ("speaker: Rea's name", "speaker: Vera's name")
