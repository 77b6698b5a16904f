"""A YAML file or string → plain Python values of text only, each mapping knowing its line.

No implicit types: `no`, `2020-10-02`, `1.10` stay as written. A repeated key is an error. Anchors are refused.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from mithaq.model.errors import KnowledgeError

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Entry(dict[str, Any]):
    """A mapping read from YAML; `line` is where it starts (1-based), `file` the file's name."""

    line: int = 0
    file: str = ""

    def text(self, key: str, default: str = "") -> str:
        """Return a text value; raise KnowledgeError when it is a list or mapping."""
        value = self.get(key, default)
        if not isinstance(value, str):
            raise self.error(f"`{key}` must be a single text")
        return value

    def list(self, key: str) -> list[Any]:
        """Return a list value; a single text counts as a list of one; absent is empty."""
        value = self.get(key)
        if value is None or value == "":
            return []
        return value if isinstance(value, list) else [value]

    def flag(self, key: str) -> bool:
        """Return a yes/no value (`true`, `yes`); absent is no."""
        return self.text(key).lower() in ("true", "yes")

    def error(self, message: str) -> KnowledgeError:
        """Build the error that names this entry's file, line and id."""
        return KnowledgeError(message, file=self.file, line=self.line, entry=str(self.get("id", "")))


_TAGS = {
    yaml.ScalarNode: "tag:yaml.org,2002:str",
    yaml.SequenceNode: "tag:yaml.org,2002:seq",
    yaml.MappingNode: "tag:yaml.org,2002:map",
}


class _TextLoader(_Base):  # type: ignore[misc]
    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - the parent class declares it so
    source = ""

    def resolve(self, kind: type[yaml.Node], value: Any, implicit: Any) -> str:
        """Return the plain tag of a node: no type is guessed from how a value looks."""
        return _TAGS[kind]


def _mapping(loader: Any, node: yaml.MappingNode) -> Entry:
    entry = Entry()
    entry.line, entry.file = node.start_mark.line + 1, loader.source
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in entry:
            raise KnowledgeError(f"key `{key}` is repeated", file=loader.source, line=key_node.start_mark.line + 1)
        entry[key] = loader.construct_object(value_node, deep=True)
    return entry


_TextLoader.add_constructor("tag:yaml.org,2002:map", _mapping)


def parse(text: str, source: str = "<text>") -> Any:
    """Return the value of one YAML document: Entry, list or str; an empty one gives an empty list."""
    loader = _TextLoader(text)
    loader.source = source
    try:
        value = loader.get_single_data()
    except yaml.YAMLError as e:
        mark = getattr(e, "problem_mark", None)
        line = mark.line + 1 if mark else 0
        raise KnowledgeError(f"not valid YAML: {getattr(e, 'problem', e)}", file=source, line=line) from e
    finally:
        loader.dispose()
    return [] if value is None else value


def load(path: Path) -> Any:
    """Read one YAML file as UTF-8; errors name the file by its path under knowledge/."""
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as e:
        raise KnowledgeError(f"not UTF-8 (byte {e.start})", file=str(path)) from e
    return parse(text, str(path))
