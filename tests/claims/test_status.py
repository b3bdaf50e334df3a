"""Status by rule, and its history."""

from __future__ import annotations

import random

from reportedly.claims.status import history, in_time, status
from tests.claims.made import by, evidence

SHE = by("p#a1", "Mira Valdane", said="2031-04-02")


def of(*sided):
    return status(in_time(sided))[0]


def test_a_named_source_affirms():
    assert of((SHE, "supports")) == "affirmed"


def test_unnamed_or_hedged_support_confirms_nothing():
    assert of((evidence("p#a1"), "supports")) == "unconfirmed"
    assert of((by("p#a1", "people in the room", kind="anonymous"), "supports")) == "unconfirmed"
    assert of((by("p#a1", "Mira Valdane", commitment="hedges"), "supports")) == "unconfirmed"
    assert of((by("p#a1", "Reuters", kind="organization"), "supports")) == "unconfirmed"


def test_a_denial_contests():
    assert of((SHE, "supports"), (by("q#a1", "Orlan Teague", said="2031-04-03"), "denies")) == "contested"
    assert of((by("q#a1", "Orlan Teague"), "denies")) == "contested"


def test_who_takes_it_back_retracts():
    back = by("q#a1", "Mira Valdane", said="2031-04-05", commitment="denies")
    assert of((SHE, "supports"), (back, "denies")) == "retracted"
    other = by("r#a1", "Orlan Teague", said="2031-04-03")
    assert of((SHE, "supports"), (other, "supports"), (back, "denies")) == "contested"


def test_history_is_dated_and_names_its_evidence():
    rumour = evidence("o#a1", published="2031-04-01")
    denial = by("q#a1", "Orlan Teague", published="2031-04-04")
    steps = history([(denial, "denies"), (SHE, "supports"), (rumour, "supports")])
    assert [(s.at, s.status) for s in steps] == [("2031-04-01", "unconfirmed"), ("2031-04-02", "affirmed"), ("2031-04-04", "contested")]
    assert "q#a1" in steps[-1].because and "Orlan Teague" in steps[-1].because


def test_history_does_not_depend_on_the_order_of_arrival():
    sided = [(by(f"p{k}#a1", f"Teller {k}", said=f"2031-04-0{1 + k % 5}"), "supports" if k % 3 else "denies") for k in range(8)]
    first = history(sided)
    for seed in range(5):
        random.Random(seed).shuffle(sided)
        assert history(sided) == first
