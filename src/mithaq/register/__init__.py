"""Readings and records → the store, and back: SQLite in a file, or PostgreSQL for several users."""

from mithaq.register.selection import Selection
from mithaq.register.store import Register

__all__ = ["Register", "Selection"]
