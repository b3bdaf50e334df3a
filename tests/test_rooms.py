"""Imports go one way (DESIGN: the rooms), and the public names are the ones that the docs promise."""

from __future__ import annotations

import ast
from pathlib import Path

import reportedly

ORDER = ("model", "pages", "attribution", "speakers", "times", "commitment", "reader", "claims", "export", "cli")
SOURCE = Path(reportedly.__file__).parent


def room(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    tree = ast.parse(path.read_text("utf8"))
    found = {n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
    return {m.split(".")[1] for m in found if m.startswith("reportedly.")}


def test_arrows_go_down_only():
    wrong = []
    for path in SOURCE.rglob("*.py"):
        here = room(path)
        if here in ORDER:
            wrong += [f"{path.name} -> {m}" for m in imports(path) if m in ORDER and ORDER.index(m) > ORDER.index(here)]
    assert wrong == []


def test_modules_are_under_400_lines():
    assert [p.name for p in SOURCE.rglob("*.py") if len(p.read_text("utf8").splitlines()) >= 400] == []


def test_public_names():
    assert sorted(reportedly.__all__, key=str.casefold) == [
        n for n in sorted(reportedly.__all__, key=str.casefold) if hasattr(reportedly, n)
    ]
    assert {"Reader", "Article", "Attribution", "ReportedlyError"} <= set(reportedly.__all__)
