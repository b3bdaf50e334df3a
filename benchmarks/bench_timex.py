"""Expressions of time and their values: `python -m benchmarks.bench_timex [--shared ../shared] [--errors N]`.

TBAQ-cleaned (TimeBank and AQUAINT, TempEval-3), TIMEX3 of type DATE, TIME, DURATION and SET in the text, anchored on the document's
creation time. Span: overlap, one to one. Value: of the overlapping ones, TimeML's `value` is the same string; F1 over all annotated
and all found, as TempEval-3 has it. Half of TimeBank, by a hash of the name, was not looked at while the rules were written.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from reportedly.times.timeml import Timex, timexes

TYPES = ("DATE", "TIME", "DURATION", "SET")
PARTS = ("AQUAINT", "TimeBank, looked at", "TimeBank, held out", "all")
Gold = tuple[int, int, str, str]


def document(path: Path) -> tuple[str, str, list[Gold]]:
    """Text, creation time and annotated (start, end, type, value) of a TimeML file."""
    root = ElementTree.parse(path).getroot()
    dct = root.find("DCT/TIMEX3")
    body = root.find("TEXT")
    assert dct is not None and body is not None
    text, spans = "", []
    for node in _walk(body):
        if isinstance(node, str):
            text += node
        elif node.tag == "TIMEX3" and node.get("type") in TYPES:
            spans.append((len(text), len(text) + len("".join(node.itertext())), node.get("type"), node.get("value", "")))
    return text, dct.get("value", ""), spans


def _walk(node: ElementTree.Element) -> Iterator[ElementTree.Element | str]:
    yield node
    yield node.text or ""
    for child in node:
        yield from _walk(child)
        yield child.tail or ""


def part(path: Path) -> str:
    if path.parent.name == "AQUAINT":
        return "AQUAINT"
    return "TimeBank, held out" if hashlib.sha256(path.name.encode()).digest()[0] % 2 else "TimeBank, looked at"


def pairs(gold: list[Gold], found: tuple[Timex, ...]) -> list[tuple[Gold, Timex]]:
    """Overlapping ones, each once, the longest overlaps first."""
    both = [(min(g[1], f.span[1]) - max(g[0], f.span[0]), i, j) for i, g in enumerate(gold) for j, f in enumerate(found)]
    mine: set[int] = set()
    theirs: set[int] = set()
    out = []
    for size, i, j in sorted(both, reverse=True):
        if size > 0 and i not in mine and j not in theirs:
            mine.add(i)
            theirs.add(j)
            out.append((gold[i], found[j]))
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--errors", type=int, default=0, help="print so many errors of the parts that may be looked at")
    args = parser.parse_args()
    counts: dict[str, Counter[str]] = {name: Counter() for name in PARTS}
    wrong: list[str] = []
    spent = words = 0.0
    for path in sorted((args.shared / "data/times/TBAQ-cleaned").glob("*/*.tml")):
        text, dct, gold = document(path)
        begun = time.process_time()
        found = timexes(text, dct)
        spent += time.process_time() - begun
        words += len(text.split())
        both = pairs(gold, found)
        for name in (part(path), "all"):
            c = counts[name]
            c["gold"] += len(gold)
            c["found"] += len(found)
            c["span"] += len(both)
            c["value"] += sum(g[3] == f.value for g, f in both)
            c["value, however written"] += sum(plain(g[3]) == plain(f.value) for g, f in both)
            c["type"] += sum(g[2] == f.type for g, f in both)
        if "held" not in part(path):
            wrong += errors(path.stem, dct, text, gold, found, both)
    for name, c in counts.items():
        shown = "  ".join(f"{k} F1 {2 * c[k] / (c['gold'] + c['found']):.3f}" for k in ("span", "type", "value", "value, however written"))
        recall, precision = c["span"] / c["gold"], c["span"] / c["found"]
        print(f"{name:20} {shown}  (span P {precision:.3f} R {recall:.3f}, {c['gold']} annotated)")
    print(f"{1e6 * spent / words:.1f} us/word")
    step = max(1, len(wrong) // max(1, args.errors))
    print("\n".join(wrong[::step][: args.errors]))


def plain(value: str) -> str:
    """The annotators write one date in several ways: "2000-W2", "1949-XX", "199X"."""
    value = re.sub(r"W(\d)$", r"W0\1", value)
    return re.sub(r"(?:-XX)+$", "", re.sub(r"^(\d{3})X$", r"\1", value))


def errors(name: str, dct: str, text: str, gold: list[Gold], found: tuple[Timex, ...], both: list[tuple[Gold, Timex]]) -> list[str]:
    hit, taken = {g[0] for g, _ in both}, {f.span for _, f in both}

    def near(start: int, end: int) -> str:
        return f"{text[max(0, start - 40) : start]}[{text[start:end]}]{text[end : end + 25]}".replace("\n", " ")

    out = [f"value  {dct} {g[3]} {f.value}  {near(*f.span)}" for g, f in both if g[3] != f.value]
    out += [f"missed {dct} {g[2]} {g[3]}  {near(g[0], g[1])}" for g in gold if g[0] not in hit]
    out += [f"extra  {dct} {f.type} {f.value}  {near(*f.span)}" for f in found if f.span not in taken]
    return [f"{name} {line}" for line in out]


if __name__ == "__main__":
    main()
