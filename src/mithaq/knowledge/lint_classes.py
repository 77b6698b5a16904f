"""The closed lists of docs/design/knowledge-formats.md: fields, classes and terms of entries, by kind."""

from __future__ import annotations

from mithaq.model import organisations

_ANY = frozenset({"id", "kind", "name", "forms", "source", "note"})
_COMMON = _ANY | {"class", "weak", "case", "article", "military"}

FIELDS = {
    "state": _ANY | {"weak", "case", "adjectives", "capital", "seats", "policy"},
    "place": _COMMON | {"state", "policy"},
    "organisation": _COMMON | {"state", "policy"},
    "body": _COMMON | {"designator", "state"},
    "programme": _COMMON | {"provider", "channel", "state"},
    "exercise": _COMMON | {"hosts", "leader"},
    "agreement": _COMMON | {"generic", "state"},
    "topic": _COMMON | {"nisba"},
    "item": _COMMON | {"family", "maker", "origin", "sipri", "generic", "head"},
    "pair": _ANY,
    "none": _COMMON | {"nisba"},
    "title": _ANY | {"class", "organisation_class", "traits", "many"},
    "rank": _ANY | {"traits", "many", "weak"},
    "person": _ANY | {"offices"},  # public role, dates and source only
    "head": frozenset({"id", "class", "name", "forms", "two", "traits", "note"}),
}

CLASSES = {
    "organisation": organisations.CLASSES,
    "head": organisations.CLASSES,
    "place": frozenset({"city", "region", "base", "sea", "strait", "continent"}),
    "body": frozenset(
        {
            "status", "dialogue", "initiative", "forum", "partnership", "committee", "alliance", "coalition", "treaty",
        }
    ),
    "programme": frozenset(
        {"sales", "financing", "training", "excess", "licence", "assistance", "partnership", "fund"}
    ),
    "agreement": frozenset(
        {
            "treaty", "agreement", "memorandum", "protocol", "roadmap", "contract", "letter", "arrangement", "pact",
            "plan", "declaration",
        }
    ),
    "topic": frozenset({"area", "defence"}),
    "item": frozenset(
        {
            "aircraft", "fighter", "transport-aircraft", "trainer", "patrol-aircraft", "helicopter",
            "attack-helicopter", "uav", "missile", "bomb", "rocket-launcher", "artillery", "mortar", "air-defence",
            "radar", "tank", "ifv", "apc", "armoured-vehicle", "vehicle", "warship", "submarine", "patrol-vessel",
            "small-arms", "ammunition", "radio", "engine", "sensor", "equipment", "satellite", "spare-parts",
        }
    ),
    "title": frozenset(
        {
            "defence", "military", "diplomatic", "government", "security", "head-of-state", "parliament", "industry",
            "other",
        }
    ),
}  # fmt: skip

SIPRI = frozenset(
    {
        "Aircraft", "Air-defence systems", "Anti-submarine warfare weapons", "Armoured vehicles", "Artillery",
        "Engines", "Missiles", "Naval weapons", "Satellites", "Sensors", "Ships", "Other",
    }
)  # fmt: skip

# What people see: the languages in which an entry of a kind must have its usual name.
LABELS = {
    **dict.fromkeys(
        ("state", "place", "organisation", "programme", "exercise", "agreement", "body", "topic", "pair"),
        ("ar", "fr", "en"),
    ),
    **dict.fromkeys(("item", "title", "rank", "person", "head"), ("en",)),
    "none": (),
}

# Fields whose value is the id of a state, or of an entry of one of these kinds.
REFERENCES = {
    "family": frozenset({"item"}),
    "maker": frozenset({"organisation"}),
    "leader": frozenset({"organisation", "state"}),
    "designator": frozenset({"organisation", "state"}),
    "provider": frozenset({"organisation", "state"}),
}
