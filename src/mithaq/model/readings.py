"""What the stages made of one document → `Reading`, which the register stores."""

from __future__ import annotations

from dataclasses import dataclass

from mithaq.model.claims import Claim
from mithaq.model.issues import Issue


@dataclass(frozen=True, slots=True)
class Reading:
    """The claims and issues of one document.

    `published`: EDTF date of publication as declared or found in the text, None when unknown; `basis` says how it is
    known (metadata, dateline, address, post). `language`: ISO 639-1 code of most of the text, "" when unknown.
    """

    claims: tuple[Claim, ...] = ()
    issues: tuple[Issue, ...] = ()
    published: str | None = None
    language: str = ""
    basis: str = ""
