"""Text with rows marked: nothing lost, cut at every boundary, sentences numbered."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reportedly.model import Article, Attribution
from reportedly.web.marking import marked, number, sentence_at, sentence_number

TEXT = "Mara Voss said Tam Orel warned that the quay was sinking.\nNobody left. The quay held."


def span(words: str, text: str = TEXT) -> tuple[int, int]:
    return text.index(words), text.index(words) + len(words)


OUTER = Attribution("a1", (span("Mara Voss"),), (span("said"),), (span("Tam Orel warned that the quay was sinking"),))
INNER = Attribution("a2", (span("Tam Orel"),), (span("warned"),), (span("the quay was sinking"),), parent="a1")
ARTICLE = Article("quay", TEXT, ((0, 57), (58, len(TEXT))), attributions=(OUTER, INNER))


def pieces(article: Article) -> list:
    return [piece for paragraph in marked(article) for sentence in paragraph for piece in sentence.pieces]


def test_nested_rows_are_cut_at_every_boundary():
    found = {p.text: p for p in pieces(ARTICLE)}
    assert found["Tam Orel"].says == "content of row 1, source of row 2"
    assert found[" warned that "[:1]].rows == "a1"
    assert found["the quay was sinking"].look == "content deep2"
    assert found["Tam Orel"].look == "source content"


def test_each_row_starts_once():
    assert [row for p in pieces(ARTICLE) for row in p.starting] == ["a1", "a2"]


def test_sentences_are_numbered_across_paragraphs():
    assert [[s.number for s in paragraph] for paragraph in marked(ARTICLE)] == [[1], [2, 3]]
    assert sentence_number(ARTICLE, TEXT.index("held")) == 3
    assert TEXT[slice(*sentence_at(ARTICLE, TEXT.index("left")))] == "Nobody left."


def test_spans_outside_the_text_are_left_out():
    broken = Attribution("a9", ((5, 900),), ((-3, 4),), ((10, 10),))
    assert all(not p.marks for p in pieces(Article("quay", TEXT, ARTICLE.paragraphs, attributions=(broken,))))


def test_row_numbers():
    assert [number("a12"), number("b12"), number("a1x")] == ["12", "b12", "a1x"]


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=8))
def test_no_letter_is_lost_whatever_the_spans(text, spans):
    rows = tuple(Attribution(f"a{n}", (), (), (s,)) for n, s in enumerate(spans, 1))
    article = Article("x", text, ((0, len(text)),) if text else (), attributions=rows)
    assert "".join(p.text for p in pieces(article)) == text


def test_many_rows_take_little_time():
    text = "The mayor said that the dam was safe. " * 3_000
    rows = tuple(Attribution(f"a{n}", (), (), ((n * 38, n * 38 + 30),)) for n in range(3_000))
    assert len(pieces(Article("x", text, ((0, len(text)),), attributions=rows))) == 6_000
