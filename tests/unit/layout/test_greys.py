"""Levels of grey."""

import numpy as np
import pytest

from radlad.layout.greys import levels_of


@pytest.mark.parametrize("percent", [0, 0.5, 4, 33.3, 50, 60, 85, 100])
def test_levels_are_numpy_s_percentiles(percent):
    grain = np.random.default_rng(7)
    for shape in ((1, 1), (1, 2), (7, 9), (40, 33)):
        grey = grain.integers(0, 256, shape, dtype=np.uint8)
        assert levels_of(grey, percent) == [np.percentile(grey, percent)]
        assert levels_of(grey[:, ::2], percent) == [np.percentile(grey[:, ::2], percent)]
