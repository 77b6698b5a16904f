"""An address → what the server answers, asked for politely, or a DocumentError that says why there is no answer."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any, NamedTuple, Self

import httpcore
import httpx

from mithaq.documents.address import host_of, normal
from mithaq.documents.web.body import ACCEPTED, collect, too_large
from mithaq.documents.web.guard import Guard
from mithaq.documents.web.network import Backend, Deadline, Resolve, resolve
from mithaq.documents.web.pace import Pace, retry_after
from mithaq.documents.web.robots import LARGEST, Robots
from mithaq.documents.web.settings import Manners
from mithaq.model.errors import DocumentError

_MOVED = frozenset({301, 302, 303, 307, 308})
_BUSY = frozenset({429, 500, 502, 503, 504})
_DEAF = ("image/", "audio/", "video/", "font/")
_ACCEPT = "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/xml, */*;q=0.5"
_AGAIN = "try again later; if it stays so, open the address in a browser"


class Validators(NamedTuple):
    """What a server gave to ask it later whether the page at `url` has changed."""

    url: str = ""
    etag: str = ""
    modified: str = ""


NOTHING = Validators()


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. `url`: where it came from in the end; `status` 200, or 304 when nothing has changed;
    `content_type`: as the server says it, which may be wrong; `validators`: to ask again with."""

    url: str
    status: int
    body: bytes = b""
    content_type: str = ""
    validators: Validators = NOTHING


class Fetcher:
    """One program's view of the web: its manners, what it may connect to, the rules of the sites it has been to."""

    def __init__(
        self,
        manners: Manners | None = None,
        guard: Guard | None = None,
        *,
        resolver: Resolve = resolve,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        self.manners = manners or Manners()
        self._deadline = Deadline()
        backend = Backend(guard or Guard(), resolver, self._deadline)
        self._pool = httpcore.ConnectionPool(max_connections=8, keepalive_expiry=15, network_backend=backend)
        self._pace = Pace(self.manners.delay, self.manners.longest_wait, sleep)
        self._robots = Robots(self._robots_file)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.close()

    def get(self, address: str, known: Validators | None = None) -> Answer:
        """Fetch an address, following redirects; `known`: what it said last time, to get a 304 when nothing changed.

        Raise DocumentError: N001 not allowed, N002 forbidden by robots.txt, N003 no connection, N004 an error as
        answer, N005 busy, N006 broken, N007 redirects without end, D004 too large, D007 sound or pictures.
        """
        return self._follow(normal(address), known or NOTHING, obeying=True)

    def _follow(self, url: str, known: Validators, *, obeying: bool) -> Answer:
        seen = [url]
        while True:
            delay = self._robots.check(url) if obeying else None
            answer, target = self._ask(url, known if known.url == url else NOTHING, delay)
            if not target:
                return answer
            url = normal(target, url)
            if url in seen or len(seen) > self.manners.redirects:
                how = "in a circle" if url in seen else f"more than {self.manners.redirects} times"
                raise DocumentError(f"redirects {how}", code="N007", hint="open the address in a browser")
            seen.append(url)

    def _robots_file(self, url: str) -> tuple[int, bytes]:
        try:
            answer = self._follow(url, NOTHING, obeying=False)
        except _StatusError as e:
            return e.status, b""
        except DocumentError as e:
            if e.code in ("N007", "D007"):  # as good as none
                return 404, b""
            raise
        return answer.status, answer.body[:LARGEST]

    def _ask(self, url: str, known: Validators, delay: float | None) -> tuple[Answer, str]:
        """Ask once or, where the server is busy or silent, a few times; return the answer and where it sends us."""
        host = host_of(url)
        for attempt in range(self.manners.retries + 1):
            last = attempt == self.manners.retries
            self._pace.wait(host)
            try:
                answer, headers = self._request(url, known)
            except _PassingError as e:
                self._pace.struck(host)
                if last:
                    raise e.error from e
                continue
            finally:
                self._pace.asked(host, delay)
            if answer.status in _BUSY:
                self._pace.struck(host, retry_after(headers))
                if last:
                    raise _StatusError(answer.status)
                continue
            self._pace.answered(host)
            if answer.status in _MOVED and headers.get("location"):
                return answer, headers["location"]
            if answer.status not in (200, 203, 304) or (answer.status == 304 and not (known.etag or known.modified)):
                raise _StatusError(answer.status)
            return answer, ""
        raise AssertionError("unreachable")

    def _request(self, url: str, known: Validators) -> tuple[Answer, Mapping[str, str]]:
        manners = self.manners
        self._deadline.start(manners.total)
        timeout = {"connect": manners.connect, "read": manners.read, "write": manners.read, "pool": manners.connect}
        try:
            with self._pool.stream("GET", _url(url), headers=self._headers(url, known),
                                   extensions={"timeout": timeout}) as response:  # fmt: skip
                headers = httpx.Headers(response.headers)
                body = b""
                if response.status in (200, 203):
                    body = self._body(response, headers)
                answer = Answer(
                    url, response.status, body, headers.get("content-type", ""),
                    Validators(url, headers.get("etag", "")[:1000], headers.get("last-modified", "")[:100]),
                )  # fmt: skip
                return answer, headers
        except httpcore.TimeoutException as e:
            raise _PassingError(f"did not answer in time{_said(e)}", "N003") from e
        except (httpcore.NetworkError, httpcore.ProxyError, OSError) as e:
            raise _PassingError(f"cannot be reached{_said(e)}", "N003") from e
        except (httpcore.ProtocolError, httpcore.UnsupportedProtocol, UnicodeError) as e:
            raise _PassingError(f"gave a broken answer{_said(e)}", "N006") from e

    def _headers(self, url: str, known: Validators) -> list[tuple[bytes, bytes]]:
        fields = {
            "Host": httpx.URL(url).netloc.decode("ascii"),
            "User-Agent": self.manners.agent,
            "Accept": _ACCEPT,
            "Accept-Encoding": ACCEPTED,
        }
        fields |= {"If-None-Match": known.etag} if known.etag else {}
        fields |= {"If-Modified-Since": known.modified} if known.modified else {}
        return [(name.encode("ascii"), value.encode("latin-1", "replace")) for name, value in fields.items()]

    def _body(self, response: httpcore.Response, headers: httpx.Headers) -> bytes:
        limit = self.manners.size
        length = headers.get("content-length", "")
        if length.isascii() and length.isdigit() and int(length[:20]) > limit:
            raise too_large(limit)
        kind = headers.get("content-type", "").strip().lower()
        if kind.startswith(_DEAF):
            raise DocumentError(f"is {kind[:60]!a}, which holds no text", code="D007", hint="give the page about it")
        return collect(response.iter_stream(), headers.get("content-encoding", ""), limit)


class _PassingError(Exception):
    """A failure that may pass."""

    def __init__(self, message: str, code: str) -> None:
        self.error = DocumentError(message, code=code, hint=_AGAIN)
        super().__init__(message)


class _StatusError(DocumentError):
    """The server answers, but not with a page."""

    def __init__(self, status: int) -> None:
        self.status = status
        if status in _BUSY:
            super().__init__(f"is busy or failing (status {status})", code="N005", hint="try again later")
        else:
            hint = "check the address" if status in (404, 410) else "open the address in a browser"
            super().__init__(f"answers with status {status}", code="N004", hint=hint)


def _url(url: str) -> httpcore.URL:
    parsed = httpx.URL(url)
    return httpcore.URL(scheme=parsed.raw_scheme, host=parsed.raw_host, port=parsed.port, target=parsed.raw_path)


def _said(error: Any) -> str:
    words = str(error)
    return f" ({words[:200]})" if words else ""
