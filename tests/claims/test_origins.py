"""Repeats fold into their origins."""

from __future__ import annotations

from dataclasses import replace

from reportedly.claims.origins import origins
from tests.claims.made import by, evidence


def names(*supports):
    return [o.name for o in origins(supports)]


def test_one_speaker_in_two_articles_is_one_origin():
    assert names(by("p#a1", "Mira Valdane"), by("q#a1", "Valdane")) == ["Mira Valdane"]


def test_two_speakers_are_two():
    assert names(by("p#a1", "Mira Valdane"), by("q#a1", "Orlan Teague")) == ["Mira Valdane", "Orlan Teague"]


def test_who_passes_on_is_no_origin():
    found = origins([by("p#a1", "Orlan Teague", "Reuters"), by("q#a1", "Reuters", kind="organization")])
    assert [o.name for o in found] == ["Orlan Teague"]
    assert found[0].evidence == ("p#a1", "q#a1")


def test_an_outlet_counts_where_nobody_better_is():
    assert names(by("p#a1", "Reuters", kind="organization")) == ["Reuters"]


def test_they_are_nobodys_origin_and_go_back_to_who_calls_them_so():
    assert names(by("p#a1", "they", "Orlan Teague", kind="group")) == ["Orlan Teague"]
    assert names(by("p#a1", "they", kind="group"), by("q#a1", "Orlan Teague")) == ["Orlan Teague"]


def test_nobody_is_no_origin():
    assert origins([evidence("p#a1")]) == ()


def test_a_ministry_beside_its_spokesman_is_one_origin():
    assert names(by("p#a1", "health ministry", kind="organization"), by("p#a2", "Orlan Teague")) == ["Orlan Teague"]


def test_a_copied_report_is_one_origin():
    one = by("p#a1", "harbour officials", kind="group")
    copy = replace(by("q#a1", "port authority staff", kind="group"), page_sketch=one.page_sketch, sketch=one.sketch)
    assert len(origins([one, copy])) == 1


def test_two_outlets_that_cite_each_other_are_circular():
    one = by("p#a1", "The Guardian", kind="organization", outlet="Reuters")
    other = by("q#a1", "Reuters", kind="organization", outlet="The Guardian")
    assert all(o.circular for o in origins([one, other]))


def test_many_outlets_on_one_anonymous_post_are_circular():
    supports = [by(f"p{k}#a1", "an anonymous post", kind="anonymous", outlet=f"Paper {k}") for k in range(3)]
    assert [o.circular for o in origins(supports)] == [True]
    assert [o.circular for o in origins(supports[:1])] == [False]
