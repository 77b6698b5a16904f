"""Paths → a register, from Python: `mithaq.read` does what `mithaq read` does.

>>> import mithaq
>>> with mithaq.read("articles/", register="morocco.db") as register:  # doctest: +SKIP
...     for record in register.records("transfer", states=["MA", "US"]):
...         print(record.id, record.confidence, [c.evidence[0].text for c in register.claims_of(record)])
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from mithaq.model.claims import Claim, Evidence, SlotValue
from mithaq.model.documents import Document
from mithaq.model.errors import MithaqError, RegisterError
from mithaq.model.records import Record, RecordSlot, RecordValue
from mithaq.model.spans import Span
from mithaq.register import Register, Selection

__all__ = [
    "Claim", "Document", "Evidence", "MithaqError", "Record", "RecordSlot", "RecordValue", "Register", "RegisterError",
    "Selection", "SlotValue", "Span", "read", "read_text",
]  # fmt: skip


def read(
    paths: str | Path | Iterable[str | Path],
    register: str | Register = "mithaq.db",
    *,
    knowledge: str | Path | None = None,
    jobs: int = 1,
    again: bool = False,
) -> Register:
    """Read files and folders into a register, make its records, and return it.

    What could not be read is in `Register.issues()`. A register given by its name is opened, and yours to close.
    """
    from mithaq.pipeline import Options, Reader, read_paths, refresh

    listed = [Path(paths)] if isinstance(paths, str | Path) else [Path(path) for path in paths]
    for path in listed:
        if not path.exists():
            raise FileNotFoundError(path)
    reader = Reader(None if knowledge is None else Path(knowledge))
    opened = register if isinstance(register, Register) else Register(register)
    try:
        read_paths(listed, opened, reader, Options(reader.version, jobs, again=again))
        refresh(opened, lambda: reader.knowledge.kinds, lambda: reader.knowledge)
    except BaseException:
        if opened is not register:
            opened.close()
        raise
    return opened


def read_text(text: str, *, published: str | None = None, knowledge: str | Path | None = None) -> tuple[Claim, ...]:
    """Read one text and return its claims; nothing is stored."""
    from mithaq.pipeline import Reader

    return Reader(None if knowledge is None else Path(knowledge))(Document("text", text, published=published)).claims
