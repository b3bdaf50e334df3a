"""`reportedly review ...` and `reportedly doctor`: decisions onto the log, and whether the ledger is sound."""

from __future__ import annotations

import getpass
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from reportedly.cli.ledgers import Form, Place, line, opened, say, table, tabular

if TYPE_CHECKING:
    from reportedly.ledger.decisions import Action, Entry

HELP = """Example:  reportedly review accept elm-courier-dam#a3

Decide about rows and claims. Every decision is an entry of a log that is only added to, and survives a new reading of the page.

\b
  reportedly review reject elm-courier-dam#a3       the row is wrong: it counts for no claim
  reportedly review edit elm-courier-dam#a3 --speaker "Ilse Brannock" --commitment denies
  reportedly review split elm-courier-dam#a3        the row does not belong to its claim
  reportedly review merge c12 c40                   two claims are one
  reportedly review status c12 retracted
  reportedly review undo                            takes one's last decision back
  reportedly review log
"""
app = typer.Typer(help=HELP, no_args_is_help=True, rich_markup_mode=None)
By = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who decides (default: the user's name).", show_default=False)]
Row = Annotated[str, typer.Argument(metavar="ARTICLE#ROW")]
Claim = Annotated[str, typer.Argument(metavar="CLAIM")]


def _decide(ledger: str | None, action: Action, target: str, by: str | None, **value: Any) -> None:
    with opened(ledger) as book:
        _tell(book.decide(action, target, by=by or getpass.getuser(), **value))


def _tell(entry: Entry) -> None:
    about = entry.value.get("ref") or entry.value.get("claim")
    say(f"{entry.id}: {entry.action} {about}: {entry.value['words'][:80]}")


@app.command(help="Example:  reportedly review accept elm-courier-dam#a3\n\nThe row is right.")
def accept(row: Row, ledger: Place = None, by: By = None) -> None:
    """Accept a row."""
    _decide(ledger, "accept", row, by)


@app.command(help="Example:  reportedly review reject elm-courier-dam#a3\n\nThe row is wrong: it counts for no claim.")
def reject(row: Row, ledger: Place = None, by: By = None) -> None:
    """Reject a row."""
    _decide(ledger, "reject", row, by)


@app.command(help='Example:  reportedly review edit elm-courier-dam#a3 --speaker "Ilse Brannock"\n\nSet a row\'s values right.')
def edit(
    row: Row,
    speaker: Annotated[str | None, typer.Option(metavar="NAME", show_default=False)] = None,
    chain: Annotated[str | None, typer.Option(metavar="NAMES", help="Origin first, with > between.", show_default=False)] = None,
    said: Annotated[str | None, typer.Option(metavar="DATE", show_default=False)] = None,
    commitment: Annotated[str | None, typer.Option(help="affirms, hedges, denies or open.", show_default=False)] = None,
    ledger: Place = None,
    by: By = None,
) -> None:
    """Edit a row."""
    given = {"speaker": speaker, "said": said, "commitment": commitment}
    changes: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    if chain is not None:
        changes["chain"] = [part.strip() for part in chain.split(">") if part.strip()]
    _decide(ledger, "edit", row, by, changes=changes)


@app.command(help="Example:  reportedly review split elm-courier-dam#a3\n\nThe row does not belong to its claim.")
def split(row: Row, ledger: Place = None, by: By = None) -> None:
    """Split a row off."""
    _decide(ledger, "split", row, by)


@app.command(help="Example:  reportedly review merge c12 c40\n\nTwo claims are one.")
def merge(claim: Claim, other: Claim, ledger: Place = None, by: By = None) -> None:
    """Merge two claims."""
    _decide(ledger, "merge", claim, by, other=other)


@app.command(
    help="Example:  reportedly review status c12 retracted\n\nSet a claim's status: unconfirmed, affirmed, contested or retracted."
)
def status(claim: Claim, value: Annotated[str, typer.Argument(metavar="STATUS")], ledger: Place = None, by: By = None) -> None:
    """Set a status."""
    _decide(ledger, "status", claim, by, status=value)


@app.command(help="Example:  reportedly review undo\n\nTake one's last decision back, or the one of a number.")
def undo(
    number: Annotated[int | None, typer.Argument(metavar="[NUMBER]", show_default=False)] = None, ledger: Place = None, by: By = None
) -> None:
    """Take a decision back."""
    with opened(ledger) as book:
        _tell(book.undo(by=by or getpass.getuser(), entry=number))


@app.command(help="Example:  reportedly review log\n\nEvery decision, the oldest first.")
def log(ledger: Place = None, format: Form = None) -> None:
    """Show the log."""
    with opened(ledger) as book:
        found = book.log()
    if not tabular(format):
        for entry in found:
            line(asdict(entry))
        return
    rows = [(str(e.id), e.at[:16], e.by, e.action, str(e.value.get("ref") or e.value.get("claim")), str(e.value["words"])) for e in found]
    table((("", 3, None), ("when", 16, None), ("who", 8, 1), ("decision", 8, None), ("about", 10, 2), ("words", 20, 5)), rows)


DOCTOR = """Example:  reportedly doctor

Check the ledger against itself: bytes against their digests, spans against their texts, rows, claims, counts and full text.

\b
Exit status: 0 sound, 1 something is wrong (one line each), 2 wrong usage.
"""


def doctor(ledger: Place = None) -> None:
    """Examine the ledger."""
    with opened(ledger) as book:
        faults = book.doctor()
    for fault in faults:
        print(fault)
    say("sound" if not faults else f"{len(faults)} faults")
    raise typer.Exit(1 if faults else 0)
