"""The command line: its exit codes, its French, and what it must not load."""

import subprocess
import sys

import pytest

from radlad.cli.main import main
from radlad.cli.parser import COMMANDS, parser


def loaded_by(*arguments: str) -> set[str]:
    code = (
        "import sys; from radlad.cli.main import main\n"
        "try: main(sys.argv[1:])\nexcept SystemExit: pass\n"
        "print('LOADED', *sorted({name.split('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)
    return set(done.stdout.rpartition("LOADED")[2].split())


def test_help_loads_neither_django_nor_the_reader():
    assert not loaded_by("--help") & {"django", "numpy", "cv2", "psycopg", "httpx", "gunicorn"}


def test_reading_never_loads_django(tmp_path):
    assert "django" not in loaded_by("read", str(tmp_path / "a.pdf"))


@pytest.mark.parametrize("arguments", [["--help"], *([name, "--help"] for name in ("read", "batch", *COMMANDS))])
def test_help_is_in_french(arguments, capsys):
    with pytest.raises(SystemExit) as end:
        main(arguments)
    said = capsys.readouterr().out
    assert end.value.code == 0
    assert "usage : radlad" in said
    assert "affiche cette aide" in said
    for english in ("show this", "positional", "optional", "usage: "):
        assert english not in said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["lire"], "'lire' est inconnu"),
        (["batch"], "il manque"),
        (["read"], "il manque : FICHIER"),
        (["read", "a.pdf", "--langue", "fr"], "inconnue : --langue"),
        (["batch", "r", "--root", ".", "--out", "o", "--jobs", "0"], "mettez un nombre de 1 à 256"),
        (["client", "delete"], "est inconnu"),
        (["read", "a.pdf", "--sons"], "--sons : il manque une valeur"),
    ],
)
def test_a_wrong_command_line_is_refused_in_french(arguments, said, capsys):
    with pytest.raises(SystemExit) as end:
        main(arguments)
    assert end.value.code == 2
    assert said in capsys.readouterr().err


def test_without_a_command_the_help_is_shown(capsys):
    assert main([]) == 2
    assert "commandes" in capsys.readouterr().out


def test_a_wrong_setting_is_one_line_and_code_2(monkeypatch, capsys):
    monkeypatch.setenv("RADLAD_PORT", "zéro")
    assert main(["doctor"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("radlad : RADLAD_PORT")
    assert said.count("\n") == 1


def test_what_follows_manage_goes_to_django_unread():
    asked = parser().parse_args(["manage", "migrate", "--plan", "-v", "2"])
    assert asked.rest == ["migrate", "--plan", "-v", "2"]
    asked = parser().parse_args(["client", "create", "--couloir", "HOP", "--help"])
    assert (asked.action, asked.rest) == ("create", ["--couloir", "HOP", "--help"])


def test_a_reader_of_the_output_that_goes_away_is_no_error():
    with subprocess.Popen(
        [sys.executable, "-m", "radlad.cli.main", "--help"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
