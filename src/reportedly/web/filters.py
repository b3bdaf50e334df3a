"""What a reader asks of the list of claims; it stands in the address, so that a view can be passed on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from reportedly.claims.values import Status
from reportedly.web.trouble import Trouble
from reportedly.web.values import STATUSES

DATE = r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"
"""A day, a month or a year."""
_DATE = re.compile(DATE, re.ASCII)
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Filters:
    """Words, status, speaker, outlet, first and last day (EDTF), and whether only claims of one origin are wanted."""

    q: str | None = None
    status: Status | None = None
    speaker: str | None = None
    outlet: str | None = None
    since: str | None = None
    until: str | None = None
    single: bool = False

    @property
    def any(self) -> bool:
        """Whether anything is asked for."""
        return self != Filters()

    def query(self) -> dict[str, str | None]:
        """As values of an address."""
        return {name: ("1" if value else None) if isinstance(value, bool) else value for name, value in asdict(self).items()}


def from_query(query: Mapping[str, str]) -> Filters:
    """The filters of an address. Raises Trouble where a value makes no sense."""
    told = {name: query.get(name, "").strip()[:_LONGEST] or None for name in ("q", "speaker", "outlet", "since", "until")}
    for name in ("since", "until"):
        value = told[name]
        if value is not None and not _DATE.fullmatch(value):
            raise Trouble(400, "That is no date", f"{name} is {value!r}.", "Write it as 2031-04-08, 2031-04 or 2031.")
    wanted = query.get("status", "")
    status = next((known for known in STATUSES if known == wanted), None)
    if wanted and status is None:
        raise Trouble(400, "That is no status", f"status is {wanted!r}.", f"Take one of {', '.join(STATUSES)}.")
    single = query.get("single", "") not in ("", "0")
    return Filters(told["q"], status, told["speaker"], told["outlet"], told["since"], told["until"], single)
