"""The real worker on the tests' database, with the fake reader.

`python -m tests.support.worker DATABASE DATA CALLBACK [DRAIN_SECONDS [OTHER_CALLBACK]]`: the second callback takes the
results of all lanes but HOP DPI.
"""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path

os.environ["DJANGO_SETTINGS_MODULE"] = "radlad.web.config.settings"

from django.conf import settings

from radlad.customers import Customer
from radlad.doctypes.lanes import HOP_DPI
from radlad.settings import LOOPBACK

database, data, callback, *more = sys.argv[1:]
settings.DATABASES["default"]["NAME"] = database
drain_seconds, others = int(more[0]) if more else 25, more[1:]
settings.RADLAD = replace(settings.RADLAD, data=Path(data), callback_url=callback, drain_seconds=drain_seconds)
if others:
    takers = (
        Customer("un", callback, frozenset({HOP_DPI}), private_networks=LOOPBACK),
        Customer("autre", others[0], private_networks=LOOPBACK),
    )
    settings.RADLAD = replace(settings.RADLAD, customers_file=takers)
settings.MEDIA_ROOT = Path(data) / "files"

import django  # noqa: E402 - after the test's settings are in place

django.setup()

from radlad.pipeline.subprocess import ReaderProcess  # noqa: E402 - after the test's settings are in place
from radlad.web.acquisition import reading  # noqa: E402 - after the test's settings are in place
from radlad.web.config import worker  # noqa: E402 - after the test's settings are in place

process = ReaderProcess(seconds=60, command=(sys.executable, "-m", "tests.support.fake_reader"))
reading.reader = lambda: process
worker.main()
