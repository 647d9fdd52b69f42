"""The simulated queue, where mathematics knows the answer."""

from __future__ import annotations

import random
import statistics

import pytest

from bench.growth import simulated


def test_one_worker_waits_as_pollaczek_and_khinchine_say():
    load, times = 0.7, [1.0] * 60_000
    assert statistics.fmean(simulated(1, load, times)) == pytest.approx(load / (2 * (1 - load)), rel=0.1)


def test_more_workers_at_the_same_load_wait_less():
    rng = random.Random(1)
    times = [rng.choice((0.2, 5.0)) for _ in range(20_000)]
    means = [statistics.fmean(simulated(workers, 0.8, times)) for workers in (1, 4, 16)]
    assert means == sorted(means, reverse=True)
    assert means[2] < means[0] / 8
