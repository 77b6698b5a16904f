"""Documents about defence cooperation between states → a sourced register of what they say."""

from __future__ import annotations

from typing import Any

__version__ = "0.1.0"
__all__ = ["Claim", "Document", "Record", "Register", "Selection", "__version__", "read", "read_text"]


def __getattr__(name: str) -> Any:
    """Import the public names only when they are used, so that the command line stays quick."""
    if name in __all__:
        from importlib import import_module

        return getattr(import_module("mithaq.api"), name)
    raise AttributeError(f"module 'mithaq' has no attribute {name!r}")
