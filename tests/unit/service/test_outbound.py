"""Calls go to public addresses and to networks that were allowed, whatever a name resolves to."""

from __future__ import annotations

import socket
from ipaddress import ip_address, ip_network

import httpx
import pytest

from radlad.service import outbound
from radlad.service.outbound import AddressRefusedError, is_public
from radlad.settings import LOOPBACK
from tests.support.customer import Customer, certified


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "::1", "::", "fe80::1", "fd00::1", "ff02::1", "::ffff:10.0.0.1", "2002:7f00:1::",
        "64:ff9b::a00:1", "64:ff9b::a9fe:a9fe",
    ],
)  # fmt: skip
def test_what_only_this_network_may_reach_is_not_public(address):
    assert not is_public(ip_address(address))


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "2606:2800:220:1::1", "::ffff:93.184.216.34", "64:ff9b::5db8:d822"]
)
def test_what_everybody_may_reach_is(address):
    assert is_public(ip_address(address))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]"])
def test_a_private_address_is_refused_however_it_is_written(host):
    with Customer() as customer:
        port = customer.url.rpartition(":")[2]
        with outbound.client(5, 5) as http, pytest.raises(AddressRefusedError):
            http.post(f"http://{host}:{port}/callback")
        assert customer.calls == []


def test_an_allowed_network_is_called_and_no_other():
    with Customer() as customer, outbound.client(5, 5, LOOPBACK) as http:
        assert http.post(f"{customer.url}/callback").status_code == 202
        with pytest.raises(AddressRefusedError):
            http.post("http://10.255.255.1/callback")
    other = [ip_network("10.0.0.0/8")]
    with Customer() as customer, outbound.client(5, 5, other) as http, pytest.raises(AddressRefusedError):
        http.post(f"{customer.url}/callback")


def test_a_name_that_changes_its_address_after_it_was_looked_at_gains_nothing(monkeypatch):
    """DNS rebinding: the second answer is never asked for."""
    asked: list[str] = []

    def resolve(host, port, *_args, **_more):
        asked.append(host)
        address = "127.0.0.1" if len(asked) > 1 else "203.0.113.9"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with Customer() as customer:
        port = customer.url.rpartition(":")[2]
        with outbound.client(1, 0.5) as http, pytest.raises(httpx.HTTPError):
            http.post(f"http://rebind.example.org:{port}/callback")
        assert customer.calls == []
    assert asked.count("rebind.example.org") == 1


def test_tls_checks_the_name_although_the_address_is_called(tmp_path):
    certificate, authority = certified(tmp_path, "localhost")
    with Customer(certificate=certificate) as customer:
        address = customer.url.replace("127.0.0.1", "localhost")
        with outbound.client(5, 5, LOOPBACK, str(authority)) as http:
            assert http.post(f"{address}/callback").status_code == 202
            with pytest.raises(httpx.ConnectError, match=r"(?i)certificate"):
                http.post(f"{customer.url}/callback")
        with outbound.client(5, 5, LOOPBACK) as http, pytest.raises(httpx.ConnectError, match=r"(?i)certificate"):
            http.post(f"{address}/callback")
    assert [call.headers["Host"] for call in customer.calls] == [address.removeprefix("https://")]


def test_an_unknown_name_is_a_connection_that_fails():
    with outbound.client(5, 5) as http, pytest.raises(httpx.ConnectError):
        http.post("http://n-existe-pas.invalid/callback")


def test_the_environments_proxy_is_not_used(monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    with Customer() as customer, outbound.client(5, 5, LOOPBACK) as http:
        assert http.post(f"{customer.url}/callback").status_code == 202
