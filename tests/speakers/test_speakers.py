"""Who speaks: names, pronouns, descriptions, kinds. All texts are invented."""

from __future__ import annotations

import pytest

from tests.speakers.pages import read


def speakers(text: str, *rows: tuple) -> list[tuple[str | None, str]]:
    return [(r.speaker, r.speaker_kind) for r in read(text, *rows)]


def test_a_surname_becomes_the_full_name_and_titles_stay_out():
    text = "Northland's Defense Minister Ruth Vandal said the dam holds. Vandal said more rain was coming."
    assert (
        speakers(text, ("Northland's Defense Minister Ruth Vandal", "said", "the dam holds"), ("Vandal", "said", "more rain was coming"))
        == [("Ruth Vandal", "person")] * 2
    )


@pytest.mark.parametrize(
    ("source", "role"),
    [
        ("Bank of Northland Governor Ruth Vandal", "Bank of Northland Governor"),
        ("Ministry of Water spokeswoman Ruth Vandal", "Ministry of Water spokeswoman"),
        ("Governor of Elmshire Ruth Vandal", "Governor of Elmshire"),
        ("Minister of Waterways Ruth Vandal", "Minister of Waterways"),
    ],
)
def test_what_an_office_is_held_of_is_no_part_of_the_name(source, role):
    (found,) = read(f"{source} said the dam holds.", (source, "said", "the dam holds"))
    assert (found.speaker, found.speaker_kind, found.role) == ("Ruth Vandal", "person", role)


def test_who_belongs_to_a_house_with_an_of_in_its_name():
    sources = "Ruth Vandal of the Ministry of Water", "the Bank of Northland"
    for source, want in zip(sources, ("Ruth Vandal", "Bank of Northland"), strict=True):
        assert speakers(f"{source} said the dam holds.", (source, "said", "the dam holds"))[0][0] == want


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("TASS news agency", "TASS"),
        ("State news agency VENA", "VENA"),
        ("An aide to the mayor, who spoke on condition of anonymity,", "aide to the mayor"),
    ],
)
def test_a_name_is_without_what_is_told_of_it(source, name):
    assert speakers(f"{source} said the dam holds.", (source.rstrip(","), "said", "the dam holds"))[0][0] == name


@pytest.mark.parametrize(
    ("source", "name", "kind"),
    [
        ("The owner of the mine that fell in near Elm Ridge", "owner of the mine that fell in near Elm Ridge", "person"),
        ("The woman who accused Rolf Dane of theft", "woman who accused Rolf Dane of theft", "person"),
        ("The director of the museum where Ana Petrik works", "director of the museum where Ana Petrik works", "person"),
        ("The woman who hid the money, Ana Petrik", "Ana Petrik", "person"),
    ],
)
def test_a_name_in_a_clause_about_the_source_is_not_who_speaks(source, name, kind):
    assert speakers(f"{source} said the dam holds.", (source, "said", "the dam holds")) == [(name, kind)]


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("A former aide to Justice Minister Ruth Vandal", "former aide to Justice Minister Ruth Vandal"),
        ("The lawyer for President Ruth Vandal", "lawyer for President Ruth Vandal"),
        ("Secretary of State Ruth Vandal", "Ruth Vandal"),
        ("The deputy minister, Ruth Vandal", "Ruth Vandal"),
        ("Rebels in the north of Tangora", "rebels in the north of Tangora"),
        ("Doctors Without Borders", "Doctors Without Borders"),
    ],
)
def test_who_is_near_to_somebody_is_not_that_person(source, name):
    assert speakers(f"{source} said the dam holds.", (source, "said", "the dam holds"))[0][0] == name


def test_experts_not_involved_are_people():
    text = "Experts not involved in the work said the dam holds."
    assert speakers(text, ("Experts not involved in the work", "said", "the dam holds"))[0][1] == "group"


def test_the_university_is_the_one_named_with_an_of():
    text = "Ana Roca of the University of Osterby left. Elm Watch said it rained. The university said it snowed."
    rows = ("Elm Watch", "said", "it rained"), ("The university", "said", "it snowed")
    assert speakers(text, *rows)[1] == ("University of Osterby", "organization")


def test_an_epithet_is_no_part_of_a_name():
    assert speakers("Neighbouring Vostra said it rained.", ("Neighbouring Vostra", "said", "it rained"))[0][0] == "Vostra"


def test_the_ministry_is_the_one_just_told_of():
    text = "The EU said it rained. A paper reached the interior ministry. The ministry said it snowed."
    rows = ("The EU", "said", "it rained"), ("The ministry", "said", "it snowed")
    assert speakers(text, *rows)[1] == ("interior ministry", "organization")


def test_a_newspaper_is_no_ministry():
    text = "The newspaper Seeblatt said it rained. The ministry said it snowed."
    rows = ("The newspaper Seeblatt", "said", "it rained"), ("The ministry", "said", "it snowed")
    assert speakers(text, *rows) == [("Seeblatt", "organization"), ("ministry", "organization")]


def test_who_is_told_of_behind_an_office_does_not_hold_it():
    text = "The owner of the mine that fell in near Elm Ridge was away. The owner said it rained."
    assert speakers(text, ("The owner", "said", "it rained"))[0][0] != "Elm Ridge"


def test_a_company_is_no_regulator():
    text = "Elm Water said it rained. The company said it snowed. The regulator said it hailed. The Tribune said it thawed."
    rows = [
        (who, "said", what)
        for who, what in (
            ("Elm Water", "it rained"),
            ("The company", "it snowed"),
            ("The regulator", "it hailed"),
            ("The Tribune", "it thawed"),
        )
    ]
    found = [("Elm Water", "organization")] * 2 + [("regulator", "organization"), ("Tribune", "organization")]
    assert speakers(text, *rows) == found


def test_who_wrote_a_report_is_not_the_report():
    text = "A report by the Water Board, seen by Reuters, said the dam leaks. The board said it holds."
    rows = ("A report by the Water Board, seen by Reuters", "said", "the dam leaks"), ("The board", "said", "it holds")
    assert speakers(text, *rows) == [("report by the Water Board", "document"), ("Water Board", "organization")]


def test_the_other_is_one_of_the_group_that_spoke():
    text = "Two people familiar with the talks said it rains. One of them said it snows; the other said it hails."
    rows = (
        ("Two people familiar with the talks", "said", "it rains"),
        ("One of them", "said", "it snows"),
        ("the other", "said", "it hails"),
    )
    group = "two people familiar with the talks"
    assert speakers(text, *rows) == [(group, "anonymous"), (f"one of {group}", "anonymous"), (f"the other of {group}", "anonymous")]
    assert speakers("The other said it rains.", ("The other", "said", "it rains"))[0][0] == "other"


def test_a_common_noun_that_begins_a_headline_is_no_organization():
    text = "Storm hits coast\n\nThe storm was over on Sunday. The ministry said the dam holds."
    assert speakers(text, ("The ministry", "said", "the dam holds"))[0][0] == "ministry"


def test_a_pronoun_finds_the_last_person_of_its_gender():
    text = "Mary Harrow said it rains. Peter Quill said it snows. “It hails,” she said."
    rows = ("Mary Harrow", "said", "it rains"), ("Peter Quill", "said", "it snows"), ("she", "said", "“It hails,”", "direct")
    assert [s for s, _ in speakers(text, *rows)] == ["Mary Harrow", "Peter Quill", "Mary Harrow"]


def test_an_acronym_is_spelled_out():
    text = "The Northland Water Authority (NWA) met. The dam holds, the NWA said."
    assert speakers(text, ("the NWA", "said", "The dam holds")) == [("Northland Water Authority", "organization")]


def test_a_role_leads_back_to_its_holder():
    text = "Ruth Vandal, president of Northland, arrived. The president said the dam holds."
    assert speakers(text, ("The president", "said", "the dam holds")) == [("Ruth Vandal", "person")]


@pytest.mark.parametrize(
    ("source", "want"),
    [
        ("a spokesperson for the palace", ("spokesperson for the palace", "person")),
        ("people familiar with the matter", ("people familiar with the matter", "anonymous")),
        ("residents", ("residents", "group")),
        ("a study", ("study", "document")),
        ("the interior ministry", ("interior ministry", "organization")),
    ],
)
def test_unnamed_sources_stay_as_written(source, want):
    text = f"The dam holds, {source} said."
    assert speakers(text, (source, "said", "The dam holds")) == [want]


def test_nobody_indicated_is_null():
    assert speakers("The dam is believed to hold.", ("", "is believed", "to hold")) == [(None, "anonymous")]


def test_an_unknown_pronoun_stays_as_written():
    assert speakers("It rains, he said.", ("he", "said", "It rains")) == [("he", "person")]


def test_a_quotation_goes_on_without_cue():
    text = "“It rains,” Ruth Vandal said.\n\n“It snows too.”"
    rows = ("Ruth Vandal", "said", "“It rains,”", "direct"), ("", "", "“It snows too.”", "direct")
    assert speakers(text, *rows) == [("Ruth Vandal", "person")] * 2


def test_two_people_are_a_group():
    text = "Ruth Vandal and Peter Quill said the dam holds."
    assert speakers(text, ("Ruth Vandal and Peter Quill", "said", "the dam holds")) == [("Ruth Vandal and Peter Quill", "group")]


def test_an_honorific_tells_a_couple_apart():
    text = "Mary Harrow opened the dam. Mr. Harrow said it holds, and Mrs. Harrow said it leaks. “It hails,” he said."
    rows = ("Mr. Harrow", "said", "it holds"), ("Mrs. Harrow", "said", "it leaks"), ("he", "said", "“It hails,”", "direct")
    assert [s for s, _ in speakers(text, *rows)] == ["Harrow", "Mary Harrow", "Harrow"]


@pytest.mark.parametrize("lead", ["CHARLOTTE - The mayor of a town near Charlotte spoke.", "At a meeting in Charlotte, the mayor spoke."])
def test_a_place_that_is_also_a_first_name_is_nobody(lead):
    text = f"{lead} The mayor said the dam holds."
    assert speakers(text, ("The mayor", "said", "the dam holds")) == [("mayor", "person")]


def test_an_organization_in_capitals_is_no_pronoun():
    text = "Mary Harrow met residents. WHO said the dam holds."
    assert speakers(text, ("WHO", "said", "the dam holds"))[0][0] == "WHO"


@pytest.mark.parametrize(
    ("source", "want"),
    [("The Republican", "Peter Quill"), ("The Democratic nominee", "Mary Harrow"), ("The GOP candidate", "Peter Quill")],
)
def test_a_nominee_is_the_one_of_that_party(source, want):
    text = f"Republican Peter Quill met Democrat Mary Harrow, and Quill spoke. Harrow left. {source} said the dam holds."
    assert speakers(text, (source, "said", "the dam holds")) == [(want, "person")]


def test_the_nominee_for_vice_president_is_not_the_nominee():
    text = "Mary Harrow chose Peter Quill, the Democratic vice presidential nominee. Harrow spoke. The Democratic nominee said it rains."
    assert speakers(text, ("The Democratic nominee", "said", "it rains")) == [("Mary Harrow", "person")]


@pytest.mark.parametrize(
    ("text", "source", "want"),
    [
        ("Varra Hydro, which runs the dam, met. Varra Hydro said it holds.", "Varra Hydro", ("Varra Hydro", "organization")),
        ("One of the engineers said it holds.", "One of the engineers", ("one of the engineers", "anonymous")),
        ("A letter that was seen by said it holds.", "A letter that was seen by", ("letter", "document")),
    ],
)
def test_what_a_relative_clause_tells(text, source, want):
    assert speakers(text, (source, "said", "it holds"))[0] == want


def test_both_are_the_two_who_spoke():
    text = "Two engineers said it holds. Both said it would rain."
    assert [s for s, _ in speakers(text, ("Two engineers", "said", "it holds"), ("Both", "said", "it would rain"))] == ["two engineers"] * 2


def test_a_clause_and_a_day_are_no_part_of_who_speaks():
    text = "A refugee who asked for help left. Northland Water's Monday announcement named six dams. "
    text += "Valley newspaper Argus Times said it rains."
    rows = (
        ("A refugee who", "asked", "for help"),
        ("Northland Water's Monday", "announcement", "named six dams"),
        ("Valley newspaper Argus Times", "said", "it rains"),
    )
    assert [s for s, _ in speakers(text, *rows)] == ["refugee", "Northland Water", "Argus Times"]


@pytest.mark.parametrize(
    ("opening", "later", "source", "speaker"),
    [
        ("It rains, his manager said.", "“It rains,” manager Ira Holt told the BBC.", "his manager", "Ira Holt"),
        ("It rains, a Dutch newspaper said.", "The Rotterdam Gazette gave no more.", "a Dutch newspaper", "Rotterdam Gazette"),
        ("It rains, a Dutch newspaper said.", "Reuters gave no more.", "a Dutch newspaper", "Dutch newspaper"),
        ("It rains, one Danish commander said.", "Then Polish commander Ira Holt left.", "one Danish commander", "Danish commander"),
        ("It rains, a commander said.", "Then Polish commander Ira Holt left.", "a commander", "commander"),
    ],
)
def test_an_opening_leaves_the_name_for_later(opening, later, source, speaker):
    (row,) = read(f"{opening}\n\n{later}", (source, "said", "It rains"))
    assert row.speaker == speaker


@pytest.mark.parametrize(
    ("before", "source", "speaker"),
    [
        ("Juan Holt left the board.", "his lawyer", "Juan Holt's lawyer"),
        ("Juan Holt left the board.", "His office", "Juan Holt's office"),
        ("Elm Water said it rains.", "its spokesman", "Elm Water's spokesman"),
        ("It rains.", "his lawyer", "his lawyer"),
        ("Juan Holt left the board.", "his country", "his country"),
    ],
)
def test_whose_somebody_is(before, source, speaker):
    (row,) = read(f"{before} No, {source} said.", (source, "said", "No"))
    assert row.speaker == speaker


@pytest.mark.parametrize(
    ("before", "speaker"),
    [
        ("Researchers at the University of Elmshire asked 900 nurses.", "researchers at the University of Elmshire"),
        ("Some local residents had fled.", "some local residents"),
        ("Dutch officials met on Monday.", "Dutch officials"),
        ("The mayor told residents to stay.", "They"),
        ("“Officials lied to us,” a man wrote.", "They"),
    ],
)
def test_they_are_the_group_that_opens_a_sentence(before, speaker):
    text = f"{before} They said the dam holds."
    quoted = [("a man", "wrote", "“Officials lied to us,”")] if "“" in text else []
    assert read(text, *quoted, ("They", "said", "the dam holds"))[-1].speaker == speaker


def test_whom_a_speaker_calls_they_has_not_spoken():
    text = "Analysts said it holds. “They told us to wait,” Ira Holt said."
    rows = ("Analysts", "said", "it holds"), ("Ira Holt", "said", "“They told us to wait,”", "direct"), ("They", "told", "us to wait")
    assert [r.speaker for r in read(text, *rows)] == ["analysts", "Ira Holt", "They"]


@pytest.mark.parametrize(
    ("text", "source", "speaker", "kind"),
    [
        ("A statement issued by the Elm Board said it holds.", "A statement issued by the Elm Board", "Elm Board", "organization"),
        ("A post on the Elm Board's channel said it holds.", "A post on the Elm Board's channel", "Elm Board", "organization"),
        ("A letter from Ira Holt's lawyer said it holds.", "A letter from Ira Holt's lawyer", "Ira Holt's lawyer", "person"),
        ("A Kremlin statement said it holds.", "A Kremlin statement", "Kremlin", "organization"),
        ("The Russian announcement said it holds.", "The Russian announcement", "Russia", "organization"),
        ("A written statement said it holds.", "A written statement", "written statement", "document"),
        ("A post from June 20 said it holds.", "A post from June 20", "post from June 20", "document"),
        ("A post on Facebook said it holds.", "A post on Facebook", "Post on Facebook", "document"),
        ("The Kyiv Post said it holds.", "The Kyiv Post", "Kyiv Post", "organization"),
    ],
)
def test_a_statement_is_its_authors_words(text, source, speaker, kind):
    found, found_kind = speakers(text, (source, "said", "it holds"))[0]
    assert ((found or "").casefold(), found_kind) == (speaker.casefold(), kind)


def test_the_statement_is_of_who_spoke_in_it():
    text = "In a statement, the Elm Board said it rains. The statement added that it snows. The statement said it hails."
    rows = ("the Elm Board", "said", "it rains"), ("The statement", "added", "it snows"), ("The statement", "said", "it hails")
    assert [s for s, _ in speakers(text, *rows)] == ["Elm Board"] * 3


@pytest.mark.parametrize(
    ("source", "speaker", "kind"),
    [
        ("The company, Elmon,", "Elmon", "organization"),
        ("Varra Hydro, operator of the dam,", "Varra Hydro", "organization"),
        ("Minister of Waterways Caspar Dyne", "Caspar Dyne", "person"),
        ("Institute for the Study of Water analyst Ruth Vandal", "Ruth Vandal", "person"),
        ("Former Rovers captain Ruth Vandal, now a pundit,", "Ruth Vandal", "person"),
        ("Italian newspaper Corriere della Sera", "Corriere della Sera", "organization"),
        ("The independent outlet Verst", "Verst", "organization"),
        ("Chat channel Rybka, which has a million readers,", "Rybka", "organization"),
    ],
)
def test_a_name_and_what_it_is_called(source, speaker, kind):
    assert speakers(f"{source} said it holds.", (source.rstrip(","), "said", "it holds")) == [(speaker, kind)]


def test_one_and_the_other_are_of_the_group_that_opens_a_sentence():
    text = "But two doctors spoke to the Courier. One said it leaks. “It was known,” said the other."
    rows = ("One", "said", "it leaks"), ("the other", "said", "“It was known,”", "direct")
    assert [s for s, _ in speakers(text, *rows)] == ["one of two doctors", "the other of two doctors"]


def test_a_station_is_known_by_its_call_sign():
    text = "WXMR-TV said it rains. The station said it snows."
    assert [s for s, _ in speakers(text, ("WXMR-TV", "said", "it rains"), ("The station", "said", "it snows"))] == ["WXMR-TV"] * 2


@pytest.mark.parametrize(
    ("before", "spoke", "source", "speaker"),
    [
        ("Elmon, an airline, is to close a base, the pilots' union said.", "the pilots' union", "The company", "Elmon"),
        ("Elm Bank said it snows.", "Elm Bank", "The company", "Elm Bank"),
        ("The pilots' union said it snows.", "The pilots' union", "The company", "company"),
        ("The union said it snows.", "The union", "The pilots' union", "pilots' union"),
    ],
)
def test_what_the_company_can_be(before, spoke, source, speaker):
    text = f"{before}\n\n{source} said no."
    told = "is to close a base" if "base" in before else "it snows"
    assert read(text, (spoke, "said", told), (source, "said", "no"))[-1].speaker == speaker


def test_an_owner_has_their_full_name():
    text = "Attorney General Juan Roca left. Roca's office said no."
    assert speakers(text, ("Roca's office", "said", "no")) == [("Juan Roca's office", "organization")]


@pytest.mark.parametrize(
    ("source", "speaker", "kind"),
    [
        ("Northland's Elm Daily News", "Northland's Elm Daily News", "organization"),
        ("Taiwan's Elm Daily News", "Elm Daily News", "organization"),
        ("the state-run Xinhua", "Xinhua", "organization"),
        ("Grizzly Point Research", "Grizzly Point Research", "organization"),
        ("Two security sources", "two security sources", "anonymous"),
        ("Earlier research", "earlier research", "document"),
    ],
)
def test_names_and_what_is_none(source, speaker, kind):
    assert speakers(f"So {source} said it holds.", (source, "said", "it holds")) == [(speaker, kind)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The platform Vybel was fined. Vybel said no.", "organization"),
        ("Vybel said it would appeal. Vybel said no.", "organization"),
        ("Vybel said it was hard. Vybel said no.", "person"),
        ("The minister Vybel left. Vybel said no.", "person"),
    ],
)
def test_a_single_name_is_what_the_article_calls_it(text, kind):
    assert speakers(text, ("Vybel", "said", "no")) == [("Vybel", kind)]


def test_a_report_in_an_outlet_is_the_outlets_and_no_relay_of_others():
    text = "Earlier reports in the Oregonian suggested it rains; Ruth Vandal said those were wrong."
    rows = read(text, ("Earlier reports in the Oregonian", "suggested", "it rains"), ("Ruth Vandal", "said", "those were wrong"))
    assert [r.chain for r in rows] == [("Oregonian",), ("Ruth Vandal",)]


def test_his_ministry_is_of_who_opens_the_sentence():
    text = "Ana Roca said it rains. Minister Juan Holt called the envoy, his ministry said."
    rows = ("Ana Roca", "said", "it rains"), ("his ministry", "said", "Minister Juan Holt called the envoy")
    assert [s for s, _ in speakers(text, *rows)] == ["Ana Roca", "Juan Holt's ministry"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Rovers have sold him. Rovers said no.", "organization"),
        ("City and Rovers have met. Rovers said no.", "person"),
        ("Lumen said no.", "person"),
    ],
)
def test_a_team_has_many_members(text, kind):
    source = "Lumen" if "Lumen" in text else "Rovers"
    assert speakers(text, (source, "said", "no")) == [(source, kind)]


def test_an_operator_is_no_person():
    assert speakers("The operator, Elm Hydro, said no.", ("The operator, Elm Hydro", "said", "no")) == [("Elm Hydro", "organization")]
    assert speakers("The operator, Ruth Vandal, said no.", ("The operator, Ruth Vandal", "said", "no")) == [("Ruth Vandal", "person")]


def test_a_prime_minister_is_no_defence_minister():
    text = "Defence Minister Ruth Vandal said it rains. The prime minister said no. The minister said yes."
    rows = [("Defence Minister Ruth Vandal", "said", "it rains"), ("The prime minister", "said", "no"), ("The minister", "said", "yes")]
    assert [s for s, _ in speakers(text, *rows)] == ["Ruth Vandal", "prime minister", "Ruth Vandal"]


def test_a_time_zone_is_nobody():
    text = "10:42 GMT. The operator said no."
    assert speakers(text, ("The operator", "said", "no")) == [("operator", "organization")]


def test_what_a_speaker_does_is_no_part_of_the_name():
    assert speakers("The Speaker, intervening, said no.", ("The Speaker, intervening", "said", "no"))[0][0] == "Speaker"


@pytest.mark.parametrize(
    ("source", "speaker", "kind"),
    [
        ("Lead author Dr Ruth Vandal, of the University of Elm", "Ruth Vandal", "person"),
        ("Page 43 of the report", "page 43 of the report", "document"),
        ("An exit poll for state broadcaster TVN", "exit poll for state broadcaster TVN", "document"),
    ],
)
def test_what_heads_a_source(source, speaker, kind):
    assert speakers(f"{source} said no.", (source, "said", "no")) == [(speaker, kind)]


def test_it_is_who_opens_a_sentence_of_the_same_paragraph():
    text = "The Elm Council said it rains.\n\nVandal Steel, of Varra, did not answer. On its website, it said no."
    rows = ("The Elm Council", "said", "it rains"), ("it", "said", "no")
    assert [s for s, _ in speakers(text, *rows)] == ["Elm Council", "Vandal Steel"]


def test_the_company_is_the_only_one_just_named():
    text = "The mine is owned by Minera Alta. The company said no."
    assert speakers(text, ("The company", "said", "no")) == [("Minera Alta", "organization")]
    text = "The mine was sold by Minera Alta to Vandal Steel. The company said no."
    assert speakers(text, ("The company", "said", "no")) == [("company", "organization")]


@pytest.mark.parametrize(
    ("text", "source", "speaker", "kind"),
    [
        ("One user wrote no.", "One user", "user", "anonymous"),
        ("The account that posted it, @elmwatch, said no.", "The account that posted it, @elmwatch", "@elmwatch", "person"),
        ("Arden Semiconductors said no.", "Arden Semiconductors", "Arden Semiconductors", "organization"),
        ("The boat is operated by Norjet. Norjet said no.", "Norjet", "Norjet", "organization"),
        ("Aftenavis reported on Monday that it rains.", "Aftenavis", "Aftenavis", "organization"),
        ("Holt reported hearing a bang.", "Holt", "Holt", "person"),
        ("The plane was built by Norjet, according to its manifest.", "its manifest", "its manifest", "document"),
    ],
)
def test_what_kind_of_speaker(text, source, speaker, kind):
    cue = "according to" if "according" in text else "reported" if "reported" in text else "wrote" if "wrote" in text else "said"
    assert speakers(text, (source, cue, text.split()[-1].rstrip(".")))[0] == (speaker, kind)


def test_he_is_who_speaks_without_a_name_in_the_same_sentence():
    text = "Ana Roca and Ira Holt met, Ira Holt said. A diplomat said it failed, though he knew of it from others."
    rows = ("Ira Holt", "said", "Ana Roca and Ira Holt met"), ("A diplomat", "said", "it failed"), ("he", "knew", "of it from others")
    assert [s for s, _ in speakers(text, *rows)] == ["Ira Holt", "diplomat", "diplomat"]


def test_an_actor_may_be_a_woman():
    text = "The actor Lena Marsh has died, Tom Hale said. Marsh wrote that it rains. She told her friends no."
    rows = ("Tom Hale", "said", "The actor Lena Marsh has died"), ("Marsh", "wrote", "it rains"), ("She", "told", "no")
    assert [s for s, _ in speakers(text, *rows)] == ["Tom Hale", "Lena Marsh", "Lena Marsh"]


@pytest.mark.parametrize(
    ("source", "speaker"),
    [
        ("Grey Heron", "Grey Heron Research"),
        ("short seller Grey Heron Research", "Grey Heron Research"),
        ("A third, logistics group Palmer", "Palmer"),
    ],
)
def test_firms_by_what_they_end_with(source, speaker):
    text = f"Grey Heron Research met Palmer. {source} said no."
    assert speakers(text, (source, "said", "no")) == [(speaker, "organization")]


def test_the_ministry_is_no_union():
    text = "The Doctors Union accused the health ministry of theft. The ministry said no. Its spokesperson said so twice."
    rows = (
        ("The Doctors Union", "accused", "the health ministry of theft"),
        ("The ministry", "said", "no"),
        ("Its spokesperson", "said", "so twice"),
    )
    assert [s for s, _ in speakers(text, *rows)] == ["Doctors Union", "health ministry", "health ministry's spokesperson"]


def test_how_somebody_was_reached_is_no_part_of_the_name():
    source = "A militia commander reached by phone"
    assert speakers(f"{source} said no.", (source, "said", "no"))[0][0] == "militia commander"


@pytest.mark.parametrize(
    ("source", "speaker", "kind"),
    [
        ("June Park, chief executive of Elm", "June Park", "person"),
        ("Representatives for the singer Ruth Vandal", "Representatives for the singer Ruth Vandal", "group"),
    ],
)
def test_names_in_descriptions(source, speaker, kind):
    assert speakers(f"{source} said no.", (source, "said", "no")) == [(speaker, kind)]


def test_a_month_is_no_first_name():
    assert speakers("In June Reuters said no.", ("Reuters", "said", "no")) == [("Reuters", "organization")]


def test_one_of_the_former_employees():
    text = "Former employees paint another picture. “Everybody knew,” said one. Vandal's fund is gone. The regulator said no."
    rows = ("one", "said", "“Everybody knew,”"), ("The regulator", "said", "no")
    assert [s for s, _ in speakers(text, *rows)] == ["one of former employees", "regulator"]


def test_a_pronoun_that_nobody_answers_is_no_antecedent():
    text = "He said it rains. Then, she said no."
    assert [s for s, _ in speakers(text, ("He", "said", "it rains"), ("she", "said", "no"))] == ["He", "she"]


@pytest.mark.parametrize(
    ("source", "speaker", "kind"),
    [
        ("The General Staff", "General Staff", "organization"),
        ("A 2023 meta-analysis", "2023 meta-analysis", "document"),
        ("Elm Sports", "Elm Sports", "organization"),
        ("Military bloggers, among them Rybar", "military bloggers", "group"),
        ("Legal scholars", "legal scholars", "group"),
    ],
)
def test_bodies_and_groups(source, speaker, kind):
    assert speakers(f"{source} said no.", (source, "said", "no")) == [(speaker, kind)]


def test_another_is_one_more_of_the_same():
    text = "One Green senator called it idiotic. Another said no."
    rows = ("One Green senator", "called", "it idiotic"), ("Another", "said", "no")
    assert [s for s, _ in speakers(text, *rows)] == ["Green senator", "another Green senator"]


@pytest.mark.parametrize(
    ("source", "speaker", "kind"),
    [
        ("The whistleblower, a former adviser to Mr Orme", "whistleblower", "anonymous"),
        ("Zhang Lin, whose lab made it", "Zhang Lin", "person"),
        ("The US Navy's Fifth Fleet", "US Navy's Fifth Fleet", "organization"),
        ("The researchers, led by Ruth Vandal", "researchers", "group"),
    ],
)
def test_what_is_told_of_a_source_is_no_name(source, speaker, kind):
    assert speakers(f"{source} said no. Gil Orme left.", (source, "said", "no")) == [(speaker, kind)]


def test_a_given_name_may_have_a_hyphen():
    text = "It was led by Min-jun Seo of Elm University. Seo said no."
    assert speakers(text, ("Seo", "said", "no")) == [("Min-jun Seo", "person")]


def test_who_is_the_described_person_before_it():
    assert speakers("They met a co-author, who said no.", ("who", "said", "no")) == [("co-author", "person")]


def test_the_department_is_no_union():
    text = "The National Teachers' Union said it rains. The department said no."
    rows = ("The National Teachers' Union", "said", "it rains"), ("The department", "said", "no")
    assert [s for s, _ in speakers(text, *rows)] == ["National Teachers' Union", "department"]


def test_a_name_that_men_and_women_have():
    text = "Station manager Kim Barrow said it rains. He said no. Then she said so twice."
    rows = ("Station manager Kim Barrow", "said", "it rains"), ("He", "said", "no"), ("she", "said", "so twice")
    assert [s for s, _ in speakers(text, *rows)][:2] == ["Kim Barrow", "Kim Barrow"]


def test_an_office_is_its_owners():
    text = "Dana Orlev's office said it rains. The prime minister's office said no."
    rows = ("Dana Orlev's office", "said", "it rains"), ("The prime minister's office", "said", "no")
    assert [s for s, _ in speakers(text, *rows)] == ["Dana Orlev's office", "prime minister's office"]


def test_a_council_is_nobody_who_has_spoken():
    text = "Amunet Dial, who lives there, said it rains. The council said no."
    rows = ("Amunet Dial, who lives there", "said", "it rains"), ("The council", "said", "no")
    assert [s for s, _ in speakers(text, *rows)] == ["Amunet Dial", "council"]


@pytest.mark.parametrize("source", ["The Elmish Red Crescent", "A State Department spokesperson"])
def test_capitals_of_bodies_stay(source):
    assert speakers(f"{source} said no.", (source, "said", "no"))[0][0] == source.split(" ", 1)[1]


@pytest.mark.parametrize(
    ("source", "speaker", "kind"),
    [
        ("Europol's deputy director, Jan Huis", "Jan Huis", "person"),
        ("A post on the group's dark web site", "group", "organization"),
    ],
)
def test_months_and_dark_webs(source, speaker, kind):
    assert speakers(f"{source} said no.", (source, "said", "no")) == [(speaker, kind)]


def test_he_added_is_the_officer_who_has_just_spoken():
    text = "Ira Holt said it rains.\n\nA senior police officer said no. He added that it may rain."
    rows = ("Ira Holt", "said", "it rains"), ("A senior police officer", "said", "no"), ("He", "added", "it may rain")
    assert [s for s, _ in speakers(text, *rows)][1:] == ["senior police officer", "senior police officer"]


def test_a_coast_guard_is_of_its_country():
    text = "The Elmish Coast Guard said it rains. China's coast guard said no."
    rows = ("The Elmish Coast Guard", "said", "it rains"), ("China's coast guard", "said", "no")
    assert speakers(text, *rows)[1] == ("China's coast guard", "organization")


@pytest.mark.parametrize(
    ("source", "speaker", "kind"),
    [
        ("Power company Gulf Electric", "Gulf Electric", "organization"),
        ("The company's website", "company's website", "organization"),
        ("Forecasters", "forecasters", "group"),
    ],
)
def test_firms_websites_and_forecasters(source, speaker, kind):
    assert speakers(f"CNN said it rains. {source} said no.", ("CNN", "said", "it rains"), (source, "said", "no"))[1] == (speaker, kind)


def test_a_town_just_named_is_no_company():
    text = "Residents of Port Varl heard sirens. The company said no."
    assert speakers(text, ("The company", "said", "no")) == [("company", "organization")]
