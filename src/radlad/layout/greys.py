"""How light a picture is, for those who lay its page level as for those who look for marks on it."""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray


def levels_of(grey: NDArray[np.uint8], *percents: float) -> list[float]:
    """`numpy.percentile` of a grey picture, to the last bit; its levels are counted, not sorted."""
    upto = cv2.calcHist([np.ascontiguousarray(grey)], [0], None, [256], [0, 256]).ravel().astype(np.int64).cumsum()
    found = []
    for percent in percents:
        part, rank = math.modf((int(upto[-1]) - 1) * (percent / 100))
        low, high = upto.searchsorted((rank, rank + (part > 0)), side="right").tolist()
        found.append(low + (high - low) * part if part < 0.5 else high - (high - low) * (1 - part))
    return found
