"""Host and port → a connection to an address that was checked, under one deadline: the backend of httpcore.

A name is resolved once for each connection, all its addresses are judged, and the connection goes to one of these very
addresses; so a name that resolves otherwise a moment later (DNS rebinding) gains nothing. Host and SNI stay the name.
"""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import httpcore

from mithaq.documents.web.guard import Guard

Resolve = Callable[[str, int], Sequence[str]]
_MOST_ADDRESSES = 4


def resolve(host: str, port: int) -> list[str]:
    """Ask the system for the addresses of a host, in its order of preference; OSError when there are none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class Deadline:
    """When the present request must be over; shared by all connections of one fetcher."""

    def __init__(self) -> None:
        self.at = float("inf")

    def start(self, seconds: float) -> None:
        """Begin a request."""
        self.at = time.monotonic() + seconds

    def within(self, timeout: float | None, error: type[Exception]) -> float:
        """Return the seconds that one operation may take; raise `error` when time is up."""
        left = self.at - time.monotonic()
        if left <= 0:
            raise error("out of time")
        return min(left, timeout) if timeout is not None else left


class Backend(httpcore.NetworkBackend):
    """Connects where the guard lets it."""

    def __init__(self, guard: Guard, resolver: Resolve, deadline: Deadline) -> None:
        self._guard, self._resolve, self._deadline = guard, resolver, deadline
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of the host that answers, after all were judged."""
        addresses = self._addresses(host, port, timeout)
        self._guard.check(host, port, addresses)
        failure: Exception = httpcore.ConnectError("no address")
        for address in addresses[:_MOST_ADDRESSES]:
            left = self._deadline.within(timeout, httpcore.ConnectTimeout)
            try:
                stream = self._plain.connect_tcp(address, port, left, None, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as e:
                failure = e
            else:
                return _Stream(stream, self._deadline)
        raise failure

    def _addresses(self, host: str, port: int, timeout: float | None) -> Sequence[str]:
        """Resolve in a thread: the system's resolver knows no timeout."""
        found: list[Sequence[str]] = []
        failed: list[Exception] = []

        def ask() -> None:
            try:
                found.append(self._resolve(host, port))
            except (OSError, UnicodeError) as e:
                failed.append(e)

        thread = threading.Thread(target=ask, daemon=True, name=f"resolve {host}")
        thread.start()
        thread.join(self._deadline.within(timeout, httpcore.ConnectTimeout))
        if failed:
            raise httpcore.ConnectError(f"the name {host} is not known ({failed[0]})") from failed[0]
        if not found:
            raise httpcore.ConnectTimeout(f"the name {host} could not be resolved in time")
        if not found[0]:
            raise httpcore.ConnectError(f"the name {host} has no address")
        return found[0]


class _Stream(httpcore.NetworkStream):
    """A connection on which no operation outlives the deadline, however often the other side sends a byte."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.within(timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.within(timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = self._deadline.within(timeout, httpcore.ConnectTimeout)
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
