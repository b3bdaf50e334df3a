"""What speakers are: `python -m benchmarks.bench_roles [--shared ../shared] [--errors]`.

Persons that speak in the ledger's train articles, drawn with a fixed seed: `seen` (60), on which the rules were mended after the
answers were written, and `unseen` (50). One reader answered, with the package's answer beside the article. A kept answer holds
article, speaker and the role in the article's words, or null where it gives none. The package gets the annotated spans. A role is
right where the words are the same, `short` where it is a part of the right one, `missing` where it has none, else wrong; rows whose
speaker the package does not find have no say. `--errors` prints what is not right.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

from benchmarks.bench_speakers import article_of, load
from reportedly.speakers import resolve

OUTCOMES = ("right", "short", "missing", "wrong", "other speaker")


def judged(want: str | None, got: str | None) -> str:
    """One of OUTCOMES, for a speaker that was found."""
    one, other = (" ".join((w or "").casefold().split()) for w in (want, got))
    if one == other:
        return "right"
    return "missing" if not other else "short" if other in one else "wrong"


def measure(pages: dict[str, dict], kept: list[dict], tools: object, errors: bool) -> Counter[str]:
    """How many answers have which outcome."""
    counts: Counter[str] = Counter()
    for asked in kept:
        page = pages[asked["id"]]
        rows = resolve(*article_of(page))
        row = next(r for r, a in zip(rows, page["attributions"], strict=True) if a["speaker"] == asked["speaker"])
        found = tools.same_name(asked["speaker"], row.speaker)
        outcome = judged(asked["role"], row.role) if found else "other speaker"
        counts[outcome] += 1
        if errors and outcome != "right":
            print(f"{asked['id']}\t{asked['speaker']}\t{outcome}\t{asked['role']!r} -> {row.role!r} ({row.speaker})")
    return counts


def main() -> None:
    """Print the counts of both samples."""
    import sys

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--errors", action="store_true")
    args = parser.parse_args()
    sys.path.insert(0, str(args.shared / "tools"))
    import score_ledger

    pages = {p["id"]: p for p in load(args.shared / "data/ledger/train")}
    for name, kept in json.loads(Path(__file__).with_name("roles.json").read_text("utf8")).items():
        counts = measure(pages, kept, score_ledger, args.errors)
        asked = sum(counts.values()) - counts["other speaker"]
        print(f"{name} ({len(kept)}): right {counts['right'] / asked:.2f}  " + "  ".join(f"{o} {counts[o]}" for o in OUTCOMES))


if __name__ == "__main__":
    main()
