"""A claim's timeline: the same as on the command line, in pages."""

from __future__ import annotations

import json
import sqlite3

import pytest
from typer.testing import CliRunner

from reportedly.cli.main import app
from reportedly.web.api.shapes import Failure, MomentShape, Success
from reportedly.web.memory import MemoryDesk
from reportedly.web.timeline import timeline
from reportedly.web.values import ClaimLine, ClaimView, StepLine

V1 = "/api/v1"


@pytest.fixture(scope="module")
def ids(client) -> list[str]:
    return [c["id"] for c in client.get(f"{V1}/claims").json()["data"]]


def test_it_has_its_shape_and_all_of_the_claim(client, ids):
    answer = client.get(f"{V1}/claims/{ids[0]}/timeline")
    told = Success[list[MomentShape]].model_validate_json(answer.text).data
    claim = client.get(f"{V1}/claims/{ids[0]}").json()["data"]
    assert {m.ref for m in told if m.kind == "said"} == {r["ref"] for r in claim["supports"] + claim["denies"]}
    assert [(m.at, m.what, m.words) for m in told if m.kind == "status"] == [tuple(s.values()) for s in claim["history"]]
    dates = [m.at for m in told if m.at]
    said = [m.at for m in told if m.kind == "said"]
    assert dates == sorted(dates) and said == sorted(said, key=lambda at: (at is None, at or ""))  # undated ones last


def test_it_is_what_the_command_prints(own_desk, own, tmp_path):
    if isinstance(own_desk, MemoryDesk):
        pytest.skip("the command asks a ledger")
    for id in [c["id"] for c in own.get(f"{V1}/claims").json()["data"]]:
        printed = CliRunner().invoke(app, ["timeline", id, "--ledger", str(tmp_path / "own.db"), "--format", "jsonl"])
        told = own.get(f"{V1}/claims/{id}/timeline").json()["data"]
        assert [(m["at"], m["what"], m["words"], m["ref"]) for m in told] == [
            (m["at"], m["what"], m["words"], m.get("ref")) for m in map(json.loads, printed.stdout.splitlines())
        ]


def test_its_pages_follow_each_other(client, ids):
    path = f"{V1}/claims/{ids[0]}/timeline"
    whole, pages, onward = client.get(path).json()["data"], [], path + "?limit=2"
    while onward:
        answer = client.get(onward)
        pages.append(answer.json()["data"])
        link = answer.headers.get("link")
        onward = link and link.split(">")[0][1:]
    assert len(pages) > 2 and {len(p) for p in pages[:-1]} == {2} and [m for page in pages for m in page] == whole


def view(*days: str | None) -> ClaimView:
    """A claim whose status changed on these days, each time for a reason of its own number."""
    line = ClaimLine("c1", "The quay sinks.", "affirmed", 1, 1, None, None)
    return ClaimView(line, (), (), (), (), tuple(StepLine(day, "affirmed", ((str(n), None),)) for n, day in enumerate(days)))


def test_an_undated_change_keeps_its_place_among_the_others():
    days = (None, "2031-04-02", None, None, "2031-04-04", None)
    whole = timeline(view(*days)).lines
    assert [m.words for m in whole] == ["0", "1", "2", "3", "4", "5"] and tuple(m.at for m in whole) == days
    after, found = None, []
    while len(found) < len(days):
        page = timeline(view(*days), after=after, limit=1)
        after, found = page.next, [*found, *page.lines]
    assert tuple(found) == whole and after is None


def test_an_undated_first_change_stands_first_on_the_command_line_too(own_desk, own, tmp_path):
    if isinstance(own_desk, MemoryDesk):
        pytest.skip("the command asks a ledger")
    id = own.get(f"{V1}/claims").json()["data"][0]["id"]
    steps = [(None, "unconfirmed", "first"), ("0999-01-01", "affirmed", "second"), (None, "contested", "last")]
    with sqlite3.connect(tmp_path / "own.db") as raw:
        history = json.dumps([dict(zip(("at", "status", "because"), step, strict=True)) for step in steps])
        raw.execute("UPDATE claim SET body = json_set(body, '$.history', json(?)) WHERE id = ?", (history, id))
    raw.close()
    printed = CliRunner().invoke(app, ["timeline", id, "--ledger", str(tmp_path / "own.db"), "--format", "jsonl"])
    for told in ([json.loads(line) for line in printed.stdout.splitlines()], own.get(f"{V1}/claims/{id}/timeline").json()["data"]):
        assert [m["words"] for m in told[:2]] == ["first", "second"]
        assert [m["words"] for m in told if m["at"] is None] == [
            "first",
            "last",
            *(m["words"] for m in told if not m["at"] and m.get("ref")),
        ]


def test_a_change_meanwhile_moves_nothing():
    first = timeline(view("2031-04-02", "2031-04-04"), limit=1)
    rest = timeline(view("2031-04-01", "2031-04-02", "2031-04-04"), after=first.next)
    assert [m.at for m in rest.lines][-1:] == ["2031-04-04"] and "2031-04-01" not in {m.at for m in rest.lines}


@pytest.mark.parametrize("query", ["?after=zzz", "?after=W10=", "?after=é", "?limit=0", "?limit=201", "?after=" + "W1tb" * 999])
def test_what_is_no_page_of_it(client, ids, query):
    answer = client.get(f"{V1}/claims/{ids[0]}/timeline{query}")
    assert answer.status_code == 400
    Failure.model_validate_json(answer.text)


def test_an_unknown_claim(client):
    answer = client.get(f"{V1}/claims/none/timeline")
    assert answer.status_code == 404 and Failure.model_validate_json(answer.text).error.status == 404
