"""Any words at all: whatever a page holds, each format is written and read back."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from dataclasses import replace
from pathlib import Path

import duckdb
import feedparser
import networkx as nx
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly.export import Bundle, Review, export
from reportedly.export.text import encodable, xml
from reportedly.model import Article, Attribution
from tests.export.brat_check import check
from tests.export.samples import contested

# Everything, halves of surrogate pairs too, with more of what formats treat in ways of their own than chance would bring.
ODD = st.characters(categories=["Cc", "Cs", "Cf", "Zl", "Zp"]) | st.sampled_from("\"'\\<>&;#=\r\n\t%]{}")
WORDS = st.text(st.characters() | ODD, max_size=40)
LOOSE = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def articles(draw) -> Article:
    text = draw(WORDS) + "said"
    ends = sorted(draw(st.lists(st.integers(0, len(text)), min_size=4, max_size=4)))
    cut = [(ends[0], ends[1]), (ends[2], ends[3])]
    row = Attribution(
        id="a1",
        source=tuple(s for s in cut[:1] if s[0] < s[1]),
        cue=(),
        content=tuple(s for s in cut if s[0] < s[1]),
        speaker=draw(st.none() | WORDS),
        chain=tuple(draw(st.lists(WORDS, max_size=3))),
        said=draw(st.none() | WORDS),
    )
    head = {name: draw(st.none() | WORDS) for name in ("url", "outlet", "headline", "published")}
    return Article(id=draw(WORDS), text=text, paragraphs=(), attributions=(row,), **head)


def bytes_of(format: str, bundle: Bundle) -> bytes:
    out = io.BytesIO()
    export(bundle, format, out)
    return out.getvalue()


@LOOSE
@given(articles())
def test_tables(article):
    given = Bundle([article])
    assert json.loads(bytes_of("jsonl", given)) == article.to_json()
    (row,) = csv.DictReader(io.StringIO(bytes_of("csv", given).decode(), newline=""), strict=True)
    assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) for cell in row.values())
    with tempfile.TemporaryDirectory() as folder:
        export(given, "parquet", Path(folder) / "rows")
        ((content,),) = duckdb.sql(f"SELECT content FROM read_parquet('{folder}/rows')").fetchall()
    assert content == encodable(article.words(article.attributions[0].content))


@LOOSE
@given(articles())
def test_linked_data(article):
    given = Bundle([article])
    graph = rdflib.Graph().parse(data=bytes_of("prov", given), format="turtle")
    assert xml(article.words(article.attributions[0].content)) in {str(v) for v in graph.objects(None, rdflib.PROV.value)}
    for item in json.loads(bytes_of("annotation", given))["items"]:
        for target in item["target"] if isinstance(item["target"], list) else [item["target"]]:
            quote, position = target["selector"]
            assert quote["exact"] == encodable(article.text)[position["start"] : position["end"]]


@LOOSE
@given(articles())
def test_graph(article):
    graph = nx.read_gexf(io.BytesIO(bytes_of("gexf", Bundle([article]))), version="1.3")
    assert len(graph) <= len(article.attributions[0].chain) + 2


@LOOSE
@given(articles())
def test_standoff(article):
    with tempfile.TemporaryDirectory() as folder:
        export(Bundle([article]), "brat", Path(folder) / "out")
        assert check(Path(folder) / "out") == []


@LOOSE
@given(articles(), WORDS)
def test_claims(article, words):
    ref = f"{article.id}#a1"
    step = replace(contested().history[0], because=words)
    claim = replace(contested(), text=words, supports=(ref,), denies=(), history=(step,))
    given = Bundle([article], [(words, claim)], [Review(words, words, words, words, words, None, words)])
    assert not feedparser.parse(bytes_of("atom", given)).bozo
    (review,) = json.loads(bytes_of("claimreview", given))["@graph"]
    assert review["itemReviewed"]["@type"] == "Claim"
