"""Every sample in docs/export.md is what its format really writes."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

from reportedly.export import FORMATS, Bundle, Options, Review, export
from reportedly.export.sheet import CLAIM_COLUMNS, ROW_COLUMNS
from tests.export.samples import contested, relayed

TEXT = (Path(__file__).parents[2] / "docs" / "export.md").read_text("utf8")
SECTIONS = dict(re.findall(r"^## `(\w+)`\n(.*?)(?=^## |\Z)", TEXT, re.DOTALL | re.MULTILINE))
SAMPLES = {name: block for name, body in SECTIONS.items() for block in re.findall(r"^```\w*\n(.*?)^```", body, re.DOTALL | re.MULTILINE)}


def written(name: str, tmp_path: Path) -> str:
    review = Review("c1", "Mostly true", "Mira Holt", "2031-04-09", "I saw the pumps.", "Check Desk", "https://check.example/1")
    bundle = Bundle([relayed()], [("c1", contested())], [review])
    if FORMATS[name].folder:
        export(bundle, name, tmp_path / "out")
        return (tmp_path / "out" / "shaft.ann").read_text("utf8")
    out = io.BytesIO()
    export(bundle, name, out, Options(of="claims") if "claims" in FORMATS[name].of else None)
    return out.getvalue().decode()


def inside(part: Any, whole: Any) -> bool:
    """Whether JSON says nothing but what the whole says; it may leave members out."""
    if isinstance(part, dict):
        return isinstance(whole, dict) and all(key in whole and inside(held, whole[key]) for key, held in part.items())
    if isinstance(part, list):
        return isinstance(whole, list) and len(part) == len(whole) and all(map(inside, part, whole))
    return bool(part == whole)


def test_every_format_has_its_section():
    assert set(SECTIONS) == set(FORMATS)
    assert set(SAMPLES) == set(FORMATS) - {"parquet"}


@pytest.mark.parametrize("name", ["jsonl", "claimreview", "annotation"])
def test_json_samples(name, tmp_path):
    whole = json.loads(written(name, tmp_path))
    held = whole.get("@graph") or whole.get("items") or [whole]
    assert inside(json.loads(SAMPLES[name]), held[0])


@pytest.mark.parametrize("name", ["csv", "prov", "gexf", "brat", "atom"])
def test_other_samples(name, tmp_path):
    whole = written(name, tmp_path).replace("\r", "")
    parts = SAMPLES[name].split("...\n") if name != "prov" else SAMPLES[name].replace("...\n", "").splitlines()
    assert [part for part in parts if part.removesuffix("\n") not in whole] == []


def test_every_column_is_named():
    assert [name for name in ROW_COLUMNS if f"`{name}`" not in SECTIONS["csv"]] == []
    assert [name for name in CLAIM_COLUMNS if f"`{name}`" not in TEXT and name not in SAMPLES["csv"]] == []
