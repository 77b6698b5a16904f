"""language/, kinds/ and sources/ → problems of tables that the program would not know, and of missing labels."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

from mithaq.claims.words import Clauses
from mithaq.knowledge.lint_problem import Problem, Source
from mithaq.knowledge.yaml import Entry
from mithaq.model.claims import MODALITIES

LANGUAGES = ("ar", "fr", "en")
OPERATORS = {*MODALITIES, "negated", "possible"} - {"asserted"}
COUNTED = {"states", "troops", "sessions", "instructors", "times"}
_TABLES = {f.name for f in fields(Clauses)} - {"language"} | {"joined"}
_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}")
_DURATION = re.compile(r"P\d+[YMWD]")


def check_clauses(source: Source, entry: Entry) -> Iterator[Problem]:
    """Check the function words of one language."""
    for table in entry:
        if table not in _TABLES:
            yield source.problem("K050", f"`{table}`", entry, f"{table}:")
    for table, known in (("operators", OPERATORS), ("counted", COUNTED)):
        for name in _names(entry, table):
            if name not in known:
                yield source.problem("K051", f"`{table}: {name}`; known: {', '.join(sorted(known))}", entry, f"{name}:")
    for name in _names(entry, "frequency"):
        if not _DURATION.fullmatch(name):
            yield source.problem("K051", f"`frequency: {name}` is not an ISO 8601 duration", entry, f"{name}:")


def prepositions(entry: Entry) -> set[str]:
    """The names of prepositions and clitics that cards of this language may use as places."""
    return {part for table in ("prepositions", "clitics") for name in _names(entry, table) for part in name.split("|")}


def _names(entry: Entry, table: str) -> list[str]:
    block = entry.get(table)
    return list(block) if isinstance(block, Mapping) else []


def check_designations(source: Source, entry: Entry) -> Iterator[Problem]:
    """Check that every pattern compiles."""
    for block in ("patterns", "refusals"):
        for item in entry.list(block):
            pattern = item.get("pattern", "") if isinstance(item, Entry) else ""
            try:
                re.compile(pattern)
            except re.error as e:
                yield source.problem("K052", f"{pattern}: {e}", item)


def check_kind(source: Source, entry: Entry) -> Iterator[Problem]:
    """Check that a kind and its slots have labels for people in all three languages."""
    for labelled in (entry, *entry.list("slots")):
        for language in LANGUAGES:
            if not labelled.get("label", {}).get(language):
                yield source.problem("K012", f"`label: {language}` of `{labelled.get('id')}`", labelled)


def check_outlets(files: list[tuple[Source, Any]], states: set[str]) -> Iterator[Problem]:
    """Check the outlets of all files of sources/ together."""
    held: dict[str, str] = {}
    domains: dict[str, str] = {}
    for source, content in files:
        for entry in content:
            identity = entry.text("id")
            if identity in held:
                yield source.problem("K014", f"`{identity}` is also in {held[identity]}", entry)
            held.setdefault(identity, source.name)
            country = entry.text("country")
            if country and country not in states:
                yield source.problem("K013", f"`country: {country}`", entry, "country:")
            for language in {"en", *entry.list("language")} & {*LANGUAGES}:
                if not (entry.get("name") or {}).get(language):
                    yield source.problem("K012", f"`name: {language}`", entry)
            yield from _check_domains(source, entry, domains)
            copies = entry.flag("aggregator") or entry.flag("machine_translated")
            if copies and (entry.flag("official") or entry.flag("state_agency")):
                yield source.problem("K055", "copies or translates others, and official or a state's agency", entry)


def _check_domains(source: Source, entry: Entry, domains: dict[str, str]) -> Iterator[Problem]:
    for domain in entry.list("domains"):
        if not _DOMAIN.fullmatch(domain) or domain.startswith("www."):
            yield source.problem("K054", f"`{domain}`", entry, domain)
        elif domain in domains:
            yield source.problem("K053", f"`{domain}` is also of `{domains[domain]}`", entry, domain)
        domains.setdefault(domain, entry.text("id"))
