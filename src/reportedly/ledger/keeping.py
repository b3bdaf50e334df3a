"""A page into the tables: its bytes, its article, its rows, and what changed from the version before."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from sqlalchemy import Connection, Table, delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from reportedly.claims.cells import HELD, Cells
from reportedly.claims.values import Evidence
from reportedly.ledger import coding
from reportedly.ledger.schema import EVIDENCE, KEY, KEY_COUNT, PAGE, RELAY, ROW, SPEAKER
from reportedly.model import Article, Attribution

_MANY = 400
"""Values in one statement: SQLite takes 32,766 parameters, and long lists are slow to plan."""


@dataclass(frozen=True, slots=True)
class Added:
    """What `add` did: a `new` page, another `version` of one, or `kept` because the very bytes are there already."""

    article: str
    version: int
    outcome: Literal["new", "version", "kept"]
    rows: int
    changes: dict[str, list[str]]


def already(connection: Connection, article: str, sha256: str) -> Added | None:
    """The version that holds these bytes, if one does."""
    found = connection.execute(select(PAGE).where(PAGE.c.article == article, PAGE.c.sha256 == sha256)).mappings().first()
    return Added(article, found["version"], "kept", 0, json.loads(found["changes"])) if found else None


def same_page(connection: Connection, article: Article) -> str:
    """The id under which a page of this address or id is kept, so that a changed page is a version of it and no second page."""
    if article.url:
        found = connection.execute(select(PAGE.c.article).where(PAGE.c.url == article.url).order_by(PAGE.c.id).limit(1)).scalar()
        if found:
            return str(found)
    return article.id


def keep(connection: Connection, article: Article, original: bytes, fetched: str | None) -> tuple[int, Added]:
    """Write one version; the one before is no longer current. The page's id in the table, and what was done."""
    before = (
        connection.execute(select(PAGE).where(PAGE.c.article == article.id).order_by(PAGE.c.version.desc()).limit(1)).mappings().first()
    )
    changes = _changes(coding.article_of(before["body"]), article) if before else {}
    version = before["version"] + 1 if before else 1
    if before:
        connection.execute(update(PAGE).where(PAGE.c.article == article.id).values(current=0))
    values: dict[str, Any] = {
        "article": article.id,
        "version": version,
        "current": 1,
        "url": coding.plain(article.url),
        "outlet": coding.plain(article.outlet),
        "outlet_key": coding.folded(article.outlet) if article.outlet else None,
        "headline": coding.plain(article.headline),
        "published": article.published,
        "sha256": hashlib.sha256(original).hexdigest(),
        "fetched": fetched or coding.now(),
        "original": zlib.compress(original, 6),
        "body": coding.article_json(article),
        "changes": json.dumps(changes),
    }
    page = written(connection, PAGE, [values])[0]
    return page, Added(article.id, version, "version" if before else "new", len(article.attributions), changes)


def version_before(connection: Connection, article: str, version: int) -> int:
    """The id, in the table, of the version before this one."""
    return int(connection.execute(select(PAGE.c.id).where(PAGE.c.article == article, PAGE.c.version == version - 1)).scalar_one())


def _changes(old: Article, new: Article) -> dict[str, list[str]]:
    """Rows by their words: those that came, those that went, and those whose values changed."""
    was = {coding.words_of(old, r): r for r in old.attributions}
    now = {coding.words_of(new, r): r for r in new.attributions}
    return {
        "added": [r.id for w, r in now.items() if w not in was],
        "removed": [w for w in was if w not in now],
        "changed": [r.id for w, r in now.items() if w in was and _values(was[w]) != _values(r)],
        "text": ["changed"] if old.text != new.text else [],
    }


def _values(row: Attribution) -> tuple[object, ...]:
    return row.speaker, row.chain, row.said, row.commitment


def speakers(connection: Connection, names: Sequence[str]) -> dict[str, int]:
    """Ids of the names, those not known yet written down."""
    keys = {coding.folded(n): n for n in reversed(names)}
    found: dict[str, int] = {}
    for part in parts(list(keys)):
        found |= {k: i for i, k in connection.execute(select(SPEAKER.c.id, SPEAKER.c.name_key).where(SPEAKER.c.name_key.in_(part)))}
    fresh = sorted(keys.keys() - found.keys())
    made = written(connection, SPEAKER, [{"name": coding.plain(keys[key]), "name_key": key} for key in fresh])
    found |= dict(zip(fresh, made, strict=True))
    return {name: found[coding.folded(name)] for name in names}


def written(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> list[int]:
    """Insert rows into a table with an `id`; their ids, in the order of the rows."""
    if not rows:
        return []
    return list(connection.execute(insert(table).returning(table.c.id, sort_by_parameter_order=True), rows).scalars())


def parts(values: list[Any]) -> list[list[Any]]:
    """A list in pieces that one statement takes."""
    return [values[k : k + _MANY] for k in range(0, len(values), _MANY)]


def keep_rows(connection: Connection, page: int, article: Article) -> dict[str, tuple[int, str]]:
    """Write the rows and their relays: ref -> (id, mark)."""
    names = list(dict.fromkeys(n for r in article.attributions for n in ((r.speaker,) if r.speaker else ()) + r.chain if n))
    ids = speakers(connection, names)
    rows = [_row(page, article, row, ids) for row in article.attributions]
    made = written(connection, ROW, rows)
    relays = []
    for row, id in zip(article.attributions, made, strict=True):
        via = row.chain[1:] if row.speaker else row.chain
        relays += [{"row": id, "place": k, "speaker": ids[name]} for k, name in enumerate(via) if name]
    if relays:
        connection.execute(insert(RELAY), relays)
    return {row["ref"]: (id, row["mark"]) for row, id in zip(rows, made, strict=True)}


def _row(page: int, article: Article, row: Attribution, speakers: dict[str, int]) -> dict[str, Any]:
    words = coding.words_of(article, row)
    return {
        "page": page,
        "ref": f"{article.id}#{row.id}",
        "mark": coding.mark(article.id, words),
        "speaker": speakers[row.speaker] if row.speaker else None,
        "said": row.said,
        "commitment": row.commitment,
        "confidence": row.confidence,
        "words": coding.plain(words),
    }


def drop_rows(connection: Connection, article: str) -> dict[str, int]:
    """Take out an older version's rows and evidence: mark -> the evidence's id, which a later version may take over."""
    pages = select(PAGE.c.id).where(PAGE.c.article == article)
    held = select(EVIDENCE.c.id, EVIDENCE.c.mark).join(ROW, ROW.c.id == EVIDENCE.c.row).where(ROW.c.page.in_(pages))
    found = {m: i for i, m in connection.execute(held)}
    forget_keys(connection, list(found.values()))
    connection.execute(delete(EVIDENCE).where(EVIDENCE.c.id.in_(list(found.values()))))
    connection.execute(delete(ROW).where(ROW.c.page.in_(pages)))
    return found


def forget_keys(connection: Connection, ids: list[int]) -> None:
    """Take evidence's keys out of the index and its counts."""
    for part in parts(ids):
        counts = select(KEY.c.word, func.count()).where(KEY.c.evidence.in_(part)).group_by(KEY.c.word)
        for word, number in connection.execute(counts).all():
            connection.execute(update(KEY_COUNT).where(KEY_COUNT.c.word == word).values(number=KEY_COUNT.c.number - number))
        connection.execute(delete(KEY).where(KEY.c.evidence.in_(part)))


def keep_evidence(
    connection: Connection, found: Sequence[Evidence], rows: dict[str, tuple[int, str]], earlier: dict[str, int], cells: Cells
) -> dict[str, int]:
    """Write evidence with its keys and its vector's cells; words that an earlier version had too keep their evidence's id. ref -> id."""
    ids: dict[str, int] = {}
    again: list[dict[str, Any]] = []
    fresh: list[dict[str, Any]] = []
    for one in found:
        row, named = rows[one.ref]
        columns = {"row": row, "mark": named, **coding.evidence_columns(one)}
        taken = earlier.pop(named, None)
        if taken is None:
            fresh.append(columns)
        else:
            again.append({"id": taken, **columns})
            ids[one.ref] = taken
    # Those whose id is taken over come first, so that no new one gets it.
    if again:
        connection.execute(insert(EVIDENCE), again)
    ids |= dict(zip((c["ref"] for c in fresh), written(connection, EVIDENCE, fresh), strict=True))
    lying = cells.words(np.stack([one.vector for one in found]), HELD) if found else []
    keep_keys(connection, {ids[one.ref]: [*one.keys, *words] for one, words in zip(found, lying, strict=True)})
    return ids


def keep_keys(connection: Connection, keys: Mapping[int, Sequence[str]]) -> None:
    """Put evidence (its id -> words) into the index, and count the words."""
    rows = [{"word": w, "evidence": id} for id, words in keys.items() for w in dict.fromkeys(words)]
    if rows:
        connection.execute(insert(KEY), rows)
        _count(connection, Counter(str(row["word"]) for row in rows))


def _count(connection: Connection, told: Counter[str]) -> None:
    made = (sqlite if connection.dialect.name == "sqlite" else postgresql).insert(KEY_COUNT)
    raised = made.on_conflict_do_update(index_elements=["word"], set_={"number": KEY_COUNT.c.number + made.excluded.number})
    # In the order of the words, so that two writers would never wait for each other crosswise.
    connection.execute(raised, [{"word": w, "number": n} for w, n in sorted(told.items())])
