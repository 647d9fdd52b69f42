"""Where the database is, from the settings alone."""

from pathlib import Path

import pytest

from radlad.domain.errors import ConfigError
from radlad.service.embedded_postgres import database_parameters
from radlad.settings import Settings


def parameters(url=""):
    return database_parameters(Settings(data=Path("/srv/radlad"), database_url=url))


def test_without_a_url_it_is_the_embedded_one_on_its_socket():
    assert parameters() == {
        "NAME": "radlad", "USER": "radlad", "PASSWORD": "", "PORT": "", "HOST": "/srv/radlad/postgres",
    }  # fmt: skip


def test_nothing_is_started_or_written_by_asking(tmp_path):
    database_parameters(Settings(data=tmp_path / "var"))
    assert not list(tmp_path.iterdir())


def test_a_url_gives_each_part_with_its_special_characters():
    assert parameters("postgresql://r%40d:p%2Fw%3A@db.example:6543/rad-lad") == {
        "NAME": "rad-lad", "USER": "r@d", "PASSWORD": "p/w:", "HOST": "db.example", "PORT": "6543",
    }  # fmt: skip


def test_a_url_may_name_a_socket_and_options():
    found = parameters("postgres:///radlad?host=/run/postgresql&sslmode=require")
    assert found["HOST"] == "/run/postgresql"
    assert found["OPTIONS"] == {"sslmode": "require"}


@pytest.mark.parametrize(
    "url", ["mysql://a:b@c/d", "postgresql://host", "postgresql://host/", "n’importe quoi", "postgresql://h:port/d"]
)
def test_a_wrong_url_is_refused_without_repeating_its_password(url):
    with pytest.raises(ConfigError, match="DATABASE_URL") as caught:
        parameters(url)
    assert url not in caught.value.message


def test_a_path_too_long_for_a_socket_gets_a_short_one_of_its_own():
    long = [Settings(data=Path("/srv") / ("x" * 120) / name) for name in ("a", "b")]
    hosts = [database_parameters(settings)["HOST"] for settings in long]
    assert all(len(host) < 60 for host in hosts)
    assert hosts[0] != hosts[1]


def test_a_comma_in_the_path_is_not_taken_for_two_addresses():
    assert "," not in database_parameters(Settings(data=Path("/srv/a,b")))["HOST"]
