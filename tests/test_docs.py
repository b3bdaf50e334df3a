"""Every option and every field stands in the docs; what the docs name exists."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import typer.main

from reportedly import Article, Attribution
from reportedly.cli.main import app

DOCS = Path(__file__).parents[1] / "docs"


def test_every_option_is_documented():
    text = (DOCS / "cli.md").read_text("utf8")
    group = typer.main.get_command(app)
    verbs = group.commands  # type: ignore[attr-defined]
    missing = [o for v in verbs.values() for p in v.params for o in p.opts if o.startswith("-") and f"`{o}" not in text]
    assert missing == []
    assert [v for v in verbs if f"## `reportedly {v}" not in text] == []


def test_every_field_is_documented():
    text = (DOCS / "format.md").read_text("utf8")
    fields = {f.name for kind in (Article, Attribution) for f in dataclasses.fields(kind)} - {"origin_map"}
    assert [f for f in sorted(fields) if f"`{f}`" not in text] == []
