"""What a machine that died or froze had locked in the database comes free."""

from __future__ import annotations

import pytest
from django.db import connection

from radlad.settings import Settings
from radlad.web.config.database import database


@pytest.mark.django_db
def test_a_session_that_says_nothing_in_a_transaction_is_ended():
    with connection.cursor() as cursor:
        cursor.execute("SHOW idle_in_transaction_session_timeout")
        assert cursor.fetchone() == ("150s",)


def test_a_machine_that_is_gone_is_noticed_from_both_sides():
    options = database(Settings.from_environment({"DATABASE_URL": "postgresql://u:p@db/radlad"}))["OPTIONS"]
    assert "-c tcp_keepalives_idle=10" in options["options"]
    assert (options["keepalives_idle"], options["keepalives_interval"], options["keepalives_count"]) == (10, 5, 3)


def test_what_the_url_says_of_a_connection_stands():
    url = "postgresql://u:p@db/radlad?sslmode=verify-full&keepalives_idle=60"
    options = database(Settings.from_environment({"DATABASE_URL": url}))["OPTIONS"]
    assert (options["sslmode"], options["keepalives_idle"]) == ("verify-full", "60")
