"""A value of a claim or record → the words that show it to people."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from mithaq.model.records import RecordSlot

Label = Callable[[str], str | None]
_ENDS = re.compile("[\x85\u2028\u2029]")
_SIGNS = {"about": "~", "at-least": "≥", "at-most": "≤"}


def json_line(entry: object) -> str:
    """Return JSON on one line, also for readers that take U+0085, U+2028 and U+2029 for the end of one."""
    return _ENDS.sub(lambda end: f"\\u{ord(end[0]):04x}", json.dumps(entry, ensure_ascii=False))


def no_label(identity: str) -> str | None:
    """Know no names but those that the claims carry."""
    return None


def shown(value: Mapping[str, Any], label: Label = no_label) -> str:
    """Return a value as people read it: its name, or its figure with sign of doubt, unit or currency."""
    identity = value.get("id")
    if identity and (name := label(str(identity))):
        return name
    if value.get("name"):
        return str(value["name"])
    if "value" in value:
        return _figure(value)
    return str(identity or value.get("text") or "")


def _figure(value: Mapping[str, Any]) -> str:
    words = [_number(value["value"])]
    if "value_to" in value:
        words[0] += f"-{_number(value['value_to'])}"
    words += [str(value[key]) for key in ("currency", "unit") if value.get(key)]
    return _SIGNS.get(str(value.get("qualifier")), "") + " ".join(words)


def _number(figure: object) -> str:
    if figure is True:
        return "✓"
    if not isinstance(figure, int | float):
        return str(figure)
    return f"{figure:,}"


def slot_shown(slot: RecordSlot | None, label: Label = no_label) -> str:
    """Return all values of a slot that stand, and after a double bar those that disagree."""
    if slot is None:
        return ""
    agreed = ", ".join(dict.fromkeys(shown(v.value, label) for v in slot.agreed))
    disputed = ", ".join(dict.fromkeys(shown(v.value, label) for v in slot.disputed))
    return f"{agreed} ‖ {disputed}" if disputed else agreed
