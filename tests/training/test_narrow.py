"""Weights that every processor multiplies alike (needs onnx, which only training installs)."""

from __future__ import annotations

from importlib.resources import files

import numpy as np
import pytest

onnx = pytest.importorskip("onnx", reason="onnx is not installed: pip install 'reportedly[training]'")

from training.narrow import MOST, narrowed, widest  # noqa: E402


def test_no_pair_of_rows_is_too_wide_and_little_is_lost():
    rng = np.random.default_rng(0)
    weight = np.clip(rng.normal(0, 45, (385, 64)), -127, 127).astype(np.int8)
    kept, factor = narrowed(weight)
    assert (widest(kept) <= MOST).all() and (widest(weight) > MOST).any()
    assert np.abs(kept / factor - weight).max() <= 0.5 / factor.min() + 1e-6


def test_narrow_weights_stay_as_they_are():
    weight = np.full((4, 2), 64, np.int8)
    kept, factor = narrowed(weight)
    assert (kept == weight).all() and (factor == 1).all()


@pytest.mark.parametrize("place", [("attribution", "tagger.onnx"), ("claims", "embedder.onnx")])
def test_what_the_package_ships_is_narrow(place: tuple[str, str]):
    model = onnx.load(str(files("reportedly") / place[0] / "weights" / place[1]))
    held = {tensor.name: tensor for tensor in model.graph.initializer}
    weights = [held[n.input[1]] for n in model.graph.node if n.op_type == "MatMulInteger" and n.input[1] in held]
    assert weights and all((widest(onnx.numpy_helper.to_array(w)) <= MOST).all() for w in weights)
