"""The figures of the fault suite, added up and written down."""

from __future__ import annotations

from bench import reliability

ROWS = [
    {
        "fault": "kill -9", "lost": 0, "delivered_twice": 0, "half_written": 0, "orphans": 0, "accepted": 20,
        "in_flight": 7, "sent_again": 2, "seconds_to_recover": 41.2, "step": "reading",
    },
    {
        "fault": "disk full", "lost": 1, "delivered_twice": 0, "half_written": 0, "orphans": 3, "accepted": 10,
        "in_flight": 5, "sent_again": 0, "seconds_to_recover": 3.0, "step": "reception",
    },
]  # fmt: skip


def test_the_sums_are_over_all_faults():
    sums = reliability.totals(ROWS)
    assert (sums["faults"], sums["accepted"], sums["in_flight"], sums["sent_again"]) == (2, 30, 12, 2)
    assert (sums["lost"], sums["orphans"], sums["longest_recovery"]) == (1, 3, 41.2)


def test_a_loss_is_written_as_plainly_as_none():
    page = reliability.page(
        {
            "made_at": "2026-01-01",
            "machine": "2 cores",
            "seconds": 900,
            "totals": reliability.totals(ROWS),
            "faults": ROWS,
        }
    )
    assert "**1 lost, 0 delivered twice**" in page
    assert "| kill -9 | reading | 20 | 7 | 0 | 0 | 2 | 41 s |" in page
