"""`reportedly user`: the people of a desk that is served to more than one."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportedly.cli.serve import PEOPLE, PeopleFile, needs_web
from reportedly.errors import BadValue

if TYPE_CHECKING:
    from reportedly.web.people import People

user = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Example:  reportedly user add mara --role reviewer\n\nThe people who may sign in to a served desk.",
)
Name = Annotated[str, typer.Argument(metavar="NAME")]
FromStdin = Annotated[bool, typer.Option("--password-stdin", help="Read the password from standard input.")]


@user.command()
def add(
    name: Name,
    role: Annotated[str, typer.Option(help="reader, reviewer or admin.")] = "reader",
    people: PeopleFile = PEOPLE,
    password_stdin: FromStdin = False,
) -> None:
    """Add a person; asks for the password."""
    made = _open(people).add(name, _password(password_stdin), role)  # type: ignore[arg-type]  # add() checks it
    typer.echo(f"{made.name} may sign in as {made.role}", err=True)


@user.command()
def password(name: Name, people: PeopleFile = PEOPLE, password_stdin: FromStdin = False) -> None:
    """Set a new password and end the person's sessions."""
    _open(people).set_password(name, _password(password_stdin))


@user.command()
def remove(name: Name, people: PeopleFile = PEOPLE) -> None:
    """Take a person away with their sessions and tokens."""
    _open(people).remove(name)


@user.command("list")
def list_(people: PeopleFile = PEOPLE) -> None:
    """List people and their roles."""
    for person in _open(people).everybody():
        typer.echo(f"{person.name}\t{person.role}")


@user.command()
def token(
    name: Name,
    label: Annotated[str, typer.Option(help="What the token is for.")] = "script",
    drop: Annotated[bool, typer.Option("--drop", help="Take the tokens of that label away instead.")] = False,
    people: PeopleFile = PEOPLE,
) -> None:
    """Print a new API token: it is told once."""
    store = _open(people)
    if not drop:
        typer.echo(store.make_token(name, label))
    elif not store.drop_tokens(name, label):
        raise BadValue(f"{name} has no token {label!r}")


def _open(path: Path) -> People:
    needs_web()
    from reportedly.web.people import People

    return People(path)


def _password(stdin: bool) -> str:
    if stdin:
        return sys.stdin.readline().rstrip("\n")
    return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))
