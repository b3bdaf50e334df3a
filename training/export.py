"""Trained weights -> the package's int8 ONNX file: `python -m training.export --run FOLDER --encoder FOLDER --out FOLDER`."""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import tempfile
import warnings
from pathlib import Path

import torch
from onnx import TensorProto
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers.fusion_options import FusionOptions
from onnxruntime.transformers.optimizer import optimize_model

from training.encoder import Tagger


def float_onnx(state: Path, out: Path) -> None:
    """Trace the tagger with free batch and length, then fuse its attention, GELU and layer norms."""
    model = Tagger().eval()
    model.load_state_dict(torch.load(state, map_location="cpu"))
    n = 24
    example = (torch.full((2, n), 7), torch.zeros((2, n), dtype=torch.long), torch.ones((2, n), dtype=torch.long), torch.eye(2))
    names = ["ids", "shape", "mask", "style"]
    free = {name: {0: "batch", 1: "length"} for name in ("ids", "shape", "mask", "tags")} | {"style": {0: "batch"}}
    free |= {name: {0: "batch", 1: "length", 2: "cue"} for name in ("outer", "inner")}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            model,
            example,
            str(out),
            input_names=names,
            output_names=["tags", "outer", "inner"],
            dynamic_axes=free,
            opset_version=17,
            dynamo=False,
        )
    options = FusionOptions("bert")
    options.enable_embed_layer_norm = False
    fused = optimize_model(str(out), model_type="bert", num_heads=12, hidden_size=384, optimization_options=options)
    print("fused:", {k: v for k, v in fused.get_fused_operator_statistics().items() if v})
    fused.save_model_to_file(str(out))


def export(run: Path, encoder: Path, out: Path) -> None:
    """Write tagger.onnx, tokenizer.json and made_from.json to `out`."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temp:
        full = Path(temp) / "tagger.onnx"
        float_onnx(run / "final.pt", full)
        # The fused nodes are of ONNX Runtime's own domain, so shape inference does not know their types: all are float.
        options = {"DefaultTensorType": TensorProto.FLOAT}
        quantize_dynamic(
            str(full),
            str(out / "tagger.onnx"),
            per_channel=True,
            weight_type=QuantType.QInt8,
            extra_options=options,
        )
    shutil.copy(encoder / "tokenizer.json", out / "tokenizer.json")
    facts = json.loads((run / "made_from.json").read_text("utf8"))
    facts["tagger_sha256"] = hashlib.sha256((out / "tagger.onnx").read_bytes()).hexdigest()
    (out / "made_from.json").write_text(json.dumps(facts, indent=1) + "\n", "utf8")
    print(f"{(out / 'tagger.onnx').stat().st_size / 1e6:.1f} MB, sha256 {facts['tagger_sha256'][:12]}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("run", "encoder", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    args = parser.parse_args()
    export(args.run, args.encoder, args.out)


if __name__ == "__main__":
    main()
