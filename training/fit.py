"""Fits the small networks of the claims room with numpy: weighted cross-entropy, Adam, early layers shrunk; deterministic by seed."""

from __future__ import annotations

import numpy as np

from reportedly.claims.network import Member, Network


def fit(
    x: np.ndarray,
    y: np.ndarray,
    weight: np.ndarray,
    names: tuple[str, ...],
    labels: tuple[str, ...],
    *,
    hidden: int = 16,
    members: int = 3,
    epochs: int = 30,
    decay: float = 1e-3,
    rate: float = 3e-3,
    batch: int = 256,
    settings: dict[str, float] | None = None,
) -> Network:
    """A network of `members` that differ in seed only. x [n, features], y [n] places in `labels`, weight [n]."""
    mean, scale = x.mean(axis=0).astype(np.float64), np.maximum(x.std(axis=0).astype(np.float64), 1e-3)
    scaled = np.clip((x - mean) / scale, -6, 6)
    weight = weight / weight.mean()
    found = tuple(_member(scaled, y, weight, len(labels), hidden, epochs, decay, rate, batch, seed) for seed in range(members))
    return Network(names, labels, mean, scale, found, settings or {})


def _member(x, y, weight, classes, hidden, epochs, decay, rate, batch, seed) -> Member:
    rng = np.random.default_rng(seed)
    width = x.shape[1]
    p = [
        rng.normal(0, 1 / np.sqrt(width), (width, hidden)),
        np.zeros(hidden),
        rng.normal(0, 1 / np.sqrt(hidden), (hidden, classes)),
        np.zeros((width, classes)),
        np.zeros(classes),
    ]
    first, second = [np.zeros_like(a) for a in p], [np.zeros_like(a) for a in p]
    target = np.eye(classes)[y]
    step, steps = 0, epochs * (len(x) // batch + 1)
    for _ in range(epochs):
        order = rng.permutation(len(x))
        for k in range(0, len(x), batch):
            some = order[k : k + batch]
            step += 1
            grads = _gradients(p, x[some], target[some], weight[some])
            now = rate * (1 - step / (steps + 1))
            for i, g in enumerate(grads):
                first[i] = 0.9 * first[i] + 0.1 * g
                second[i] = 0.999 * second[i] + 0.001 * g * g
                p[i] -= now * (
                    first[i] / (1 - 0.9**step) / (np.sqrt(second[i] / (1 - 0.999**step)) + 1e-8)
                    + (decay * 10 * p[i] if p[i].ndim == 2 else 0)
                )
    return Member(*p)


def _gradients(p, x, target, weight):
    inner, inner_bias, outer, skip, bias = p
    h = np.tanh(x @ inner + inner_bias)
    logits = h @ outer + x @ skip + bias
    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    error = (e / e.sum(axis=1, keepdims=True) - target) * weight[:, None] / len(x)
    back = (error @ outer.T) * (1 - h * h)
    return x.T @ back, back.sum(axis=0), h.T @ error, x.T @ error, error.sum(axis=0)
