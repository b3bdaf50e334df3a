"""An article for a person at a terminal: its head, then speaker, via, said, how firmly, the words."""

from __future__ import annotations

import unicodedata

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from reportedly.model import JOINT, Article, Attribution
from reportedly.reasons import sentence

FIRMNESS = {"affirms": ("✓", "green"), "hedges": ("~", "yellow"), "denies": ("✗", "red"), "open": ("?", "cyan")}
"""Sign and colour of a commitment: the sign carries it where there is no colour."""
_NARROW = 90
_LONGEST = 400


def show(article: Article, console: Console, *, explain: bool = False) -> None:
    """Print one article's head and rows; `explain`: with the reasons below each row's words."""
    _head(article, console)
    if not article.attributions:
        console.print(Text("  nobody is said to have said anything", style="dim"))
    elif console.width < _NARROW:
        _list(article, console, explain)
    else:
        console.print(_table(article, explain))
    console.print()


def clean(words: str) -> str:
    """One line without control and bidirectional marks, which a page may hold to mislead the reader of a terminal."""
    folded = " ".join(words.split())
    return "".join(c for c in folded if unicodedata.category(c) not in {"Cc", "Cf"})


def _head(article: Article, console: Console) -> None:
    console.print(Text(clean(article.headline or article.id), style="bold"))
    told = {"text": " (from the text)", "given": " (given)"}.get(article.published_from or "", "")
    date = f"{article.published}{told}" if article.published else "undated"
    authors = ", ".join(a.name + (f" <{a.email}>" if a.email else "") for a in article.authors)
    parts = [article.outlet, " > ".join(article.section), date, authors and f"by {authors}"]
    console.print(Text(clean(" · ".join(p for p in parts if p)), style="dim"))


def _table(article: Article, explain: bool) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim", show_edge=False)
    for name, least, ratio in (
        ("speaker", 14, 3),
        ("via", 8, 2),
        ("said", 10, None),
        ("how firmly", 10, None),
        ("the words", 30, 9),
    ):
        table.add_column(name, min_width=least, ratio=ratio, overflow="fold", no_wrap=ratio is None)
    table.expand = True
    told: set[str | None] = set()
    for row in article.attributions:
        sign, colour = FIRMNESS[row.commitment]
        mark = "  ↳ " if row.parent else ""
        who = Text(mark + _speaker(row), style="bold" if row.speaker else "dim")
        if role := _role(row, told):
            who.append(f"\n{role}", style="not bold dim")
        table.add_row(
            who,
            Text(_via(row)),
            Text(_said(row)),
            Text(f"{sign} {row.commitment}", style=colour),
            _told(article, row, explain),
        )
    return table


def _list(article: Article, console: Console, explain: bool) -> None:
    told: set[str | None] = set()
    for row in article.attributions:
        sign, colour = FIRMNESS[row.commitment]
        line = Text(("  " if row.parent else "") + _speaker(row), style="bold")
        if role := _role(row, told):
            line.append(f", {role}", style="not bold")
        line.append(f"  {sign} {row.commitment}", style=colour)
        line.append(f"  {_said(row)}", style="dim")
        if via := _via(row):
            line.append(f"  via {via}", style="dim")
        console.print(line)
        console.print(Padding(_told(article, row, explain), (0, 0, 0, 4)))


def _told(article: Article, row: Attribution, explain: bool) -> Text:
    told = Text(_words(article, row))
    if explain:
        told.append(f"\nsure {row.confidence:.2f}", style="dim")
        for reason in row.why:
            told.append(f"\n{reason.field}: ", style="dim bold")
            told.append(clean(sentence(reason, article.text)), style="dim")
    return told


def _speaker(row: Attribution) -> str:
    return clean(row.speaker or "nobody named")


def _role(row: Attribution, told: set[str | None]) -> str:
    """What the speaker is, at their first row, where the name does not say it already; `told`: the speakers so far."""
    known = row.speaker in told
    told.add(row.speaker)
    return "" if known or row.role is None or row.role in (row.speaker or "") else clean(row.role)


def _via(row: Attribution) -> str:
    relays = row.chain[1:] if row.speaker else row.chain
    return clean(" > ".join(relays))


def _said(row: Attribution) -> str:
    return row.said or "—"


def _words(article: Article, row: Attribution) -> str:
    words = clean(article.words(row.content, JOINT))
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
