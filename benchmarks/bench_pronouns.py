"""Who "he" and "the senator" are: `python -m benchmarks.bench_pronouns [--shared ../shared] [--errors]`.

PolNeAR development rows whose source is a pronoun or describes a person without a name: 100 of them, drawn with a fixed seed (75
pronouns, 25 descriptions), answered by reading the articles before the package was asked; rules were mended on them afterwards.
`pronouns_unseen.json` has 50 others, answered after that; nothing was mended on them. A file holds article, offsets of the source
and the answer: a name, or null where the article names nobody. The package gets the annotated spans of the whole article. Each row
is right, a wrong name (where none or another is right) or left as written (or given another description without a name); names
compare as score_ledger.py compares them, and how many are right only by the surname is told. `--errors` prints the rows that are
not right, `--draw NAME` a sample without answers.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.bench_speakers import ROLES, parents
from benchmarks.ledger_rows import paragraphs
from benchmarks.polnear_rows import articles, kind
from reportedly.model import Article, Attribution
from reportedly.speakers import lexicon, resolve
from reportedly.speakers.source import phrase, pronoun

SAMPLES = {"pronouns": {"pronoun": 75, "description": 25}, "pronouns_unseen": {"pronoun": 38, "description": 12}}
"""Name of the sample -> how many of each sort; a later sample leaves out what an earlier one holds."""
SEED = 20161108
SURE = re.compile(r"(?:the|an?|this|that|his|her|their|my|our|one|another)\b", re.IGNORECASE)
# People that the package's own lists of roles lack, so that the sample does not only hold what it knows. Source: written by hand.
PEOPLE = frozenset(
    [
        "announcer",
        "narrator",
        "questioner",
        "caller",
        "reader",
        "viewer",
        "taxpayer",
        "senior",
        "junior",
        "ex-wife",
        "ex-husband",
        "wife",
        "husband",
        "mother",
        "father",
        "son",
        "daughter",
        "brother",
        "sister",
        "friend",
        "colleague",
        "neighbor",
        "stranger",
        "man",
        "woman",
        "person",
        "guy",
        "opponent",
        "rival",
        "challenger",
        "incumbent",
    ]
)
OUTCOMES = ("right", "wrong name", "left as written")


@dataclass(frozen=True, slots=True)
class Asked:
    """One source of the sample: its article's id, its offsets, "pronoun" or "description"."""

    id: str
    source: tuple[int, int]
    sort: str


def sort_of(source: str) -> str | None:
    """ "pronoun", "description" (of one person, no name in it) or None for any other source."""
    if pronoun(source) not in (None, "one"):
        return "pronoun"
    if not SURE.match(source):
        return None
    named = [w for w in re.findall(r"[A-Z][\w.’'-]*", source)[source[:1].isupper() :] if not _common(w)]
    head = phrase(re.sub(r"^(?:his|her|their|my|our|one|another) ", "", source, flags=re.IGNORECASE)).head
    person = head in lexicon.roles() or head in PEOPLE or head.endswith("ologist")
    return "description" if person and not named and not head.endswith("s") else None


def _common(word: str) -> bool:
    return word.lower() in lexicon.roles() or lexicon.country(word.rstrip(".")) is not None or word == "U.S."


def answers(name: str) -> list[dict]:
    """The kept answers of one sample."""
    return json.loads(Path(__file__).with_name(f"{name}.json").read_text("utf8"))


def draw(pages: list[dict], name: str) -> list[Asked]:
    """One sample, in the order of the articles and their texts."""
    found: dict[str, list[Asked]] = {sort: [] for sort in SAMPLES[name]}
    for page in pages:
        for start, end in sorted({tuple(r["source"][0]) for r in page["attributions"] if len(r["source"]) == 1}):
            sort = sort_of(page["text"][start:end])
            if sort:
                found[sort].append(Asked(page["id"], (start, end), sort))
    taken: set[Asked] = set()
    for number, sizes in enumerate(SAMPLES.values()):
        chosen = set()
        for sort, size in sizes.items():
            chosen |= set(random.Random(SEED + number).sample([a for a in found[sort] if a not in taken], size))
        if sizes is SAMPLES[name]:
            break
        taken |= chosen
    return [a for page in pages for a in sorted(chosen, key=lambda a: a.source) if a.id == page["id"]]


def article_of(page: dict) -> tuple[Article, list[Attribution]]:
    """A PolNeAR article as the speakers' room takes it; nesting is read off the spans."""
    rows, text = page["attributions"], page["text"]
    above = parents(rows)
    made = [
        Attribution(r["id"], *(tuple((s, e) for s, e in r[role]) for role in ROLES), kind=kind(text, r["content"]), parent=above[r["id"]])
        for r in rows
    ]
    return Article(page["id"], text, paragraphs(text), outlet=page["publisher"]), made


def judged(want: str | None, got: str | None, source: str, same: Callable[[str, str], bool]) -> str:
    """One of OUTCOMES. What begins with a small letter or repeats the source is no name, whoever it describes."""
    named = got is not None and got[:1].isupper() and got.casefold() != phrase(source).words.casefold()
    if want is None:
        return "wrong name" if named else "right"
    if got is not None and same(want, got):
        return "right"
    return "wrong name" if named else "left as written"


def measure(pages: list[dict], kept: list[dict], same: Callable[[str, str], bool], errors: bool) -> dict[str, Counter[str]]:
    """Counts of the outcomes, for each sort of source."""
    wanted = {(a["id"], tuple(a["source"])): a["speaker"] for a in kept}
    counts: dict[str, Counter[str]] = {sort: Counter() for sort in ("pronoun", "description")}
    for page in pages:
        if all(page["id"] != article for article, _ in wanted):
            continue
        article, rows = article_of(page)
        first = {r.source[0]: r for r in reversed(resolve(article, rows)) if len(r.source) == 1}
        for (name, span), want in wanted.items():
            if name == page["id"]:
                source, got = article.words((span,)), first[span].speaker
                outcome = judged(want, got, source, same)
                counts[sort_of(source) or ""][outcome] += 1
                counts[sort_of(source) or ""]["namesake"] += outcome == "right" and namesake(want, got)
                if errors and outcome != "right":
                    rule = next(w.rule for w in first[span].why if w.field == "speaker")
                    print(f"{name}\t{span[0]}\t{source!r}\t{outcome}\t{want} -> {got}\t{rule}")
    return counts


def namesake(want: str | None, got: str | None) -> bool:
    """Whether the surname agrees and the first name does not: score_ledger.py takes one Clinton for the other."""
    one, other = (want or "").split(), (got or "").split()
    return len(one) > 1 and len(other) > 1 and one[-1] == other[-1] and one[0] != other[0]


def told(name: str, counts: Counter[str]) -> str:
    """One line of figures."""
    size = sum(counts[o] for o in OUTCOMES)
    parts = [f"{outcome} {counts[outcome]} ({counts[outcome] / max(1, size):.2f})" for outcome in OUTCOMES]
    return f"{name} ({size}): " + "  ".join(parts) + f"  right only by surname {counts['namesake']}"


def main() -> None:
    """Print the figures, for all rows and for each sort."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--draw", choices=SAMPLES)
    args = parser.parse_args()
    sys.path.insert(0, str(args.shared / "tools"))
    import score_ledger

    pages = articles(args.shared)
    if args.draw:
        print(json.dumps([{"id": a.id, "source": a.source, "sort": a.sort} for a in draw(pages, args.draw)]))
        return
    for sample in SAMPLES:
        print(sample)
        counts = measure(pages, answers(sample), score_ledger.same_name, args.errors)
        for name, some in {"all": sum(counts.values(), Counter()), **counts}.items():
            print(" ", told(name, some))


if __name__ == "__main__":
    main()
