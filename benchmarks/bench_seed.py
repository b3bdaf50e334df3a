"""The seed page's gold rows beside what is read: `python -m benchmarks.bench_seed [--shared ../shared] [--page seed]`.

Reads `seed.txt` with its publication date through the command line's reader and prints, for each gold row, the row that matches it
by content (word overlap of at least a half) and which of speaker, chain, said and commitment agree by score_ledger.py's rules.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from reportedly import Reader

FIELDS = ("speaker", "chain", "said", "commitment")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--page", default="seed", help="name of a page of the ledger's gold")
    args = parser.parse_args()
    sys.path.insert(0, str(args.shared / "tools"))
    import score_ledger

    folder = args.shared / "data/ledger"
    gold = json.loads((folder / f"gold/{args.page}.json").read_text("utf8"))
    page = next((folder / "pages").glob(f"{args.page}.*"))
    article = Reader().read(page, published=gold["published"] if page.suffix == ".txt" else None).to_json()
    right = 0
    for want, got in matched(gold, article, score_ledger):
        words = gold["text"][want["content"][0][0] : want["content"][-1][1]].replace("\n", " ")
        wrong = [f for f in FIELDS if got is None or not agree(f, want, got, score_ledger)]
        right += not wrong
        head = " | ".join((want["speaker"] or "nobody", " > ".join(want["chain"]), want["said"] or "-", want["commitment"]))
        print("-- " if wrong else "ok ", f"{want['id']:4}", head)
        print(f"         {words[:110]}")
        for field in wrong:
            print(f"         {field}: {got[field] if got else 'row not found'}")
            if got is None:
                break
    print(f"{right} of {len(gold['attributions'])} gold rows are read with speaker, chain, date and commitment right")


def agree(field: str, want: dict, got: dict, tools: object) -> bool:
    if field == "speaker":
        return tools.same_name(want[field], got[field])
    if field == "chain":
        return tools.same_chain(want[field], got[field])
    return (want[field] or None) == (got[field] or None)


def matched(gold: dict, article: dict, tools: object) -> list[tuple[dict, dict | None]]:
    theirs, mine = tools.words(gold["text"]), tools.words(article["text"])
    places = tools.align(mine, theirs)

    def cover(row: dict, role: str) -> set:
        return {places.get(i, ("x", i)) for i in tools.cover(mine, row[role])}

    rows = article["attributions"]
    want = [{r: tools.cover(theirs, a[r]) for r in tools.ROLES} for a in gold["attributions"]]
    got = [{r: cover(a, r) for r in tools.ROLES} for a in rows]

    def score(i: int, j: int) -> float:
        content = tools.iou(want[i]["content"], got[j]["content"])
        return content + 0.5 * tools.iou(want[i]["source"], got[j]["source"]) if content >= 0.5 else 0.0

    pairs = dict(tools.best_pairs(len(want), len(got), score))
    return [(a, rows[pairs[i]] if i in pairs else None) for i, a in enumerate(gold["attributions"])]


if __name__ == "__main__":
    main()
