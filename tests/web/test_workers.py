"""`reportedly serve --workers 2` as it is run: what several processes tell and count as one, and how they begin and end."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest

from benchmarks import postgres
from reportedly.web.people import People
from tests.web.people.test_store import FAST, PASSWORD
from tests.web.test_adding import TEXT

pytestmark = pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="processes are looked up in /proc")


class Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}), Stay)


class Served:
    """A desk of two processes. Each request has a connection of its own, so that both are asked."""

    def __init__(self, folder: Path, ledger: str, people: People) -> None:
        more = ["--ledger", ledger, "--people", str(folder / "people.db"), "--port", "0", "--workers", "2", "--team"]
        environ = {**os.environ, "OMP_NUM_THREADS": "1", "TMPDIR": str(folder)}
        self.folder = folder
        self.process = subprocess.Popen(
            [sys.executable, "-m", "reportedly", "serve", *more], stderr=subprocess.PIPE, text=True, env=environ
        )
        assert self.process.stderr
        found = re.search(r"http://\S+:\d+", self.process.stderr.readline())
        assert found
        self.base = found.group()
        until(lambda: len(self.workers()) == 2)
        signed = self.ask("/sign-in", {"name": "vera", "password": PASSWORD, "to": "/claims"})
        self.cookie = signed[1]["set-cookie"].split(";")[0]
        self.csrf = re.search(r'name="csrf" value="([^"]+)"', self.get("/claims")).group(1)  # type: ignore[union-attr]
        self.token = people.make_token("vera", "test")

    def workers(self) -> list[int]:
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return [int(pid) for pid in children if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]

    def ask(self, path: str, form: object = None, headers: dict[str, str] | None = None) -> tuple[int, Any, str]:
        body = form if isinstance(form, bytes) or form is None else urlencode(form).encode()  # type: ignore[call-overload]
        try:
            answer = OPENER.open(urllib.request.Request(self.base + path, body, headers or {}), timeout=30)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            return answer.status, answer.headers, answer.read().decode()

    def get(self, path: str) -> str:
        status, _, text = self.ask(path, headers={"cookie": self.cookie})
        assert status == 200, text
        return text

    def api(self, path: str, sent: object = None) -> tuple[int, Any]:
        headers = {"authorization": f"Bearer {self.token}", "content-type": "application/json"}
        status, _, text = self.ask(f"/api/v1{path}", None if sent is None else json.dumps(sent).encode(), headers)
        return status, json.loads(text)

    def add(self, text: str) -> list[dict[str, Any]]:
        """Send a page by the form, and ask until it is read."""
        form = {"text": text, "plain": "1", "csrf": self.csrf}
        status, headers, told = self.ask("/add", form, {"cookie": self.cookie})
        assert status == 303, told
        done: list[dict[str, Any]] = []

        def read() -> bool:
            answer = json.loads(self.get(headers["location"] + ".json"))["data"]
            done[:] = answer["pages"] if answer["done"] else []
            return bool(done)

        until(read, 60)
        return done


def until(true: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.02)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def ledger(request, tmp_path_factory) -> Iterator[str]:
    """An empty ledger's address."""
    if request.param == "sqlite":
        yield str(tmp_path_factory.mktemp("workers") / "desk.db")
    elif postgres.programs() is None:
        pytest.skip("PostgreSQL is not installed here (Debian: apt-get install postgresql)")
    else:
        with postgres.server() as url:
            yield url


@pytest.fixture(scope="module")
def desk(ledger, tmp_path_factory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("workers")
    people = People(folder / "people.db", hasher=FAST)
    for name in ("rea", "vera"):
        people.add(name, PASSWORD, "reviewer")
    served = Served(folder, ledger, people)
    yield served
    served.process.kill()
    served.process.communicate()


def test_every_process_tells_how_far_a_page_is(desk):
    (page,) = desk.add(TEXT)
    assert page["state"] == "added" and page["added"]["rows"] > 0
    assert len({desk.get("/claims") for _ in range(12)}) == 1
    assert len(list(desk.folder.glob("reportedly-*"))) == 1


def test_wrong_passwords_are_counted_over_all_processes(desk):
    answers = [desk.ask("/sign-in", {"name": "rea", "password": "not this one"})[0] for _ in range(10)]
    assert answers == [401] * 8 + [429] * 2


def test_one_decision_sent_twice_at_once_is_one_entry(desk):
    ref = desk.api("/claims")[1]["data"][0]["id"]
    ref = desk.api(f"/claims/{ref}")[1]["data"]["supports"][0]["ref"]
    with ThreadPoolExecutor(4) as pool:
        sent = {"action": "accept", "target": ref, "seen": 0}
        answers = list(pool.map(lambda _: desk.api("/decisions", sent), range(4)))
    assert {status for status, _ in answers} == {201} and len({told["data"]["id"] for _, told in answers}) == 1
    assert [len(desk.api("/log")[1]["data"]) for _ in range(6)] == [1] * 6
    page = quote(ref.rpartition("#")[0], safe="")
    assert len({desk.get(f"/articles/{page}") for _ in range(6)}) == 1


def test_a_killed_process_is_started_again_and_its_work_taken_over(desk):
    before = desk.workers()
    # The one that reads pages has the models in its memory.
    reading = max(before, key=lambda pid: int(Path(f"/proc/{pid}/statm").read_text().split()[1]))
    os.kill(reading, signal.SIGKILL)
    assert desk.add(TEXT + "A spokesman said the mill was safe.")[0]["state"] == "added"
    until(lambda: len(set(desk.workers()) - {reading}) == 2)
    assert all(desk.get("/claims") for _ in range(6))


def test_nothing_is_left_when_it_ends(desk):
    everybody = desk.workers()
    desk.process.terminate()
    assert desk.process.wait(20) == 0
    assert not any(Path(f"/proc/{pid}").exists() for pid in everybody)
    assert list(desk.folder.glob("reportedly-*")) == []
