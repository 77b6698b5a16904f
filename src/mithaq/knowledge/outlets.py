"""knowledge/sources/*.yml → who publishes what: outlets by domain and by name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from mithaq.knowledge.yaml import Entry, load
from mithaq.records.sources import Outlet, Outlets
from mithaq.text.clean import fold


def load_outlets(folder: Path) -> Outlets:
    """Read all cards; of two cards with one domain the first holds. A name that two outlets bear tells nothing."""
    domains: dict[str, Outlet] = {}
    bearers: dict[str, dict[str, Outlet]] = {}
    for path in sorted(folder.glob("*.yml")):
        for entry in load(path):
            if not isinstance(entry, Entry) or not entry.text("id"):
                raise Entry().error(f"{path}: an outlet must be a mapping with an `id`")
            name = entry.get("name", {})
            outlet = Outlet(
                entry.text("id"),
                entry.text("country"),
                official=entry.flag("official"),
                agency=entry.flag("state_agency"),
                aggregator=entry.flag("aggregator"),
                translated=entry.flag("machine_translated"),
                name=(name.get("en", "") if isinstance(name, dict) else name).strip(),
                strip=tuple(_lines(entry)),
            )
            for domain in entry.list("domains"):
                domains.setdefault(domain.casefold().removeprefix("www."), outlet)
            for words in name.values() if isinstance(name, dict) else [name]:
                bearers.setdefault(words.strip().casefold(), {})[outlet.id] = outlet
    names = {name: next(iter(found.values())) for name, found in bearers.items() if len(found) == 1}
    return Outlets(domains, names)


def _lines(entry: Entry) -> Iterator[str]:
    """Yield how lines begin that are no part of an article, folded as the text stage folds what it compares."""
    for line in entry.list("strip"):
        if not isinstance(line, str) or not (folded := fold(line).strip()):
            raise entry.error("`strip` must be a list of texts: how lines begin that are no part of an article")
        yield folded
