"""A class of organisation → what the stages may take from it: one table, so that a new class is thought through once.

The classes are the contract's own terms, as modalities are; the names and words of organisations live in `knowledge/`.
"""

from __future__ import annotations

MINISTRY = "ministry-"  # a class of any ministry begins so
MINISTRIES = frozenset({"ministry-defence", "ministry-foreign", "ministry-interior"})
SERVICES = frozenset({"armed-forces", "army", "navy", "air-force", "general-staff", "gendarmerie"})
# Not the state's, though they carry its code: what they do the state has not done.
PRIVATE = frozenset({"firm", "press", "armed-group", "think-tank", "party"})
SHARED = frozenset({"alliance", "igo", "coalition", "mission"})  # of several states
_OF_STATE = MINISTRIES | SERVICES | {"government", "ministry", "police", "intelligence", "guard", "parliament"}

CLASSES = _OF_STATE | PRIVATE | SHARED | {"agency", "embassy", "command", "court"}
# Where a slot asks for a state first, a state's own organ stands for the state; the organ stays visible beside it.
STATE_ORGANS = _OF_STATE | {"agency", "embassy"}
# Of these a state has one, so that an office or head without a name means that one.
SINGLE = MINISTRIES | SERVICES | {"government", "parliament", "police"}
# Of these a state has many: none is meant by the class alone.
MANY_OF_A_STATE = PRIVATE | {"mission", "coalition"}
# Classes that make a document one about defence or security.
DEFENCE = SERVICES | {
    "ministry-defence", "intelligence", "command", "guard", "alliance", "coalition", "mission", "armed-group", "police",
}  # fmt: skip
# Whose own heading, and whose own publication or dateline, tells which state speaks.
HEADINGS = MINISTRIES | {"armed-forces", "general-staff"}
VOICES = MINISTRIES | SERVICES | {"press", "government", "embassy", "guard"}
# Whose head noun two states may share: "the Egyptian navy and the French".
COORDINATED = MINISTRIES | SERVICES | {"guard"}
# Organs that an office may imply although the lexicon lists none of them (and any `ministry-…`): such an organ gets an
# id made of state and class.
IMPLIED = CLASSES | {"coast-guard", "special-forces", "permanent-mission", "consulate"}
