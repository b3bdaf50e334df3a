"""The verb `export`, with a bundle in the place of a ledger."""

from __future__ import annotations

import io
import json

import pytest
import typer
from typer.testing import CliRunner, Result

from reportedly.cli.export import add
from reportedly.export import FORMATS, export
from tests.export.samples import bundle


def run(*args: str) -> Result:
    app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)
    app.callback()(lambda: None)
    asked: list[str | None] = []

    def source(ledger: str | None):
        asked.append(ledger)
        return bundle()

    add(app, source)
    result = CliRunner().invoke(app, ["export", *args])
    result.asked = asked  # type: ignore[attr-defined]
    return result


@pytest.mark.parametrize("format", sorted(name for name, format in FORMATS.items() if format.file and not format.binary))
def test_on_standard_output(format):
    out = io.BytesIO()
    export(bundle(), format, out)
    done = run("--format", format)
    assert done.exit_code == 0, done.output
    assert done.stdout_bytes == out.getvalue()
    assert done.asked == [None]


def test_into_a_file_and_a_folder(tmp_path):
    assert run("-f", "parquet", "-o", str(tmp_path / "rows.parquet")).exit_code == 0
    assert (tmp_path / "rows.parquet").read_bytes()[:4] == b"PAR1"
    assert run("-f", "brat", "-o", str(tmp_path / "standoff")).exit_code == 0
    assert (tmp_path / "standoff" / "annotation.conf").exists()


def test_settings_reach_the_file():
    done = run("-f", "jsonl", "--of", "claims", "--ledger", "sqlite:///x.db")
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["c1", "c2", "c3"]
    assert done.asked == ["sqlite:///x.db"]
    assert "https://ledger.example/claims/c1" in run("-f", "atom", "--base", "https://ledger.example/", "--newest", "2").stdout


@pytest.mark.parametrize(
    ("args", "named"),
    [
        (("-f", "xls"), "xls"),
        (("-f", "brat"), "--out"),
        (("-f", "csv", "--of", "pages"), "pages"),
        (("-f", "gexf", "--of", "claims"), "claims"),
        (("-f", "prov", "--base", "ledger"), "ledger"),
        (("-f", "atom", "--newest", "0"), "--newest"),
        ((), "--format"),
    ],
)
def test_wrong_usage_is_exit_2_and_opens_no_ledger(args, named):
    done = run(*args)
    assert done.exit_code == 2
    assert named in done.output
    assert done.asked == []


def test_help_begins_with_an_example_and_names_every_format():
    text = run("--help").output
    assert "Example:  reportedly export --format csv" in text.split("\n\n")[1]
    assert [name for name in FORMATS if f"  {name} " not in text] == []
