"""The kinds of the contract → how two claims of a kind are told to be about one thing.

A block is a set of slots; only claims that share all its values are ever compared. `participants` in a block means
"share one", `parties=` "share all", `title#` "share the id", `date~` "share a year", `@class` "stand in copies of one
text". A claim that fills no block is a record of its own.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """`blocks`: what is compared at all. `agree`: slots that must be compatible where both have them. `equal`: sets
    that must be the same where both have them. `marks`: slots that tell one thing from the next of its sort; claims
    that fill more of them are placed first. `apart`: figures that, different in one document, mean two things."""

    blocks: tuple[tuple[str, ...], ...]
    agree: tuple[str, ...] = ()
    equal: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()


RULES = {
    "agreement": Rule(
        blocks=(("title#",), ("title", "parties="), ("parties=", "signed~")),
        agree=("title", "signed", "period"),
        marks=("signed", "period", "title", "parties"),
    ),
    "meeting": Rule(
        blocks=(
            ("participants", "date~"),
            ("body", "session"),
            ("body", "date~"),
            ("participants=", "format", "@class"),
        ),
        agree=("date", "session", "body"),
        marks=("date", "session", "body"),
    ),
    "exercise": Rule(blocks=(("name",),), agree=("edition",), marks=("date", "edition")),
    "transfer": Rule(
        blocks=(("item", "recipient"), ("item", "supplier")),
        agree=("supplier", "recipient"),
        marks=("quantity", "date", "value", "supplier", "recipient"),
        apart=("quantity",),
    ),
    "assistance": Rule(
        blocks=(("programme", "recipient"), ("provider", "recipient")),
        agree=("programme", "provider", "recipient", "period"),
        marks=("period", "amount", "programme", "provider"),
        apart=("amount",),
    ),
    "training": Rule(
        blocks=(("provider=", "recipient="), ("programme", "recipient=")),
        agree=("programme",),
        equal=("provider", "recipient"),
        marks=("programme", "subject"),
        apart=("count",),
    ),
    "membership": Rule(blocks=(("member", "body"),), agree=("by",), marks=("role", "since")),
    "deployment": Rule(
        blocks=(("contributor", "mission"), ("contributor", "places")),
        agree=("mission",),
        marks=("count", "date", "mission", "places"),
        apart=("count",),
    ),
    "cooperation": Rule(
        blocks=(("area", "parties="), ("body", "parties="), ("body", "area")),
        agree=("area", "body"),
        equal=("parties",),
        marks=("area", "body", "parties"),
    ),
    "statement": Rule(blocks=(("speaker=", "act", "topic"),), agree=("target", "date"), marks=("date", "target")),
    "position": Rule(blocks=(("person",),), agree=("organisation", "title"), marks=("organisation", "title")),
}
