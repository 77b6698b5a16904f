"""Mistakes that must stop a run → one family of exceptions, each saying what to write or do instead."""

from __future__ import annotations


class MithaqError(Exception):
    """Root of all errors that Mithaq raises on purpose."""


class KnowledgeError(MithaqError):
    """A file under knowledge/ is malformed. Carries `file`, `line` (1-based, 0 unknown) and `entry` (its id or '')."""

    def __init__(self, message: str, *, file: str = "", line: int = 0, entry: str = "") -> None:
        self.file, self.line, self.entry = file, line, entry
        where = f"{file}:{line}" if line else file
        super().__init__(": ".join(p for p in (where, entry, message) if p))


class DocumentError(MithaqError):
    """A document cannot be read. Carries the issue `code` and a `hint`."""

    def __init__(self, message: str, *, code: str = "D005", hint: str = "") -> None:
        self.code, self.hint = code, hint
        super().__init__(message)


class RegisterError(MithaqError):
    """The register cannot be opened or written. Carries a `hint` that says what to do."""

    def __init__(self, message: str, *, hint: str = "") -> None:
        self.hint = hint
        super().__init__(message)


class ExportError(MithaqError):
    """An export cannot be written."""
