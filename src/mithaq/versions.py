"""Names of stages → a hash of their code, which says by what a reading or a record was made."""

from __future__ import annotations

import hashlib
from pathlib import Path


def code_version(*stages: str) -> str:
    """Return a hash of the code of some stages: what other code made is not taken for the same."""
    digest = hashlib.sha256()
    here = Path(__file__).parent
    for stage in stages:
        for path in sorted((here / stage).glob("*.py")):
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:8]
