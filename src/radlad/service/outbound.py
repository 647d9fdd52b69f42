"""Calls to addresses that somebody configured: never to where only this network may go (SSRF, CWE-918).

A name is resolved once; the connection goes to an address that was looked at, so that a second answer of the DNS
changes nothing. TLS still checks the name.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import httpx

from radlad.customers import Network

Address = IPv4Address | IPv6Address
_NAT64 = ip_network("64:ff9b::/96")


class AddressRefusedError(httpx.ConnectError):
    """The name stands for no address that may be called."""


def client(seconds: float, connect: float, networks: Sequence[Network] = (), ca_file: str = "") -> httpx.Client:
    """A client that follows no redirect and no proxy of the environment, and calls public addresses and `networks`.

    Times in seconds. Its calls raise httpx.HTTPError; AddressRefusedError before anything is sent. Do not call two
    hosts with one client: they may share an address, and so a connection.
    """
    verify = ssl.create_default_context(cafile=ca_file) if ca_file else True
    return httpx.Client(
        transport=_CheckedTransport(networks, verify),
        timeout=httpx.Timeout(seconds, connect=connect),
        follow_redirects=False,
        trust_env=False,
    )


class _CheckedTransport(httpx.HTTPTransport):
    def __init__(self, networks: Sequence[Network], verify: ssl.SSLContext | bool) -> None:
        super().__init__(verify=verify, trust_env=False)
        self._networks = networks

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        host = request.url.raw_host.decode("ascii")
        fault: httpx.TransportError | None = None
        for address in self._permitted(host, request.url.port):
            try:
                return super().handle_request(_directed(request, host, address))
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                fault = error
        raise fault or AddressRefusedError("no permitted address", request=request)

    def _permitted(self, host: str, port: int | None) -> list[Address]:
        try:
            found = socket.getaddrinfo(host, port or 0, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpx.ConnectError("unknown name") from error
        addresses = dict.fromkeys(_plain(ip_address(entry[4][0])) for entry in found)
        return [one for one in addresses if is_public(one) or any(one in network for network in self._networks)]


def is_public(address: Address) -> bool:
    """Whether anybody on the internet may be there; an address that carries another counts as that one."""
    return _plain(address).is_global and not _plain(address).is_multicast


def _plain(address: Address) -> Address:
    if isinstance(address, IPv4Address):
        return address
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address


def _directed(request: httpx.Request, host: str, address: Address) -> httpx.Request:
    """The same request, sent to `address`; its headers, and what TLS asks for, name `host`."""
    return httpx.Request(
        request.method,
        request.url.copy_with(host=str(address)),
        headers=request.headers,
        stream=request.stream,
        extensions={**request.extensions, "sni_hostname": host},
    )
