"""Invented articles, claims and reviews for the export tests: a relayed story, and one page that means harm."""

from __future__ import annotations

from reportedly.claims.values import Claim, Origin, Step
from reportedly.export import Bundle, Review
from reportedly.model import Article, Attribution, Author, TimeMention

# A formula, a control character of each kind, CDATA's end, markup, bidirectional marks, half a surrogate pair, non-characters,
# every line separator, what Turtle, JSON and IRIs escape, and code points outside the first plane.
HARM = "=cmd|'/C calc'!A0\r\n\x00\x08\x0b\x1b]]><b>&amp;\u202eevil\u2066\ud800 \ufffe\uffff\u2028\u2029\x85\t\"\\'}{;^` 😀é\x1f"
TEXT = "😀 The Quay Herald reported, citing two miners, that “the shaft\nis flooded”. Ada Brink denied it on Monday."


def spans(text: str, *words: str) -> tuple[tuple[int, int], ...]:
    """Where the words stand in the text, one after the other."""
    found, place = [], 0
    for word in words:
        start = text.index(word, place)
        place = start + len(word)
        found.append((start, place))
    return tuple(found)


def relayed(id: str = "shaft", published: str | None = "2031-04-08T09:30:00+02:00") -> Article:
    """An article with a chain of two, a direct quotation over a line break, a denial, and a row inside another."""
    rows = (
        Attribution(
            id="a1",
            source=spans(TEXT, "two miners"),
            cue=spans(TEXT, "citing"),
            content=spans(TEXT, "“the shaft\nis flooded”"),
            kind="direct",
            speaker="two miners",
            speaker_kind="group",
            chain=("two miners", "Quay Herald"),
            said="2031-04",
            confidence=0.81234,
        ),
        Attribution(
            id="a2",
            source=spans(TEXT, "Ada Brink"),
            cue=spans(TEXT, "denied"),
            content=spans(TEXT, "The", "it"),
            speaker="Ada Brink",
            speaker_kind="person",
            chain=("Ada Brink",),
            said="2031-04-07",
            commitment="denies",
            parent="a1",
            confidence=0.5,
            times=(TimeMention(spans(TEXT, "Monday")[0], "2031-04-07"),),
        ),
        Attribution(id="a3", source=(), cue=(), content=spans(TEXT, "is flooded"), commitment="hedges"),
    )
    return Article(
        id=id,
        text=TEXT,
        paragraphs=((0, len(TEXT)),),
        url="https://elm.example/shaft?a=1&b=2",
        outlet="Elm Ledger",
        headline="Shaft & shift",
        authors=(Author("Tess Orr"),),
        published=published,
        published_from="metadata" if published else None,
        language="en",
        attributions=rows,
    )


def harmful() -> Article:
    """An article all of whose words mean harm; its one row covers them."""
    text = HARM + " said " + HARM
    row = Attribution(
        id="a1",
        source=((0, len(HARM)),),
        cue=((len(HARM) + 1, len(HARM) + 5),),
        content=((len(HARM) + 6, len(text)),),
        speaker=HARM,
        speaker_kind="person",
        chain=(HARM, "Relay " + HARM),
        said="2031",
        confidence=0.5,
    )
    head = {"url": "javascript:alert(1)", "outlet": HARM, "headline": HARM}
    return Article(id="../" + HARM, text=text, paragraphs=((0, len(text)),), section=(HARM,), attributions=(row,), **head)


def contested(article: str = "shaft") -> Claim:
    """A claim that one row supports and one denies."""
    return Claim(
        text="The shaft is flooded.",
        status="contested",
        supports=(f"{article}#a1",),
        denies=(f"{article}#a2",),
        origins=(Origin("two miners", (f"{article}#a1",)), Origin(None, (f"{article}#a3",))),
        first_said="2031-04",
        last_said="2031-04-07",
        history=(Step("2031-04-06", "unconfirmed", f"{article}#a1 alone"), Step("2031-04-07", "contested", f"{article}#a2 denies")),
    )


def harmful_claim() -> Claim:
    """A claim whose words mean harm."""
    ref = "../" + HARM + "#a1"
    step = Step("2031-04-09T12:00:00+02:00", "affirmed", HARM)
    return Claim(HARM, "affirmed", (ref,), (), (Origin(HARM, (ref,)),), None, None, (step,))


def bundle() -> Bundle:
    """Generators, as a ledger gives them: each part can be read once."""
    reviews = [
        Review("c1", "Mostly true", "Mira Holt", "2031-04-09", "I saw the pumps.", "Check Desk", "https://check.example/1"),
        Review("c2", HARM, HARM, HARM, HARM, None, "javascript:alert(1)"),
        Review("c9", "False", "Nobody's claim"),
    ]
    unreviewed = Claim("It rains.", "unconfirmed", (), (), (), None, None, (Step(None, "unconfirmed", "nobody dated it"),))
    return Bundle(
        articles=(article for article in (relayed(), harmful())),
        claims=(pair for pair in (("c1", contested()), ("c2", harmful_claim()), ("c3", unreviewed))),
        reviews=(review for review in reviews),
    )
