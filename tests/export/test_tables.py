"""JSON Lines, CSV and Parquet, each read by a reader that is not ours."""

from __future__ import annotations

import csv
import io
import json
import sys
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from reportedly.errors import ExportError
from reportedly.export import Bundle, Options, export
from reportedly.export.parquet import GROUP
from reportedly.export.text import encodable
from tests.export.samples import bundle, contested, harmful, harmful_claim, relayed

CLAIMS = Options(of="claims")


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline=""), strict=True))


def read(tmp_path: Path, query: str, options: Options | None = None, given: Bundle | None = None) -> list[tuple]:
    path = tmp_path / "rows.parquet"
    export(given or bundle(), "parquet", path, options)
    return duckdb.sql(query.replace("ROWS", f"'{path}'")).fetchall()


def test_json_lines_give_back_exactly_the_contract(written):
    lines = written("jsonl").decode().splitlines()
    assert [json.loads(line) for line in lines] == [relayed().to_json(), harmful().to_json()]


def test_json_lines_of_claims(written):
    lines = [json.loads(line) for line in written("jsonl", options=CLAIMS).decode().splitlines()]
    assert lines[:2] == [contested().to_json("c1"), harmful_claim().to_json("c2")]


def test_csv_has_the_words_and_their_places(written):
    row = rows(written("csv"))[0]
    assert (row["article"], row["id"], row["speaker"], row["chain"]) == ("shaft", "a1", "two miners", "two miners > Quay Herald")
    assert row["content"] == "“the shaft is flooded”"
    start, end = map(int, row["content_spans"].split("-"))
    assert relayed().text[start:end] == "“the shaft\nis flooded”"
    assert rows(written("csv"))[1]["content_spans"].count("-") == 2


@pytest.mark.parametrize("options", [None, CLAIMS])
def test_csv_runs_no_formula_and_keeps_one_line_a_row(written, options):
    data = written("csv", options=options).decode()
    cells = [cell for row in rows(data.encode()) for cell in row.values()]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
    assert sum("'=cmd" in cell for cell in cells) >= 3
    assert data.count("\n") == len(rows(data.encode())) + 1 == len(data.splitlines())


def test_csv_of_claims(written):
    row = rows(written("csv", options=CLAIMS))[0]
    assert (row["status"], row["supports"], row["denies"]) == ("contested", "shaft#a1", "shaft#a2")
    assert (row["origins"], row["changed"], row["because"]) == ("two miners; unnamed", "2031-04-07", "shaft#a2 denies")


def test_parquet_rows_have_types(tmp_path):
    got = read(tmp_path, "SELECT id, chain, confidence, content_spans, said, parent FROM ROWS WHERE article = 'shaft'")
    assert got[0][:3] == ("a1", ["two miners", "Quay Herald"], 0.8123)
    assert [relayed().text[s["start"] : s["end"]] for s in got[1][3]] == ["The", "it"]
    assert got[2] == ("a3", [], 0.0, [{"start": 63, "end": 73}], None, None)


def test_parquet_keeps_every_encodable_code_point(tmp_path):
    article = harmful()
    (got,) = read(tmp_path, "SELECT article, speaker, headline, content FROM ROWS WHERE article <> 'shaft'")
    row = article.attributions[0]
    assert got == tuple(encodable(v) for v in (article.id, row.speaker, article.headline, article.words(row.content)))


def test_parquet_of_claims(tmp_path):
    got = read(tmp_path, "SELECT id, origins, history[2].status, len(denies) FROM ROWS ORDER BY id", CLAIMS)
    assert got[0] == ("c1", ["two miners", None], "contested", 1)
    assert got[2] == ("c3", [], None, 0)


def test_parquet_is_written_in_groups(tmp_path):
    many = Bundle(articles=(relayed(f"n{n}") for n in range(GROUP // 2)))
    got = read(tmp_path, "SELECT count(DISTINCT row_group_id), sum(DISTINCT row_group_num_rows) FROM parquet_metadata(ROWS)", given=many)
    assert got == [(2, GROUP // 2 * 3)]


def test_a_file_without_rows_has_its_columns(tmp_path, written):
    assert read(tmp_path, "SELECT count(*), count(chain) FROM ROWS", given=Bundle()) == [(0, 0)]
    assert written("csv", Bundle()).decode().startswith("article,url,outlet")
    assert written("jsonl", Bundle()) == b""


def test_without_pyarrow_the_error_names_the_extra(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ExportError, match=r"reportedly\[parquet\]"):
        export(bundle(), "parquet", tmp_path / "rows.parquet")
    assert list(tmp_path.iterdir()) == []


def test_a_huge_cell_is_written_whole(written):
    article = relayed()
    long = replace(article, headline="x" * 3_000_000)
    csv.field_size_limit(4_000_000)
    assert len(rows(written("csv", Bundle([long])))[0]["headline"]) == 3_000_000
