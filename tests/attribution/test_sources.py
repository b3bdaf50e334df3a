"""Where sources begin and end, on spans as the tagger may leave them."""

from __future__ import annotations

import pytest

from reportedly.attribution.sources import whole


@pytest.mark.parametrize(
    ("text", "found", "cue", "want"),
    [
        ("The mayor, the governor and the minister all said no.", "The mayor", "said", "The mayor, the governor and the minister"),
        ("Peru and Chile have agreed to meet.", "Peru", "agreed", "Peru and Chile"),
        ("The mayor arrived, and the governor said no.", "The mayor", "said", "The mayor"),
        ("The mayor, who left, and the governor said no.", "The mayor", "said", "The mayor"),
        ("The mayor denied it and the governor said no.", "The mayor", "said", "The mayor"),
        ("According to a report by the Elm Courier, it rains.", "a report by", "According to", "a report by the Elm Courier"),
        ("The Elm Courier, which said no, is a paper.", "The Elm Courier, which", "said", "The Elm Courier"),
        ("The ministry neither confirmed nor denied it.", "The ministry neither", "confirmed", "The ministry"),
        ("The coast guard initially said no.", "The coast guard initially", "said", "The coast guard"),
        ("ELMVALE, May 3 (Reuters) - Farmers in the north said no.", "ELMVALE", "said", "Farmers in the north"),
        ("ELMVALE (Reuters) - In May, the mayor said no.", "ELMVALE", "said", None),
        ("The ministry at the time said no.", "The ministry at the time", "said", "The ministry"),
        ("Judge Maria Toll left, saying no.", "Judge", "saying", "Judge Maria Toll"),
        ("A journal retracted a study that claimed tea heals.", "A journal", "claimed", "a study"),
        ("A journal near a city that claimed tea heals closed.", "A journal", "claimed", "A journal"),
        ("Holt, who took over in May, has said no.", "Holt, who took", "said", "Holt, who took over in May"),
        ("She said no.", "She", "said", "She"),
        ("Asked if it rains, Roca said no.", "Roca", "Asked", None),
        ("“No,” she said when asked if it rains.", "she", "asked", None),
        ("Roca asked if it rains.", "Roca", "asked", "Roca"),
        ("Asked by the council, Roca asked for time.", "Roca", "asked", "Roca"),
        ("“No,” she said when asked about rain.", "she", "asked about", None),
        ("The union and the firm both said no.", "The union and", "said", "The union and the firm"),
        ("The company, Elm Water, said no.", "The company", "said", "The company, Elm Water"),
        ("Holt, a miner, said no.", "Holt", "said", "Holt"),
        ("A statement from Holt's lawyer said no.", "A statement from", "said", "A statement from Holt's lawyer"),
        ("“No,” read a letter posted on the group's page.", "a letter posted", "read", "a letter posted on the group's page"),
        ("The board has been asked whether it will act.", "The board", "has been asked", None),
        ("Managers were warned that it leaks.", "Managers", "were warned", None),
        ("Managers had been warned that it leaks.", "Managers", "had been warned", None),
        ("Managers had warned that it leaks.", "Managers", "had warned", "Managers"),
        ("He was told by Holt that it leaks.", "Holt", "was told by", "Holt"),
        ("According to chief Ira Holt. It rains.", "chief Ira Holt.", "According to", "chief Ira Holt"),
        ("According to chief Ira Holt Jr. it rains.", "chief Ira Holt Jr.", "According to", "chief Ira Holt Jr."),
        ("A site called Elm Wire 24 said no.", "A site called", "said", "A site called Elm Wire 24"),
        ("Rights group Access Now said no.", "Rights group Access", "said", "Rights group Access Now"),
        ("The Elm Commission on Tuesday said no.", "The Elm Commission on", "said", "The Elm Commission"),
        ("President Roca, asked if it rains, said no.", "President Roca", "asked", None),
        ("The state news agency BSV said no.", "The state news agency", "said", "The state news agency BSV"),
        ("The has reportedly left.", "The", "reportedly", None),
        (
            "Her Green opposite number, Ed Marsh, accused her.",
            "Her Green opposite number",
            "accused",
            "Her Green opposite number, Ed Marsh",
        ),
        ("It rains, according to the operator, Elm Hydro.", "the operator", "according to", "the operator, Elm Hydro"),
        ("It rains, according to the operator, Elm Hydro", "the operator", "according to", "the operator, Elm Hydro"),
        ("According to the operator, Elm Hydro lost money.", "the operator", "According to", "the operator"),
        ("According to Ira Holt, Elm Hydro.", "Ira Holt", "According to", "Ira Holt"),
        ("Elm Water, which owns dams, praised the bill but said no.", "the bill", "said", "Elm Water"),
        ("On Monday, Holt has praised the crew and later warned of rain.", "the crew", "warned", "Holt"),
        ("The mayor but also Holt said no.", "Holt", "said", "Holt"),
        ("It leaks, a jury has heard.", "a jury", "has heard", None),
        ("Dam leaks, court told", "court", "told", None),
        ("The court told him that it leaks.", "The court", "told", "The court"),
        ("Roca, quoted by the Elm Wire agency, said no.", "Roca, quoted by the Elm", "said", "Roca"),
        ("The mayor led tributes, describing her so.", "The mayor led tributes", "describing", "The mayor"),
        (
            "Citing two people with knowledge of the talks, it said no.",
            "two people with knowledge",
            "Citing",
            "two people with knowledge of the talks",
        ),
        ("The council approved it despite claims it leaks.", "The council", "claims", None),
        ("The council denied reports and claims it leaks.", "The council", "claims", "The council"),
        ("Aid group Medics Now has warned of it.", "Aid group Medics", "warned", "Aid group Medics Now"),
        ("It fell, citing a memo. Elm Steel declined to comment.", "a memo. Elm Steel", "declined", "Elm Steel"),
        ("Asked of it, Roca, the head of the army, told Lumen: “No.”", "Lumen", "told", "Roca, the head of the army"),
        ("It fell, a move critics denounced as theft.", "a move critics", "denounced", "critics"),
        ("Relatives of hostages held there pleaded for it.", "Relatives of", "pleaded", "Relatives of hostages"),
        ("Black Fox is thought to have left.", "Black Fox", "is thought", None),
        ("It is believed by Roca that it left.", "Roca", "is believed by", "Roca"),
        ("He was identified by police as Holt, who said no.", "police as", "said", "police"),
        ("The Congress on Thursday accused it.", "The Congress on Thursday", "accused", "The Congress"),
        ("The agency has reportedly left, officials said.", "officials", "reportedly", None),
        ("Okoye recently told them.", "Okoye recently", "told", "Okoye"),
        ("The mayor has heard that it leaks.", "The mayor", "has heard", "The mayor"),
    ],
)
def test_a_source_is_its_phrase(text, found, cue, want):
    span, at = ((text.index(w), text.index(w) + len(w)) for w in (found, cue))
    assert [text[s:e] for s, e in whole(span, at, text)] == ([want] if want else [])


def test_a_source_without_a_cue_stays():
    assert whole((0, 9), None, "The mayor, the governor and others.") == ((0, 9),)
