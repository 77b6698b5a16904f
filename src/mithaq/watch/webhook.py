"""Reports → a program that listens on loopback, by HTTP POST; what it does not take is kept for later."""

from __future__ import annotations

from dataclasses import dataclass, field

import httpcore
import httpx

from mithaq.documents.address import normal
from mithaq.documents.web.guard import Guard
from mithaq.documents.web.network import Backend, Deadline, Resolve, resolve
from mithaq.model.errors import DocumentError
from mithaq.model.issues import Issue
from mithaq.watch.memory import Notes, keep_undelivered, undelivered

_SECONDS = 10.0


@dataclass(slots=True)
class Webhook:
    """An address on loopback; a redirect is not followed, and no other address is ever connected to."""

    url: str
    resolver: Resolve = resolve
    _deadline: Deadline = field(default_factory=Deadline)

    def __post_init__(self) -> None:
        """Raise DocumentError N001 for an address that is unfit."""
        self.url = normal(self.url)

    def deliver(self, notes: Notes, report: str) -> Issue | None:
        """Send what is owed and this report, the oldest first; return an issue when the receiver does not take one."""
        waiting = [*undelivered(notes), report] if report else undelivered(notes)
        sent = 0
        problem: Issue | None = None
        for body in waiting:
            try:
                self._post(body.encode())
            except DocumentError as e:
                hint = e.hint or "start the program that listens there; the reports are kept for it"
                problem = Issue(e.code, f"webhook {self.url} {e}", self.url, hint=hint)
                break
            sent += 1
        if sent or problem:
            keep_undelivered(notes, waiting[sent:])
        return problem

    def _post(self, body: bytes) -> None:
        parsed = httpx.URL(self.url)
        address = httpcore.URL(scheme=parsed.raw_scheme, host=parsed.raw_host, port=parsed.port, target=parsed.raw_path)
        headers = [(b"Host", parsed.netloc), (b"Content-Type", b"application/json; charset=utf-8")]
        headers.append((b"Content-Length", str(len(body)).encode()))
        self._deadline.start(_SECONDS)
        backend = Backend(Guard(loopback_only=True), self.resolver, self._deadline)
        timeout = dict.fromkeys(("connect", "read", "write", "pool"), _SECONDS)
        try:
            with (
                httpcore.ConnectionPool(network_backend=backend) as pool,
                pool.stream("POST", address, headers=headers, content=body, extensions={"timeout": timeout}) as answer,
            ):
                status = answer.status
        except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError, OSError) as e:
            raise DocumentError(f"cannot be reached ({e})", code="N003") from e
        if not 200 <= status < 300:
            raise DocumentError(f"answers with status {status}", code="N004")
