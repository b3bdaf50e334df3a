"""The verbs over a ledger as a user runs them: words, exit codes, JSON Lines."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from reportedly.cli import main as cli


@dataclass(frozen=True, slots=True)
class Done:
    code: int
    out: str
    err: str

    def lines(self) -> list[dict]:
        return [json.loads(line) for line in self.out.splitlines()]


@pytest.fixture(scope="module")
def added(tmp_path_factory, examples) -> tuple[Path, str]:
    """A ledger of the examples, and what adding them said."""
    file = tmp_path_factory.mktemp("cli") / "desk.db"
    return file, _run(["add", *map(str, examples), "--ledger", str(file)]).err


def _run(arguments: list[str]) -> Done:
    import contextlib
    import io

    out, err = io.StringIO(), io.StringIO()
    code = 0
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.argv", ["reportedly", *arguments])
        try:
            cli.run()
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 1
    return Done(code, out.getvalue(), err.getvalue())


@pytest.fixture
def run(added, tmp_path):
    """Runs a verb over the ledger; over a copy of one's own after `run.own()`."""

    class Runner:
        ledger = added[0]

        def own(self) -> None:
            self.ledger = tmp_path / "own.db"
            shutil.copy(added[0], self.ledger)

        def __call__(self, *arguments: str) -> Done:
            return _run([*arguments, "--ledger", str(self.ledger)])

    return Runner()


def test_adding_tells_what_it_did_and_adding_again_is_nothing(added, run, examples):
    assert f"{len(examples)} new" in added[1]
    run.own()
    again = run("add", *map(str, examples))
    assert again.code == 0 and f"{len(examples)} there already" in again.err
    assert run("doctor").code == 0


def test_a_page_that_cannot_be_read_is_named_and_the_others_are_added(run, tmp_path, examples):
    run.own()
    (tmp_path / "empty.html").write_text("<html></html>")
    done = run("add", str(tmp_path / "empty.html"), str(examples[0]))
    assert done.code == 1 and "empty.html" in done.err and "1 not readable" in done.err


def test_claims_as_json_are_the_contract(run):
    found = run("claims", "--format", "jsonl")
    assert found.code == 0
    keys = {"id", "claim", "status", "supports", "denies", "origins", "first_said", "last_said", "history"}
    assert all(set(c) == keys for c in found.lines()) and found.lines()[0]["status"] == "contested"


def test_claims_as_a_table_say_reports_and_origins(run):
    told = run("claims", "--contested", "--format", "table").out
    assert "reports, " in told and "✗✓ contested" in told and "✓ affirmed" not in told


def test_a_claim_with_its_words_and_why(run):
    id = run("claims", "--format", "jsonl").lines()[0]["id"]
    told = run("claim", id, "--format", "table").out
    assert "supports" in told and "denies" in told and "origin:" in told and "denies it" in " ".join(told.split())
    assert run("claim", id, "--format", "jsonl").lines()[0]["evidence"][0]["words"]


def test_who_search_and_timeline(run):
    said = run("who", "Ilse Brannock", "--format", "jsonl").lines()
    assert {s["speaker"] for s in said if not s["relayed"]} == {"Ilse Brannock"}
    assert all("gate" in s["words"].casefold() for s in run("search", "gate", "--format", "jsonl").lines())
    id = run("claims", "--format", "jsonl").lines()[0]["id"]
    assert run("timeline", id, "--format", "jsonl").lines()
    assert run("timeline", "--speaker", "Ilse Brannock", "--format", "table").code == 0


def test_check_tells_claims_and_articles(run):
    told = run("check", "There are cracks in the gates of the Varra dam.", "--format", "jsonl").lines()
    claims, articles = [t for t in told if "relation" in t], [t for t in told if "stance" in t]
    assert claims[0]["relation"] == "same" and claims[0]["supports"] > 3 and articles
    assert "nothing in the ledger is about this" in run("check", "Bananas are yellow.", "--format", "table").err


def test_reviewing_and_its_log(run):
    run.own()
    id = run("claims", "--format", "jsonl").lines()[0]["id"]
    assert run("review", "status", id, "retracted", "--by", "vera").code == 0
    assert run("claims", "--status", "retracted", "--format", "jsonl").lines()[0]["id"] == id
    assert run("review", "undo", "--by", "vera").code == 0
    entries = run("review", "log", "--format", "jsonl").lines()
    assert [e["action"] for e in entries] == ["status", "undo"] and {e["by"] for e in entries} == {"vera"}
    assert run("claim", id, "--format", "jsonl").lines()[0]["status"] == "contested"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["claim", "c99999"], "c99999"),
        (["claims", "--status", "loud"], "loud"),
        (["claims", "--format", "xml"], "xml"),
        (["timeline"], "name a claim, or a speaker"),
        (["review", "accept", "nothing#a1"], "nothing#a1"),
        (["review", "status", "c1", "loud"], "loud"),
        (["review", "undo", "7"], "7"),
        (["export", "--format", "word"], "word"),
    ],
)
def test_errors_name_the_value(run, arguments, words):
    done = run(*arguments)
    assert done.code != 0 and words in " ".join(done.err.split()) and "Traceback" not in done.err


def test_a_ledger_that_is_not_there(tmp_path):
    done = _run(["claims", "--ledger", str(tmp_path / "none.db")])
    assert done.code == 2 and "reportedly add PAGE makes one" in " ".join(done.err.replace("│", " ").split())


@pytest.mark.parametrize("verb", ["add", "claims", "claim", "who", "search", "check", "timeline", "review", "doctor", "export", "serve"])
def test_every_verb_has_help_with_an_example(verb):
    done = _run([verb, "--help"])
    assert done.code == 0 and f"reportedly {verb}" in done.out


def test_doctor_names_what_is_wrong(run):
    run.own()
    import sqlite3

    with sqlite3.connect(run.ledger) as raw:
        raw.execute("UPDATE claim SET reports = 77")
    raw.close()
    done = run("doctor")
    assert done.code == 1 and "count their reports wrongly" in done.out and "fault" in done.err
