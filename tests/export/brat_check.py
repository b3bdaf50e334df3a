"""A checker of brat standoff folders, by brat.nlplab.org/standoff.html and configuration.html."""

from __future__ import annotations

import re
from pathlib import Path

_BOUND = re.compile(r"(T\d+)\t(\S+) (\d+ \d+(?:;\d+ \d+)*)\t(.+)")
_RELATION = re.compile(r"(R\d+)\t(\S+) Arg1:(T\d+) Arg2:(T\d+)")
_ATTRIBUTE = re.compile(r"(A\d+)\t(\S+) (T\d+) (\S+)")
_NOTE = re.compile(r"(#\d+)\tAnnotatorNotes (T\d+)\t(.+)")


def sections(configuration: str) -> dict[str, dict[str, str]]:
    """annotation.conf as section -> type -> its arguments."""
    found: dict[str, dict[str, str]] = {}
    for line in filter(None, configuration.splitlines()):
        if line.startswith("["):
            current = found.setdefault(line.strip("[]"), {})
        else:
            name, _, rest = line.partition("\t")
            current[name] = rest
    return found


def check(folder: Path) -> list[str]:
    """What is wrong with each .ann file; an empty list where all is well."""
    known = sections((folder / "annotation.conf").read_text("utf8"))
    return [f"{path.name}: {wrong}" for path in sorted(folder.glob("*.ann")) for wrong in _Document(path, known).wrong()]


class _Document:
    def __init__(self, path: Path, known: dict[str, dict[str, str]]) -> None:
        self.text = path.with_suffix(".txt").read_bytes().decode("utf8")
        self.lines = path.read_bytes().decode("utf8").removesuffix("\n").split("\n")
        self.known = known
        self.types = {m[1]: m[2] for m in map(_BOUND.fullmatch, self.lines) if m}

    def wrong(self) -> list[str]:
        ids = [line.split("\t")[0] for line in self.lines if line]
        doubled = [f"{id} twice" for id in set(ids) if ids.count(id) > 1]
        return doubled + [f"{line!r}: {wrong}" for line in self.lines if line and (wrong := self.line(line))]

    def line(self, line: str) -> str | None:
        for pattern, rule in ((_BOUND, self.bound), (_RELATION, self.relation), (_ATTRIBUTE, self.attribute), (_NOTE, self.note)):
            match = pattern.fullmatch(line)
            if match:
                return rule(match)
        return "is no annotation"

    def bound(self, match: re.Match[str]) -> str | None:
        if match[2] not in self.known["entities"]:
            return "unknown type"
        parts = [tuple(map(int, part.split())) for part in match[3].split(";")]
        places = [place for part in parts for place in part]
        if places != sorted(places) or not all(start < end <= len(self.text) for start, end in parts):
            return "spans out of order or empty"
        if " ".join(self.text[start:end] for start, end in parts) != match[4]:
            return "text is not that of the spans"
        return "line break" if len(line_of(match[4])) > 1 else None

    def relation(self, match: re.Match[str]) -> str | None:
        wanted = self.known["relations"].get(match[2])
        got = f"Arg1:{self.types.get(match[3])}, Arg2:{self.types.get(match[4])}"
        return None if wanted == got else f"{got} is not {wanted}"

    def attribute(self, match: re.Match[str]) -> str | None:
        wanted = self.known["attributes"].get(match[2], "")
        kind, _, values = wanted.partition(", Value:")
        good = kind == f"Arg:{self.types.get(match[3])}" and match[4] in values.split("|")
        return None if good else "unknown attribute or value"

    def note(self, match: re.Match[str]) -> str | None:
        return None if match[2] in self.types else "note on nothing"


def line_of(text: str) -> list[str]:
    """The text's lines, as the most eager reader splits them."""
    return text.splitlines()
