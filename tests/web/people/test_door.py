"""A desk with people: strangers stay out, forms are one's own, roles hold."""

from __future__ import annotations

import re

import pytest

from reportedly.web.app import Settings
from reportedly.web.people import People
from tests.web.conftest import client_of
from tests.web.people.test_store import FAST, PASSWORD


@pytest.fixture
def people(tmp_path):
    made = People(tmp_path / "people.db", hasher=FAST)
    for name, role in (("rea", "reader"), ("vera", "reviewer"), ("ada", "admin")):
        made.add(name, PASSWORD, role)
    return made


@pytest.fixture
def team(desk, people):
    return client_of(desk, Settings(people=people))


def sign_in(client, name, to="/claims", password=PASSWORD):
    return client.post("/sign-in", data={"name": name, "password": password, "to": to}, follow_redirects=False)


def csrf(client) -> str:
    return re.search(r'name="csrf" value="([^"]+)"', client.get("/claims").text).group(1)


def test_a_stranger_is_led_to_the_door_and_back(team):
    away = team.get("/claims?status=contested", follow_redirects=False)
    assert away.headers["location"] == "/sign-in?to=%2Fclaims%3Fstatus%3Dcontested"
    assert team.get("/claims.json").status_code == 401
    assert team.post("/add", data={"text": "x"}).status_code == 401
    assert team.get("/static/desk.css").status_code == 200
    inside = sign_in(team, "rea", "/claims?status=contested")
    assert inside.headers["location"] == "/claims?status=contested"
    assert "HttpOnly" in inside.headers["set-cookie"] and "samesite=lax" in inside.headers["set-cookie"].casefold()
    assert team.get("/claims").status_code == 200


@pytest.mark.parametrize("to", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/a\nb"])
def test_signing_in_never_leads_to_another_host(team, to):
    assert sign_in(team, "rea", to).headers["location"] == "/claims"


def test_a_wrong_password_is_told_and_limited(team):
    answers = [sign_in(team, "rea", password="not this one") for _ in range(9)]
    assert [a.status_code for a in answers] == [401] * 8 + [429]
    assert "do not belong together" in answers[0].text
    assert sign_in(team, "rea").status_code == 429


def test_forms_need_their_sessions_token(team):
    sign_in(team, "vera")
    assert team.post("/add", data={"text": "x"}).status_code == 403
    assert team.post("/add", data={"text": "x", "csrf": "0" * 32}).status_code == 403
    assert team.post("/sign-out", data={"csrf": csrf(team)}, follow_redirects=False).status_code == 303
    assert team.get("/claims", follow_redirects=False).status_code == 303


def test_a_reader_may_not_add(team):
    sign_in(team, "rea")
    answer = team.post("/add", data={"text": "x", "csrf": csrf(team)})
    assert answer.status_code == 403 and "reviewer" in answer.text
