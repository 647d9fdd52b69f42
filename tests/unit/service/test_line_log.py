"""A log of lines keeps the latest and never outgrows its bound."""

from radlad.service.line_log import LineLog


def test_lines_are_appended_to_what_an_earlier_run_wrote(tmp_path):
    for line in ("première", "seconde"):
        with LineLog(tmp_path / "logs" / "web.log") as log:
            log.write(line)
    assert (tmp_path / "logs" / "web.log").read_text() == "première\nseconde\n"


def test_a_full_log_is_kept_once_and_begun_anew(tmp_path):
    with LineLog(tmp_path / "web.log", limit=1000) as log:
        for number in range(1000):
            log.write(f"ligne {number}")
    kept = sorted(path.name for path in tmp_path.iterdir())
    assert kept == ["web.log", "web.log.1"]
    assert all(path.stat().st_size < 1100 for path in tmp_path.iterdir())
    assert (tmp_path / "web.log").read_text().endswith("ligne 999\n")


def test_an_endless_line_is_cut(tmp_path):
    with LineLog(tmp_path / "web.log") as log:
        log.write("x" * 1_000_000)
    assert (tmp_path / "web.log").stat().st_size < 11_000


def test_writing_after_the_end_harms_nothing(tmp_path):
    log = LineLog(tmp_path / "web.log")
    log.close()
    log.write("trop tard")
    assert (tmp_path / "web.log").read_text() == ""
