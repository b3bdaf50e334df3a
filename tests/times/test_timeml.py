from __future__ import annotations

import re
from time import process_time

import pytest

from reportedly.times import find
from reportedly.times.timeml import mentions, timexes

# a Monday
ANCHOR = "2023-05-15"
EDTF = re.compile(r"(?:[\dX]{4}(?:-\d\d|-XX)?(?:-\d\d|-XX)?|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d|(?:R/)?PT?(?:X|[\d.]+)[A-Z](?:\d+M)?)")


def read(text: str) -> list[tuple[str, str, str]]:
    return [(text[t.span[0] : t.span[1]], t.type, t.value) for t in timexes(text, ANCHOR)]


@pytest.mark.parametrize(
    ("text", "words", "kind", "value"),
    [
        ("It took three months.", "three months", "DURATION", "P3M"),
        ("A two-year plan.", "two-year", "DURATION", "P2Y"),
        ("He slept for 5 1/2 hours.", "5 1/2 hours", "DURATION", "PT5H30M"),
        ("It lasted several weeks.", "several weeks", "DURATION", "PXW"),
        ("It fell over the past three months.", "over the past three months", "DURATION", "P3M"),
        ("It was shut for a decade.", "a decade", "DURATION", "P10Y"),
        ("Tests are done daily.", "daily", "SET", "P1D"),
        ("They meet every two weeks.", "every two weeks", "SET", "P2W"),
        ("It earns $5 million a year.", "a year", "SET", "P1Y"),
        ("It is now closed.", "now", "DATE", "PRESENT_REF"),
        ("It fell last week.", "last week", "DATE", "2023-W19"),
        ("It rained over the weekend.", "over the weekend", "DATE", "2023-W19-WE"),
        ("It grew in the first quarter.", "first quarter", "DATE", "2023-Q1"),
        ("It grew in the fourth quarter.", "fourth quarter", "DATE", "2022-Q4"),
        ("It opened in the summer of 2020.", "summer of 2020", "DATE", "2020-SU"),
        ("He spoke on Sunday morning.", "Sunday morning", "TIME", "2023-05-14TMO"),
        ("He comes on Christmas Eve.", "Christmas Eve", "DATE", "2022-12-24"),
        ("He will come on Christmas Eve.", "Christmas Eve", "DATE", "2023-12-24"),
        ("It was a decades-long, then a day-long meeting.", "decades-long", "DURATION", "PXY"),
        ("It was a decades-long, then a day-long meeting.", "day-long", "DURATION", "P1D"),
        ("It was built in the 19th century.", "the 19th century", "DATE", "18"),
        ("It fell through the nineties.", "the nineties", "DATE", "199"),
        ("It is the best of the year.", "the year", "DATE", "2023"),
        ("It sold 3 million in the year ended March 31.", "the year", "DURATION", "P1Y"),
        ("It grew in the last half of 2021.", "the last half of 2021", "DATE", "2021-H2"),
        ("It opens the week of May 22.", "the week of May 22", "DATE", "2023-W21"),
        ("The day before last Friday he left.", "The day before last Friday", "DATE", "2023-05-11"),
        ("He came on May 3. In the morning it rained.", "the morning", "TIME", "2023-05-03TMO"),
        ("It rained at 9:35 a.m. (0735 GMT) Friday, he said.", "9:35 a.m. (0735 GMT) Friday", "TIME", "2023-05-12T09:35"),
        ("They have until 9 a.m. EST Tuesday to sign.", "9 a.m. EST Tuesday", "TIME", "2023-05-16T09:00"),
    ],
)
def test_timeml_values(text: str, words: str, kind: str, value: str) -> None:
    assert (words, kind, value) in read(text)


def test_time_of_day_takes_the_day_beside_it() -> None:
    assert ("9 a.m. EST Sunday", "TIME", "2023-05-14T09:00") in read("It began at 9 a.m. EST Sunday.")


def test_a_year_earlier_is_the_same_quarter() -> None:
    assert ("a year earlier", "DATE", "2022-Q1") in read("Profit rose in the first quarter from 2 million a year earlier.")


def test_after_words_for_a_longer_time_a_year_earlier_is_a_year() -> None:
    text = "Profit rose in the first quarter. In the first nine months of the year it was 8 million against 6 million a year earlier."
    assert ("a year earlier", "DATE", "2022") in read(text)


def test_a_reports_quarter_is_the_one_that_has_ended() -> None:
    text = "Profit rose in the first quarter. It had a charge in the 2022 fourth quarter. In the quarter sales fell from a year ago."
    assert [value for words, _, value in read(text) if words in ("the quarter", "a year ago")] == ["2023-Q1", "2022-Q1"]


def test_what_nothing_anchors_is_left_out() -> None:
    assert read("It rained that day, on the eve of the summit.") == []


@pytest.mark.parametrize("text", ["a quarter of the market", "CBS's 60 Minutes", "future plans"])
def test_what_only_looks_like_a_time(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize("text", ["a 12-year-old girl", "He saw a year of war.", "She is 40 years old.", "an hour-glass", "years"])
def test_what_only_looks_like_a_duration(text: str) -> None:
    assert [t for t in read(text) if t[1] != "DATE"] == []


def test_mentions_are_edtf_or_iso_durations_and_never_vague() -> None:
    text = "Now, at 9 a.m. Sunday, he said that it had lasted two years, twice a day, since May 3, 2021, and recently for months."
    found = mentions(text, ANCHOR, find(text, ANCHOR))
    assert [m.value for m in found] == ["2023-05-14T09:00:00", "2023-05-14", "P2Y", "R/P1D", "2021-05-03", "PXM"]
    assert all(EDTF.fullmatch(m.value) for m in found)


def test_cost_grows_with_the_text() -> None:
    unit = "9 p.m. the quarter a year earlier first quarter "

    def spent(times: int) -> float:
        begun = process_time()
        timexes(unit * times, ANCHOR)
        return process_time() - begun

    spent(500)
    # The lengths take turns, and the best of each counts: a busy machine slows one run, seldom all. Eight times the text costs 7.5 to
    # 9 times as much; a loop over all pairs would cost 64 times.
    runs = [(spent(500), spent(4000)) for _ in range(5)]
    short, long = (min(times) for times in zip(*runs, strict=True))
    assert long < 16 * short
