"""How to behave towards servers → `Manners`: who asks, how often, how long, how much."""

from __future__ import annotations

from dataclasses import dataclass

from mithaq import __version__

NAME = "Mithaq"


@dataclass(frozen=True, slots=True)
class Manners:
    """Seconds, bytes and counts. `contact`: an address or page that the operators of a site can turn to.

    `delay`: between two requests to one host; robots.txt may ask for more, up to `longest_wait`. `connect`, `read`:
    for one connection and for one silence; `total`: for one request with its whole answer. `size`: of an answer,
    before and after it is unpacked. `retries`: after the first attempt, when the server is busy or cannot be reached.
    """

    contact: str = ""
    delay: float = 1.0
    connect: float = 10.0
    read: float = 20.0
    total: float = 60.0
    size: int = 20_000_000
    redirects: int = 5
    retries: int = 2
    longest_wait: float = 60.0

    @property
    def agent(self) -> str:
        """The user agent: name, version, and the contact if there is one."""
        return f"{NAME}/{__version__}" + (f" (+{self.contact})" if self.contact else "")
