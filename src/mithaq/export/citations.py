"""Records with their claims → the documents that they stand on, as CSL-JSON or BibTeX for citation managers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any, TextIO

from mithaq.export.view import Sources, Told, days, web_address

_SPECIAL = re.compile(r"([&%$#_{}])")
_WORDED = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


def csl(items: Iterable[Told], slots: Sequence[str], out: TextIO, sources: Sources) -> int:
    """Write one JSON list of the sources."""
    cited = [_csl(number, about) for number, about in enumerate(_cited(items, sources), 1)]
    json.dump(cited, out, ensure_ascii=False, indent=1)
    out.write("\n")
    return len(cited)


def bibtex(items: Iterable[Told], slots: Sequence[str], out: TextIO, sources: Sources) -> int:
    """Write an entry a source."""
    count = 0
    for number, about in enumerate(_cited(items, sources), 1):
        date = days(about.published or "").first
        fields = {
            "title": about.title or about.id, "journal": about.publisher, "year": date[:4], "date": about.published,
            "url": web_address(about), "langid": about.language, "note": f"{about.id}, sha256 {about.sha256}",
        }  # fmt: skip
        body = "".join(f"  {name} = {{{_escaped(value)}}},\n" for name, value in fields.items() if value)
        out.write(f"@misc{{{_key(number, about)},\n{body}}}\n\n")
        count += 1
    return count


def _cited(items: Iterable[Told], sources: Sources) -> list[Any]:
    names = sorted({name for told in items for name in told.record.documents})
    return [sources.documents[name] for name in names if name in sources.documents]


def _csl(number: int, about: Any) -> dict[str, Any]:
    entry = {
        "id": _key(number, about), "type": "article-newspaper" if about.publisher else "document",
        "title": about.title or about.id, "container-title": about.publisher, "URL": web_address(about),
        "language": about.language, "note": f"{about.id}, sha256 {about.sha256}",
    }  # fmt: skip
    if about.published and (parts := [int(part) for part in re.findall(r"\d+", about.published.partition("/")[0])]):
        entry["issued"] = {"date-parts": [parts]}
    return {name: value for name, value in entry.items() if value}


def _key(number: int, about: Any) -> str:
    return f"mithaq{number}-{about.sha256[:8]}"


def _escaped(text: str) -> str:
    flat = "".join(_WORDED.get(c, c) for c in " ".join(_SPECIAL.sub("\0\\1", text).split()))
    return flat.replace("\0", "\\")
