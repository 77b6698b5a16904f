"""Addresses → whether the site's robots.txt lets Mithaq fetch them, and how slowly (RFC 9309)."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from mithaq.documents.address import origin_of
from mithaq.documents.web.settings import NAME
from mithaq.model.errors import DocumentError

LARGEST = 512_000
_KEPT = 24 * 3600.0


class Robots:
    """The rules of each site, asked for once a day. `fetch` returns status and body of an address, following
    redirects, and raises DocumentError when there is no answer."""

    def __init__(self, fetch: Callable[[str], tuple[int, bytes]], clock: Callable[[], float] = time.monotonic) -> None:
        self._fetch, self._clock = fetch, clock
        self._rules: dict[str, tuple[float, Any]] = {}

    def check(self, address: str) -> float | None:
        """Return the delay that the site asks for, if any; raise DocumentError N002 when it forbids the address."""
        rules = self._of(origin_of(address))
        if not rules.can_fetch(address, NAME):
            hint = "leave it out, or ask the site's operator for its texts"
            raise DocumentError("the site's robots.txt forbids it", code="N002", hint=hint)
        delay = rules.crawl_delay(NAME)
        return float(delay) if delay is not None else None

    def _of(self, origin: str) -> Any:
        at, rules = self._rules.get(origin, (0.0, None))
        if rules is None or self._clock() - at > _KEPT:
            rules = self._asked(origin)
            self._rules[origin] = (self._clock(), rules)
        return rules

    def _asked(self, origin: str) -> Any:
        """No such file: everything is allowed. A server that fails: nothing is, as RFC 9309 has it."""
        from protego import Protego

        status, body = self._fetch(f"{origin}/robots.txt")
        if status == 429 or status >= 500:
            message = f"its robots.txt cannot be had (status {status}), so it is left alone"
            raise DocumentError(message, code="N005", hint="try again later")
        text = body[:LARGEST].decode("utf-8", "replace").removeprefix("\ufeff") if status == 200 else ""
        return Protego.parse(text)
