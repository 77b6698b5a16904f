"""What the command line says → how the pages are served: one frozen value."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

LANGUAGES = ("ar", "fr", "en")
LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class Settings:
    """`register`: file or URL. `knowledge`: folder, None for the own one. `hosts`: names that a request may ask for
    beside those of loopback. `rate`: requests a second and address, 0 for no limit; `burst`: how many at once.
    `language`: for those whose browser asks for none of the three. `review`: people may judge."""

    register: str
    knowledge: Path | None = None
    hosts: tuple[str, ...] = ()
    rate: float = 40.0
    burst: int = 200
    language: str = "en"
    review: bool = False
    longest_address: int = 4096
    largest_body: int = 64 * 1024
    loopback: tuple[str, ...] = field(default=LOOPBACK)
