"""Accounts, sessions, tokens and notes."""

from __future__ import annotations

import sqlite3

import pytest
from argon2 import PasswordHasher

from reportedly.errors import BadValue, ReportedlyError
from reportedly.web.common import Common
from reportedly.web.people import NOTE_LENGTH, People, Person
from reportedly.web.people.limits import Limit

FAST = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
PASSWORD = "a quay that holds"


@pytest.fixture
def people(tmp_path):
    made = People(tmp_path / "people.db", hasher=FAST)
    made.add("mara", PASSWORD, "reviewer")
    return made


def test_a_session_opens_and_ends(people):
    secret = people.sign_in("mara", PASSWORD)
    assert people.session(secret).person == Person("mara", "reviewer")
    people.sign_out(secret)
    assert people.session(secret) is None


@pytest.mark.parametrize(("name", "password"), [("mara", "wrong password"), ("tam", PASSWORD), ("", ""), ("mara", "\ud800")])
def test_wrong_names_and_passwords_open_nothing(people, name, password):
    assert people.sign_in(name, password) is None


def test_neither_passwords_nor_secrets_are_in_the_file(people, tmp_path):
    secret, token = people.sign_in("mara", PASSWORD), people.make_token("mara", "script")
    kept = "".join(sqlite3.connect(tmp_path / "people.db").iterdump())
    assert not any(word in kept for word in (PASSWORD, secret, token))
    assert "$argon2id$" in kept


def test_a_new_password_ends_all_sessions(people):
    secret = people.sign_in("mara", PASSWORD)
    people.set_password("mara", "another quay holds")
    assert people.session(secret) is None and people.sign_in("mara", "another quay holds")


def test_removing_a_person_ends_sessions_and_tokens(people):
    secret, token = people.sign_in("mara", PASSWORD), people.make_token("mara", "script")
    assert people.bearer(token) == Person("mara", "reviewer")
    people.remove("mara")
    assert people.session(secret) is None and people.bearer(token) is None


@pytest.mark.parametrize(
    ("name", "password", "role"),
    [("mara", PASSWORD, "reader"), ("a b", PASSWORD, "reader"), ("", PASSWORD, "reader"), ("tam", "short", "reader")],
)
def test_accounts_that_will_not_do(people, name, password, role):
    with pytest.raises(BadValue):
        people.add(name, password, role)


def test_notes_are_short_and_their_deletion_stays_on_record(people):
    id = people.note("claim:1", "mara", " seen the letter ")
    assert [n.text for n in people.notes("claim:1")] == ["seen the letter"]
    assert people.delete_note(id, Person("tam", "reviewer")) is None
    assert people.delete_note(id, Person("tam", "admin")) is not None
    assert people.notes("claim:1") == []
    (kept,) = people.all_notes()
    assert (kept.text, kept.by, kept.deleted_by) == ("", "mara", "tam")
    for text in ("", "  ", "x" * (NOTE_LENGTH + 1)):
        with pytest.raises(BadValue):
            people.note("claim:1", "mara", text)


def test_a_file_that_is_no_database(tmp_path):
    (tmp_path / "people.db").write_text("no database " * 100)
    with pytest.raises(ReportedlyError, match=r"people\.db"):
        People(tmp_path / "people.db", hasher=FAST)


def test_a_limit_lets_go_after_its_time():
    now = [0.0]
    limit = Limit(2, 60, clock=lambda: now[0])
    assert [limit.wait("a"), limit.wait("a"), limit.wait("a"), limit.wait("b")] == [0, 0, 60, 0]
    now[0] = 61
    assert limit.wait("a") == 0


def test_tries_are_counted_over_all_processes_and_for_none_of_the_keys_that_must_wait(tmp_path):
    one, other = (Limit(2, 60, kind="sign-in", common=Common(tmp_path)) for _ in range(2))
    apart = Limit(2, 60, kind="busy", common=Common(tmp_path))
    assert [one.wait("a", "b"), other.wait("a", "c"), apart.wait("a")] == [0, 0, 0]
    assert one.wait("a", "d") == other.wait("a") == 60
    assert [one.wait("d"), one.wait("d")] == [0, 0]
    other.clear("a", "d")
    assert one.wait("a", "d") == 0
