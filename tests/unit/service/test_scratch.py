"""Copies of documents that a killed process left in the temporary folder."""

from __future__ import annotations

import os
import tempfile
import time

import pytest

from radlad.service import scratch


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def aged(path, hours):
    past = time.time() - hours * 3600
    os.utime(path, (past, past))


def test_what_a_killed_process_left_goes_and_nothing_else(temporary):
    with tempfile.TemporaryDirectory(prefix="radlad-") as in_use:
        left = temporary / "radlad-abcd_123"
        left.mkdir()
        (left / "copy").write_bytes(b"%PDF")
        words, file = temporary / "radlad-words-abcd1234", temporary / "radlad-a1b2c3d4"
        words.mkdir()
        file.write_bytes(b"%PDF")
        socket, others = temporary / "radlad-0123456789abcdef", temporary / "autre-abcd1234"
        socket.mkdir()
        others.mkdir()
        for path in (left, words, file, socket, others):
            aged(path, 3)
        assert scratch.tidy(600) == 3
        assert sorted(p.name for p in temporary.iterdir()) == sorted([socket.name, others.name, in_use.split("/")[-1]])


def test_a_long_reading_keeps_its_scratch(temporary):
    left = temporary / "radlad-abcd1234"
    left.mkdir()
    aged(left, 3)
    assert scratch.tidy(longest_use=7200) == 0
    assert left.exists()
