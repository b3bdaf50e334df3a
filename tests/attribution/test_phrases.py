"""Fixed phrases, on rows as the tagger may leave them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reportedly.attribution.phrases import settle_phrases
from reportedly.attribution.pieces import quoted_in
from reportedly.attribution.rows import Draft, Text
from reportedly.attribution.unsaid import unsaid
from tests.attribution.test_relay import row


def settled(text: str, *rows: Draft) -> list[tuple[str, str, str]]:
    view = Text(text, ((0, len(text)),), quoted_in(text, ((0, len(text)),)))
    found = settle_phrases(rows, view)
    return [tuple(" / ".join(text[s:e] for s, e in part) for part in (d.source, d.cue, d.content)) for d in found]  # type: ignore[misc]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Lumen quoted the ministry as saying that the dam leaks.", "the ministry"),
        ("On Monday, Lumen quoted Ana Roca, as saying the dam leaks.", "Ana Roca"),
        ("The minister was quoted by Lumen as saying on Monday that the dam leaks.", "The minister"),
        ("On Monday, the minister has been quoted in the Courier as saying the dam leaks.", "the minister"),
    ],
)
def test_who_is_quoted_as_saying_speaks(text, source):
    found = settled(text, row(text, "Lumen" if "Lumen" in text else "the Courier", "quoted", "the dam leaks"))
    assert found == [(source, "quoted / as saying", "the dam leaks")]


def test_a_claim_that_another_calls_names_is_what_is_dismissed():
    text = "Rebels said they had hit a bridge, a claim the ministry immediately dismissed as “fantasy”."
    rows = row(text, "Rebels", "said", "they had hit a bridge"), row(text, "the ministry", "immediately dismissed as", "“fantasy”")
    assert settled(text, *rows) == [
        ("Rebels", "said", "they had hit a bridge"),
        ("the ministry", "immediately dismissed", "a claim"),
    ]
    text = "Rebels said no. The ministry dismissed this as “fantasy”."
    alone = row(text, "The ministry", "dismissed", "“fantasy”")
    assert settled(text, alone) == [("The ministry", "dismissed", "“fantasy”")]


def test_what_stands_behind_a_headlines_semicolon_is_no_part_of_the_first_half():
    text = "Rebels say bridge was hit; city calls claim “fantasy”\nIt rains."
    rows = row(text, "Rebels", "say", "bridge was hit", "claim “fantasy”")
    assert settled(text, rows) == [("Rebels", "say", "bridge was hit")]
    text = "Rebels say the bridge was hit; the city says that it stands."
    rows = row(text, "Rebels", "say", "the bridge was hit", "it stands")
    assert settled(text, rows) == [("Rebels", "say", "the bridge was hit / it stands")]


def test_what_the_page_tells_beside_who_said_it_is_not_said():
    text = "At least 48 people died, police said on Sunday, as rescuers searched for others."
    whole = row(text, "police", "said", "At least 48 people died", "rescuers searched for others")
    assert settled(text, whole) == [("police", "said", "At least 48 people died")]
    text = "The dam, police said, which holds the lake, leaks."
    whole = row(text, "police", "said", "The dam", "which holds the lake, leaks")
    assert settled(text, whole) == [("police", "said", "The dam / which holds the lake, leaks")]


def test_what_another_denies_behind_a_semicolon_is_no_part_of_the_content():
    text = "Elm Wire said one of them was Granite; Granite denied it at the time."
    whole = row(text, "Elm Wire", "said", "one of them was Granite", "it at the time")
    assert settled(text, whole) == [("Elm Wire", "said", "one of them was Granite")]


def test_how_a_post_went_round_is_no_part_of_what_it_claims():
    text = "Posts claiming that a dam had burst went viral on Elmbook."
    assert settled(text, row(text, "Posts", "claiming", "a dam had burst went viral on Elmbook")) == [
        ("Posts", "claiming", "a dam had burst")
    ]


def test_quoting_elsewhere_changes_nothing():
    text = "Lumen quoted the law. The ministry said the dam leaks."
    assert settled(text, row(text, "The ministry", "said", "the dam leaks")) == [("The ministry", "said", "the dam leaks")]


@pytest.mark.parametrize(
    ("behind", "source", "cue", "content"),
    [
        ("a claim Kyiv denied", "Kyiv", "denied", "a claim"),
        ("an accusation that the company has repeatedly rejected", "the company", "has repeatedly rejected", "an accusation"),
        ("which he denies", "he", "denies", "which"),
        ("allegations the minister disputes", "the minister", "disputes", "allegations"),
    ],
)
def test_a_claim_that_somebody_denies_is_a_row(behind, source, cue, content):
    text = f"Moscow said it took the village, {behind}."
    rows = settled(text, row(text, "Moscow", "said", "it took the village"))
    assert rows == [("Moscow", "said", "it took the village"), (source, cue, content)]


def test_a_denial_that_is_there_is_not_made_twice():
    text = "Moscow said it took the village, a claim Kyiv denied."
    rows = row(text, "Moscow", "said", "it took the village"), row(text, "Kyiv", "denied", "a claim")
    assert len(settled(text, *rows)) == 2


@pytest.mark.parametrize(
    ("text", "source", "cue", "found", "want"),
    [
        ("The dam, Roca said, was safe.", "Roca", "said", "was safe", "The dam / was safe"),
        (
            "The firm, according to its website, employs 300 people.",
            "its website",
            "according to",
            "The firm",
            "The firm / employs 300 people",
        ),
        ("On Monday, Roca said, was a feast.", "Roca", "said", "was a feast", "was a feast"),
        ("The dam is safe, Roca said, adding no more.", "Roca", "said", "The dam is safe", "The dam is safe"),
        ("The dam is safe, Roca said, as was told before.", "Roca", "said", "The dam is safe", "The dam is safe"),
    ],
)
def test_both_sides_of_who_said_it_are_one_content(text, source, cue, found, want):
    assert settled(text, row(text, source, cue, found)) == [(source, cue, want)]


@pytest.mark.parametrize(
    ("cue", "words"),
    [
        ("asking not", "to be identified"),
        ("asked", "that they not be named because they feared for their jobs"),
        ("asked", "that her surname not be used"),
    ],
)
def test_to_ask_not_to_be_named_says_nothing(cue, words):
    text = f"“It leaks,” an aide said, who {cue} {words}."
    rows = row(text, "an aide", "said", "“It leaks,”"), row(text, "an aide", cue, words)
    assert settled(text, *rows) == [("an aide", "said", "“It leaks,”")]


def test_what_was_said_is_kept_without_the_asking():
    text = "An aide, who declined to be identified, said the dam leaks."
    assert settled(text, row(text, "An aide", "said", "to be identified", "the dam leaks")) == [("An aide", "said", "the dam leaks")]


def test_to_ask_for_something_else_is_a_row():
    text = "An aide asked to be heard because the dam leaks."
    assert len(settled(text, row(text, "An aide", "asked", "to be heard because the dam leaks"))) == 1


def test_a_clause_put_in_between_is_the_row_of_whom_it_is_about():
    text = "The firm, which declined to comment, has closed the mine, according to two people."
    rows = (
        row(text, "two people", "declined", "The firm, which"),
        row(text, "two people", "according to", "to comment, has closed the mine"),
    )
    assert settled(text, *rows) == [
        ("The firm", "declined", "to comment"),
        ("two people", "according to", "The firm / has closed the mine"),
    ]


def test_a_condition_and_what_nothing_hands_to_anybody_are_no_rows():
    text = "The paper said that if the report is confirmed, the dam will be closed."
    whole = Text(text, ((0, len(text)),), quoted_in(text, ((0, len(text)),)))
    condition = row(text, "the report", "is confirmed", "if the report")
    bare = replace(row(text, "", "", "the dam will be closed"), inner=True)
    assert unsaid(condition, whole) and unsaid(bare, whole)
    assert not unsaid(row(text, "The paper", "said", "if the report is confirmed, the dam will be closed"), whole)


def test_what_is_feared_for_is_no_proposition():
    text = "Both asked not to be named, because they feared for their jobs. They feared that the dam leaks."
    whole = Text(text, ((0, len(text)),), quoted_in(text, ((0, len(text)),)))
    assert unsaid(row(text, "they", "feared for", "their jobs"), whole)
    assert not unsaid(row(text, "They", "They feared", "the dam leaks"), whole)


def test_a_headlines_verb_is_no_cue():
    text = "Police: Teen who reported theft lied"
    assert settled(text, row(text, "Police", "reported", "Teen who")) == [("Police", "", "Teen who reported theft lied")]


def test_the_beginning_of_the_next_sentence_is_not_said():
    text = "It leaks, a study finds. The cause is not known."
    assert settled(text, row(text, "a study", "finds", "It leaks", "The cause is not")) == [("a study", "finds", "It leaks")]
    text = "“It leaks,” she said. “The cause is not known.”"
    rows = row(text, "she", "said", "“It leaks,”", "“The cause is not")
    assert settled(text, rows) == [("she", "said", "“It leaks,” / “The cause is not")]


def test_a_charge_that_somebody_rejects_is_theirs_and_no_part_of_the_charge():
    text = "Roca accused the board of theft, a charge that it rejects."
    rows = settled(text, row(text, "Roca", "accused", "the board of theft, a charge that"))
    assert rows == [("Roca", "accused", "the board of theft"), ("it", "rejects", "a charge")]


@pytest.mark.parametrize(
    ("text", "found", "want"),
    [
        ("Skyhop, an airline, plans to close, the union said.", "an airline, plans to close", "Skyhop, an airline, plans to close"),
        ("On Monday, an airline closed, the union said.", "an airline closed", "an airline closed"),
        ("It rains. Elm Air, an airline, closed, the union said.", "an airline, closed", "Elm Air, an airline, closed"),
    ],
)
def test_a_content_begins_with_whom_its_first_words_are_told_of(text, found, want):
    assert settled(text, row(text, "the union", "said", found)) == [("the union", "said", want)]


def test_a_nested_row_without_a_cue_is_none_unless_it_is_quoted():
    text = "Roca said the board “lied” to us."
    whole = Text(text, ((0, len(text)),), quoted_in(text, ((0, len(text)),)))
    assert unsaid(replace(row(text, "the board", "", "to us"), inner=True), whole)
    assert not unsaid(replace(row(text, "the board", "", "“lied”"), inner=True), whole)


def test_how_a_rumor_went_round_is_no_part_of_it():
    text = "Rumors that Holt had died spread across Facebook."
    assert settled(text, row(text, "", "Rumors", "Holt had died spread across Facebook")) == [("", "Rumors", "Holt had died")]
    text = "Reports that the minister had been dismissed had been rejected."
    whole = "the minister had been dismissed had been rejected"
    assert settled(text, row(text, "", "Reports", whole)) == [("", "Reports", "the minister had been dismissed")]
    text = "Reports that the minister had been dismissed."
    assert settled(text, row(text, "", "Reports", whole.removesuffix(" had been rejected"))) == [
        ("", "Reports", "the minister had been dismissed")
    ]
    text = "He said the virus spread across Elm."
    assert settled(text, row(text, "He", "said", "the virus spread across Elm")) == [("He", "said", "the virus spread across Elm")]


def test_what_stands_between_a_cue_and_that_is_not_said():
    text = "Holt claimed, without evidence, that the dam leaks."
    assert settled(text, row(text, "Holt", "claimed", "without evidence, that the dam leaks")) == [("Holt", "claimed", "the dam leaks")]
    text = "Holt said the dam, that old wall, leaks."
    assert settled(text, row(text, "Holt", "said", "the dam, that old wall, leaks")) == [("Holt", "said", "the dam, that old wall, leaks")]


def test_a_content_holds_what_its_last_preposition_leads_to():
    text = "Elm Steel said it was cooperating with authorities."
    assert settled(text, row(text, "Elm Steel", "said", "it was cooperating with"))[0][2] == "it was cooperating with authorities"
    text = "Elm Steel said it agreed with. The mayor left."
    assert settled(text, row(text, "Elm Steel", "said", "it agreed with"))[0][2] == "it agreed with"


def test_something_that_another_denies_is_his():
    text = "Dorn accused Rusk of theft, something he denies."
    rows = settled(text, row(text, "Dorn", "accused", "Rusk of theft, something"))
    assert rows == [("Dorn", "accused", "Rusk of theft"), ("he", "denies", "something")]


def test_a_content_holds_the_rest_of_the_clause_before_who_said_it():
    text = "It rains. The cuts could be announced this week, said the people."
    assert settled(text, row(text, "the people", "said", "The cuts")) == [("the people", "said", "The cuts could be announced this week")]
    text = "The cuts, which were large, hurt, said the people."
    assert settled(text, row(text, "the people", "said", "The cuts"))[0][2] == "The cuts"


@pytest.mark.parametrize(
    ("source", "cue", "content"),
    [
        ("nurse", "feared", "losing her job if named"),
        ("Arden's", "announced", "cuts in May"),
    ],
)
def test_what_tells_nothing(source, cue, content):
    text = f"The {source} {cue} {content}."
    whole = Text(text, ((0, len(text)),), quoted_in(text, ((0, len(text)),)))
    assert unsaid(row(text, source, cue, content), whole)
    assert not unsaid(row(text, "The", cue, content), whole) or content.startswith("losing")


def test_a_headline_ends_at_its_semicolon():
    text = "Fund says Vorto cheated; shares plunge"
    assert settled(text, row(text, "Fund", "says", "Vorto cheated; shares plunge")) == [("Fund", "says", "Vorto cheated")]
    text = "Roca says it rained; the dam held."
    assert settled(text, row(text, "Roca", "says", "it rained; the dam held"))[0][2] == "it rained; the dam held"


def test_what_a_tally_is_based_on_is_not_told_by_it():
    text = "According to the union, based on hospital registers, 412 people have died."
    found = row(text, "the union", "According to", "based on hospital registers, 412 people have died")
    assert settled(text, found) == [("the union", "According to", "412 people have died")]


def test_a_lines_label_is_no_part_of_what_is_told():
    text = "Rates: The bank may act, economists say."
    assert settled(text, row(text, "economists", "say", "Rates", "The bank may act"))[0][2] == "The bank may act"
    assert settled(text, row(text, "economists", "say", "Rates: The bank may act"))[0][2] == "The bank may act"
    text = "Police: The road is closed."
    assert settled(text, row(text, "Police", ":", "The road is closed"))[0] == ("Police", ":", "The road is closed")


def test_a_content_holds_the_beginning_of_its_sentence():
    text = "PORT ELM (Lumen) - Envoys agreed on Wednesday to impose sanctions, three diplomats said."
    found = settled(text, row(text, "three diplomats", "said", "to impose sanctions"))
    assert found == [("three diplomats", "said", "Envoys agreed on Wednesday to impose sanctions")]
    text = "It rained, and they agreed to impose sanctions, three diplomats said."
    assert settled(text, row(text, "three diplomats", "said", "to impose sanctions"))[0][2] == "to impose sanctions"


def test_a_content_that_begins_in_mid_sentence():
    text = "Scientists at Elm analysed data from 490 people, the Courier reports."
    assert (
        settled(text, row(text, "the Courier", "reports", "data from 490 people"))[0][2]
        == "Scientists at Elm analysed data from 490 people"
    )


def test_who_closes_a_sentence_tells_it_with_its_subject():
    text = "Minister Gil Orme deleted messages, a whistleblower has alleged."
    assert settled(text, row(text, "Minister Gil Orme", "alleged", "deleted messages")) == [
        ("a whistleblower", "alleged", "Minister Gil Orme deleted messages")
    ]


def test_a_clause_before_another_source_is_not_its_own():
    text = "It was not clear who did it, though two sources told Lumen that the gunmen left."
    found = settled(text, row(text, "two sources", "told", "who did it", "the gunmen left"))
    assert found == [("two sources", "told", "the gunmen left")]


def test_how_a_claim_was_met_is_no_part_of_it():
    text = "A team's claim to have made it has been met with doubt."
    assert settled(text, row(text, "A team's", "claim", "to have made it has been met with doubt"))[0][2] == "to have made it"


def test_why_something_is_done_is_told_by_nobody():
    text = "Brandt resigned, citing health reasons."
    whole = Text(text, ((0, len(text)),), quoted_in(text, ((0, len(text)),)))
    assert unsaid(row(text, "Brandt", "citing", "health reasons"), whole)


def test_a_source_of_two_verbs_has_two_rows():
    text = "Israel disputes those figures and says there is no limit."
    found = settled(text, row(text, "Israel", "says", "those figures", "there is no limit"))
    assert found == [("Israel", "disputes", "those figures"), ("Israel", "says", "there is no limit")]


def test_a_figure_that_another_disputes_is_his_row():
    text = "Insiders say the budget has grown, a figure the studio disputes."
    rows = settled(text, row(text, "Insiders", "say", "the budget has grown, a figure the studio disputes"))
    assert rows == [("Insiders", "say", "the budget has grown"), ("the studio", "disputes", "a figure")]


def test_who_else_did_not_respond_is_no_part_of_who_declined():
    text = "A spokesman declined to comment on Sunday. The ministry did not respond to a request for comment."
    assert settled(text, row(text, "A spokesman", "declined", "to comment", "a request for comment"))[0][2] == "to comment"
