"""Trained weights -> the package's int8 ONNX file: `python -m training.export --run FOLDER --tokenizer FILE --out FOLDER`."""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import tempfile
import warnings
from dataclasses import asdict
from pathlib import Path

import torch
from onnx import TensorProto
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from reportedly.attribution.settings import FILE, GUIDES, Settings
from training.encoder import SHAPES, Tagger, distances
from training.narrow import narrow


class _Attention(torch.autograd.Function):
    """ONNX Runtime's fused attention; only its trace is ever run."""

    @staticmethod
    def forward(ctx, query: Tensor, key: Tensor, value: Tensor, near: Tensor | None, heads: int) -> Tensor:
        return query

    @staticmethod
    def symbolic(g, query, key, value, near, heads: int):
        none = g.op("prim::Constant")
        none.setType(torch._C.OptionalType.ofTensor())
        more = () if near is None or near.node().mustBeNone() else (none, none, near)
        out = g.op("com.microsoft::MultiHeadAttention", query, key, value, *more, num_heads_i=heads)
        out.setType(query.type())
        return out


class _Gelu(torch.autograd.Function):
    """ONNX Runtime's fused GELU; only its trace is ever run."""

    @staticmethod
    def forward(ctx, x: Tensor) -> Tensor:
        return x

    @staticmethod
    def symbolic(g, x):
        out = g.op("com.microsoft::Gelu", x)
        out.setType(x.type())
        return out


class Exported(nn.Module):
    """The tagger's graph at run time: one window a call, so no mask; layer norms stand alone, since the fused ones are slower."""

    def __init__(self, model: Tagger) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids: Tensor, shape: Tensor, style: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        m = self.model
        place = torch.arange(ids.shape[1])
        x = m.words(ids) + m.places(place) + m.kinds.weight[0]
        surface = m.shapes(shape) + torch.matmul(style, m.styles.weight).unsqueeze(1)
        near = m.relative(distances(place)).permute(2, 0, 1)[None] if m.relative is not None else None
        x = m.norm(x) if m.frozen else m.norm(x + surface)
        for number, layer in enumerate(m.layers):
            x = x + surface if number == m.frozen > 0 else x
            a = layer.attention
            mixed = _Attention.apply(a.query(x), a.key(x), a.value(x), near, a.heads)
            x = a.norm(a.dense(mixed) + x)
            x = layer.norm(layer.down(_Gelu.apply(layer.up(x))) + x)
        return m.heads(x, torch.ones_like(ids))


def float_onnx(state: Path, shape: str, out: Path) -> None:
    """Trace the tagger with free length."""
    model = Tagger(SHAPES[shape]).eval()
    model.load_state_dict(torch.load(state, map_location="cpu"))
    n = 24
    example = (torch.full((2, n), 7), torch.zeros((2, n), dtype=torch.long), torch.eye(2))
    free = {name: {0: "batch", 1: "length"} for name in ("ids", "shape", "tags")} | {"style": {0: "batch"}}
    free |= {name: {0: "batch", 1: "length", 2: "cue"} for name in ("outer", "inner")}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            Exported(model).eval(),
            example,
            str(out),
            input_names=["ids", "shape", "style"],
            output_names=["tags", "outer", "inner"],
            dynamic_axes=free,
            opset_version=17,
            dynamo=False,
            custom_opsets={"com.microsoft": 1},
        )


def export(run: Path, shape: str, tokenizer: Path, out: Path) -> None:
    """Write tagger.onnx, tokenizer.json, made_from.json and default settings to `out`."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temp:
        full = Path(temp) / "tagger.onnx"
        float_onnx(run / "final.pt", shape, full)
        # The fused nodes are of ONNX Runtime's own domain, so shape inference does not know their types: all are float.
        options = {"DefaultTensorType": TensorProto.FLOAT}
        quantize_dynamic(str(full), str(out / "tagger.onnx"), per_channel=True, weight_type=QuantType.QInt8, extra_options=options)
        narrow(out / "tagger.onnx")
    shutil.copy(tokenizer, out / "tokenizer.json")
    facts = json.loads((run / "made_from.json").read_text("utf8"))
    facts["tagger_sha256"] = hashlib.sha256((out / "tagger.onnx").read_bytes()).hexdigest()
    (out / "made_from.json").write_text(json.dumps(facts, indent=1) + "\n", "utf8")
    # Defaults until `choose.py` has seen the new scores: settings of other weights would not fit.
    (out / FILE).write_text(json.dumps({guide: asdict(Settings()) for guide in GUIDES}, indent=1) + "\n", "utf8")
    print(f"{(out / 'tagger.onnx').stat().st_size / 1e6:.1f} MB, sha256 {facts['tagger_sha256'][:12]}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("run", "tokenizer", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--shape", choices=tuple(SHAPES), default="fast")
    args = parser.parse_args()
    export(args.run, args.shape, args.tokenizer, args.out)


if __name__ == "__main__":
    main()
