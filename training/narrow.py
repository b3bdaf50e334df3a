"""Int8 weights that every processor multiplies alike: `python -m training.narrow FILE.onnx [FILE.onnx...]`, rewritten in place.

Processors without VNNI instructions multiply bytes in pairs of neighbouring rows and keep the sum in 16 bits, which is cut where both
activations and weights are large (onnxruntime.ai/docs/performance/model-optimizations/quantization.html, "u8s8 can suffer saturation"):
the same model then reads a page differently there. Each column of a weight [K, N] is made coarser, by up to a bit, until no pair of rows
(2k, 2k+1) can reach that sum, so that the product is exact everywhere.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import numpy_helper

MOST = 128
"""255 * 128 < 2**15: the largest sum of two neighbouring weights of one sign that no activations take out of 16 bits."""


def narrow(file: Path) -> None:
    """Make the weights of all int8 products in `file` narrow enough, and their scales wider by as much."""
    model = onnx.load(str(file))
    held = {tensor.name: tensor for tensor in model.graph.initializer}
    weights = [node.input[1] for node in model.graph.node if node.op_type == "MatMulInteger" and node.input[1] in held]
    for name in dict.fromkeys(weights):
        scale = held[name.removesuffix("_quantized") + "_scale"]
        kept, factor = narrowed(numpy_helper.to_array(held[name]))
        held[name].CopyFrom(numpy_helper.from_array(kept, name))
        told = numpy_helper.to_array(scale) / factor.astype(np.float32)
        scale.CopyFrom(numpy_helper.from_array(told.astype(np.float32), scale.name))
    onnx.save(model, str(file))


def narrowed(weight: NDArray[np.int8]) -> tuple[NDArray[np.int8], NDArray[np.float64]]:
    """Weights [K, N] within the bound, and by how much each column [N] was made smaller (1: not at all)."""
    whole = weight.astype(np.float64)
    factor = np.minimum(1.0, MOST / np.maximum(1, widest(weight)))
    while True:
        kept = np.rint(whole * factor).astype(np.int8)
        wide = widest(kept) > MOST
        if not wide.any():
            return kept, factor
        # Rounding may carry a pair over the bound again.
        factor = np.where(wide, factor * 0.998, factor)


def widest(weight: NDArray[np.int8]) -> NDArray[np.int64]:
    """The largest absolute sum of rows 2k and 2k + 1 in each column."""
    whole = weight.astype(np.int64)
    if len(whole) % 2:
        whole = np.vstack([whole, np.zeros_like(whole[:1])])
    return np.asarray(np.abs(whole[0::2] + whole[1::2]).max(axis=0))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="+")
    for file in parser.parse_args().files:
        narrow(file)


if __name__ == "__main__":
    main()
