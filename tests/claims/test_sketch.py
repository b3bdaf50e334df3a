"""Sketches estimate how much two texts share."""

from __future__ import annotations

import numpy as np

from reportedly.claims.sketch import PAGE, resemblance, sketch

STORY = "The ferry to Port Salline sank on Monday night with sixty people on board and the coast guard has found nobody yet "


def overlap(one: str, other: str) -> float:
    return float(resemblance(sketch(one, PAGE), sketch(other, PAGE)[None])[0])


def test_a_copy_resembles_wholly_and_another_story_not():
    assert overlap(STORY, STORY.upper()) == 1.0
    assert overlap(STORY, "Wheat prices fell after the rain in the north of Vestria, traders in the capital told the paper") < 0.1


def test_a_copy_with_a_new_ending_still_resembles():
    assert overlap(STORY * 3, STORY * 3 + "More follows soon from our reporter in the harbour") > 0.5


def test_nothing_has_a_sketch_too():
    assert sketch("", PAGE).shape == (PAGE,) and sketch("", PAGE).dtype == np.uint32
