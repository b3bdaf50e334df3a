from __future__ import annotations

import pytest

from reportedly.ledger import Ledger, reading
from reportedly.ledger.reading import Wanted


def test_contested_claims_come_first_with_their_origins(full: Ledger) -> None:
    first = full.claims()[0]
    assert first.status == "contested"
    # that the inspection found cracks, since when they were known and how old they are is taken for one claim (docs/claims.md);
    # its readers would have three, of one origin each
    assert first.told() == "8 reports, 3 origins"
    found = full.claim(first.id)
    assert found.to_json()["origins"] == ["two former inspectors", "Water Inspectorate", "Lena Farrow"]
    assert {s.stance for s in found.evidence} == {"supports", "denies"}
    assert found.history[-1]["status"] == "contested"


def test_the_contract(full: Ledger) -> None:
    told = full.claim(full.claims()[0].id).to_json()
    fields = ["id", "claim", "status", "supports", "denies", "origins", "first_said", "last_said", "history"]
    assert list(told) == fields and all("#" in ref for ref in told["supports"])


def test_filters(full: Ledger) -> None:
    every = full.claims(Wanted(limit=1000))
    contested = full.claims(Wanted(contested=True, limit=1000))
    assert contested == [c for c in every if c.status == "contested"]
    assert all(c.origins == 1 and c.reports > 1 for c in full.claims(Wanted(single_origin=True)))
    assert {c.status for c in full.claims(Wanted(status="affirmed"))} == {"affirmed"}
    assert full.claims(Wanted(speaker="Ilse Brannock")) and full.claims(Wanted(speaker="Nobody Atall")) == []
    assert full.claims(Wanted(outlet="the elm courier"))
    assert all((c.last_said or "") >= "2031-05" for c in full.claims(Wanted(since="2031-05", limit=1000)))


def test_a_list_is_the_same_whichever_way_it_is_read(full: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = [
        Wanted(speaker="Brannock", limit=3),
        Wanted(outlet="Elm Courier", status="contested"),
        Wanted(outlet="Elm Courier", speaker="Lumen"),
        Wanted(until="2031-04-08", speaker="Brannock"),
    ]
    gathered = [full.claims(w) for w in wanted]
    monkeypatch.setattr(reading, "MANY", 1)  # everything is much: the list of all claims is gone through
    assert [full.claims(w) for w in wanted] == gathered and all(gathered)


def test_pages_of_a_list_go_on_where_the_last_ended(full: Ledger) -> None:
    every = full.claims(Wanted(limit=1000))
    paged, after = [], None
    while some := full.claims(Wanted(limit=7, after=after)):
        paged += some
        after = some[-1].id
    assert paged == every


def test_who_said_and_who_passed_on(full: Ledger) -> None:
    said = full.who("Brannock")
    assert {s.speaker for s in said} == {"Ilse Brannock"} and not any(s.relayed for s in said)
    passed = [s for s in full.who("Lumen News Agency") if s.relayed]
    assert passed and all("Lumen News Agency" in s.chain for s in passed)


def test_search_holds_all_words(full: Ledger) -> None:
    found = full.search("CRACKS gate")
    assert found and all("crack" in s.words.lower() and "gate" in s.words.lower() for s in found)
    assert full.search("   ") == [] and full.search('"*') == []


def test_check_tells_for_and_against(full: Ledger) -> None:
    best = full.check("There are cracks in the gates of the Varra dam.")[0]
    assert best.relation == "same" and best.supports > best.denies > 0
    turned = full.check("There are no cracks in any gate of the Varra dam.")[0]
    assert (turned.relation, turned.supports, turned.denies) == ("opposite", best.denies, best.supports)
    assert full.check("Bananas are yellow.") == [] or full.check("Bananas are yellow.")[0].relation == "discusses"
