"""brat standoff: pybrat reads the folder, and a checker by the format's own pages finds nothing wrong."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pybrat.parser import BratParser, Example

from reportedly.errors import BadValue, ExportError
from reportedly.export import Bundle, export
from reportedly.export.brat import file_name
from reportedly.export.text import encodable
from tests.export.brat_check import check
from tests.export.samples import bundle, harmful, relayed


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    made = tmp_path_factory.mktemp("brat") / "out"
    export(bundle(), "brat", made)
    return made


def example(folder: Path) -> Example:
    # pybrat refuses one span under two marks, which brat itself allows (two sources of one content).
    return next(e for e in BratParser(error="ignore").parse(folder) if e.id and Path(e.id).name == "shaft")


def test_nothing_is_wrong(folder):
    assert check(folder) == []
    assert len(list(folder.glob("*.ann"))) == 2


def test_the_checker_finds_what_is_wrong(folder, tmp_path):
    for path in folder.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    ann = tmp_path / "shaft.ann"
    ann.write_text(ann.read_text("utf8").replace("T1\tContent 52", "T1\tContent 51").replace("denies", "maybe"), "utf8")
    assert len(check(tmp_path)) == 2


def test_pybrat_reads_entities_and_relations(folder):
    read = example(folder)
    assert read.text == relayed().text
    assert [(e.type, e.mention) for e in read.entities if e.type != "Content"] == [
        *(("Source", "two miners"), ("Cue", "citing")),
        *(("Source", "Ada Brink"), ("Cue", "denied")),
    ]
    pairs = [(r.type, r.arg1.mention, r.arg2.mention) for r in read.relations]
    assert ("SaidBy", "The it", "Ada Brink") in pairs
    assert ("Within", "The it", "“the shaft is flooded”") in pairs


def test_a_span_does_not_run_over_a_line_break(folder):
    content = next(e for e in example(folder).entities if e.type == "Content")
    assert [relayed().text[s.start : s.end] for s in content.spans] == ["“the shaft", "is flooded”"]


def test_values_are_attributes_and_a_note(folder):
    lines = (folder / "shaft.ann").read_text("utf8").splitlines()
    assert "A6\tCommitment T4 denies" in lines
    assert "#2\tAnnotatorNotes T4\tid a2; speaker Ada Brink; chain Ada Brink; said 2031-04-07; confidence 0.50" in lines


def test_offsets_hold_in_harmful_text(folder):
    name = file_name(harmful().id)
    text = (folder / f"{name}.txt").read_bytes().decode()
    assert len(text) == len(harmful().text)
    assert text == encodable(harmful().text).replace("\r", " ")


@pytest.mark.parametrize("id", ["../up", "..", "a/b", "", "nul\x00", ".hidden", "\ud800", "C:\\x", "é" * 300])
def test_an_id_stays_inside_the_folder(tmp_path, id):
    export(Bundle([replace(relayed(), id=id)]), "brat", tmp_path / "out")
    assert [p.name for p in tmp_path.iterdir()] == ["out"]
    assert len(list((tmp_path / "out").iterdir())) == 3


def test_two_articles_of_one_name_are_an_error(tmp_path):
    with pytest.raises(ExportError, match=r"shaft\.txt"):
        export(Bundle([relayed(), relayed()]), "brat", tmp_path / "out")


def test_a_folder_with_files_is_left_alone(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(ExportError, match="not empty"):
        export(bundle(), "brat", tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["mine.txt"]


def test_it_is_no_single_file(written):
    with pytest.raises(BadValue, match="folder"):
        written("brat")
