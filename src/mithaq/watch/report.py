"""What one round did → `Report`: new documents, new and changed records, failures; and its JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from mithaq.export.delta import Change
from mithaq.model.issues import Issue, failure


@dataclass(slots=True)
class Told:
    """How one feed went. `result`: read, unchanged or failed; `listed`: pages that were new; `failed`: of them."""

    name: str
    url: str
    result: str = "failed"
    listed: int = 0
    failed: int = 0


@dataclass(frozen=True, slots=True)
class Read:
    """One document of a round that is new in the register, or whose text has changed."""

    id: str
    title: str | None
    publisher: str | None
    published: str | None
    claims: int


@dataclass(slots=True)
class Report:
    """One round. `at`: when it began (UTC, ISO 8601); `stopped`: it was ended by a signal before it was through."""

    at: str
    feeds: list[Told] = field(default_factory=list)
    documents: Sequence[Read] = ()
    changes: Sequence[Change] = ()
    issues: Sequence[Issue] = ()
    stopped: bool = False

    @property
    def failed(self) -> bool:
        """Tell whether a feed or a page could not be had."""
        return any(failure(issue) for issue in self.issues)

    @property
    def news(self) -> bool:
        """Tell whether there is anything that a person may want to know."""
        return bool(self.changes or self.documents)

    def of(self, op: str) -> list[Change]:
        """Return the changes of one sort: added, changed or gone."""
        return [change for change in self.changes if change.op == op]

    def as_dict(self) -> dict[str, Any]:
        """Return a JSON object."""
        issues = [{"code": i.code, "document": i.document, "message": i.message, "hint": i.hint} for i in self.issues]
        return {
            "at": self.at,
            "stopped": self.stopped,
            "feeds": [_fields(told) for told in self.feeds],
            "documents": [_fields(read) for read in self.documents],
            "changes": [change.as_dict() for change in self.changes],
            "issues": issues,
        }

    def as_json(self) -> str:
        """Return one line of JSON."""
        return json.dumps(self.as_dict(), ensure_ascii=False)


def _fields(value: Any) -> Mapping[str, Any]:
    return {name: getattr(value, name) for name in value.__dataclass_fields__}
