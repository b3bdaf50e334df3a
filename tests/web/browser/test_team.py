"""People at the desk in a real browser: signing in and out, a note, a claim's status with its undo; axe on what only they see."""

from __future__ import annotations

import pytest

from reportedly.web.app import Settings
from reportedly.web.people import People
from tests.web.people.test_store import FAST, PASSWORD
from tests.web.served import axe, served


# Tests name `team` before `open_page`, so that pages are closed before their server is.
@pytest.fixture
def team(own_desk, tmp_path):
    people = People(tmp_path / "people.db", hasher=FAST)
    people.add("vera", PASSWORD, "reviewer")
    with served(own_desk, Settings(people=people)) as where:
        yield where


def signed_in(open_page, team, **options):
    page = open_page(f"{team}/claims", **options)
    assert "/sign-in" in page.url
    page.fill("input[name=name]", "vera")
    page.fill("input[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/claims")
    return page


def test_signing_in_and_out(team, open_page):
    page = signed_in(open_page, team)
    assert "vera, reviewer" in page.text_content("header")
    page.click("text=sign out")
    page.goto(f"{team}/log")
    assert "/sign-in" in page.url


def test_a_note_and_a_status_with_its_undo(team, open_page):
    page = signed_in(open_page, team)
    page.locator("main a[href^='/claims/']").first.click()
    page.wait_for_url("**/claims/*")
    page.fill("#note", "Called the inspectorate.")
    page.click("text=Leave the note")
    assert "Called the inspectorate." in page.text_content(".notes")
    page.select_option("#status", "retracted")
    page.click("form:has(#status) button")
    assert "retracted" in page.text_content(".claim-head .state")
    page.click("text=Undo my last decision")
    assert "contested" in page.text_content(".claim-head .state")
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_for_people(team, open_page, scheme):
    rules = axe()
    if rules is None:
        pytest.skip("axe-core cannot be had: it needs npm and a package registry once")
    page = open_page(f"{team}/sign-in", color_scheme=scheme)
    for path in (None, "/claims/c1", "/articles/elm-courier-dam"):
        if path == "/claims/c1":
            page = signed_in(open_page, team, color_scheme=scheme)
        if path:
            page.goto(team + path)
        page.evaluate(rules)
        found = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
        assert [(v["id"], v["nodes"][0]["html"][:200]) for v in found] == []
