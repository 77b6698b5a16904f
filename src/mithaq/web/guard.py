"""Each request → refused when its host, method, size or rate is wrong; each answer → the headers that keep it safe."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from mithaq.web.settings import Settings

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
Receive = Callable[[], Awaitable[Message]]
App = Callable[[MutableMapping[str, Any], Receive, Send], Awaitable[None]]

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),  # with no-referrer a browser would send forms without their origin
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
)
_MOST_ADDRESSES = 10_000
_REASONS = {400: "bad host", 405: "method not allowed", 413: "too large", 414: "address too long", 429: "too many"}


class Rates:
    """A bucket of requests for each address: `rate` drops in every second, `burst` fit in."""

    def __init__(self, rate: float, burst: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate, self._burst, self._clock = rate, burst, clock
        self._held: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def allows(self, address: str) -> bool:
        """Tell whether this address may ask once more now."""
        if self._rate <= 0:
            return True
        now = self._clock()
        left, last = self._held.pop(address, (float(self._burst), now))
        left = min(self._burst, left + (now - last) * self._rate)
        allowed = left >= 1
        self._held[address] = (left - 1 if allowed else left, now)
        while len(self._held) > _MOST_ADDRESSES:
            self._held.popitem(last=False)
        return allowed


class Guard:
    """The outermost layer of the application."""

    def __init__(self, app: App, settings: Settings) -> None:
        self.app, self.settings = app, settings
        self.rates = Rates(settings.rate, settings.burst)
        self.hosts = {*settings.loopback, *(host.lower() for host in settings.hosts)}

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        head = scope["method"] == "HEAD"
        out = _guarded(send, head)
        if status := self._refused(scope):
            await _answer(out, status)
            return
        if head:
            scope = {**scope, "method": "GET"}
        await self.app(scope, _bounded(receive, self.settings.largest_body), out)

    def _refused(self, scope: MutableMapping[str, Any]) -> int:
        headers = dict(scope["headers"])
        if _host(headers.get(b"host", b"")) not in self.hosts:
            return 400
        if len(scope.get("raw_path", b"")) + len(scope["query_string"]) > self.settings.longest_address:
            return 414
        if scope["method"] not in ("GET", "HEAD") and not self._may_post(scope):
            return 405
        length = headers.get(b"content-length", b"0")
        if not length.isdigit() or int(length) > self.settings.largest_body:
            return 413
        address = (scope.get("client") or ("", 0))[0]
        return 0 if self.rates.allows(address) else 429

    def _may_post(self, scope: MutableMapping[str, Any]) -> bool:
        path = scope["path"]
        return self.settings.review and scope["method"] == "POST" and (path + "/").startswith("/review/")


def _host(header: bytes) -> str:
    host = header.decode("latin-1").strip().lower()
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0]


def _guarded(send: Send, head: bool) -> Send:
    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            names = {name for name, _ in HEADERS}
            kept = [(n, v) for n, v in message.get("headers", []) if n.lower() not in names]
            message = {**message, "headers": [*kept, *HEADERS]}
        elif head and message["type"] == "http.response.body":
            message = {"type": message["type"], "body": b"", "more_body": message.get("more_body", False)}
        await send(message)

    return guarded


def _bounded(receive: Receive, largest: int) -> Receive:
    seen = 0

    async def bounded() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        return {"type": "http.disconnect"} if seen > largest else message

    return bounded


async def _answer(send: Send, status: int) -> None:
    body = _REASONS[status].encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    if status == 405:
        headers.append((b"allow", b"GET, HEAD"))
    if status == 429:
        headers.append((b"retry-after", b"1"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
