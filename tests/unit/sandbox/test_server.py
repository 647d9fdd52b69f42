"""The sandbox customer over real HTTP: what it takes, refuses, remembers and pretends."""

import json
import threading
import time
from uuid import uuid4

import httpx
import pytest

from radlad import doctypes
from radlad.restitution.body import Outcome, body
from radlad.restitution.signing import signature
from radlad.sandbox.server import Sandbox

FACTURE = next(d for d in doctypes.TYPES if d.piece.value == "FACTURE")


def delivery(**values):
    return body(Outcome(str(uuid4()), FACTURE.lane, FACTURE, None, values))


@pytest.fixture
def serving(tmp_path):
    """Starts sandboxes on one store; each with a client that talks to it."""
    started = []

    def start(secret=""):
        sandbox = Sandbox(0, tmp_path / "sandbox" / "received.jsonl", [secret])
        thread = threading.Thread(target=sandbox.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        http = httpx.Client(base_url=f"http://127.0.0.1:{sandbox.server_address[1]}", timeout=5)
        started.append((sandbox, thread, http))
        return http

    def stop():
        for sandbox, thread, http in started:
            http.close()
            sandbox.shutdown()
            thread.join()
            sandbox.server_close()
        started.clear()

    start.stop = stop
    yield start
    stop()


def send(http, content, key=None, **headers):
    return http.post("/callback", json=content, headers={"Idempotency-Key": key or content["processId"], **headers})


def test_a_body_that_conforms_is_acknowledged_and_shown(serving):
    http = serving()
    content = delivery()
    assert send(http, content).status_code == 202
    (received,) = http.get("/received").json()
    assert received["processId"] == content["processId"]
    assert received["body"] == content
    assert len(received["deliveries"]) == 1


def test_the_same_key_counts_once_with_both_its_times(serving):
    http = serving()
    content = delivery()
    assert [send(http, content).status_code for _ in range(2)] == [202, 202]
    (received,) = http.get("/received").json()
    assert len(received["deliveries"]) == 2


def test_many_at_once_are_each_counted_once(serving):
    http = serving()
    contents = [delivery() for _ in range(10)] * 2
    threads = [threading.Thread(target=send, args=(http, content)) for content in contents]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    received = http.get("/received").json()
    assert len(received) == 10
    assert {len(r["deliveries"]) for r in received} == {2}


@pytest.mark.parametrize(
    "change",
    [
        {"rejet": "peut-être"},
        {"typeDocument": "DEVIS"},
        {"donnees": {}},
        {"processId": "1"},
        {"couloir": "XXX"},
        {"en trop": ""},
    ],
)
def test_a_body_that_does_not_conform_is_refused_with_the_reason(serving, change):
    http = serving()
    answer = send(http, {**delivery(), **change})
    assert answer.status_code == 400
    assert answer.json()["reasons"]
    assert http.get("/received").json() == []


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b"[" * 100_000, b"\xff"])
def test_what_is_no_json_object_is_refused(serving, content):
    assert serving().post("/callback", content=content).status_code == 400


def test_what_was_acknowledged_survives_a_restart_and_a_line_cut_short(serving, tmp_path):
    content = delivery()
    send(serving(), content)
    serving.stop()
    with (tmp_path / "sandbox" / "received.jsonl").open("ab") as file:
        file.write(b'{"key": "cut sho')
    http = serving()
    other = delivery()
    send(http, other)
    send(http, content)
    serving.stop()
    received = serving().get("/received").json()
    assert [(r["processId"], len(r["deliveries"])) for r in received] == [
        (content["processId"], 2),
        (other["processId"], 1),
    ]


def test_told_to_answer_500_it_takes_nothing_until_told_otherwise(serving):
    http = serving()
    content = delivery()
    assert http.post("/behaviour", json={"status": 500}).status_code == 200
    assert send(http, content).status_code == 500
    assert http.get("/received").json() == []
    http.post("/behaviour", json={})
    assert send(http, content).status_code == 202


def test_told_to_refuse_it_hangs_up(serving):
    http = serving()
    http.post("/behaviour", json={"refuse": True})
    with pytest.raises(httpx.RemoteProtocolError):
        send(http, delivery())


def test_told_to_be_slow_it_answers_late(serving):
    http = serving()
    http.post("/behaviour", json={"delay": 0.5})
    begun = time.monotonic()
    assert send(http, delivery()).status_code == 202
    assert time.monotonic() - begun >= 0.5


@pytest.mark.parametrize("asked", [{"status": "500"}, {"status": 99}, {"delay": -1}, {"refuse": 1}, {"x": 1}, [], None])
def test_a_behaviour_that_does_not_exist_is_refused(serving, asked):
    assert serving().post("/behaviour", content=json.dumps(asked)).status_code == 400


def test_with_a_secret_only_a_signed_body_is_taken(serving):
    http = serving("secret")
    content = delivery()
    raw = json.dumps(content).encode()
    assert http.post("/callback", content=raw).status_code == 400
    assert http.post("/callback", content=raw, headers={"X-Signature": "sha256=00"}).status_code == 400
    signed = {"X-Signature": signature(raw, "secret")}
    assert http.post("/callback", content=raw, headers=signed).status_code == 202


def test_the_pages_show_what_came_and_ask_nothing_from_outside(serving):
    http = serving()
    assert "Rien n’est encore arrivé" in http.get("/").text
    content = delivery(**{FACTURE.fields[0].balise: "<script>alert(1)</script>"})
    send(http, content)
    whole, one = http.get("/"), http.get(f"/documents/{content['processId']}")
    assert f'href="/documents/{content["processId"]}"' in whole.text
    assert "&lt;script&gt;" in one.text
    assert all(field.balise in one.text for field in FACTURE.fields)
    for answer in (whole, one):
        assert "<script" not in answer.text
        assert "style=" not in answer.text
        assert "//" not in answer.text
        assert '<html lang="fr">' in answer.text
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert http.get("/style.css").headers["Content-Type"].startswith("text/css")


def test_an_unknown_address_is_said(serving):
    http = serving()
    assert http.get("/nowhere").status_code == 404
    assert http.get("/documents/nowhere").status_code == 404
    assert http.post("/nowhere", json={}).status_code == 404
