"""Values -> what the columns hold, and back."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reportedly.claims.values import DIMENSIONS, Evidence
from reportedly.model import JOINT, Article, Attribution, Author, Caption, Reason, Related, Span, TimeMention
from reportedly.reasons import explained

_SETS = ("names", "numbers", "dates")
_ARRAYS = {"vector": "<f2", "sketch": "<u4", "page_sketch": "<u4"}
"""Vectors are kept at half precision: cosines then differ by less than 0.001."""
VECTOR_BYTES = 2 * DIMENSIONS


def now() -> str:
    """This moment, ISO 8601 in UTC with microseconds, so that moments sort as text."""
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def plain(words: str | None) -> str | None:
    """Words as both databases take them: without NUL, and with a mark for half a surrogate pair, which broken pages hold."""
    return None if words is None else words.replace("\0", "").encode("utf8", "replace").decode("utf8")


def folded(name: str) -> str:
    """A name as it is compared: small letters, single spaces, no article in front."""
    return re.sub(r"^(?:the|an?) ", "", " ".join((plain(name) or "").casefold().split()))


def mark(article: str, words: str) -> str:
    """What names a row's words in whatever version of the page they stand: 20 hexadecimal digits."""
    return hashlib.sha256(f"{article}\0{folded(words)}".encode("utf8", "surrogatepass")).hexdigest()[:20]


def words_of(article: Article, row: Attribution) -> str:
    """A row's content as one string."""
    return article.words(row.content, JOINT)


def article_json(article: Article) -> str:
    """The article with its reasons as JSON text. A surrogate that a broken page holds is escaped, as databases take none."""
    return json.dumps({**explained(article), "origin_map": article.origin_map}, ensure_ascii=True)


def article_of(body: str, rows: Collection[str] | None = None) -> Article:
    """The article that `article_json` wrote; `rows`: only those of its attributions, and nothing that is behind them, since reading all
    takes most of the time."""
    told = json.loads(body) if rows is None else _some_of(body, rows)
    return Article(
        id=told["id"],
        text=told["text"],
        paragraphs=_spans(told["paragraphs"]),
        url=told["url"],
        outlet=told["outlet"],
        headline=told["headline"],
        section=tuple(told["section"]),
        authors=tuple(Author(**a) for a in told["authors"]),
        published=told["published"],
        published_from=told["published_from"],
        modified=told["modified"],
        language=told["language"],
        captions=tuple(Caption(**c) for c in told["captions"]),
        related=tuple(Related(**r) for r in told["related"]),
        attributions=tuple(_row(a) for a in told["attributions"]),
        origin_map=tuple((mine, theirs, size) for mine, theirs, size in told["origin_map"]),
    )


_BEFORE_ROWS = ', "attributions": ['
_DECODER = json.JSONDecoder()


def _some_of(body: str, rows: Collection[str]) -> dict[str, Any]:
    """The article's JSON with some of its attributions, each found by how it begins: within a string of JSON every quotation mark has a
    backslash before it, so that nothing in a page looks like that."""
    head, mark, _ = body.partition(_BEFORE_ROWS)
    if not mark:
        whole: dict[str, Any] = json.loads(body)
        return {**whole, "attributions": [a for a in whole["attributions"] if a["id"] in rows]}
    places = sorted(at for row in rows if (at := body.find(f'{{"id": {json.dumps(row)}, ', len(head))) > 0)
    told: dict[str, Any] = json.loads(head + "}")
    return {**told, "attributions": [_DECODER.raw_decode(body, at)[0] for at in places], "origin_map": ()}


def _row(told: dict[str, Any]) -> Attribution:
    plain: dict[str, Any] = {k: told[k] for k in ("kind", "speaker", "speaker_kind", "said", "commitment", "confidence", "parent")}
    spans: dict[str, Any] = {role: _spans(told[role]) for role in ("source", "cue", "content")}
    times = tuple(TimeMention((t["span"][0], t["span"][1]), t["value"]) for t in told["times"])
    why = tuple(Reason(r["field"], r["rule"], _spans(r["words"])) for r in told["why"])
    # Rows kept before roles were read have none.
    plain["role"] = told.get("role")
    return Attribution(id=told["id"], **spans, **plain, chain=tuple(told["chain"]), times=times, why=why)


def _spans(found: list[list[int]]) -> tuple[Span, ...]:
    return tuple((s, e) for s, e in found)


def evidence_columns(evidence: Evidence) -> dict[str, Any]:
    """The columns of a piece of evidence: the plain fields as JSON, the arrays as bytes."""
    plain = {name: getattr(evidence, name) for name in Evidence.__slots__ if name not in _ARRAYS and name != "ref"}
    told = {**plain, **{name: sorted(plain[name]) for name in _SETS}}
    arrays = {name: np.asarray(getattr(evidence, name)).astype(kind).tobytes() for name, kind in _ARRAYS.items()}
    return {"ref": evidence.ref, "told": json.dumps(told, ensure_ascii=True), **arrays}


def evidence_of(kept: Sequence[tuple[str, str, bytes, bytes, bytes]]) -> list[Evidence]:
    """The evidence that `evidence_columns` wrote, from its columns ref, told, vector, sketch, page_sketch; all at once, since vectors
    are scaled together."""
    scaled = vectors([vector for _, _, vector, _, _ in kept])
    return [_evidence(columns, vector) for columns, vector in zip(kept, scaled, strict=True)]


def _evidence(columns: tuple[str, str, bytes, bytes, bytes], vector: NDArray[np.float32]) -> Evidence:
    ref, told, _, sketch, page_sketch = columns
    values = json.loads(told)
    for name in _SETS:
        values[name] = frozenset(values[name])
    values["chain"], values["keys"] = tuple(values["chain"]), tuple(values["keys"])
    sketches = np.frombuffer(sketch, _ARRAYS["sketch"]), np.frombuffer(page_sketch, _ARRAYS["page_sketch"])
    return Evidence(ref=ref, **values, vector=vector, sketch=sketches[0], page_sketch=sketches[1])


def vectors(kept: Sequence[bytes | None]) -> NDArray[np.float32]:
    """[n, DIMENSIONS] float32 of length one from kept vectors; zeros for None."""
    blank = bytes(VECTOR_BYTES)
    found = np.frombuffer(b"".join(v or blank for v in kept), _ARRAYS["vector"]).astype(np.float32).reshape(-1, DIMENSIONS)
    return np.asarray(found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-9), np.float32)
