"""knowledge/sources/*.yml → who publishes what: outlets by domain and by name."""

from __future__ import annotations

from pathlib import Path

from mithaq.knowledge.yaml import Entry, load
from mithaq.records.sources import Outlet, Outlets


def load_outlets(folder: Path) -> Outlets:
    """Read all cards; of two cards with one domain or name the first holds."""
    domains: dict[str, Outlet] = {}
    names: dict[str, Outlet] = {}
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
            )
            for domain in entry.list("domains"):
                domains.setdefault(domain.casefold().removeprefix("www."), outlet)
            for words in name.values() if isinstance(name, dict) else [name]:
                names.setdefault(words.strip().casefold(), outlet)
    return Outlets(domains, names)
