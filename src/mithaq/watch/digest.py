"""A report → Markdown that a person reads: what is new, what has changed, what was read, what failed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from mithaq.claims.kinds import Kind
from mithaq.export.base import whole_file
from mithaq.export.brief import term_words
from mithaq.export.brief_md import plain
from mithaq.export.delta import Change
from mithaq.export.values import Label, no_label, shown
from mithaq.knowledge.yaml import parse
from mithaq.model.claims import Claim
from mithaq.watch.report import Report

_LONGEST = 400


@cache
def words_of(language: str) -> Mapping[str, str]:
    """Return the words of digests in one language."""
    text = resources.files("mithaq.watch").joinpath("words.yml").read_text(encoding="utf-8")
    words: Mapping[str, str] = parse(text, "words.yml")[language]
    return words


class Digest:
    """Writes digests in one language. `label`: id → name; `claims`: ids → the claims of that name."""

    def __init__(self, language: str, kinds: Mapping[str, Kind], claims: Any, label: Label = no_label) -> None:
        self.language, self.kinds, self.label = language, kinds, label
        self.words = words_of(language)
        self._claims = claims

    def markdown(self, report: Report) -> str:
        """Return the section of one round."""
        parts = [f"## {self.words['round']} {report.at.replace('T', ' ')[:16]} UTC"]
        for op in ("added", "changed", "gone"):
            lines = [line for change in report.of(op) for line in self._change(change)]
            if lines:
                parts += [f"### {self.words[op]}", "\n".join(lines)]
        documents = []
        for read in report.documents:
            about = (read.title, read.publisher, read.published, read.id)
            told = plain(" · ".join(part for part in about if part))
            documents.append(f"- {told} ({self.words['claims']}: {read.claims})")
        issues = [f"- {issue.code} {plain(issue.message)}" for issue in report.issues if issue.code[0] in "DNX"]
        for name, lines in (("documents", documents), ("issues", issues)):
            if lines:
                parts += [f"### {self.words[name]}", "\n".join(lines)]
        return "\n\n".join(parts) + "\n"

    def _change(self, change: Change) -> Iterator[str]:
        record = change.after or change.before or {}
        yield f"- **{plain(self._kind(change.kind))}** `{change.id[:10]}`: {plain(self._told(change))}"
        if change.op != "gone":
            yield from self._quotes(list(record.get("claims", ())), list((change.before or {}).get("claims", ())))

    def _told(self, change: Change) -> str:
        after, before = (dict((side or {}).get("slots", {})) for side in (change.after, change.before))
        if change.op != "changed":
            slots = after or before
            return " · ".join(v for name, slot in slots.items() if name != "modality" and (v := self._slot(slot)))
        told = []
        for name in dict.fromkeys((*before, *after)):
            was, now = self._slot(before.get(name)), self._slot(after.get(name))
            told.append(f"{self._slot_name(change.kind, name)}: {was or '–'} → {now or '–'}")
        if not told:
            ahead, behind = ((side or {}).get("sources") for side in (change.after, change.before))
            more = f"{self.words['sources']}: {behind} → {ahead}"
            told = [more] if ahead and ahead != behind else [self.words["more"]]
        return " · ".join(told)

    def _slot(self, slot: Any) -> str:
        """Return a slot of a record as its JSON has it: the value that stands, and behind a double bar the others."""
        if not isinstance(slot, Mapping) or not slot:
            return ""
        values = slot.get("values") or [slot]
        stands = ", ".join(dict.fromkeys(shown(value, self._name) for value in values))
        others = [shown(value, self._name) for value in slot.get("disputed", ())]
        return f"{stands} ‖ {', '.join(dict.fromkeys(others))}" if others else stands

    def _name(self, identity: str) -> str | None:
        return self.label(identity) or term_words(self.language).get(identity)

    def _quotes(self, identities: list[str], known: list[str]) -> Iterator[str]:
        """Yield what the claims that are new say in so many words, one a document."""
        fresh: list[Claim] = list(self._claims([i for i in identities if i not in known]))
        told: dict[str, str] = {}
        for claim in sorted(fresh, key=lambda c: (-c.confidence, c.id)):
            told.setdefault(claim.document, " … ".join(e.text for e in claim.evidence))
        for document, text in list(told.items())[:3]:
            cut = text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0] + " …"
            yield f"  > {plain(cut)} — {plain(document)}\n"

    def _kind(self, kind: str) -> str:
        return self.kinds[kind].labels.get(self.language, kind) if kind in self.kinds else kind

    def _slot_name(self, kind: str, slot: str) -> str:
        spec = self.kinds[kind].slots.get(slot) if kind in self.kinds else None
        return spec.labels.get(self.language, slot) if spec else slot


def add_to(path: Path, section: str, title: str) -> None:
    """Put a section on top of a digest file, below its title; the file is replaced in one step."""
    head = f"# {title}\n\n"
    before = path.read_text(encoding="utf-8") if path.is_file() else ""
    rest = before.removeprefix(head)
    with whole_file(path) as out:
        out.write(head + section + ("\n" + rest if rest else ""))
