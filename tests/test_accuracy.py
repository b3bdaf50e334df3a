"""The reading is as good as it was: figures on a fixed sample of the development data against `floors.json`."""

from __future__ import annotations

import json

import pytest

from benchmarks import floors

KEPT = json.loads(floors.FILE.read_text("utf8"))


def test_no_figure_sinks_below_its_floor(shared):
    if floors.digest(shared) != KEPT["data_sha256"]:
        pytest.fail("the development data are not those the floors were measured on; measure and pin again (benchmarks/floors.py)")
    assert floors.sunk(floors.measure(shared), KEPT["floors"]) == {}


def test_a_sunk_figure_is_named():
    floor = {"row": 0.5, "chain": 0.7}
    assert floors.sunk({"row": 0.48, "chain": 0.7}, floor) == {"row": (0.48, 0.5)}
    assert floors.sunk({"row": 0.498, "chain": 0.9}, floor) == {}


def test_floors_refuse_to_sink_silently(monkeypatch, tmp_path, capsys):
    file = tmp_path / "floors.json"
    file.write_text(json.dumps({"data_sha256": "", "floors": {"row": 0.5}, "lowered": []}))
    monkeypatch.setattr(floors, "FILE", file)
    monkeypatch.setattr(floors, "measure", lambda shared: {"row": 0.4})
    monkeypatch.setattr(floors, "digest", lambda shared: "d")
    monkeypatch.setattr("sys.argv", ["floors", "--pin"])
    assert floors.main() == 1
    assert "would sink" in capsys.readouterr().err
    assert json.loads(file.read_text())["floors"] == {"row": 0.5}
    monkeypatch.setattr("sys.argv", ["floors", "--pin", "--lower", "another guide"])
    assert floors.main() == 0
    assert json.loads(file.read_text())["lowered"] == [{"because": "another guide", "from": {"row": 0.5}, "to": {"row": 0.4}}]
