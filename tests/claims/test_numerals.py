"""Numbers in words and figures."""

from __future__ import annotations

import pytest

from reportedly.claims.numerals import numbers_in


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("six people drowned", ["6"]),
        ("sixty-two boats and 3,200 nets", ["62", "3200"]),
        ("a $3.2bn deal", ["3200000000$"]),
        ("a deal of 3.2 billion dollars", ["3200000000$"]),
        ("fifteen percent", ["15%"]),
        ("15% of voters", ["15%"]),
        ("two hundred and five goats", ["200", "5"]),
        ("a dozen eggs", ["12"]),
        ("the second one", []),
        ("no numbers here", []),
    ],
)
def test_values(text, told):
    assert [str(n) for n in numbers_in(text)] == told


def test_the_unit_is_the_word_behind():
    assert [n.unit for n in numbers_in("six goats and 7 sheep")] == ["goats", "sheep"]


def test_a_long_row_of_digits_takes_linear_time():
    assert len(numbers_in("1,000 " * 20_000)) == 20_000
