"""Hosts and what they answered → when each may be asked again: delays, back-off, Retry-After."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from mithaq.model.errors import DocumentError

_FIRST_BACK_OFF = 2.0
_LONGEST = 24 * 3600.0


class Pace:
    """One request at a time to a host, `delay` seconds apart; a host that is busy is left alone for longer.

    `sleep` waits for seconds and tells whether to stop (a signal came); `clock` gives seconds.
    """

    def __init__(
        self,
        delay: float,
        longest_wait: float,
        sleep: Callable[[float], object] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.delay, self.longest_wait = delay, longest_wait
        self._sleep, self._clock = sleep, clock
        self._next: dict[str, float] = {}
        self._strikes: dict[str, int] = {}

    def wait(self, host: str) -> None:
        """Wait until the host may be asked; raise DocumentError N005 when that is further than `longest_wait`."""
        left = self._next.get(host, 0.0) - self._clock()
        if left > self.longest_wait:
            raise DocumentError(
                f"{host} is busy or failing and is left alone for {_shown(left)}", code="N005", hint="try again then"
            )
        if left > 0 and self._sleep(left):
            raise DocumentError("stopped while waiting", code="N005", hint="run the command again")

    def asked(self, host: str, delay: float | None = None) -> None:
        """Note that a request to the host has ended; `delay`: what robots.txt asks for, if anything."""
        pause = max(self.delay, min(delay or 0.0, self.longest_wait))
        self._next[host] = max(self._next.get(host, 0.0), self._clock() + pause)

    def answered(self, host: str) -> None:
        """Note that the host is well."""
        self._strikes.pop(host, None)

    def struck(self, host: str, retry_after: float | None = None) -> None:
        """Note that the host is busy or fails: wait twice as long each time, or as long as it asks."""
        strikes = self._strikes[host] = self._strikes.get(host, 0) + 1
        pause = min(max(_FIRST_BACK_OFF * 2 ** (strikes - 1), retry_after or 0.0), _LONGEST)
        self._next[host] = max(self._next.get(host, 0.0), self._clock() + pause)


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Return the seconds that a Retry-After header asks for: a number or an HTTP date; None when it has neither."""
    value = headers.get("retry-after", "").strip()
    if value.isascii() and value.isdigit():
        return min(float(value[:9]), _LONGEST)
    try:
        then = parsedate_to_datetime(value)
    except (ValueError, TypeError):
        return None
    then = then if then.tzinfo else then.replace(tzinfo=UTC)
    return min(max((then - datetime.now(UTC)).total_seconds(), 0.0), _LONGEST)


def _shown(seconds: float) -> str:
    return f"{seconds / 60:.0f} minutes" if seconds >= 120 else f"{seconds:.0f} s"
