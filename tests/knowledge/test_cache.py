"""The cache of built knowledge: used only where nobody else can write, and never a cause of failure."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from pathlib import Path

import pytest

from mithaq.knowledge.cache import cached


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MITHAQ_CACHE", str(tmp_path))
    return tmp_path / "mithaq"


class Counter:
    """A build that counts how often it is done."""

    def __init__(self, value: object = None) -> None:
        self.times = 0
        self.value = value if value is not None else {"a": 1}

    def __call__(self) -> dict[str, int]:
        self.times += 1
        return self.value  # type: ignore[return-value]


def twice(build: Callable[[], dict[str, int]], key: str = "k") -> list[dict[str, int]]:
    return [cached(key, build, dict), cached(key, build, dict)]


def files(home: Path) -> list[Path]:
    return sorted(home.glob("*.pickle"))


def test_what_was_built_is_read_back(home: Path) -> None:
    build = Counter()
    assert twice(build) == [{"a": 1}, {"a": 1}] and build.times == 1


def test_another_key_is_another_build(home: Path) -> None:
    build = Counter()
    cached("one", build, dict)
    cached("two", build, dict)
    assert build.times == 2


def test_the_folder_is_closed_to_others(home: Path) -> None:
    cached("k", Counter(), dict)
    assert home.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("mode", [0o770, 0o707, 0o777])
def test_a_folder_that_others_may_write_is_not_used(home: Path, mode: int) -> None:
    home.mkdir()
    home.chmod(mode)
    build = Counter()
    twice(build)
    assert build.times == 2 and files(home) == []


def test_nothing_planted_in_an_open_folder_is_loaded(home: Path) -> None:
    cached("k", Counter(), dict)
    (path,) = files(home)
    path.write_bytes(pickle.dumps({"planted": 1}))
    home.chmod(0o777)
    assert cached("k", Counter(), dict) == {"a": 1}


@pytest.mark.parametrize("content", [b"", b"not a pickle", pickle.dumps({"a": 1})[:-3], pickle.dumps(["a list"])])
def test_a_corrupt_or_foreign_file_is_built_again(home: Path, content: bytes) -> None:
    cached("k", Counter(), dict)
    (path,) = files(home)
    path.write_bytes(content)
    build = Counter()
    assert cached("k", build, dict) == {"a": 1} and build.times == 1
    assert cached("k", build, dict) == {"a": 1} and build.times == 1


def test_the_cache_can_be_turned_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MITHAQ_CACHE", "off")
    build = Counter()
    twice(build)
    assert build.times == 2


def test_a_folder_that_cannot_be_made_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("x")
    monkeypatch.setenv("MITHAQ_CACHE", str(tmp_path / "file"))
    assert cached("k", Counter(), dict) == {"a": 1}


def test_old_builds_are_thrown_away(home: Path) -> None:
    for n in range(12):
        cached(f"key {n}", Counter(), dict)
        for path in files(home):
            os.utime(path, (n, n)) if path.stat().st_mtime > 1e6 else None
    assert 1 <= len(files(home)) < 12


def test_a_failing_build_is_told(home: Path) -> None:
    def build() -> dict[str, int]:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        cached("k", build, dict)
