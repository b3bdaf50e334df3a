from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

FIELDS = {
    "id",
    "url",
    "outlet",
    "headline",
    "section",
    "authors",
    "published",
    "published_from",
    "modified",
    "language",
    "text",
    "paragraphs",
    "captions",
    "related",
    "attributions",
}
ROW = {
    "id",
    "source",
    "cue",
    "content",
    "kind",
    "speaker",
    "speaker_kind",
    "role",
    "chain",
    "said",
    "commitment",
    "confidence",
    "parent",
    "times",
}
TEXT = "The mayor said on Sunday that the dam was safe.\n"


def reportedly(*args: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "reportedly", *args], input=stdin, capture_output=True, check=False)


def test_piped_output_is_the_contract(examples):
    done = reportedly("read", *map(str, examples))
    assert done.returncode == 0, done.stderr
    articles = [json.loads(line) for line in done.stdout.splitlines()]
    assert [a["id"] for a in articles] == [p.stem for p in examples]
    assert all(set(a) == FIELDS for a in articles)
    assert all(set(r) == ROW for a in articles for r in a["attributions"])


def test_standard_input_and_published():
    done = reportedly("read", "-", "--plain", "--published", "2031-04-08", stdin=TEXT.encode())
    article = json.loads(done.stdout)
    assert (article["published"], article["published_from"]) == ("2031-04-08", "given")
    assert article["attributions"][0]["said"] == "2031-04-06"
    assert article["text"] == TEXT


def test_csv_cannot_run_formulas(tmp_path: Path):
    page = tmp_path / "=cmd.txt"
    page.write_text(TEXT)
    rows = list(csv.reader(io.StringIO(reportedly("read", str(page), "--plain", "-f", "csv").stdout.decode())))
    assert rows[0][:2] == ["article", "id"]
    assert rows[1][0] == "'=cmd"


def test_one_bad_page_is_one_line_and_exit_1(tmp_path: Path):
    good, bad = tmp_path / "good.txt", tmp_path / "bad.txt"
    good.write_text(TEXT)
    bad.write_bytes(b"")
    done = reportedly("read", "--plain", str(bad), str(good), str(tmp_path / "none.txt"))
    assert done.returncode == 1
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["good"]
    errors = done.stderr.decode().splitlines()
    assert len(errors) == 2
    assert "bad.txt" in errors[0]
    assert "none.txt" in errors[1]


@pytest.mark.parametrize("args", [("--format", "xml"), ("--published", "Sunday")])
def test_wrong_usage_is_exit_2_and_names_the_value(args):
    done = reportedly("read", "-", *args, stdin=TEXT.encode())
    assert done.returncode == 2
    assert args[1].encode() in done.stderr


def test_help_begins_with_an_example():
    lines = reportedly("read", "--help").stdout.decode().split("\n\n")
    assert "Example:  reportedly read examples/*.html" in lines[1]


def test_table(examples):
    out = reportedly("read", str(examples[0]), "--format", "table").stdout.decode()
    assert "affirms" in out
