"""The verbs that ask a ledger: claims, claim, who, search, check, timeline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any, cast, get_args

import typer
from rich.console import Console
from rich.text import Text

from reportedly.claims import Status
from reportedly.claims.status import stands
from reportedly.cli.ledgers import Form, Place, line, opened, say, status, table, tabular
from reportedly.cli.table import FIRMNESS, clean

if TYPE_CHECKING:
    from reportedly.ledger.checking import Answer
    from reportedly.ledger.reading import ClaimRow, Evident, Spoken

_SPOKEN = (("id", 8, None), ("speaker", 14, 3), ("via", 8, 2), ("said", 10, None), ("how firmly", 10, None), ("the words", 30, 9))
CLAIMS = """Example:  reportedly claims --contested

List the ledger's claims: contested ones first, then those with most reports. "12 reports, 1 origin" are twelve articles that go back
to one first-hand source.

\b
  reportedly claims --single-origin
  reportedly claims --speaker "Ilse Brannock" --since 2031-04
  reportedly claims --format jsonl | jq .status
"""
CLAIM = """Example:  reportedly claim c12

Show a claim: its status and why, its origins, and every row that supports or denies it, with the very words.
"""
WHO = """Example:  reportedly who "Ilse Brannock"

Everything that a speaker said or is said to have said, directly and through others, what they passed on, and what became of it.
"""
SEARCH = """Example:  reportedly search cracks gate

Rows whose words hold all of these words, the newest first.
"""
CHECK = """Example:  reportedly check "The dam has cracks in its gates."

Which claims in the ledger say the same, which say the opposite, and which merely discuss it, with how many rows stand for and against
the sentence; then how the articles of the nearest rows stand to it: agree, disagree or discuss.

\b
  reportedly check "The dam has cracks in its gates." --format jsonl | jq 'select(.relation == "opposite").claim.id'
"""
TIMELINE = """Example:  reportedly timeline c12

When a claim's status changed and why, and what was said when; with --speaker, what a speaker said in order.
"""


def claims(
    ledger: Place = None,
    status: Annotated[str | None, typer.Option(help=f"One of {', '.join(get_args(Status))}.", show_default=False)] = None,
    speaker: Annotated[str | None, typer.Option(metavar="NAME", help="Said by, or denied by, this speaker.", show_default=False)] = None,
    outlet: Annotated[str | None, typer.Option(metavar="NAME", help="Carried by this outlet.", show_default=False)] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="Last said on this day or later.", show_default=False)] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Last said on this day or before.", show_default=False)] = None,
    contested: Annotated[bool, typer.Option("--contested", help="Only claims that somebody denies.")] = False,
    single_origin: Annotated[
        bool, typer.Option("--single-origin", help="Only claims of several reports that go back to one source.")
    ] = False,
    limit: Annotated[int, typer.Option(min=1, help="How many.")] = 50,
    format: Form = None,
) -> None:
    """List claims."""
    from reportedly.ledger.reading import Wanted

    if status not in (None, *get_args(Status)):
        raise typer.BadParameter(f"{status!r} is none; take one of {', '.join(get_args(Status))}", param_hint="--status")
    wanted = Wanted(cast("Status | None", status), speaker, outlet, since, until, contested, single_origin, limit)
    with opened(ledger) as book:
        found = book.claims(wanted)
        if tabular(format):
            _claim_table(found)
        else:
            for row in found:
                line(book.claim(row.id).to_json())


def _claim_table(found: Sequence[ClaimRow]) -> None:
    from reportedly.cli.ledgers import status as shown

    columns = (("id", 6, None), ("status", 13, None), ("stands behind it", 20, None), ("last said", 10, None), ("claim", 30, 1))
    table(columns, [(c.id, shown(c.status), c.told(), (c.last_said or "—")[:10], c.text) for c in found])
    if not found:
        say("no such claims")


def claim(
    id: Annotated[str, typer.Argument(metavar="ID", help="As reportedly claims shows it.")], ledger: Place = None, format: Form = None
) -> None:
    """Show a claim."""
    with opened(ledger) as book:
        found = book.claim(id)
    if not tabular(format):
        line({**found.to_json(), "evidence": [asdict(s) for s in found.evidence], "sources": list(found.origins)})
        return
    console = Console(highlight=False)
    console.print(Text(clean(found.row.text), style="bold"))
    console.print(Text.assemble(status(found.row.status), Text(f"  {found.row.told()}", style="dim")))
    for origin in found.origins:
        circular = ", circular: the reports cite each other" if origin["circular"] else ""
        console.print(Text(clean(f"  origin: {origin['name'] or 'nobody named'} ({len(origin['evidence'])} rows{circular})"), style="dim"))
    for side in ("supports", "denies"):
        rows = [s for s in found.evidence if s.stance == side]
        if rows:
            console.print(Text(f"\n{side}", style="bold"))
            table(_SPOKEN, [_cells(s) for s in rows])
    _steps(found, console)


def _steps(found: Evident, console: Console) -> None:
    console.print(Text("\nstatus", style="bold"))
    for step in found.history:
        console.print(
            Text.assemble(Text(f"  {step['at'] or '—':<12}"), status(step["status"]), Text("  " + clean(step["because"]), style="dim"))
        )


def _cells(spoken: Spoken) -> tuple[Text | str, ...]:
    sign, colour = FIRMNESS[spoken.commitment]
    via = spoken.chain[1:] if spoken.speaker else spoken.chain
    return (
        spoken.ref,
        Text(clean(spoken.speaker or "nobody named"), style="bold" if spoken.speaker else "dim"),
        " > ".join((*via, spoken.outlet or "")).removesuffix(" > "),
        spoken.said or "—",
        Text(f"{sign} {spoken.commitment}", style=colour),
        spoken.words,
    )


def who(name: Annotated[str, typer.Argument(metavar="NAME")], ledger: Place = None, format: Form = None) -> None:
    """What a speaker said."""
    with opened(ledger) as book:
        found = book.who(name)
    _spoken(found, format, f"nobody of the name {name!r} is said to have said anything")


def search(words: Annotated[list[str], typer.Argument(metavar="WORDS...")], ledger: Place = None, format: Form = None) -> None:
    """Find rows."""
    with opened(ledger) as book:
        found = book.search(" ".join(words))
    _spoken(found, format, "no row holds all of these words")


def _spoken(found: Sequence[Spoken], format: str | None, nothing: str) -> None:
    if not tabular(format):
        for spoken in found:
            line(asdict(spoken))
        return
    if not found:
        say(nothing)
        return
    columns = (*_SPOKEN, ("what became of it", 20, 4))
    table(columns, [(*_cells(s), _became(s)) for s in found])


def _became(spoken: Spoken) -> Text:
    if spoken.claim is None:
        return Text("—", style="dim")
    passed = "passed on; " if spoken.relayed else ""
    return Text.assemble(Text(passed, style="dim"), status(spoken.status), Text(f" {spoken.claim}", style="dim"))


def check(sentence: Annotated[str, typer.Argument(metavar="SENTENCE")], ledger: Place = None, format: Form = None) -> None:
    """Check a sentence."""
    with opened(ledger) as book:
        found = book.check(sentence)
        articles = book.check_articles(sentence) if found else []
    if not tabular(format):
        for told in ([asdict(a) for a in found], [asdict(a) for a in articles]):
            for one in told:
                line(one)
        return
    if not found:
        say("nothing in the ledger is about this")
        return
    _answers(found)
    if articles:
        Console().print()
        columns = (("article", 9, None), ("sure", 4, None), ("outlet", 10, 2), ("headline", 20, 4), ("its nearest sentence", 30, 6))
        table(columns, [(a.stance, f"{a.score:.2f}", a.outlet or "—", a.headline or a.article, a.nearest) for a in articles])


def _answers(found: Sequence[Answer]) -> None:
    columns = (("", 9, None), ("sure", 4, None), ("for", 3, None), ("against", 7, None), ("status", 13, None), ("id", 6, None))
    told = (("claim", 30, 3), ("because", 20, 2))
    table(
        (*columns, *told),
        [
            (
                *(a.relation, f"{a.score:.2f}", str(a.supports or "—"), str(a.denies or "—")),
                *(status(a.claim.status), a.claim.id, a.claim.text, a.because),
            )
            for a in found
        ],
    )


def timeline(
    id: Annotated[str | None, typer.Argument(metavar="[CLAIM]", show_default=False)] = None,
    speaker: Annotated[str | None, typer.Option(metavar="NAME", help="What a speaker said, in order.", show_default=False)] = None,
    ledger: Place = None,
    format: Form = None,
) -> None:
    """What happened when."""
    if (id is None) == (speaker is None):
        raise typer.BadParameter("name a claim, or a speaker by --speaker")
    with opened(ledger) as book:
        found = book.claim(id) if id else None
        rows = found.evidence if found else book.who(str(speaker))
    told = _in_order(found.history if found else (), rows)
    if not tabular(format):
        for one in told:
            line(one)
        return
    table(
        (("when", 12, None), ("what", 16, 2), ("words", 30, 7)), [((t["at"] or "—")[:16], t["what"] or "", t["words"] or "") for t in told]
    )


def _in_order(history: Sequence[dict[str, Any]], rows: Sequence[Spoken]) -> list[dict[str, str | None]]:
    """Changes of status and rows by date, undated ones last, at one date the changes first."""
    steps = [{"at": s["at"], "what": s["status"], "words": s["because"]} for s in history]
    said = [{"at": s.said or s.published, "what": s.speaker or "nobody named", "words": s.words, "ref": s.ref} for s in rows]
    dates = [*stands([s["at"] for s in history]), *(s["at"] for s in said)]
    placed = zip(dates, [*steps, *said], strict=True)
    return [told for _, told in sorted(placed, key=lambda p: (p[0] is None, p[0] or ""))]
