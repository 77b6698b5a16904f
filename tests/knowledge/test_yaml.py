"""YAML read as text only; mistakes named with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from mithaq.knowledge.yaml import Entry, load, parse
from mithaq.model.errors import KnowledgeError


@pytest.mark.parametrize("word", ["no", "yes", "null", "~", "2020-10-02", "1.10", "012", "12:30", "1e3", "true", "NO"])
def test_a_value_stays_as_it_is_written(word: str) -> None:
    assert parse(f"key: {word}")["key"] == word


def test_an_entry_knows_its_line_and_file() -> None:
    second = parse("# a comment\n- id: a\n\n- id: b\n", "names.yml")[1]
    assert (second.line, second.file) == (4, "names.yml")


def test_a_repeated_key_is_an_error_with_its_line() -> None:
    with pytest.raises(KnowledgeError, match="repeated") as raised:
        parse("- id: a\n  name: x\n  name: y\n", "names.yml")
    assert (raised.value.file, raised.value.line) == ("names.yml", 3)


def test_a_repeated_key_deep_inside_is_an_error() -> None:
    with pytest.raises(KnowledgeError, match="repeated") as raised:
        parse("- id: a\n  name:\n    en: x\n    en: y\n")
    assert raised.value.line == 4


@pytest.mark.parametrize("text", ["a: [1, 2", "a: b: c", "- a\nb: c", "a: 'x", "\t- a"])
def test_malformed_yaml_names_the_file_and_line(text: str) -> None:
    with pytest.raises(KnowledgeError, match="not valid YAML") as raised:
        parse(text, "broken.yml")
    assert raised.value.file == "broken.yml" and raised.value.line >= 1


def test_a_file_that_is_not_utf8_says_so(tmp_path: Path) -> None:
    path = tmp_path / "latin.yml"
    path.write_bytes("nom: caf\u00e9".encode("latin-1"))
    with pytest.raises(KnowledgeError, match="not UTF-8"):
        load(path)


@pytest.mark.parametrize("text", ["", "# nothing\n", "\n\n"])
def test_an_empty_file_is_an_empty_list(text: str) -> None:
    assert parse(text) == []


def test_no_object_of_python_is_made() -> None:
    with pytest.raises(KnowledgeError):
        parse("a: !!python/object/apply:os.getcwd []")


def test_one_text_counts_as_a_list_of_one() -> None:
    entry = Entry(a="x", b=["x", "y"])
    assert (entry.list("a"), entry.list("b"), entry.list("c")) == (["x"], ["x", "y"], [])


def test_a_list_is_no_text() -> None:
    with pytest.raises(KnowledgeError, match="single text"):
        Entry(a=["x"]).text("a")


def test_an_error_names_the_entry() -> None:
    entry = parse("- id: f-99\n  class: fighter\n", "names.yml")[0]
    error = entry.error("wrong")
    assert (error.entry, error.line) == ("f-99", 1) and str(error) == "names.yml:1: f-99: wrong"
