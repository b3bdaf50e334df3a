"""The tagger as a torch module: MiniLM's six layers, a surface embedding, two tag heads and two pointers.

The outer head reads the rows that PolNeAR marks, the inner one the rows that stand inside another row's content (the ledger's
guide nests them). Module names follow the checkpoint's, so that `load_encoder` is one `load_state_dict`.
"""

from __future__ import annotations

import math
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

TAGS = 7
POINTER = 128
STYLES = 2


class Attention(nn.Module):
    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads, self.size = heads, width // heads
        self.query, self.key, self.value = (nn.Linear(width, width) for _ in range(3))
        self.dense, self.norm = nn.Linear(width, width), nn.LayerNorm(width, eps=1e-12)

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
    def __init__(self, width: int, heads: int, inner: int) -> None:
        super().__init__()
        self.attention = Attention(width, heads)
        self.up, self.down, self.norm = nn.Linear(width, inner), nn.Linear(inner, width), nn.LayerNorm(width, eps=1e-12)

    def forward(self, x: Tensor, mask: Tensor, drop: float) -> Tensor:
        x = self.attention(x, mask, drop)
        return self.norm(nn.functional.dropout(self.down(nn.functional.gelu(self.up(x))), drop, self.training) + x)


class Tagger(nn.Module):
    """Word pieces [batch, length] -> tag scores [batch, length, 14] and pointer scores [batch, length, length] twice.

    Tags 0-6 are the outer rows' (O, then B and I of source, cue, content), 7-13 the inner rows'. `point[b, i, j]` scores
    piece j as the first of the cue that piece i belongs to; j = 0 ([CLS]) says that the row has no cue.
    """

    def __init__(self, layers: int = 6, width: int = 384, heads: int = 12, inner: int = 1536, words: int = 30522) -> None:
        super().__init__()
        self.words = nn.Embedding(words, width, padding_idx=0)
        self.places, self.kinds = nn.Embedding(512, width), nn.Embedding(2, width)
        self.shapes, self.styles = nn.Embedding(8, width), nn.Embedding(STYLES, width)
        nn.init.zeros_(self.shapes.weight)
        nn.init.zeros_(self.styles.weight)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(width, heads, inner) for _ in range(layers))
        self.tags = nn.Linear(width, 2 * TAGS)
        self.ask, self.answer = nn.Linear(width, 2 * POINTER), nn.Linear(width, 2 * POINTER)
        self.drop = 0.1

    def forward(self, ids: Tensor, shape: Tensor, mask: Tensor, style: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        place = torch.arange(ids.shape[1], device=ids.device)
        tone = torch.matmul(style, self.styles.weight).unsqueeze(1)
        x = self.words(ids) + self.places(place) + self.kinds.weight[0] + self.shapes(shape) + tone
        drop = self.drop if self.training else 0.0
        x = nn.functional.dropout(self.norm(x), drop, self.training)
        wide = (1.0 - mask.float())[:, None, None, :] * -10000.0
        for layer in self.layers:
            x = layer(x, wide, drop)
        ask, answer = self.ask(x), self.answer(x)
        # One matrix product each: the pointers' width is part of the score's scale, as in attention.
        outer = torch.matmul(ask[..., :POINTER], answer[..., :POINTER].transpose(1, 2)) / math.sqrt(POINTER)
        inner = torch.matmul(ask[..., POINTER:], answer[..., POINTER:].transpose(1, 2)) / math.sqrt(POINTER)
        hide = (1.0 - mask.float())[:, None, :] * -10000.0
        return self.tags(x), outer + hide, inner + hide


_NAMES = (
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


def load_encoder(model: Tagger, weights: Path) -> None:
    """Put a BERT-shaped safetensors checkpoint's encoder into `model`; heads and surface embeddings stay as they are."""
    state = {}
    for name, value in load_file(weights).items():
        for theirs, ours in _NAMES:
            name = name.replace(theirs, ours)
        if name in model.state_dict():
            state[name] = value
    missing, _ = model.load_state_dict(state, strict=False)
    strange = [n for n in missing if n.split(".")[0] not in {"shapes", "styles", "tags", "ask", "answer"}]
    if strange:
        raise ValueError(f"{weights}: no weights for {strange[:3]}; is this a six-layer BERT checkpoint?")
