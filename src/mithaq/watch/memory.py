"""What a watcher remembers of each feed between two rounds ↔ JSON notes in the register.

The memory lies in the register that the pages were read into: it goes when the register goes, and is never ahead of it.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any, Protocol

from mithaq.documents.web.fetch import NOTHING, Validators
from mithaq.documents.web.listing import Entry

TRIES = 5
_MOST_SEEN = 5_000
_FEED, _REPORTS = "watch feed ", "watch reports"
_MOST_REPORTS = 50


class Notes(Protocol):
    """Where notes are kept: the register."""

    def note(self, key: str, value: str) -> None:
        """Keep a note."""

    def noted(self, key: str) -> str | None:
        """Return a note."""


@dataclass(slots=True)
class Memory:
    """`validators`: to ask whether the feed has changed. `seen`: page → how the feed dated it, how often it could not
    be had (0: it was read), and when it was first listed, as a number."""

    validators: Validators = NOTHING
    seen: dict[str, tuple[str, int]] = field(default_factory=dict)

    def wanted(self, entry: Entry) -> bool:
        """Tell whether a page is new, has changed by the feed's word, or failed and may be tried again."""
        changed, failures = self.seen.get(entry.url, ("", -1))
        return failures < 0 or changed != entry.changed or 0 < failures < TRIES

    def keep(self, entry: Entry, *, failed: bool) -> None:
        """Note how a page went."""
        changed, failures = self.seen.pop(entry.url, ("", 0))
        if changed != entry.changed:
            failures = 0
        self.seen[entry.url] = (entry.changed, failures + 1 if failed else 0)

    @property
    def owing(self) -> bool:
        """Tell whether pages are still to be tried again, so that the feed must be asked for whole."""
        return any(0 < failures < TRIES for _, failures in self.seen.values())


def recall(notes: Notes, url: str) -> Memory:
    """Return what is remembered of a feed; nothing when it was never watched, or the note is broken."""
    try:
        data: Any = json.loads(notes.noted(_FEED + url) or "{}")
        seen = {str(page): (str(changed), int(failures)) for page, (changed, failures) in data.get("seen", {}).items()}
        return Memory(Validators(**data.get("validators", {})), seen)
    except (ValueError, TypeError, AttributeError):
        return Memory()


def remember(notes: Notes, url: str, memory: Memory) -> None:
    """Write down what is remembered of a feed, of its pages those noted last."""
    kept = dict(list(memory.seen.items())[-_MOST_SEEN:])
    validators = {} if memory.owing else memory.validators._asdict()
    notes.note(_FEED + url, json.dumps(asdict(Memory(NOTHING, kept)) | {"validators": validators}, ensure_ascii=False))


def undelivered(notes: Notes) -> list[str]:
    """Return the reports that could not be delivered, the oldest first."""
    try:
        data: Any = json.loads(notes.noted(_REPORTS) or "[]")
        return [str(report) for report in data]
    except (ValueError, TypeError):
        return []


def keep_undelivered(notes: Notes, reports: list[str]) -> None:
    """Write down the reports that are still to be delivered; of many, the last."""
    notes.note(_REPORTS, json.dumps(reports[-_MOST_REPORTS:], ensure_ascii=False))
