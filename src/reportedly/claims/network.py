"""A small network from a file, evaluated with numpy: scaled features -> tanh layer -> class probabilities, averaged over its members."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reportedly.errors import WeightsError

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Member:
    """One trained network: `inner` [features, hidden], `outer` [hidden, classes] with a skip from the features, and their biases."""

    inner: Floats
    inner_bias: Floats
    outer: Floats
    skip: Floats
    bias: Floats

    def logits(self, x: Floats) -> Floats:
        """[n, classes] of scaled features [n, features]."""
        return np.asarray(np.tanh(x @ self.inner + self.inner_bias) @ self.outer + x @ self.skip + self.bias)


@dataclass(frozen=True, slots=True)
class Network:
    """Members that vote, and the scale of their features; `settings` are thresholds that were chosen for these weights."""

    names: tuple[str, ...]
    labels: tuple[str, ...]
    mean: Floats
    scale: Floats
    members: tuple[Member, ...]
    settings: dict[str, float]

    def probabilities(self, x: NDArray[np.float32]) -> Floats:
        """[n, classes], each row with sum 1."""
        if not len(x):
            return np.zeros((0, len(self.labels)))
        scaled = np.clip((x - self.mean) / self.scale, -6, 6)
        logits = sum((m.logits(scaled) for m in self.members), np.zeros((len(x), len(self.labels)))) / len(self.members)
        e = np.exp(logits - logits.max(axis=1, keepdims=True))
        return np.asarray(e / e.sum(axis=1, keepdims=True))

    def to_json(self) -> dict[str, Any]:
        """What `load` reads."""
        members = [{name: np.round(getattr(m, name), 4).tolist() for name in Member.__slots__} for m in self.members]
        scales = {"mean": np.round(self.mean, 5).tolist(), "scale": np.round(self.scale, 5).tolist()}
        return {"names": list(self.names), "labels": list(self.labels), **scales, "members": members, "settings": self.settings}


def load(name: str, features: tuple[str, ...], folder: Path | None = None) -> Network:
    """The network of `<name>.json` in `folder` (default: the package's weights).

    Raises WeightsError where the file is missing, damaged, or made for other features.
    """
    path = (folder or Path(str(files("reportedly") / "claims" / "weights"))) / f"{name}.json"
    try:
        told = json.loads(path.read_text("utf8"))
        members = tuple(Member(*(np.array(m[part]) for part in Member.__slots__)) for m in told["members"])
        network = Network(
            tuple(told["names"]), tuple(told["labels"]), np.array(told["mean"]), np.array(told["scale"]), members, dict(told["settings"])
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise WeightsError(f"cannot load {path}: {error}; reinstall reportedly") from error
    if network.names != features:
        raise WeightsError(f"{path} was made for other features than this version's; reinstall reportedly")
    return network
