from __future__ import annotations

from reportedly.model import Article, Attribution
from reportedly.times import date_rows, narrow_published


def row(text: str, number: int, cue: str, content: str, speaker: str | None = "Ada Bell") -> Attribution:
    def span(words: str) -> tuple[tuple[int, int], ...]:
        return ((text.index(words), text.index(words) + len(words)),) if words else ()

    return Attribution(f"a{number}", (), span(cue), span(content), speaker=speaker, speaker_kind="person")


def said(text: str, *rows: Attribution, published: str | None = "2023-05-15") -> list[str | None]:
    article = Article("x", text, ((0, len(text)),), published=published)
    return [r.said for r in date_rows(article, rows)]


def test_date_beside_the_cue_not_in_the_content() -> None:
    text = "Ada Bell said on Sunday that the dam had burst on May 2."
    assert said(text, row(text, 1, "said", "the dam had burst on May 2")) == ["2023-05-14"]


def test_content_date_alone_dates_nothing() -> None:
    text = "Ada Bell said the dam had burst on May 2."
    assert said(text, row(text, 1, "said", "the dam had burst on May 2")) == [None]


def test_same_speaker_goes_on() -> None:
    text = "Ada Bell said on Sunday it rained. It poured, she added."
    rows = row(text, 1, "said", "it rained"), row(text, 2, "added", "It poured")
    assert said(text, *rows) == ["2023-05-14", "2023-05-14"]


def test_lasting_stance_has_no_day() -> None:
    text = "Ada Bell said on Sunday it rained. She believes it will end."
    rows = row(text, 1, "said", "it rained"), row(text, 2, "believes", "it will end")
    assert said(text, *rows) == ["2023-05-14", None]


def test_undated_page() -> None:
    text = "Ada Bell said on Sunday it rained."
    assert said(text, row(text, 1, "said", "it rained"), published=None) == [None]
    text = "Ada Bell said on Oct. 3, 2021, it rained."
    assert said(text, row(text, 1, "said", "it rained"), published=None) == ["2021-10-03"]


def test_times_are_those_of_the_sentence() -> None:
    text = "Ada Bell said on Sunday it rained. On Friday it had snowed."
    [only] = date_rows(Article("x", text, (), published="2023-05-15"), [row(text, 1, "said", "it rained")])
    assert [t.value for t in only.times] == ["2023-05-14"]


def test_narrow_published() -> None:
    assert narrow_published("OSLO, June 3 (Wire) - It rained.") == "XXXX-06-03"
    assert narrow_published("Help was asked for since early this month. On June 3, a boat sank.") == "XXXX-06"
    assert narrow_published("The boat sank on June 3, 2021.") == "2021-06-03/.."
    assert narrow_published("The boat sank on Sunday.") is None
    assert narrow_published("The boat will sail on June 3, 2041.") is None
