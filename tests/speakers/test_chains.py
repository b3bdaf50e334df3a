"""Through whom: relays in the sentence, in the source, in a parent, at the head of the page. All texts are invented."""

from __future__ import annotations

import pytest

from reportedly.model import Article, Attribution, Author
from reportedly.speakers import resolve
from tests.speakers.pages import read


def chains(text: str, *rows: tuple, outlet: str | None = None) -> list[tuple[str, ...]]:
    return [r.chain for r in read(text, *rows, outlet=outlet)]


@pytest.mark.parametrize(
    "text",
    [
        "The dam holds, Ruth Vandal told Reuters.",
        "The dam holds, Ruth Vandal said, according to Reuters.",
        "The dam holds, Ruth Vandal said in an interview with Reuters.",
        "The dam holds, Ruth Vandal said, Reuters reported.",
        "(Reuters) - The dam holds, Ruth Vandal said.",
        "London Reuters — The dam holds, Ruth Vandal said.",
        "The dam holds, Ruth Vandal said, reported Reuters.",
        "The dam holds - Ruth Vandal said in an exclusive Reuters interview.",
        "Speaking to Reuters, Ruth Vandal said: The dam holds.",
        "Ruth Vandal said: The dam holds. It rains.\n\nThis was reported by Reuters.",
    ],
)
def test_an_outlet_that_passes_words_on_is_a_relay(text):
    cue = "told" if "told" in text else "said"
    assert chains(text, ("Ruth Vandal", cue, "The dam holds")) == [("Ruth Vandal", "Reuters")]


def test_two_relays_of_one_sentence_follow_each_other():
    text = "The dam holds, Ruth Vandal told the BBC, according to Reuters."
    assert chains(text, ("Ruth Vandal", "told", "The dam holds")) == [("Ruth Vandal", "BBC", "Reuters")]


def test_each_of_two_in_one_sentence_has_the_relay_beside_it():
    text = "Ruth Vandal told CNN that the dam holds, while Ira Holt told the BBC that it leaks."
    rows = ("Ruth Vandal", "told", "the dam holds"), ("Ira Holt", "told", "it leaks")
    assert chains(text, *rows) == [("Ruth Vandal", "CNN"), ("Ira Holt", "BBC")]


def test_outlets_without_a_name_are_relays_and_the_paper_is_the_one_named_last():
    text = "The dam holds, Ruth Vandal told Ukrainian media.\n\nThe Elm Courier visited. “It rains,” Ira Holt told the paper."
    rows = ("Ruth Vandal", "told", "The dam holds"), ("Ira Holt", "told", "“It rains,”", "direct")
    assert chains(text, *rows) == [("Ruth Vandal", "Ukrainian media"), ("Ira Holt", "Elm Courier")]


def test_outlets_without_a_name_close_a_sentence_too():
    text = "The dam holds, Ruth Vandal said, state television reported.\n\nIra Holt says it rains, according to local media reports."
    rows = ("Ruth Vandal", "said", "The dam holds"), ("Ira Holt", "says", "it rains")
    assert chains(text, *rows) == [("Ruth Vandal", "state television"), ("Ira Holt", "local media")]
    assert chains("Ruth Vandal said it rains, according to the agency.", ("Ruth Vandal", "said", "it rains")) == [("Ruth Vandal",)]


def test_who_is_quoted_in_an_outlet_came_through_it():
    text = "An engineer quoted in the Elm Courier said that the dam holds."
    assert chains(text, ("An engineer quoted in the Elm Courier", "said", "the dam holds"))[0][1:] == ("Elm Courier",)


def test_citing_first_and_the_outlet_behind():
    text = "Citing river pilots, the Elm Courier reports that the dam holds."
    rows = ("river pilots", "Citing", "the dam holds"), ("the Elm Courier", "reports", "the dam holds")
    assert chains(text, *rows) == [("river pilots", "Elm Courier"), ("Elm Courier",)]


def test_what_a_speaker_rejects_does_not_come_through_them():
    text = "Ruth Vandal denied claims by Ira Holt that the dam leaks."
    rows = ("Ruth Vandal", "denied", "claims by Ira Holt that the dam leaks"), ("Ira Holt", "claims", "the dam leaks", "indirect", "a1")
    assert chains(text, *rows) == [("Ruth Vandal",), ("Ira Holt",)]


def test_what_an_outlet_is_credited_with_is_that_statement_alone():
    text = "It rains, Ruth Vandal said, according to CNN.\n\n“It snows too,” Vandal said."
    rows = ("Ruth Vandal", "said", "It rains"), ("Vandal", "said", "“It snows too,”", "direct")
    assert chains(text, *rows) == [("Ruth Vandal", "CNN"), ("Ruth Vandal",)]


def test_a_relay_is_held_for_some_paragraphs_only():
    between = "\n\n".join(f"The rain went on for hour {n}." for n in range(8))
    text = f"It rains, Ruth Vandal told CNN.\n\n{between}\n\n“It snows too,” Vandal said."
    rows = ("Ruth Vandal", "told", "It rains"), ("Vandal", "said", "“It snows too,”", "direct")
    assert chains(text, *rows) == [("Ruth Vandal", "CNN"), ("Ruth Vandal",)]


def test_police_and_the_publishing_outlet_are_no_relays():
    assert chains("The dam holds, Ruth Vandal told police.", ("Ruth Vandal", "told", "The dam holds")) == [("Ruth Vandal",)]
    row = ("Ruth Vandal", "told", "The dam holds")
    assert chains("The dam holds, Ruth Vandal told the BBC.", row, outlet="BBC") == [("Ruth Vandal",)]


def test_a_reporter_and_the_outlet_are_two_links():
    text = "Ruth Vandal of NPR reports that the dam holds."
    assert chains(text, ("Ruth Vandal of NPR", "reports", "the dam holds")) == [("Ruth Vandal", "NPR")]


def test_citing_adds_the_origin_before_the_outlet():
    text = "The Guardian reported, citing river pilots, that the dam holds."
    rows = ("The Guardian", "reported", "the dam holds"), ("river pilots", "citing", "the dam holds")
    assert chains(text, *rows) == [("The Guardian",), ("river pilots", "The Guardian")]


def test_a_nested_row_goes_through_its_parent():
    text = "Ruth Vandal said residents fear the dam breaks."
    rows = ("Ruth Vandal", "said", "residents fear the dam breaks"), ("residents", "fear", "the dam breaks", "indirect", "a1")
    assert chains(text, *rows) == [("Ruth Vandal",), ("residents", "Ruth Vandal")]


def test_a_relay_holds_on_for_the_same_speaker():
    text = "It rains, Ruth Vandal told CNN.\n\n“It snows too,” Vandal said."
    rows = ("Ruth Vandal", "told", "It rains"), ("Vandal", "said", "“It snows too,”", "direct")
    assert chains(text, *rows) == [("Ruth Vandal", "CNN")] * 2


def test_nobody_named_leaves_the_relays():
    text = "(Reuters) - The dam is believed to hold."
    assert chains(text, ("", "is believed", "to hold")) == [("Reuters",)]


@pytest.mark.parametrize("author", ["Reuters", "By Reuters Staff", "Ana Bell for Reuters", "Ana Bell, Reuters", "Ana Bell with Reuters"])
def test_an_agency_in_the_byline_passes_everything_on(author):
    article = Article("page", "The dam holds, Ruth Vandal said.", ((0, 32),), outlet="Elm Courier", authors=(Author(author),))
    (row,) = resolve(article, [Attribution("a1", ((15, 26),), ((27, 31),), ((0, 13),))])
    assert row.chain == ("Ruth Vandal", "Reuters")


def test_a_person_in_the_byline_passes_nothing_on():
    article = Article("page", "The dam holds, Ruth Vandal said.", ((0, 32),), outlet="Elm Courier", authors=(Author("Ana Bell"),))
    (row,) = resolve(article, [Attribution("a1", ((15, 26),), ((27, 31),), ((0, 13),))])
    assert row.chain == ("Ruth Vandal",)


@pytest.mark.parametrize(
    ("text", "source", "chain"),
    [
        ("In a memo seen by Bloomberg News, Ruth Vandal said the dam holds.", "Ruth Vandal", ("Ruth Vandal", "Bloomberg News")),
        (
            "A report by the Water Board seen by Reuters said the dam holds.",
            "A report by the Water Board seen by Reuters",
            ("report by the Water Board", "Reuters"),
        ),
        (
            "An audit leaked to the Tribune said the dam holds.",
            "An audit leaked to the Tribune",
            ("audit leaked to the Tribune", "Tribune"),
        ),
        ("A letter obtained by the Elm Courier said the dam holds.", "A letter obtained by the Elm Courier", None),
        ("Ruth Vandal told the Northland radio station TSF that the dam holds.", "Ruth Vandal", ("Ruth Vandal", "TSF")),
        ("Ruth Vandal told the Elm-Water news agency that the dam holds.", "Ruth Vandal", ("Ruth Vandal", "Elm-Water")),
        ("Ruth Vandal told Sky Sports News that the dam holds.", "Ruth Vandal", ("Ruth Vandal", "Sky Sports News")),
        ("Ruth Vandal told Sky Sport Italia that the dam holds.", "Ruth Vandal", ("Ruth Vandal", "Sky Sport Italia")),
        ("Ruth Vandal told Sky that the dam holds.", "Ruth Vandal", ("Ruth Vandal", "Sky")),
    ],
)
def test_who_got_hold_of_a_paper_and_what_an_outlet_is_called(text, source, chain):
    cue = "told" if " told " in text else "said"
    assert chains(text, (source, cue, "the dam holds")) == [chain or ("letter obtained by the Elm Courier", "Elm Courier")]


@pytest.mark.parametrize("where", ["LIMA, May 3 (Reuters) - ", "BAY CITY, Peru (Reuters) — "])
def test_a_credit_stands_behind_the_headline_too(where):
    text = f"Dam holds, engineer says\n\n{where}The dam holds, Ruth Vandal said."
    assert chains(text, ("Ruth Vandal", "said", "The dam holds"))[-1] == ("Ruth Vandal", "Reuters")
    assert chains(text.replace("Reuters", "left"), ("Ruth Vandal", "said", "The dam holds"))[-1] == ("Ruth Vandal",)


@pytest.mark.parametrize(("when", "held"), [("", True), ("previously ", False), ("has long ", False)])
def test_a_relay_holds_on_but_not_for_another_occasion(when, held):
    text = f"Ruth Vandal told CNN that the dam holds. She {when}said it leaks."
    found = chains(text, ("Ruth Vandal", "told", "the dam holds"), ("She", "said", "it leaks"))
    assert found == [("Ruth Vandal", "CNN"), ("Ruth Vandal", "CNN") if held else ("Ruth Vandal",)]


def test_adjectives_before_an_outlet():
    text = "The dam holds, Ruth Vandal told the pro-government Sabah newspaper."
    assert chains(text, ("Ruth Vandal", "told", "The dam holds")) == [("Ruth Vandal", "Sabah")]
