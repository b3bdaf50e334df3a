from __future__ import annotations

from dataclasses import replace

from reportedly.model import Article, Attribution
from reportedly.reasons import sentence
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


def test_what_is_told_of_the_source_dates_nothing() -> None:
    told = "Ada Bell, who led the board in April, said it rained."
    spoke = "Ada Bell, who spoke on Sunday, said it rained."
    for text, source, want in ((told, told[:36], None), (spoke, spoke[:29], "2023-05-14")):
        named = replace(row(text, 1, "said", "it rained"), source=((0, len(source)),))
        assert said(text, named) == [want]


def test_same_speaker_goes_on() -> None:
    text = "Ada Bell said on Sunday it rained. It poured, she added."
    rows = row(text, 1, "said", "it rained"), row(text, 2, "added", "It poured")
    assert said(text, *rows) == ["2023-05-14", "2023-05-14"]


def test_lasting_stance_has_no_day() -> None:
    text = "Ada Bell said on Sunday it rained. She believes it will end."
    rows = row(text, 1, "said", "it rained"), row(text, 2, "believes", "it will end")
    assert said(text, *rows) == ["2023-05-14", None]


def test_speakers_other_rows_go_with_the_occasion() -> None:
    text = "The mayor announced on Sunday that it rained. It poured, Bell said. She declined to say more."
    rows = (
        row(text, 1, "announced", "it rained", speaker="Mayor Lund"),
        row(text, 2, "said", "It poured"),
        row(text, 3, "declined", "to say more"),
    )
    assert said(text, *rows) == ["2023-05-14"] * 3


def test_earlier_words_take_the_day_of_the_next() -> None:
    text = "It rained, Ada Bell said. It poured, she added on Sunday."
    rows = row(text, 1, "said", "It rained"), row(text, 2, "added", "It poured")
    assert said(text, *rows) == ["2023-05-14", "2023-05-14"]


def test_every_date_has_its_reason() -> None:
    text = "Ada Bell said on Sunday it rained. It poured, she added. She believes it will end."
    rows = row(text, 1, "said", "it rained"), row(text, 2, "added", "It poured"), row(text, 3, "believes", "it will end")
    dated = date_rows(Article("x", text, (), published="2023-05-15"), rows)
    told = [sentence(reason, text) for r in dated for reason in r.why if reason.field == "said"]
    assert told == [
        "“Sunday” stands in the clause of “said”",
        "the speaker's words before these are of “Sunday”",
        "“believes” stands without a day of its own, and is not tied to another's",
    ]


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
