"""`radlad read` and `radlad batch`, to the letter of contracts.md 3."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from radlad.cli.main import main
from radlad.pipeline import subprocess as reader_process

SAMPLES = Path(__file__).resolve().parents[3] / "samples"
INVOICE = "03-hop-dpi-facture-digital.pdf"
LANE = {"Couloir": "HOP", "Sons": "DPI", "TypeDocument": "FACTURE"}

SLOW_FIRST = """
import json, sys, time
print('{"ready": true}', flush=True)
for line in sys.stdin:
    request = json.loads(line)
    time.sleep(0.5 if request["file"] == "0.pdf" else 0)
    print(json.dumps({"ok": {"result": {"file": request["file"], "type": request["type"]}}}), flush=True)
"""


def listed(tmp_path, *lines):
    path = tmp_path / "requests.jsonl"
    path.write_text("".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines))
    return str(path)


def results(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def fake_reader(monkeypatch):
    """A reader that takes longest over the first document."""
    real = reader_process._Child
    monkeypatch.setattr(
        reader_process, "_Child", lambda _command, _environment: real((sys.executable, "-c", SLOW_FIRST), None)
    )


def test_one_document_gives_one_result_object(capsys):
    assert main(["read", str(SAMPLES / INVOICE), "--couloir", "hop", "--sons", "dpi", "--type", "facture"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert (result["file"], result["typeDocument"], result["pages"]) == (INVOICE, "FACTURE", 1)


def test_a_batch_has_a_line_for_each_request_and_code_1_when_one_failed(tmp_path, capsys):
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 cut short")
    (tmp_path / INVOICE).write_bytes((SAMPLES / INVOICE).read_bytes())
    requests = listed(
        tmp_path,
        {"file": INVOICE, "parameters": LANE},
        {"file": "broken.pdf", "parameters": LANE},
        {"file": "absent.pdf"},
        {"file": INVOICE, "parameters": {"Couloir": "XXX", "Sons": "DPI"}},
        {"file": INVOICE, "parameters": {**LANE, "TypeDocument": "DEVIS"}},
        "pas du JSON",
        "[]",
    )
    out = tmp_path / "results.jsonl"
    assert main(["batch", requests, "--root", str(tmp_path), "--out", str(out), "--jobs", "1"]) == 1
    found = results(out)
    assert found[0]["typeDocument"] == "FACTURE"
    assert [r["erreur"]["code"] for r in found[1:]] == [
        "UNREADABLE_FILE", "FILE_NOT_FOUND", "UNKNOWN_LANE", "UNKNOWN_TYPE", "BAD_REQUEST", "BAD_REQUEST",
    ]  # fmt: skip
    said = capsys.readouterr()
    assert said.out == ""
    assert "7/7" in said.err


def test_results_keep_the_order_of_the_requests(tmp_path, fake_reader):
    names = [f"{number}.pdf" for number in range(8)]
    for name in names:
        (tmp_path / name).touch()
    out = tmp_path / "results.jsonl"
    requests = listed(tmp_path, *({"file": name, "parameters": LANE} for name in names))
    assert main(["batch", requests, "--root", str(tmp_path), "--out", str(out), "--jobs", "3"]) == 0
    assert [r["file"] for r in results(out)] == names


def test_an_empty_list_gives_an_empty_result(tmp_path):
    out = tmp_path / "results.jsonl"
    assert main(["batch", listed(tmp_path), "--root", str(tmp_path), "--out", str(out)]) == 0
    assert out.read_text() == ""


@pytest.mark.parametrize(("requests", "out"), [("absent.jsonl", "out"), ("requests.jsonl", "no/such/folder")])
def test_a_list_that_is_not_there_or_a_result_that_cannot_be_written_is_code_2(tmp_path, requests, out, capsys):
    listed(tmp_path)
    asked = ["batch", str(tmp_path / requests), "--root", str(tmp_path), "--out", str(tmp_path / out)]
    assert main(asked) == 2
    assert "introuvable" in capsys.readouterr().err


def test_ctrl_c_ends_a_batch_at_once_with_its_readers(tmp_path):
    sample = next(SAMPLES.glob("*scan.pdf"))
    requests = listed(tmp_path, *({"file": sample.name} for _ in range(50)))
    with subprocess.Popen(
        [sys.executable, "-m", "radlad.cli.main", "batch", requests,
         "--root", str(SAMPLES), "--out", str(tmp_path / "out"), "--jobs", "2"],
        # Whoever runs the tests in the background may have had Ctrl-C ignored, and that is inherited.
        stderr=subprocess.DEVNULL, preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as process:  # fmt: skip
        children: list[psutil.Process] = []
        until = time.monotonic() + 30
        while len(children) < 2 and time.monotonic() < until:
            children = psutil.Process(process.pid).children()
            time.sleep(0.1)
        time.sleep(1)
        process.send_signal(signal.SIGINT)
        assert process.wait(15) == 130
    assert not psutil.wait_procs(children, timeout=5)[1]
