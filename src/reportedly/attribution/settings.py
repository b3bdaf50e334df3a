"""What was chosen beside the weights: how scores become rows, and how sure a row is. One set for each annotation guide."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

Guide = Literal["ledger", "polnear"]
GUIDES: tuple[Guide, ...] = ("polnear", "ledger")
FILE = "settings.json"


@dataclass(frozen=True, slots=True)
class Settings:
    """Numbers of one guide, chosen on the development sets by `training/choose.py`.

    `window`: pieces in a window. `bias`: added to the log-probabilities of source, cue and content, `inner_bias` to those of rows
    inside a content: found words are worth more than spared ones while recall is the weaker side. The link's weights are of
    log(1 + pieces between) (`gap`, `source_gap`), of standing in another paragraph, of having no cue or no source, and of the source's
    own pointer (`back`, never below `shared`, since a source that two cues share points at one). `sure` are the coefficients
    of `confidence.py`; rows below `floor` are left out.
    """

    window: int = 160
    bias: tuple[float, float, float] = (1.6, 0.9, 0.0)
    inner_bias: tuple[float, float, float] = (0.4, 0.4, 0.4)
    gap: float = 0.5
    other_paragraph: float = 3.0
    no_cue: float = 1.0
    no_source: float = 2.0
    back: float = 0.5
    shared: float = -4.0
    source_gap: float = 0.2
    sure: tuple[float, ...] = ()
    floor: float = 0.0


def load_settings(folder: Path) -> dict[str, Settings]:
    """The settings of each guide from `folder`/settings.json. Raises OSError, ValueError and TypeError where it is not one."""
    stored: dict[str, dict[str, Any]] = json.loads((folder / FILE).read_text("utf8"))
    return {guide: from_json(stored[guide]) for guide in GUIDES}


def from_json(stored: dict[str, Any]) -> Settings:
    """Settings of a JSON object with the fields' names; lists become tuples."""
    values: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in stored.items()}
    return Settings(**values)
