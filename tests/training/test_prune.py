"""Neurons and heads that the others make up for are left out first."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch", reason="torch is not installed: make weights installs it")

from training.encoder import Shape, Tagger  # noqa: E402
from training.prune import fitted, pruned  # noqa: E402

SMALL = Shape(layers=1, width=16, heads=4, inner=32, size=4)


def seen(hidden):
    with_bias = torch.cat([hidden, torch.ones(len(hidden), 1, dtype=hidden.dtype)], 1)
    return with_bias.T @ with_bias


@pytest.mark.parametrize("group", [1, 2])
def test_a_copy_is_left_out_and_made_up_for(group):
    torch.manual_seed(1)
    hidden = torch.randn(200, 4 * group, dtype=torch.float64)
    hidden[:, 3 * group :] = 0.5 * hidden[:, :group]
    weight = torch.randn(3, 4 * group + 1, dtype=torch.float64)
    kept, now = fitted(seen(hidden), weight, 3, group)
    assert len(kept) == 3 * group and set(range(group, 3 * group)) <= set(kept.tolist())
    before = hidden @ weight[:, :-1].T + weight[:, -1]
    after = hidden[:, kept] @ now[:, :-1].T + now[:, -1]
    assert (before - after).abs().max() < 0.05


def test_a_pruned_tagger_has_the_narrower_shape_and_nearly_the_old_answers():
    torch.manual_seed(2)
    model = Tagger(SMALL, words=50).eval()
    batch = {
        "ids": torch.randint(1, 50, (8, 20)),
        "shape": torch.zeros(8, 20, dtype=torch.long),
        "mask": torch.ones(8, 20, dtype=torch.long),
        "style": torch.eye(2)[[0] * 8],
    }
    whole = model(*batch.values())[0]
    errors = []
    for inner in (28, 4):
        narrow = Shape(layers=1, width=16, heads=4, inner=inner, size=4)
        less = Tagger(narrow, words=50).eval()
        less.load_state_dict(pruned(model, narrow, [batch]))
        errors.append((less(*batch.values())[0] - whole).abs().mean().item())
    assert errors[0] < errors[1] < whole.abs().mean()
