"""The tagger as a torch module: an encoder (MiniLM's, or MPNet's for the teacher), a surface embedding, tag heads and pointers.

The outer head reads the rows that PolNeAR marks, the inner one the rows that stand inside another row's content (the ledger's
guide nests them). Teacher and student cut text into the same word pieces with the same ids (`load_mpnet`), so that one learns
from the other piece by piece.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

TAGS = 7
POINTER = 128
STYLES = 2
BUCKETS, FARTHEST = 32, 128


@dataclass(frozen=True)
class Shape:
    """Size of an encoder; `size`: of one head; `relative`: MPNet's learned bias for the distance between two pieces; `eps`: of layer norms.

    `frozen`: layers at the bottom that stay as they came, which saves a third of the time where half are; letter case, quotation
    marks and guide then join above them.
    """

    layers: int = 6
    width: int = 384
    heads: int = 12
    inner: int = 1536
    size: int = 32
    relative: bool = False
    eps: float = 1e-12
    frozen: int = 0


SHAPES = {"minilm": Shape(), "fast": Shape(4), "lean": Shape(4, inner=1024), "mpnet": Shape(12, 768, 12, 3072, 64, True, 1e-5)}
SHAPES["mpnet-top"] = replace(SHAPES["mpnet"], frozen=6)


class Attention(nn.Module):
    def __init__(self, shape: Shape) -> None:
        super().__init__()
        width, across = shape.width, shape.heads * shape.size
        self.heads, self.size = shape.heads, shape.size
        self.query, self.key, self.value = (nn.Linear(width, across) for _ in range(3))
        self.dense, self.norm = nn.Linear(across, width), nn.LayerNorm(width, eps=shape.eps)

    def split(self, x: Tensor) -> Tensor:
        return x.view(x.shape[0], x.shape[1], self.heads, self.size).permute(0, 2, 1, 3)

    def forward(self, x: Tensor, mask: Tensor, drop: float) -> Tensor:
        q, k, v = self.split(self.query(x)), self.split(self.key(x)), self.split(self.value(x))
        if torch.onnx.is_in_onnx_export():
            scores = torch.matmul(q, k.transpose(-1, -2)) / math.sqrt(self.size) + mask
            mixed = torch.matmul(torch.softmax(scores, dim=-1), v)
        else:
            mixed = nn.functional.scaled_dot_product_attention(q, k, v, attn_mask=mask.to(q.dtype), dropout_p=drop)
        mixed = mixed.permute(0, 2, 1, 3).contiguous().view(x.shape[0], x.shape[1], self.heads * self.size)
        return self.norm(nn.functional.dropout(self.dense(mixed), drop, self.training) + x)


class Layer(nn.Module):
    def __init__(self, shape: Shape) -> None:
        super().__init__()
        width, inner = shape.width, shape.inner
        self.attention = Attention(shape)
        self.up, self.down, self.norm = nn.Linear(width, inner), nn.Linear(inner, width), nn.LayerNorm(width, eps=shape.eps)

    def forward(self, x: Tensor, mask: Tensor, drop: float) -> Tensor:
        x = self.attention(x, mask, drop)
        return self.norm(nn.functional.dropout(self.down(nn.functional.gelu(self.up(x))), drop, self.training) + x)


class Tagger(nn.Module):
    """Word pieces [batch, length] -> tag scores [batch, length, 14] and pointer scores [batch, length, length] twice.

    Tags 0-6 are the outer rows' (O, then B and I of source, cue, content), 7-13 the inner rows'. `point[b, i, j]` scores
    piece j as the first of the cue that piece i belongs to; j = 0 ([CLS]) says that the row has no cue.
    """

    def __init__(self, shape: Shape = SHAPES["minilm"], words: int = 30522) -> None:
        super().__init__()
        width = shape.width
        self.words = nn.Embedding(words, width, padding_idx=0)
        self.places, self.kinds = nn.Embedding(512, width), nn.Embedding(2, width)
        self.shapes, self.styles = nn.Embedding(8, width), nn.Embedding(STYLES, width)
        nn.init.zeros_(self.shapes.weight)
        nn.init.zeros_(self.styles.weight)
        self.norm = nn.LayerNorm(width, eps=shape.eps)
        self.relative = nn.Embedding(BUCKETS, shape.heads) if shape.relative else None
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))
        self.tags = nn.Linear(width, 2 * TAGS)
        self.ask, self.answer = nn.Linear(width, 2 * POINTER), nn.Linear(width, 2 * POINTER)
        self.drop, self.frozen = 0.1, shape.frozen

    def forward(self, ids: Tensor, shape: Tensor, mask: Tensor, style: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        return self.heads(self.states(ids, shape, mask, style)[-1], mask)

    def states(self, ids: Tensor, shape: Tensor, mask: Tensor, style: Tensor) -> list[Tensor]:
        """Each layer's output, [batch, length, width]."""
        place = torch.arange(ids.shape[1], device=ids.device)
        surface = self.shapes(shape) + torch.matmul(style, self.styles.weight).unsqueeze(1)
        x = self.words(ids) + self.places(place) + self.kinds.weight[0]
        drop = self.drop if self.training else 0.0
        wide = (1.0 - mask.float())[:, None, None, :] * -10000.0
        if self.relative is not None:
            wide = wide + self.relative(distances(place)).permute(2, 0, 1)[None]
        out = self._frozen(self.norm(x), wide) if self.frozen else []
        x = out[-1] + surface if out else nn.functional.dropout(self.norm(x + surface), drop, self.training)
        for layer in self.layers[self.frozen :]:
            x = layer(x, wide, drop)
            out.append(x)
        return out

    @torch.no_grad()
    def _frozen(self, x: Tensor, wide: Tensor) -> list[Tensor]:
        """The frozen layers' outputs; nothing is dropped in them, so that they stay what they were."""
        out = []
        for layer in self.layers[: self.frozen]:
            training = layer.training
            x = layer.eval()(x, wide, 0.0)
            layer.train(training)
            out.append(x)
        return out

    def heads(self, x: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Tag and pointer scores from the last layer's output."""
        ask, answer = self.ask(x), self.answer(x)
        # One matrix product each: the pointers' width is part of the score's scale, as in attention.
        outer = torch.matmul(ask[..., :POINTER], answer[..., :POINTER].transpose(1, 2)) / math.sqrt(POINTER)
        inner = torch.matmul(ask[..., POINTER:], answer[..., POINTER:].transpose(1, 2)) / math.sqrt(POINTER)
        hide = (1.0 - mask.float())[:, None, :] * -10000.0
        return self.tags(x), outer + hide, inner + hide


def distances(place: Tensor) -> Tensor:
    """Bucket [n, n] of the distance between two pieces: exact up to 7, then logarithmic to FARTHEST (T5's and MPNet's rule)."""
    gap = place[None, :] - place[:, None]
    half = BUCKETS // 2
    near = half // 2
    far = near + (torch.log(gap.abs().clamp(min=1).float() / near) / math.log(FARTHEST / near) * (half - near)).long()
    return (gap > 0).long() * half + torch.where(gap.abs() < near, gap.abs(), far.clamp(max=half - 1))


_BERT = (
    ("embeddings.word_embeddings", "words"),
    ("embeddings.position_embeddings", "places"),
    ("embeddings.token_type_embeddings", "kinds"),
    ("embeddings.LayerNorm", "norm"),
    ("encoder.layer", "layers"),
    ("attention.self.", "attention."),
    ("attention.output.dense", "attention.dense"),
    ("attention.output.LayerNorm", "attention.norm"),
    ("intermediate.dense", "up"),
    ("output.dense", "down"),
    ("output.LayerNorm", "norm"),
)
_MPNET = (
    ("encoder.relative_attention_bias", "relative"),
    ("attention.attn.q", "attention.query"),
    ("attention.attn.k", "attention.key"),
    ("attention.attn.v", "attention.value"),
    ("attention.attn.o", "attention.dense"),
    ("attention.LayerNorm", "attention.norm"),
)


def load_encoder(model: Tagger, weights: Path) -> None:
    """Put a BERT- or MPNet-shaped safetensors checkpoint's encoder into `model`; heads and surface embeddings stay as they are.

    Raises ValueError where the checkpoint lacks a weight of the encoder.
    """
    stored = load_file(weights)
    state = _renamed(stored, _BERT) if model.relative is None else _mpnet(stored, model)
    missing, _ = model.load_state_dict({k: v for k, v in state.items() if k in model.state_dict()}, strict=False)
    strange = [n for n in missing if n.split(".")[0] not in {"shapes", "styles", "tags", "ask", "answer"}]
    if strange:
        raise ValueError(f"{weights}: no weights for {strange[:3]}; is this a checkpoint of the model's size?")


def _renamed(stored: dict[str, Tensor], names: tuple[tuple[str, str], ...]) -> dict[str, Tensor]:
    state = {}
    for name, value in stored.items():
        for theirs, ours in names:
            name = name.replace(theirs, ours)
        state[name] = value
    return state


def _mpnet(stored: dict[str, Tensor], model: Tagger) -> dict[str, Tensor]:
    """MPNet's vocabulary is BERT's behind four marks of its own: its rows go where BERT's ids expect them."""
    state = _renamed(stored, (*_MPNET, *_BERT))
    table = state["words.weight"]
    words = table[4 : 4 + model.words.num_embeddings].clone()
    for ours, theirs in ((0, 1), (101, 0), (102, 2)):
        words[ours] = table[theirs]
    state["words.weight"] = words
    state["places.weight"] = state["places.weight"][2:]
    state["kinds.weight"] = torch.zeros_like(model.kinds.weight)
    return state
