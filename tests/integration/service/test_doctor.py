"""`radlad doctor` says what is wrong, and what to do."""

import io
import socket
import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from radlad.service import doctor
from radlad.service.serve import only_one
from radlad.settings import LOOPBACK, Settings
from tests.acceptance.running import free_port


@pytest.fixture
def installation(tmp_path):
    return Settings(data=tmp_path / "var", port=free_port(), sandbox_port=free_port())


def report(radlad):
    out = io.StringIO()
    return doctor.examine(radlad, out), out.getvalue()


def test_a_sound_installation_is_said_to_be_so_and_left_alone(installation):
    code, said = report(installation)
    assert code == 0, said
    assert "✘" not in said
    assert "Tout va bien." in said
    assert not installation.data.exists()


def test_a_busy_port_is_named_unless_radlad_itself_holds_it(installation):
    with socket.socket() as other:
        other.bind(("127.0.0.1", installation.port))
        other.listen()
        code, said = report(installation)
        assert code == 1
        assert f"Le port {installation.port} est déjà pris" in said
        installation.data.mkdir()
        with only_one(installation.data):
            assert "tenus par radlad" in report(installation)[1]


def test_a_database_that_does_not_answer_is_said_without_its_password(installation):
    code, said = report(replace(installation, database_url=f"postgresql://u:hush@127.0.0.1:{free_port()}/radlad"))
    assert code == 1
    assert "✘ Base de données" in said
    assert "hush" not in said


def test_a_customer_that_does_not_answer_is_said(installation):
    code, said = report(
        replace(installation, callback_url=f"http://127.0.0.1:{free_port()}", private_networks=LOOPBACK)
    )
    assert code == 1
    assert "Ne répond pas (ConnectError)" in said


def test_a_clock_that_differs_from_the_customers_is_said(installation):
    class Past(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response_only(404)
            self.send_header("Date", "Mon, 01 Jan 2024 00:00:00 GMT")
            self.end_headers()

        def log_message(self, *_):
            pass

    with HTTPServer(("127.0.0.1", 0), Past) as customer:
        thread = threading.Thread(target=customer.serve_forever)
        thread.start()
        try:
            code, said = report(
                replace(
                    installation,
                    callback_url=f"http://127.0.0.1:{customer.server_port}",
                    private_networks=LOOPBACK,
                )
            )
        finally:
            customer.shutdown()
            thread.join()
    assert code == 1
    assert "✘ Horloge" in said


def test_a_run_file_left_by_a_kill_is_said(installation):
    installation.data.mkdir()
    installation.run_file.write_text('{"web": "http://127.0.0.1:1"}')
    code, said = report(installation)
    assert code == 1
    assert "arrêt brutal" in said


def test_a_folder_that_cannot_be_written_is_said(installation, tmp_path):
    (tmp_path / "file").touch()
    beneath_a_file = replace(installation, data=tmp_path / "file" / "var")
    assert "RADLAD_DATA" in report(beneath_a_file)[1]


def test_a_customer_on_a_private_network_that_is_not_allowed_is_said(installation):
    code, said = report(replace(installation, callback_url=f"http://127.0.0.1:{free_port()}"))
    assert code == 1
    assert "RADLAD_PRIVATE_NETWORKS" in said
