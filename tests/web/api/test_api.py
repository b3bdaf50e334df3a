"""The API: shapes, pages of lists, errors, decisions, tokens."""

from __future__ import annotations

import time

import pytest

from reportedly.web.api.shapes import ClaimLineShape, ClaimShape, DoubtShape, Failure, LogShape, OutletShape, SpeakerShape, Success
from reportedly.web.app import Settings
from reportedly.web.people import People
from tests.web.conftest import client_of
from tests.web.people.test_store import FAST, PASSWORD

V1 = "/api/v1"


def test_answers_have_the_shapes_that_are_described(client):
    id = client.get(f"{V1}/claims").json()["data"][0]["id"]
    for path, shape in {
        "/claims": list[ClaimLineShape], f"/claims/{id}": ClaimShape, "/speaker?name=Caspar+Dyne": SpeakerShape,
        "/outlet?name=Lumen+News+Agency": OutletShape, "/doubts?limit=200": list[DoubtShape], "/log": list[LogShape],
    }.items():  # fmt: skip
        Success[shape].model_validate_json(client.get(f"{V1}{path}").text)


def test_lists_come_in_pages_with_a_link(client):
    first = client.get(f"{V1}/claims?limit=3&status=contested")
    assert len(first.json()["data"]) == 3
    link = first.headers["link"]
    assert link.endswith('; rel="next"') and "status=contested" in link
    second = client.get(link.split(">")[0][1:])
    assert {c["id"] for c in first.json()["data"]}.isdisjoint(c["id"] for c in second.json()["data"])
    assert client.get(f"{V1}/claims?after=zzz").status_code == 400


def test_an_etag_saves_the_second_answer(client):
    tag = client.get(f"{V1}/claims").headers["etag"]
    assert client.get(f"{V1}/claims", headers={"if-none-match": tag}).status_code == 304


@pytest.mark.parametrize(
    "path",
    ["/claims/none", "/articles/none", "/claims?limit=0", "/claims?status=loud", "/claims?since=soon", "/speaker", "/doubt?target=x"],
)
def test_errors_have_one_shape(client, path):
    answer = client.get(f"{V1}{path}")
    assert answer.status_code in (400, 404)
    Failure.model_validate_json(answer.text)


def test_deciding_twice_is_once_and_a_stale_decision_is_told(own):
    doubt = next(d for d in own.get(f"{V1}/doubts", params={"limit": 100}).json()["data"] if " " not in d["target"])
    sent = {"action": "reject", "target": doubt["target"], "seen": doubt["seen"]}
    first = own.post(f"{V1}/decisions", json=sent)
    assert first.status_code == 201 and own.post(f"{V1}/decisions", json=sent).json()["data"]["id"] == first.json()["data"]["id"]
    stale = own.post(f"{V1}/decisions", json={**sent, "action": "accept"})
    assert stale.status_code == 409 and "look at it again" in stale.json()["error"]["happened"]
    assert own.post(f"{V1}/decisions/undo", json={}).json()["data"]["undoes"] == first.json()["data"]["id"]
    assert own.post(f"{V1}/decisions/undo", json={}).status_code == 409


def test_an_edit_changes_the_row_and_its_log(own):
    ref = own.get(f"{V1}/doubts").json()["data"][0]["row"]["ref"]
    changes = {"speaker": "Harbour master", "chain": ["Harbour master", "Radio Tarn"], "said": "2031-04-05", "commitment": "hedges"}
    line = own.post(f"{V1}/decisions", json={"action": "edit", "target": ref, "changes": changes}).json()["data"]
    assert "speaker: Harbour master" in line["after"]
    row = own.get(f"{V1}/doubt", params={"target": ref}).json()["data"]["row"]
    assert {name: row[name] for name in changes} == changes


@pytest.mark.parametrize("changes", [{}, {"commitment": "shouts"}, {"content": ["words that are nowhere"]}, {"outlet": "x"}])
def test_an_edit_that_makes_no_sense(own, changes):
    ref = own.get(f"{V1}/doubts").json()["data"][0]["row"]["ref"]
    assert own.post(f"{V1}/decisions", json={"action": "edit", "target": ref, "changes": changes}).status_code == 400


@pytest.mark.parametrize("action", ["accept", "reject"])
def test_two_rows_are_neither_accepted_nor_rejected(own, action):
    pair = next(d["target"] for d in own.get(f"{V1}/doubts", params={"limit": 100}).json()["data"] if " " in d["target"])
    told = own.post(f"{V1}/decisions", json={"action": action, "target": pair})
    assert told.status_code == 400 and "merged" in told.text
    assert own.get(f"{V1}/log").json()["data"] == []


def test_merging_and_splitting_move_evidence(own):
    one, other, *_ = (own.get(f"{V1}/claims/{c['id']}").json()["data"] for c in own.get(f"{V1}/claims").json()["data"][:2])
    refs = [claim["supports"][0]["ref"] for claim in (one, other)]
    own.post(f"{V1}/decisions", json={"action": "merge", "target": " ".join(refs)})
    assert (
        own.get(f"{V1}/doubt", params={"target": refs[0]}).json()["data"]["claim"]["id"]
        == (own.get(f"{V1}/doubt", params={"target": refs[1]}).json()["data"]["claim"]["id"])
    )
    own.post(f"{V1}/decisions/undo", json={})
    own.post(f"{V1}/decisions", json={"action": "split", "target": refs[0]})
    mine, theirs = (
        own.get(f"{V1}/doubt", params={"target": ref}).json()["data"]["claim"]["id"] for ref in (refs[0], one["supports"][1]["ref"])
    )
    assert mine != theirs


def test_adding_a_page(own):
    text = "The mayor said on Sunday that the quay was safe and that nobody had to leave the lower town this winter."
    batch = own.post(f"{V1}/pages", json={"text": text, "plain": True, "published": "2031-04-08"})
    assert batch.status_code == 202
    for _ in range(100):
        told = own.get(f"{V1}/batches/{batch.json()['data']['batch']}").json()["data"]
        if told["done"]:
            break
        time.sleep(0.02)
    article = told["pages"][0]["added"]["article"]
    original = own.get(f"{V1}/articles/{article}/original")
    assert original.text == text and original.headers["content-type"].startswith("text/plain")
    assert "sandbox" in original.headers["content-security-policy"]


def test_the_document_is_openapi_3_1_and_the_reference_has_every_endpoint(client):
    document = client.get(f"{V1}/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    page = client.get("/api").text
    assert all(path in page for path in document["paths"]) and len(document["paths"]) >= 14
    assert "422" not in str(document["paths"])


def test_tokens_open_the_api_and_roles_hold(desk, tmp_path):
    people = People(tmp_path / "people.db", hasher=FAST)
    people.add("rea", PASSWORD, "reader")
    with client_of(desk, Settings(people=people)) as client:
        assert client.get(f"{V1}/claims").status_code == 401
        assert client.get(f"{V1}/claims", headers={"authorization": "Bearer wrong"}).status_code == 401
        token = {"authorization": f"Bearer {people.make_token('rea', 'script')}"}
        assert client.get(f"{V1}/claims", headers=token).status_code == 200
        decision = {"action": "accept", "target": "elm-courier-dam#a1"}
        assert client.post(f"{V1}/decisions", headers=token, json=decision).status_code == 403
        assert client.get("/claims", headers=token, follow_redirects=False).status_code == 303
