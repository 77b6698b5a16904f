"""A host, its port and the address that it resolved to → may Mithaq connect there? The answer to SSRF.

Sources: IANA's registries of special-purpose addresses, as Python's `ipaddress` holds them, and what lies beside them:
networks that carry another address inside, and the cloud's own servers on public addresses.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass

from mithaq.model.errors import DocumentError

WEB_PORTS = frozenset({80, 443, 8080, 8443})
_Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_CARRIERS = {
    "IPv4-mapped": "::ffff:0:0/96",
    "IPv4-compatible": "::/96",
    "IPv4-translated": "::ffff:0:0:0/96",
    "NAT64": "64:ff9b::/96",
    "local NAT64": "64:ff9b:1::/48",
    "Teredo": "2001::/32",
    "6to4": "2002::/16",
    "6to4 relay": "192.88.99.0/24",
    "site-local": "fec0::/10",
}
_NETWORKS = [(name, ipaddress.ip_network(network)) for name, network in _CARRIERS.items()]
_METADATA = frozenset(map(ipaddress.ip_address, (
    "169.254.169.254", "169.254.170.2", "169.254.169.253", "100.100.100.200", "168.63.129.16", "192.0.0.192",
    "fd00:ec2::254", "fd20:ce::254",
)))  # fmt: skip


def refusal(text: str) -> str | None:
    """Return what is wrong with connecting to an IP address, or None when it is an ordinary public one."""
    try:
        address: _Address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return "no IP address"
    if address in _METADATA:
        return "a metadata address of a cloud"
    if address.is_loopback:
        return "a loopback address"
    if address.is_link_local:
        return "a link-local address"
    if address.is_multicast:
        return "a multicast address"
    if address.is_unspecified:
        return "the unspecified address"
    for name, network in _NETWORKS:
        if address.version == network.version and address in network:
            return f"an {name} address" if name[0] == "I" else f"a {name} address"
    if address.is_private:
        return "a private address"
    return None if address.is_global and not address.is_reserved else "a reserved address"


@dataclass(frozen=True, slots=True)
class Guard:
    """What is allowed beside public addresses on the web's ports.

    `hosts`: `name`, `name:port` or `[::1]:port`, as in addresses: may resolve anywhere, on this or any port.
    `private`: every address and port. `loopback_only`: nothing but loopback, whatever else is allowed.
    """

    hosts: frozenset[str] = frozenset()
    private: bool = False
    loopback_only: bool = False

    @classmethod
    def allowing(cls, hosts: Iterable[str], *, private: bool = False) -> Guard:
        """Build from what a person wrote."""
        return cls(frozenset(host.strip().lower().rstrip("/") for host in hosts), private)

    def check(self, host: str, port: int, addresses: Iterable[str]) -> None:
        """Raise DocumentError N001 unless each address that the host resolved to is allowed."""
        if self.loopback_only:
            self._loopback(host, addresses)
            return
        if self.private or self.named(host, port):
            return
        if port not in WEB_PORTS:
            ports = ", ".join(map(str, sorted(WEB_PORTS)))
            raise _refused(host, port, f"port {port} is not one of the web's ({ports})")
        for address in addresses:
            if why := refusal(address):
                raise _refused(host, port, f"{host} is at {address}, {why}")

    def named(self, host: str, port: int) -> bool:
        """Tell whether a person allowed this very host."""
        shown = f"[{host}]" if ":" in host else host
        return bool({host.lower(), shown.lower(), f"{shown}:{port}".lower()} & self.hosts)

    def _loopback(self, host: str, addresses: Iterable[str]) -> None:
        for address in addresses:
            if not ipaddress.ip_address(address.partition("%")[0]).is_loopback:
                hint = "give an address of this machine, such as http://127.0.0.1:8000/"
                raise DocumentError(f"{host} is at {address}, which is not loopback", code="N001", hint=hint)


def _refused(host: str, port: int, why: str) -> DocumentError:
    shown = f"[{host}]" if ":" in host else host
    hint = f"if you trust it: --allow-host {shown}:{port}"
    return DocumentError(f"Mithaq does not connect there: {why}", code="N001", hint=hint)
