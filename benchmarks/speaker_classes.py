"""What is wrong with speakers and chains, by class: `python -m benchmarks.speaker_classes [--shared ../shared] [--set train]`.

Gold spans go in, as in bench_speakers; each wrong speaker and each wrong chain that has a relay is put into the first class that fits.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

from benchmarks.bench_speakers import article_of, load
from reportedly.model import Attribution
from reportedly.speakers import lexicon, resolve
from reportedly.speakers.source import phrase, pronoun


def speaker_class(source: str, want: dict, got: Attribution) -> str:
    """The class of a wrong speaker, by how its source is written and what it was made of."""
    which, said = pronoun(source), phrase(source)
    if not source:
        return "no source in the row"
    if which:
        return f"pronoun {'he, she' if which in {'he', 'she'} else 'they, it, we and others'}"
    if want["speaker"] is None:
        return "nobody is meant ('reports say')"
    if _land(want["speaker"]) and _land(got.speaker):
        return "a government under another of its names"
    if lexicon.noun_kind(said.head) == "document" or got.speaker_kind == "document":
        return "a document that stands for who published it, or another form of its description"
    if not want["speaker"][:1].isupper() or want["speaker_kind"] in {"group", "anonymous"}:
        return "a description, whose fuller form stands elsewhere or that ends elsewhere"
    if source[:1].isupper() and said.proper and not said.definite and not said.indefinite:
        return "a name: misspelled, cut or joined otherwise"
    if said.words.casefold() == (got.speaker or "").casefold():
        return "a description of somebody named, left as written"
    return "a description of somebody named, given another name"


def _land(name: str | None) -> bool:
    bare = (name or "").removeprefix("The ").removeprefix("the ")
    return all(lexicon.country(p) is not None or p in {"US", "UK"} for p in bare.split(" and "))


def chain_class(want: list[str], got: Attribution, same: object) -> str:
    """The class of a wrong chain whose gold has a relay, by the number of its links and which of them is wrong."""
    mine, theirs = list(got.chain), want
    if not same(theirs[0], got.speaker) and len(mine) == len(theirs) and all(map(same, mine[1:], theirs[1:])):
        return "relays right, origin wrong"
    if len(mine) < 2:
        return "no relay found" + ("" if same(theirs[0], got.speaker) else ", origin wrong too")
    if len(mine) < len(theirs):
        return "a relay is missing"
    if len(mine) > len(theirs):
        return "a relay too many"
    return "another relay"


def main() -> None:
    """Print the counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--set", choices=("train", "gold"), default="train")
    args = parser.parse_args()
    sys.path.insert(0, str(args.shared / "tools"))
    import score_ledger

    speakers: Counter[str] = Counter()
    relayed: Counter[str] = Counter()
    for page in load(args.shared / "data/ledger" / args.set):
        article, rows = article_of(page)
        for want, got in zip(page["attributions"], resolve(article, rows), strict=True):
            if not score_ledger.same_name(want["speaker"], got.speaker):
                speakers[speaker_class(article.words(got.source), want, got)] += 1
            if len(want["chain"]) > 1 and not score_ledger.same_chain(want["chain"], list(got.chain)):
                relayed[chain_class(want["chain"], got, score_ledger.same_name)] += 1
    for title, counts in (("speaker", speakers), ("relayed chains", relayed)):
        print(f"{title}: {counts.total()} wrong")
        for name, count in counts.most_common():
            print(f"  {count:4}  {name}")


if __name__ == "__main__":
    main()
