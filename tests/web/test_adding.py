"""Adding pages: pasted, as files, too large, unreadable; with progress."""

from __future__ import annotations

import time

import pytest

from reportedly.errors import EmptyPage
from reportedly.web.adding import TAKEN, WAITING, Added, Adding, Busy, Incoming, ended
from reportedly.web.common import Common
from tests.web.conftest import client_of, desk_of

TEXT = "The mayor said on Sunday that the quay was safe and that nobody had to leave the lower town this winter.\n" * 3


@pytest.fixture
def own(kind, reader, analyst, tmp_path):
    with client_of(desk_of({}, reader, analyst, kind, tmp_path)) as client:
        yield client


def finish(client, answer) -> list[dict]:
    assert answer.status_code == 200, answer.text
    for _ in range(200):
        told = client.get(f"{answer.url.path}.json").json()["data"]
        if told["done"]:
            return told["pages"]
        time.sleep(0.02)
    raise AssertionError("never done")


def test_pasted_text_becomes_an_article(own):
    answer = own.post("/add", data={"text": TEXT, "url": "https://news.example/quay", "published": "2031-04-08", "plain": "1"})
    (page,) = finish(own, answer)
    assert page["state"] == "added" and page["added"]["rows"] > 0
    shown = own.get(answer.url.path).text
    assert "✓ added" in shown and f"/articles/{page['added']['article']}" in shown and "hx-get" not in shown
    assert own.get(f"/articles/{page['added']['article']}").status_code == 200


def test_sent_twice_is_one_page(own):
    finish(own, own.post("/add", data={"text": TEXT, "plain": "1"}))
    assert finish(own, own.post("/add", data={"text": TEXT, "plain": "1"}))[0]["state"] == "known"


def test_files_one_of_them_unreadable(own):
    files = [("files", ("a.txt", TEXT.encode())), ("files", ("../../b.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9))]
    good, bad = finish(own, own.post("/add", files=files, data={"plain": "1"}))
    assert good["state"] == "added" and bad["name"] == "b.png" and bad["state"] == "failed" and "PNG" in bad["because"]


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"text": "  "},
        {"text": TEXT, "url": "javascript:alert(1)"},
        {"text": TEXT, "published": "soon"},
        {"url": "https://news.example/"},
    ],
)
def test_what_cannot_be_added_says_why(own, data):
    answer = own.post("/add", data=data)
    assert answer.status_code == 400 and "To the claims" in answer.text


def test_a_paste_over_the_limit(own):
    answer = own.post("/add", data={"text": "a" * (60 << 20)})
    assert answer.status_code == 413 and "too large" in answer.text


def test_a_stream_without_length_is_cut_off_too(own):
    def body():
        yield b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\n'
        for _ in range(60):
            yield b"a" * (1 << 20)

    answer = own.post("/add", content=body(), headers={"content-type": "multipart/form-data; boundary=x"})
    assert answer.status_code == 413


def test_an_unknown_batch(own):
    assert own.get("/add/none").status_code == 404


def test_a_defect_of_ours_is_told_without_its_trace_and_the_rest_goes_on():
    def add(page: Incoming) -> Added:
        if page.name == "empty":
            raise EmptyPage("the page is empty")
        if page.name == "defect":
            raise RuntimeError("secret")
        return Added("x", "added")

    adding = Adding(add)
    token = adding.batch([Incoming("defect", b""), Incoming("empty", b""), Incoming("good", b"")])
    while not ended(adding.progress(token) or ()):
        time.sleep(0.01)
    told = adding.progress(token)
    assert told and [line.state for line in told] == ["failed", "failed", "added"]
    assert "secret" not in str(told) and told[1].because == "the page is empty"
    adding.close()


def test_too_much_at_once_is_turned_away():
    adding = Adding(lambda page: time.sleep(0.2) or Added("x", "added"))
    adding.batch([Incoming("one", b"x")])
    with pytest.raises(Busy):
        adding.batch([Incoming("two", bytes(WAITING))])
    adding.close()


def left_behind(folder, times: int) -> str:
    """The token of a page that a process began so many times and died over."""
    common = Common(folder)
    adding = Adding(lambda page: Added(page.name, "added"), common)
    adding.start = lambda: None
    token = adding.batch([Incoming("page\udc80", b"x", id="y")])
    with common.writing() as db:
        db.execute("UPDATE page SET state = 'reading', begun = ?", (times,))
    return token


@pytest.mark.parametrize(("times", "state"), [(1, "added"), (TAKEN, "failed")])
def test_a_page_whose_process_died_is_taken_up_again_but_not_for_ever(tmp_path, times, state):
    token = left_behind(tmp_path, times)
    other, asked = (Adding(lambda page: Added(page.name, "added"), Common(tmp_path)) for _ in range(2))
    other.start()
    while not ended(asked.progress(token)):
        time.sleep(0.01)
    (line,) = asked.progress(token)
    assert line.state == state and line.name == "page\udc80" and ("twice" in str(line.because)) == (state == "failed")
    other.close()


def test_one_process_reads_at_a_time_and_waiting_bytes_are_counted_over_all(tmp_path):
    inside, most = [], []

    def add(page: Incoming) -> Added:
        inside.append(page)
        most.append(len(inside))
        time.sleep(0.02)
        inside.remove(page)
        return Added("x", "added")

    one, other = (Adding(add, Common(tmp_path)) for _ in range(2))
    tokens = [adding.batch([Incoming(f"page {n}", b"x")]) for n in range(4) for adding in (one, other)]
    with pytest.raises(Busy):
        other.batch([Incoming("large", bytes(WAITING))])
    while not all(ended(other.progress(token)) for token in tokens):
        time.sleep(0.01)
    assert most == [1] * 8
    one.close()
    other.close()


def test_old_batches_are_forgotten_but_none_that_waits(monkeypatch):
    monkeypatch.setattr("reportedly.web.adding.KEPT", 2)
    adding = Adding(lambda page: Added("x", "added"))
    tokens = []
    for name in "abcd":
        tokens.append(adding.batch([Incoming(name, b"x")]))
        while not ended(adding.progress(tokens[-1])):
            time.sleep(0.01)
    adding.start = lambda: None
    adding.batch([Incoming("e", b"x")])
    assert [adding.progress(token) is None for token in tokens] == [True, True, False, False]
    adding.close()
