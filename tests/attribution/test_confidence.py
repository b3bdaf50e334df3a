from __future__ import annotations

import json

import pytest

from reportedly import BadValue, Reader, WeightsError
from reportedly.attribution import Tagger
from reportedly.attribution.confidence import SIGNS, signs, sure
from reportedly.attribution.decode import Run
from reportedly.attribution.link import Group
from reportedly.attribution.settings import Settings, from_json


def test_signs_have_a_name_each():
    group = Group(None, Run("cue", 3, 4, -0.1, -0.2), (Run("content", 4, 9, -0.3, -0.4),), -0.5)
    told = dict(zip(SIGNS, signs(group, "direct", inner=True), strict=True))
    assert (told["content"], told["cue"], told["no_source"], told["direct"], told["inner"]) == (-0.3, -0.1, 1.0, 1.0, 1.0)


def test_sure_is_a_probability():
    told = (1.0,) * len(SIGNS)
    assert sure(told, ()) == 0.5
    assert 0.0 < sure(told, (-100.0,) * len(SIGNS)) < 0.01 < 0.99 < sure(told, (100.0,) * len(SIGNS)) < 1.0


def test_settings_survive_json():
    settings = Settings(bias=(0.1, 0.2, 0.3), sure=(1.0, 2.0))
    fields = {name: getattr(settings, name) for name in Settings.__dataclass_fields__}
    assert from_json(json.loads(json.dumps(fields))) == settings


def test_shipped_settings_weigh_every_sign():
    for guide in ("ledger", "polnear"):
        settings = Tagger(guide=guide).settings
        assert len(settings.sure) == len(SIGNS)
        assert 0 <= settings.floor < 1


def test_missing_weights_say_where_and_what_to_do(tmp_path):
    with pytest.raises(WeightsError, match="reinstall"):
        Tagger(tmp_path)


@pytest.mark.parametrize("value", [-0.1, 1.5])
def test_a_confidence_out_of_range_is_refused(value):
    with pytest.raises(BadValue, match="between 0 and 1"):
        Reader(min_confidence=value)
