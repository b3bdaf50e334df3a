from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from reportedly import Article
from reportedly.errors import BadValue, NotInLedger
from reportedly.ledger import Ledger, decisions
from reportedly.ledger.reading import Wanted


def refs(ledger: Ledger, claim: str) -> set[str]:
    return {s.ref for s in ledger.claim(claim).evidence}


def test_a_rejected_row_counts_for_no_claim_until_it_is_taken_back(full: Ledger) -> None:
    claim = full.claims()[0].id
    before = refs(full, claim)
    ref = sorted(before)[-1]
    full.decide("reject", ref, by="ada")
    assert ref not in refs(full, claim)
    full.undo(by="ada")
    assert refs(full, claim) == before
    assert [e.action for e in full.log()] == ["reject", "undo"]
    assert full.doctor() == []


def test_merge_and_its_undo(full: Ledger) -> None:
    one, other = (c.id for c in full.claims()[:2])
    mine, theirs = refs(full, one), refs(full, other)
    full.decide("merge", one, by="ada", other=other)
    kept = min(one, other, key=lambda name: int(name[1:]))
    assert refs(full, kept) == mine | theirs
    full.undo(by="ada")
    assert (refs(full, one), refs(full, other)) == (mine, theirs)


def test_split(full: Ledger) -> None:
    claim = full.claims()[0].id
    ref = sorted(refs(full, claim))[-1]
    full.decide("split", ref, by="ada")
    assert ref not in refs(full, claim)
    (alone,) = [c for c in full.claims(Wanted(limit=1000)) if ref in refs(full, c.id)]
    assert alone.id != claim
    full.undo(by="ada")
    assert ref in refs(full, claim)


def test_a_status_that_was_set_stands(full: Ledger) -> None:
    claim = full.claims()[0].id
    full.decide("status", claim, by="ada", status="retracted")
    found = full.claim(claim)
    assert found.row.status == "retracted" and found.row.reviewed
    assert found.history[-1]["because"] == "set by a reviewer"


def test_an_edit_changes_what_counts(full: Ledger) -> None:
    claim = full.claims()[0]
    ref = next(s.ref for s in full.claim(claim.id).evidence if s.stance == "supports")
    full.decide("edit", ref, by="ada", changes={"commitment": "denies"})
    assert {s.stance for s in full.claim(claim.id).evidence if s.ref == ref} == {"denies"}


def test_decisions_survive_a_new_reading(full: Ledger, read: list[tuple[Article, bytes]]) -> None:
    claim = full.claims()[0].id
    ref = sorted(refs(full, claim))[-1]
    full.decide("reject", ref, by="ada")
    article, original = next((a, o) for a, o in read if a.id == ref.split("#")[0])
    full.add_article(article, original + b"<!-- touched -->")
    assert ref not in refs(full, claim)
    assert full.doctor() == []


@pytest.mark.parametrize(
    ("action", "target", "value", "error"),
    [
        ("accept", "nowhere#a1", {}, NotInLedger),
        ("status", "c999999", {"status": "affirmed"}, NotInLedger),
        ("status", "first", {"status": "true"}, BadValue),
        ("merge", "first", {"other": "first"}, BadValue),
        ("edit", "row", {"changes": {"confidence": 1}}, BadValue),
        ("edit", "row", {"changes": {}}, BadValue),
        ("praise", "first", {}, BadValue),
    ],
)
def test_what_makes_no_sense_is_refused(full: Ledger, action: str, target: str, value: dict, error: type[Exception]) -> None:
    first = full.claims()[0].id
    named = {"first": first, "row": next(iter(refs(full, first)))}
    told = {k: named.get(v, v) if isinstance(v, str) else v for k, v in value.items()}
    with pytest.raises(error):
        full.decide(action, named.get(target, target), by="ada", **told)  # type: ignore[arg-type]
    assert full.log() == []


def test_of_the_same_decision_sent_twice_at_once_one_is_written(full: Ledger, url: str, analyst) -> None:
    ref = sorted(refs(full, full.claims()[0].id))[-1]
    together = Barrier(2)

    def sent(ledger: Ledger) -> int:
        together.wait(10)
        return ledger.decide("accept", ref, by="ada", unless=lambda connection: next(iter(decisions.entries(connection)), None)).id

    with Ledger(url, analyst=analyst) as other, ThreadPoolExecutor(2) as pool:
        assert len(set(pool.map(sent, (full, other)))) == 1
    assert len(full.log()) == 1


def test_what_is_raised_before_a_decision_leaves_the_ledger_as_it_is(full: Ledger) -> None:
    with pytest.raises(ZeroDivisionError):
        full.decide("accept", sorted(refs(full, full.claims()[0].id))[-1], by="ada", unless=lambda connection: 1 / 0)
    assert full.log() == [] and full.doctor() == []


def test_nothing_to_undo(full: Ledger) -> None:
    with pytest.raises(NotInLedger, match="nothing to take back"):
        full.undo(by="ada")
