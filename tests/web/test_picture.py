"""The provenance picture: paths from origin to article, copies bundled, every node a link, hostile names as text."""

from __future__ import annotations

from xml.etree import ElementTree

from reportedly.web.drawing import describe, draw
from reportedly.web.picture import picture
from reportedly.web.values import Report, Shown, linked


def report(article: str, *, chain=("Mara Voss",), outlet="Quay News", published="2031-05-02", said=None, row="a1") -> Report:
    return Report(
        ref=f"{article}#{row}", article=article, row=row, headline="The quay", outlet=outlet, published=published, speaker=chain[0],
        speaker_kind="person", chain=tuple(chain), said=said, commitment="affirms", kind="indirect", confidence=0.9, words="it sinks",
        shown=Shown(1, (("it sinks", True),)), live=None,
    )  # fmt: skip


def test_a_path_runs_from_origin_over_relay_to_article():
    found = picture([(report("one", chain=("Mara Voss", "Lumen"), said="2031-05-01"), "supports")])
    assert [n.part for n in found.nodes] == ["origin", "relay", "article"]
    assert found.columns == (("2031-05-01", 0), ("2031-05-02", 1), ("2031-05-02", 2))
    assert found.lanes == ("Mara Voss", "Lumen", "Quay News")


def test_copies_of_one_day_are_bundled():
    copies = [(report(f"copy{n}", outlet=f"Outlet {n}"), "supports") for n in range(12)]
    found = picture(copies)
    assert [(n.part, n.articles) for n in found.nodes] == [("origin", 1), ("article", 12)]
    assert "×12" in draw(found, lambda node: "#")


def test_two_articles_are_not_bundled_and_two_rows_of_one_article_are_one_node():
    found = picture([(report("one"), "supports"), (report("one", row="a2"), "supports"), (report("two"), "supports")])
    assert sorted(n.refs for n in found.nodes if n.part == "article") == [("one#a1", "one#a2"), ("two#a1",)]


def test_a_relay_and_an_outlet_of_one_name_share_a_lane():
    found = picture([(report("one", chain=("Mara Voss", "Elm Courier")), "supports"), (report("two", outlet="The Elm Courier"), "denies")])
    assert len(found.lanes) == 3


def test_order_of_evidence_does_not_matter():
    told = [(report(f"page{n}", chain=(f"Origin {n % 3}",), published=f"2031-05-0{1 + n % 4}"), "supports") for n in range(9)]
    assert draw(picture(told), lambda n: n.key) == draw(picture(told[::-1]), lambda n: n.key)


def test_the_drawing_is_sound_and_hostile_names_are_text():
    name = "</text><script>alert(1)</script>\u202eevil"
    svg = draw(picture([(report("one", chain=(name,), outlet='"><img onerror=x>'), "denies")]), lambda node: "/claims/1")
    tree = ElementTree.fromstring(svg)
    assert {e.tag.split("}")[-1] for e in tree.iter()} <= {"svg", "line", "text", "title", "path", "a", "circle", "rect"}
    assert "U+202E" in svg and "\u202e" not in svg
    assert len([e for e in tree.iter() if e.tag == "a"]) == 2


def test_a_node_says_what_it_is():
    node = picture([(report("one", published=None), "denies")]).nodes[-1]
    assert describe(node) == "article: Quay News, no date, denies"


def test_reasons_link_their_refs():
    assert linked("Mara denies it: x#a1, x#a12.", ["x#a1", "x#a12"]) == (
        ("Mara denies it: ", None), ("x#a1", "x#a1"), (", ", None), ("x#a12", "x#a12"), (".", None),
    )  # fmt: skip
