"""What scanners, lines, telephones and people do to a picture of a page (`uint8`, grey or RGB)."""

from __future__ import annotations

import random
from collections.abc import Sequence

import cv2
import numpy as np

from bench.maker.capture import Picture


def noise(page: Picture, rng: random.Random, sigma: float) -> Picture:
    made = np.random.default_rng(rng.randrange(2**32)).integers(-3, 4, page.shape[:2], dtype=np.int16)
    strong = (made * sigma / 2).astype(np.int16)
    strong = strong if page.ndim == 2 else strong[:, :, None]
    return np.clip(page.astype(np.int16) + strong, 0, 255).astype(np.uint8)


def grain(shape: tuple[int, int], rng: random.Random, sigma: float) -> Picture:
    """Unevenness of a surface, as numbers about 0."""
    return np.random.default_rng(rng.randrange(2**32)).normal(0, sigma, shape).astype(np.float32)


def askew(page: Picture, degrees: float) -> Picture:
    height, width = page.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return cv2.warpAffine(page, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=(252, 252, 252))


def turned(pages: Sequence[Picture], rng: random.Random, share: float) -> list[Picture]:
    """Some documents have their pages, or one of them, put in sideways or upside down."""
    if rng.random() >= share:
        return list(pages)
    quarter, only = rng.choice((1, 2, 3)), rng.choice((None, rng.randrange(len(pages))))
    return [np.ascontiguousarray(np.rot90(p, quarter)) if only in (None, i) else p for i, p in enumerate(pages)]


def folded(page: Picture, rng: random.Random) -> Picture:
    """Dark creases where the sheet was folded in three."""
    height = page.shape[0]
    for third in (1, 2):
        if rng.random() < 0.5:
            at = int(height * third / 3 + rng.uniform(-0.02, 0.02) * height)
            page[at : at + 3] = (page[at : at + 3].astype(np.float32) * rng.uniform(0.75, 0.9)).astype(np.uint8)
    return page


def speckled(bits: Picture, rng: random.Random) -> Picture:
    dots = np.random.default_rng(rng.randrange(2**32)).random(bits.shape)
    bits[dots < 0.0006] = 0
    return bits


def curved(page: Picture, rng: random.Random) -> Picture:
    """The sheet slightly bent: its rows sag in the middle."""
    height, width = page.shape[:2]
    sag = rng.uniform(-0.006, 0.006) * height
    xs = np.linspace(0, np.pi, width, dtype=np.float32)
    map_x = np.tile(np.arange(width, dtype=np.float32), (height, 1))
    map_y = np.arange(height, dtype=np.float32)[:, None] + (sag * np.sin(xs))[None, :]
    return cv2.remap(page, map_x, map_y.astype(np.float32), cv2.INTER_LINEAR, borderValue=(255, 255, 255))


def resized(pages: Sequence[Picture], rng: random.Random, share: float) -> list[Picture]:
    """In some documents one sheet is smaller than the others."""
    if rng.random() >= share:
        return list(pages)
    at = rng.randrange(len(pages))
    small = cv2.resize(pages[at], None, fx=0.8, fy=0.8, interpolation=cv2.INTER_AREA)
    return [small if i == at else p for i, p in enumerate(pages)]


def photographed(page: Picture, rng: random.Random) -> Picture:
    """A telephone's view of the sheet on a desk: perspective, a lamp's light, the photographer's shadow."""
    height, width = page.shape[:2]
    border = int(rng.uniform(0.06, 0.16) * width)

    def moved() -> float:
        return rng.uniform(0.15, 0.9) * border

    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    right, low = width + 2 * border, height + 2 * border
    seen = np.array(
        [[moved(), moved()], [right - moved(), moved()], [right - moved(), low - moved()], [moved(), low - moved()]],
        np.float32,
    )
    matrix = cv2.getPerspectiveTransform(corners, seen)
    desk = _desk(low, right, rng)
    sheet = cv2.warpPerspective(page, matrix, (right, low), flags=cv2.INTER_LINEAR)
    there = cv2.warpPerspective(np.full((height, width), 255, np.uint8), matrix, (right, low))
    seen_now = np.where(there[:, :, None] > 127, sheet, desk)
    return (seen_now * _light(low, right, rng)).clip(0, 255).astype(np.uint8)


def _desk(height: int, width: int, rng: random.Random) -> Picture:
    """Wood, cloth or plastic: a colour with coarse streaks."""
    colour = np.array(rng.choice(((92, 74, 60), (60, 62, 66), (150, 130, 105), (40, 60, 52))), np.float32)
    streaks = np.random.default_rng(rng.randrange(2**32)).normal(0, 9, (height // 6 + 1, 8)).astype(np.float32)
    rough = cv2.resize(streaks, (width, height), interpolation=cv2.INTER_LINEAR)
    return (colour[None, None, :] + rough[:, :, None]).clip(0, 255).astype(np.uint8)


def _light(height: int, width: int, rng: random.Random) -> Picture:
    """Factors from 0.55 to 1: a slope of light and one soft shadow."""
    x = np.linspace(0, 1, width, dtype=np.float32)[None, :]
    y = np.linspace(0, 1, height, dtype=np.float32)[:, None]
    slope = 1 - rng.uniform(0.05, 0.2) * (x if rng.random() < 0.5 else 1 - x) - rng.uniform(0, 0.12) * y
    cx, cy = rng.uniform(0, 1), rng.uniform(0.6, 1.1)
    shadow = 1 - rng.uniform(0.1, 0.3) * np.exp(-(((x - cx) / 0.35) ** 2 + ((y - cy) / 0.3) ** 2))
    return (slope * shadow)[:, :, None]
