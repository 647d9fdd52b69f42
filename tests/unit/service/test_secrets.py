"""The installation's secret: one, whoever asks first; private; never silently replaced."""

import subprocess
import sys

import pytest

from radlad.domain.errors import ConfigError
from radlad.service.secrets import secret_keys
from radlad.settings import Settings


def secret_key(data):
    (key,) = secret_keys(Settings(data))
    return key


ASK = """
import sys
from pathlib import Path
from radlad.service.secrets import secret_keys
from radlad.settings import Settings
print(secret_keys(Settings(Path(sys.argv[1])))[0])
"""


def test_the_secret_is_made_once_and_private(tmp_path):
    first = secret_key(tmp_path / "var")
    assert len(first) >= 50
    assert secret_key(tmp_path / "var") == first
    assert (tmp_path / "var" / "secret.key").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in (tmp_path / "var").iterdir()] == ["secret.key"]


def test_processes_that_ask_at_once_get_the_same_secret(tmp_path):
    asking = [
        subprocess.Popen([sys.executable, "-c", ASK, str(tmp_path / "var")], stdout=subprocess.PIPE, text=True)
        for _ in range(6)
    ]
    assert len({process.communicate(timeout=60)[0] for process in asking}) == 1


def test_two_installations_have_different_secrets(tmp_path):
    assert secret_key(tmp_path / "a") != secret_key(tmp_path / "b")


def test_a_damaged_secret_is_not_replaced_silently(tmp_path):
    (tmp_path / "secret.key").write_text("")
    with pytest.raises(ConfigError, match="supprimez-le"):
        secret_key(tmp_path)


def test_a_data_folder_that_is_a_file_is_refused_in_french(tmp_path):
    (tmp_path / "var").write_text("")
    with pytest.raises(ConfigError, match="RADLAD_DATA"):
        secret_key(tmp_path / "var")


def test_several_keys_may_be_kept_the_first_of_which_signs(tmp_path):
    old = secret_key(tmp_path)
    (tmp_path / "secret.key").write_text(f"{'n' * 50}\n{old}\n")
    assert secret_keys(Settings(tmp_path)) == ("n" * 50, old)


def test_keys_that_are_given_are_taken_instead_and_none_is_kept(tmp_path):
    given = ("a" * 40, "b" * 40)
    assert secret_keys(Settings(tmp_path / "var", secret_keys=given)) == given
    assert not (tmp_path / "var").exists()
    with pytest.raises(ConfigError, match="au moins 32"):
        secret_keys(Settings(tmp_path, secret_keys=("court",)))
