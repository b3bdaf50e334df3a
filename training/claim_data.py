"""Pairs of propositions with their relation, from the ledger's threads, MSRP, ECB+ and the invented opposites.

A thread says which rows are on its side and which deny it. The relation of two propositions is not that: who denies "he fled" and who
affirms it carry one proposition. So a row's proposition stands to its thread's as its side does, turned where its commitment is "denies".
"""

from __future__ import annotations

import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np

from reportedly import times
from reportedly.claims.embedder import Embedder
from reportedly.claims.evidence import from_article, from_sentences
from reportedly.claims.features import NAMES, Pairs
from reportedly.claims.shortlist import worth_comparing
from reportedly.claims.values import Evidence
from reportedly.model import Article, Attribution

FOLDS = 4
NEAR = 12
"""Nearest rows of other stories that a row is paired with."""
LABELS = ("same", "opposite", "different")


@dataclass
class Set:
    """Features [n, len(NAMES)], labels [n] as places in LABELS, weights [n], the group that stays together in cross-validation, names."""

    x: np.ndarray
    y: np.ndarray
    weight: np.ndarray
    group: np.ndarray
    names: list[tuple[str, str]]

    def where(self, mask: np.ndarray) -> Set:
        return Set(self.x[mask], self.y[mask], self.weight[mask], self.group[mask], [n for n, m in zip(self.names, mask, strict=True) if m])


def joined(sets: Sequence[Set]) -> Set:
    parts = [np.concatenate([getattr(s, name) for s in sets]) for name in ("x", "y", "weight", "group")]
    return Set(*parts, [n for s in sets for n in s.names])


def collect(rows: list[tuple[np.ndarray, int, float, str, tuple[str, str]]]) -> Set:
    x = np.stack([r[0] for r in rows]) if rows else np.zeros((0, len(NAMES)), np.float32)
    return Set(x, np.array([r[1] for r in rows]), np.array([r[2] for r in rows]), np.array([r[3] for r in rows]), [r[4] for r in rows])


def gold_article(path: Path) -> Article:
    """An annotated file as an article whose rows are the annotator's."""
    data = json.loads(path.read_text("utf8"))
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", data["text"])]
    about = {name: data.get(name) for name in ("outlet", "published", "url")}
    article = Article(id=data["id"], text=data["text"], paragraphs=tuple(lines), **about)
    rows = with_parents([_row(a) for a in data["attributions"]])
    dated = times.date_rows(article, rows)
    return replace(article, attributions=tuple(replace(d, said=r.said) for d, r in zip(dated, rows, strict=True)))


def _row(a: dict[str, Any]) -> Attribution:
    source, cue, content = (tuple((s, e) for s, e in a[role]) for role in ("source", "cue", "content"))
    told = {name: a[name] for name in ("kind", "speaker", "speaker_kind", "said", "commitment")}
    return Attribution(a["id"], source, cue, content, chain=tuple(a["chain"]), confidence=1.0, **told)


def with_parents(rows: Sequence[Attribution]) -> list[Attribution]:
    out = []
    for row in rows:
        spans = (*row.source, *row.cue, *row.content)
        around = [o for o in rows if o.id != row.id and all(any(s <= a and b <= e for s, e in o.content) for a, b in spans)]
        out.append(replace(row, parent=min(around, key=lambda o: sum(e - s for s, e in o.content)).id) if around else row)
    return out


def stories(folder: Path) -> dict[str, tuple[list[Path], list[dict[str, Any]]]]:
    """Story -> its article files and threads."""
    found: dict[str, tuple[list[Path], list[dict[str, Any]]]] = {}
    for path in sorted(folder.glob("*.threads.json")):
        data = json.loads(path.read_text("utf8"))
        found[data["story"]] = ([], data["threads"])
    for path in sorted(folder.glob("*.json")):
        if not path.name.endswith(".threads.json"):
            found.setdefault(json.loads(path.read_text("utf8"))["story"], ([], []))[0].append(path)
    return {s: v for s, v in found.items() if v[0] and v[1]}


def ledger(folder: Path, embedders: dict[str, Embedder]) -> Set:
    """All pairs worth comparing of each story's rows, read by the story's embedder."""
    pairs, rows = Pairs(next(iter(embedders.values())).tokenizer), []
    for story, (paths, threads) in stories(folder).items():
        evidence = [e for p in paths for e in from_article(gold_article(p), embedders[story])]
        rows += list(_story(story, evidence, threads, pairs))
    return collect(rows)


def _story(
    story: str, evidence: list[Evidence], threads: list[dict[str, Any]], pairs: Pairs
) -> Iterator[tuple[np.ndarray, int, float, str, tuple[str, str]]]:
    sides: dict[str, dict[str, int]] = defaultdict(dict)
    for thread in threads:
        for side, refs in ((1, thread["supports"]), (-1, thread["denies"])):
            for ref in refs:
                sides[ref][thread["id"]] = side
    for one, other in combinations(evidence, 2):
        common = sides[one.ref].keys() & sides[other.ref].keys()
        if not worth_comparing(one, other):
            continue
        turned = [sides[one.ref][t] * sides[other.ref][t] * _turn(one) * _turn(other) for t in sorted(common)]
        label = 2 if not common else 0 if sum(turned) >= 0 else 1
        listed = bool(sides[one.ref]) + bool(sides[other.ref])
        weight = 1.0 if listed else 0.5 if one.article != other.article else 0.2
        yield pairs.features(one, [other])[0], label, weight, story, (one.ref, other.ref)


def strangers(folder: Path, encoders: Path, near: int = NEAR) -> Set:
    """Pairs of rows of two stories, the `near` nearest of each row: what a ledger of many stories is full of, all different.

    Both stories are of one fold and are read by the encoder that has seen neither; the group is the fold's name.
    """
    found, known = [], stories(folder)
    for number, part in enumerate(folds(list(known), FOLDS)):
        embedder = Embedder(encoders / f"fold{number}")
        pairs = Pairs(embedder.tokenizer)
        told = [(s, e) for s in part for p in known[s][0] for e in from_article(gold_article(p), embedder)]
        cosines = np.stack([e.vector for _, e in told])
        cosines = cosines @ cosines.T
        done: set[tuple[int, int]] = set()
        for here, (story, one) in enumerate(told):
            others = [
                k for k in np.argsort(-cosines[here], kind="stable").tolist() if told[k][0] != story and worth_comparing(one, told[k][1])
            ]
            for k in others[:near]:
                pair = min(here, k), max(here, k)
                if pair not in done:
                    done.add(pair)
                    other = told[k][1]
                    found.append((pairs.features(one, [other])[0], 2, 1.0, f"fold{number}", (one.ref, other.ref)))
    return collect(found)


def _turn(evidence: Evidence) -> int:
    return -1 if evidence.commitment == "denies" else 1


def crossed_embedders(folder: Path, encoders: Path) -> dict[str, Embedder]:
    """Story -> the encoder of `encoders` ("fold0" ...) that was tuned without it."""
    known = list(stories(folder))
    return {s: e for k, part in enumerate(folds(known, FOLDS)) for e in [Embedder(encoders / f"fold{k}")] for s in part}


def msrp(file: Path, embedder: Embedder, start: int = 1001) -> Set:
    """The paraphrase corpus from a line on (the encoder was tuned on those before): same or different; groups are blocks of the file."""
    lines = [line.split("\t") for line in file.read_text("utf-8-sig").splitlines()[start:]]
    return _sentences([(a[3], a[4], 0 if a[0] == "1" else 2, f"msrp{k // 50}") for k, a in enumerate(lines) if len(a) == 5], embedder)


def opposites(file: Path, embedder: Embedder, split: str) -> Set:
    """The invented pairs of one split, grouped by family."""
    rows = [r for r in csv.DictReader(file.open(encoding="utf8"), delimiter="\t") if r["split"] == split]
    return _sentences([(r["one"], r["other"], LABELS.index(r["label"]), r["family"]) for r in rows], embedder)


def _sentences(rows: list[tuple[str, str, int, str]], embedder: Embedder, weights: Sequence[float] | None = None) -> Set:
    pairs = Pairs(embedder.tokenizer)
    texts = sorted({t for r in rows for t in r[:2]})
    known = dict(zip(texts, from_sentences(texts, embedder), strict=True))
    found = []
    for k, (one, other, label, group) in enumerate(rows):
        weight = weights[k] if weights else 1.0
        found.append((pairs.features(known[one], [known[other]])[0], label, weight, group, (one, other)))
    return collect(found)


def ecbplus(folder: Path, embedder: Embedder, *, limit: int = 6000) -> Set:
    """Sentences of one topic's documents: same where a main event (the first or second action of each) corefers, else different.

    Only the sentences that the corpus's authors checked count. `limit` pairs are kept, evenly; topics are the groups.
    """
    chosen = _checked(folder / "ECBplus_coreference_sentences.csv")
    rows: list[tuple[str, str, int, str]] = []
    for topic in sorted({t for t, _ in chosen}, key=int):
        told = [
            s
            for (t, name), numbers in sorted(chosen.items())
            if t == topic
            for s in _events(folder / topic / f"{topic}_{name}.xml", numbers)
        ]
        for (doc, text, main, every), (doc2, text2, main2, every2) in combinations(told, 2):
            if doc == doc2 or not main or not main2:
                continue
            both = bool(main & main2)
            if both or not every & every2:
                rows.append((text, text2, 0 if both else 2, f"ecb{topic}"))
    same = [r for r in rows if r[2] == 0]
    different = [r for r in rows if r[2] == 2]
    half = limit // 2
    kept = [part[:: max(1, len(part) // half)][:half] for part in (same, different)]
    return _sentences([*kept[0], *kept[1]], embedder, [0.3] * (len(kept[0]) + len(kept[1])))


def _checked(file: Path) -> dict[tuple[str, str], set[str]]:
    chosen: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in csv.reader(file.open(encoding="utf8")):
        if row and row[0].isdigit():
            chosen[row[0], row[1]].add(row[2])
    return chosen


def _events(path: Path, numbers: set[str]) -> Iterator[tuple[str, str, frozenset[str], frozenset[str]]]:
    """Each sentence: document, text, its main events and all its events, as names of coreference chains."""
    if not path.exists():
        return
    root = ElementTree.parse(path).getroot()
    tokens = {t.get("t_id"): (t.get("sentence"), t.text or "") for t in root.iter("token")}
    chains = {source.get("m_id"): link.get("note") for link in root.iter("CROSS_DOC_COREF") for source in link.iter("source")}
    found: dict[str, list[str]] = defaultdict(list)
    for mark in root.find("Markables") or ():
        anchors = [a.get("t_id") for a in mark.iter("token_anchor")]
        if anchors and mark.tag.startswith(("ACTION", "NEG_ACTION")) and not mark.tag.endswith("REPORTING"):
            found[str(tokens[anchors[0]][0])].append(str(chains.get(mark.get("m_id"), "")))
    for number in sorted(numbers, key=lambda n: int(n) if n.isdigit() else 0):
        text = " ".join(w for s, w in tokens.values() if s == number)
        events = found.get(number, [])
        yield path.name, text, frozenset(e for e in events[:1] if e), frozenset(e for e in events if e)


def folds(groups: Sequence[str], count: int) -> list[list[str]]:
    """Groups dealt into `count` folds, the same for every benchmark: by a fixed shuffle."""
    order = sorted(set(groups))
    np.random.RandomState(0).shuffle(order)
    return [order[k::count] for k in range(count)]
