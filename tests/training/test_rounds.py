"""Trainings in rounds, and the means of their weights."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

import pytest

from training import rounds


def test_each_round_begins_from_rounds_that_are_there():
    seeds = [m.seed for step in rounds.ROUNDS for m in step.members]
    assert len(set(seeds)) == len(seeds)
    assert all(step.of <= number for number, step in enumerate(rounds.ROUNDS))


def test_a_round_asks_for_what_is_missing(tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(rounds, "module", lambda *arguments: asked.append([str(a) for a in arguments]))
    args = Namespace(out=tmp_path, data=Path("data"), tokenizer=Path("tokenizer.json"), threads=1)
    step = rounds.ROUNDS[-1]
    member = step.members[0]
    assert rounds.train(member, step, Path("start.pt"), [Path("a.onnx"), Path("b.onnx")], args) == tmp_path / f"{member.seed}/final.pt"
    [told] = asked
    assert told[0] == "distil" and told[told.index("--teacher") + 1 :][:2] == ["a.onnx", "b.onnx"]
    assert told[told.index("--seed") + 1] == str(member.seed) and "--no-bare" in told
    (tmp_path / str(member.seed)).mkdir()
    (tmp_path / str(member.seed) / "made_from.json").write_text("{}")
    rounds.train(member, step, Path("start.pt"), [], args)
    assert len(asked) == 1


def test_a_mean_is_each_parameters():
    torch = pytest.importorskip("torch", reason="torch is not installed: make weights installs it")
    from training.mean import mean

    one, other = {"a": torch.tensor([1.0, 3.0])}, {"a": torch.tensor([3.0, 5.0])}
    assert mean([one, other])["a"].tolist() == [2.0, 4.0]
    with pytest.raises(SystemExit, match="different taggers"):
        mean([one, {"b": torch.tensor([1.0])}])


def test_teachers_together_answer_by_their_mean_probabilities():
    torch = pytest.importorskip("torch", reason="torch is not installed: make weights installs it")
    from training.encoder import TAGS
    from training.teacher import together

    def sure(of: int):
        tags = torch.full((1, 1, 2 * TAGS), -20.0)
        tags[..., of] = tags[..., TAGS + of] = 20.0
        return lambda batch: (tags, [torch.zeros(1, 1, 2), torch.tensor([[[0.0, -1e4]]])], None)

    tags, points, states = together([sure(0), sure(1)])({})
    assert states is None
    assert torch.softmax(tags[0, 0, :TAGS], -1)[:3].tolist() == pytest.approx([0.5, 0.5, 0.0], abs=1e-6)
    assert torch.softmax(points[1][0, 0], -1).tolist() == pytest.approx([1.0, 0.0], abs=1e-6)
