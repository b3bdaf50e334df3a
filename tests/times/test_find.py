from __future__ import annotations

import re

import pytest

from reportedly.times import find
from reportedly.times.grammar import beginnings

# a Monday
PUBLISHED = "2023-05-15"


def values(text: str, anchor: str | None = PUBLISHED) -> list[tuple[str, str]]:
    return [(text[s:e], m.value) for m in find(text, anchor) for s, e in [m.span]]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("He spoke on Sunday.", "Sunday", "2023-05-14"),
        ("He spoke on Monday.", "Monday", "2023-05-15"),
        ("She will speak on Thursday.", "Thursday", "2023-05-18"),
        ("She speaks next Tuesday.", "next Tuesday", "2023-05-16"),
        ("He spoke on May 3.", "May 3", "2023-05-03"),
        ("He spoke on 8 October 2022.", "8 October 2022", "2022-10-08"),
        ("He spoke on Oct. 8.", "Oct. 8", "2022-10-08"),
        ("It opened in March.", "March", "2023-03"),
        ("It opened in December.", "December", "2022-12"),
        ("It fell last week.", "last week", "2023-05-08/2023-05-14"),
        ("It opens this September.", "this September", "2023-09"),
        ("Profit fell in fiscal 2022.", "fiscal 2022", "2022~"),
        ("FY2022-23 was bad.", "FY2022-23", "2022~"),
        ("It fell in the fiscal third quarter of 2022.", "fiscal third quarter of 2022", "2022-35~"),
        ("He spoke on the eve of the summit.", "on the eve of", "XXXX-XX-XX"),
        ("It was built in nineteen ninety-one.", "nineteen ninety-one", "1991"),
        ("It ends by year-end.", "year-end", "2023-12-31"),
        ("They march each July.", "July", "XXXX-07"),
        ("They meet every Tuesday.", "Tuesday", "XXXX-XX-XX"),
        ("It fell over the weekend.", "over the weekend", "2023-05-13/2023-05-14"),
        ("It grew since early this month.", "early this month", "2023-05"),
        ("It grew last month.", "last month", "2023-04"),
        ("It grew last year.", "last year", "2022"),
        ("It fell two days ago.", "two days ago", "2023-05-13"),
        ("It fell three weeks ago.", "three weeks ago", "2023-04-24/2023-04-30"),
        ("It fell a year ago.", "a year ago", "2022-05"),
        ("It fell yesterday.", "yesterday", "2023-05-14"),
        ("It fell this morning.", "this morning", "2023-05-15"),
        ("It fell in the first quarter.", "first quarter", "2023-33"),
        ("It fell in spring 2021.", "spring 2021", "2021-21"),
        ("It fell in the 1990s.", "the 1990s", "199X"),
        ("It fell on 2021-02-03.", "2021-02-03", "2021-02-03"),
        ("It opens in April next year.", "April next year", "2024-04"),
        ("It fell on May 3 last year.", "May 3 last year", "2022-05-03"),
        ("It fell in last year's third quarter.", "last year's third quarter", "2022-35"),
        ("It is heard in June.", "June", "2023-06"),
        ("It is heard in July.", "July", "2023-07"),
        ("It was heard in July.", "July", "2022-07"),
        ("It is due by early Tuesday.", "Tuesday", "2023-05-16"),
        ("The list issued by the government Tuesday was long.", "Tuesday", "2023-05-09"),
        ("By Friday, officials had hardened.", "Friday", "2023-05-12"),
        ("It takes effect with a pact effective July 1.", "July 1", "2023-07-01"),
        ("It fell over the summer.", "the summer", "2023-22"),
        ("It was built in the 19th century.", "the 19th century", "18XX"),
        ("It fell through the nineties.", "the nineties", "199X"),
        ("The April vote was close.", "April", "2023-04"),
        ("It has grown since year-end.", "year-end", "2022-12-31"),
        ("They met 11-12 May 2020.", "11-12 May 2020", "2020-05-11/2020-05-12"),
    ],
)
def test_values(text: str, words: str, value: str) -> None:
    assert values(text) == [(words, value)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("on Oct. 8", "XXXX-10-08"),
        ("on Sunday", "XXXX-XX-XX"),
        ("last month", "XXXX-XX"),
        ("last year", "XXXX"),
        ("on Feb. 3, 2020", "2020-02-03"),
        ("yesterday", "XXXX-XX-XX"),
        ("last week", "XXXX-XX-XX/XXXX-XX-XX"),
    ],
)
def test_without_anchor_nothing_is_guessed(text: str, value: str) -> None:
    assert [v for _, v in values(text, None)] == [value]


@pytest.mark.parametrize(
    "text",
    [
        "He may resign.",
        "Theresa May resigned.",
        "a speech by May",
        "March for Our Lives began.",
        "the fall of the wall",
        "The March for Our Lives began.",
        "the May government",
        "the Sun reported",
        "the Sunday Times reported",
        "the Mail on Sunday reported",
        "Black Friday sales",
        "They march on.",
        "It cost nineteen fifty.",
        "2,000 people came",
        "USA Today reported",
        "April Jones spoke",
        "it cost $2023",
        "On Feb. 30 nothing happened.",
    ],
)
def test_what_only_looks_like_a_time(text: str) -> None:
    assert values(text) == []


def test_narrated_days() -> None:
    text = "On May 3 they met. The village was hit the previous day. The next day all was quiet."
    assert [v for _, v in values(text)] == ["2023-05-03", "2023-05-02", "2023-05-03"]


def test_local_day_of_a_datetime() -> None:
    assert values("He spoke today.", "2023-05-15T23:30:00-07:00") == [("today", "2023-05-15")]


def test_partial_anchor() -> None:
    assert values("It grew last month.", "XXXX-05") == [("last month", "XXXX-04")]
    assert values("It fell yesterday.", "XXXX-05-15") == [("yesterday", "XXXX-05-14")]


def test_beginnings_are_the_first_two_letters_of_words_numbers_and_apostrophes() -> None:
    led = re.compile(beginnings(["may", "a", "in"]))
    assert [w for w in ("May", "mA", "mud", "a day", "and", "in", "3 May", "’90s", "it") if led.match(w)] == [
        "May",
        "mA",
        "a day",
        "in",
        "3 May",
        "’90s",
    ]


def test_long_text_takes_linear_time() -> None:
    assert len(find("On Sunday the 3 3 3 may may last last. " * 2000, PUBLISHED)) == 2000


@pytest.mark.parametrize("words", ["the eve of ", "the day before "])
def test_days_before_days_before_days_are_not_followed_without_end(words: str) -> None:
    assert len(find(words * 5000, PUBLISHED)) == 5000


def test_days_that_go_on_from_what_is_told() -> None:
    assert values("On May 12 it fell, from the previous Friday.") == [("May 12", "2023-05-12"), ("the previous Friday", "2023-05-05")]
    assert [v for _, v in values("The day before last Friday he left.")] == ["2023-05-11", "2023-05-12"]


def test_the_eve_of_a_day_that_is_named() -> None:
    assert values("He spoke on the eve of the vote on Friday, he said.") == [("on the eve of", "2023-05-11"), ("Friday", "2023-05-12")]
