"""Small pieces of pages that come hundreds of times on one: a name with its link, a date, a mark. Filters of the templates.

What is asked for again is remembered, since a page tells the same few names and days over and over, and so do all pages.
"""

from __future__ import annotations

from functools import lru_cache

from markupsafe import Markup, escape

from reportedly.web import dates, links
from reportedly.web.plainly import plainly

STATUS_MARKS = {"contested": "≠", "unconfirmed": "?", "affirmed": "✓", "retracted": "↩"}
COMMITMENT_MARKS = {"affirms": "✓", "hedges": "~", "denies": "✗", "open": "?"}
"""Colour never stands alone."""
_remembered = lru_cache(maxsize=4096)
_NO_OUTLET = Markup('<span class="nodate">outlet unknown</span>')
_NOBODY = Markup('<span class="who nobody">nobody named</span>')


@_remembered
def status(value: str) -> Markup:
    """A claim's status with its mark."""
    return Markup('<span class="status {0}"><span aria-hidden="true">{1}</span> {0}</span>').format(value, STATUS_MARKS[value])


@_remembered
def firmly(value: str) -> Markup:
    """A commitment with its mark."""
    return Markup('<span class="firm {0}"><span aria-hidden="true">{1}</span> {0}</span>').format(value, COMMITMENT_MARKS[value])


@_remembered
def when(value: str | None, word: str = "") -> Markup:
    """A date with its time of day."""
    return _time(value, word, dates.human(value))


@_remembered
def on_day(value: str | None, word: str = "") -> Markup:
    """A date without its time of day."""
    return _time(value, word, dates.day(value))


def _time(value: str | None, word: str, told: str) -> Markup:
    if not value:
        return Markup('<span class="nodate">{}no date</span>').format(word)
    return Markup('<time datetime="{}">{}{}</time>').format(plainly(value), word, plainly(told))


@_remembered
def who(name: str | None) -> Markup:
    """A speaker with the link to their page."""
    return Markup('<a class="who" href="{}"><bdi>{}</bdi></a>').format(links.speaker(name), plainly(name)) if name else _NOBODY


@_remembered
def printed(name: str | None) -> Markup:
    """An outlet with the link to its page."""
    return Markup('<a href="{}"><bdi>{}</bdi></a>').format(links.outlet(name), plainly(name)) if name else _NO_OUTLET


@_remembered
def sure(value: float) -> Markup:
    """How probable it is that words and source are right."""
    return Markup(
        '<span class="sure" title="probability that words and source are right"><meter min="0" max="1" value="{0:.2f}" aria-label="sure">'
        "</meter> {0:.2f}</span>"
    ).format(value)


@_remembered
def via(speaker: str | None, chain: tuple[str, ...]) -> Markup:
    """Through whom the words came, but for who said them."""
    names = [name for name in chain if name != speaker]
    lead = Markup(' <span class="via">via </span>'), Markup('<span class="via"> → </span>')
    return Markup("").join(lead[place > 0] + Markup("<bdi>{}</bdi>").format(plainly(name)) for place, name in enumerate(names))


def words_in(parts: tuple[tuple[str, bool], ...]) -> Markup:
    """A sentence with a row's own words marked."""
    return Markup("").join(Markup(f"<mark>{escape(plainly(text))}</mark>") if own else escape(plainly(text)) for text, own in parts)


FILTERS = {f.__name__: f for f in (status, firmly, when, on_day, who, printed, sure, via, words_in)}
