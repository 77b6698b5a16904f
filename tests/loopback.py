"""Paths and what they do → a real HTTP server on loopback, which can also behave badly in every way we know of."""

from __future__ import annotations

import gzip
import http.server
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

Reply = Callable[["Handler"], None]


@dataclass
class Site:
    """A server; `at` gives addresses on it, `seen` what it was asked: (path, headers)."""

    pages: dict[str, Reply] = field(default_factory=dict)
    seen: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def __enter__(self) -> Self:
        site = self

        class Own(Handler):
            pages, seen = site.pages, site.seen

        self._server = _Quiet(("127.0.0.1", 0), Own)
        self._server.daemon_threads = True
        self._server.block_on_close = False
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)

    def at(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        return [path for path, _ in self.seen]


class _Quiet(http.server.ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Clients hang up when they have seen enough: that is what is tested."""


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    pages: dict[str, Reply]
    seen: list[tuple[str, dict[str, str]]]
    timeout = 10

    def do_GET(self) -> None:
        self.seen.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
        reply = self.pages.get(self.path) or status(404)
        try:
            reply(self)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        pass


def send(handler: Handler, code: int, body: bytes, headers: dict[str, str]) -> None:
    handler.send_response(code)
    for name, value in {"Content-Length": str(len(body)), **headers}.items():
        if value:
            handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body)


def page(body: str | bytes, kind: str = "text/html; charset=utf-8", **headers: str) -> Reply:
    data = body.encode() if isinstance(body, str) else body
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda h: send(h, 200, data, {"Content-Type": kind, **named})


def status(code: int, **headers: str) -> Reply:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda h: send(h, code, b"no", named)


def redirect(to: str, code: int = 302) -> Reply:
    return lambda h: send(h, code, b"", {"Location": to})


def tagged(body: str, etag: str) -> Reply:
    def reply(h: Handler) -> None:
        if h.headers.get("If-None-Match") == etag:
            send(h, 304, b"", {"ETag": etag, "Content-Length": ""})
        else:
            send(h, 200, body.encode(), {"ETag": etag, "Content-Type": "text/html"})

    return reply


def raw(*pieces: bytes, pause: float = 0.0) -> Reply:
    """Write these bytes and hang up."""

    def reply(h: Handler) -> None:
        h.close_connection = True
        for piece in pieces:
            h.wfile.write(piece)
            h.wfile.flush()
            time.sleep(pause)

    return reply


def trickle(head: bytes, piece: bytes, pause: float, times: int) -> Reply:
    """Write a little, again and again: each silence is short, the whole is long."""
    return raw(head, *[piece] * times, pause=pause)


def silent(seconds: float) -> Reply:
    def reply(h: Handler) -> None:
        time.sleep(seconds)
        h.close_connection = True

    return reply


def then(*replies: Reply) -> Reply:
    """Answer differently each time; the last answer stays."""
    left = list(replies)

    def reply(h: Handler) -> None:
        (left.pop(0) if len(left) > 1 else left[0])(h)

    return reply


def bomb(megabytes: int) -> Reply:
    """A gzip body that is a thousand times larger when it is unpacked."""
    packed = gzip.compress(b"\0" * 1_000_000, 9)
    return lambda h: send(h, 200, packed * megabytes, {"Content-Encoding": "gzip", "Content-Type": "text/html"})
