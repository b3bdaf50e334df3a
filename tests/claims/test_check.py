"""How an article stands to a sentence."""

from __future__ import annotations

import hashlib
import json
from importlib.resources import files

import pytest

from reportedly.claims import Checker, Claims
from tests.claims.made import article

WHALE = "A whale swam up the river to Marrow Hill on Monday, fishermen in the town said. Hundreds watched the whale."


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(Claims())


def test_an_article_about_something_else_is_unrelated(checker):
    found = checker.stance("The bank of Delmar raised its interest rate to nine percent", article("p", WHALE))
    assert found.stance == "unrelated" and found.score > 0.5


def test_an_article_that_tells_it_is_not_unrelated(checker):
    found = checker.stance("A whale swam up the river to Marrow Hill", article("p", WHALE))
    assert found.stance in {"agree", "discuss"}
    assert found.nearest.startswith("A whale swam up the river")


def test_an_empty_article_says_nothing(checker):
    assert checker.stance("A whale swam up the river", article("p", "")).stance == "unrelated"


def test_the_stance_was_trained_with_this_scorer():
    weights = files("reportedly") / "claims" / "weights"
    told = json.loads((weights / "made_from.json").read_text("utf8"))
    assert hashlib.sha256((weights / "scorer.json").read_bytes()).hexdigest() == told["stance_scorer_sha256"]
