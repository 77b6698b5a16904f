"""Small pieces: modules of at most 300 lines, functions of at most 50, at most six parameters."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted((ROOT / "src").rglob("*.py"))
MOST_LINES, MOST_IN_A_FUNCTION, MOST_PARAMETERS = 300, 50, 6
TYPICAL = 120


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def name(path: Path) -> str:
    return path.relative_to(ROOT / "src").as_posix()


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_is_small(path: Path) -> None:
    assert lines(path) <= MOST_LINES


def test_most_modules_are_much_smaller() -> None:
    sizes = sorted(map(lines, MODULES))
    assert sizes[len(sizes) // 2] <= TYPICAL


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_functions_are_short_and_take_few_parameters(path: Path) -> None:
    if "migrations" in path.parts:
        return  # a migration lists the tables of its day
    problems = []
    for node in functions(path):
        length = (node.end_lineno or node.lineno) - node.lineno + 1
        arguments = node.args
        own = [a.arg for a in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)]
        parameters = len([a for a in own if a not in ("self", "cls")])
        if length > MOST_IN_A_FUNCTION:
            problems.append(f"{node.name} (line {node.lineno}) has {length} lines")
        if parameters > MOST_PARAMETERS:
            problems.append(f"{node.name} (line {node.lineno}) has {parameters} parameters")
    assert not problems


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_the_first_line_says_what_goes_in_and_what_comes_out(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
