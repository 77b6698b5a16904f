"""`mithaq read` itself, killed at random moments: whole documents or none, and in the end the bytes of a quiet run.

MITHAQ_COMMAND_KILLS sets how often it is killed (4; the figure in docs/design/records.md comes from 100).
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mithaq.register import Register

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("MITHAQ_COMMAND_KILLS", "4"))
DOCUMENTS = 24


def mithaq(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "mithaq", *map(str, arguments)]


def exported(target: Path, place: Path) -> list[bytes]:
    found = []
    for level in ("claims", "records"):
        command = mithaq("export", "--register", target, "--level", level, "--to", place)
        subprocess.run(command, check=True, capture_output=True, timeout=600)
        found.append(place.read_bytes())
    return found


def documents(target: Path) -> int:
    if not target.exists() or not target.stat().st_size:
        return 0
    with Register(str(target)) as register:
        assert not register.problems()
        return register.summary().documents


def kill_at(line: int, later: float, arguments: list[str | Path]) -> bool:
    """Kill `mithaq read` a moment after it has told of so many documents; return whether it was still at work."""
    command = mithaq("read", *arguments, "--progress", "json")
    process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL)
    assert process.stderr is not None
    for _ in range(line):
        process.stderr.readline()
    time.sleep(later)
    process.send_signal(signal.SIGKILL)
    process.stderr.close()
    return process.wait() == -signal.SIGKILL


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is of Unix")
def test_the_command_killed_at_random_moments(tmp_path: Path) -> None:
    folder = tmp_path / "docs"
    folder.mkdir()
    for number, path in enumerate(sorted((ROOT / "examples").glob("*.txt"))[:DOCUMENTS]):
        (folder / f"{number:02}.txt").write_bytes(path.read_bytes())
    quiet, killed = tmp_path / "quiet.db", tmp_path / "killed.db"
    subprocess.run(mithaq("read", folder, "--register", quiet, "--quiet"), check=True, timeout=600)
    chance, stopped, seen = random.Random(23), 0, 0
    for number in range(KILLS):
        again = ["--again"] if number % 3 else []  # mostly while documents are replaced: the others are read for good
        stopped += kill_at(
            chance.randrange(DOCUMENTS + 2), chance.uniform(0, 0.3), [folder, "--register", killed, *again]
        )
        there = documents(killed)
        assert there >= seen, "a document that was there is gone"
        seen = there
    print(f"{KILLS} runs, {stopped} killed, {seen} documents before the last run")
    assert stopped >= KILLS / 2
    subprocess.run(mithaq("read", folder, "--register", killed, "--quiet"), check=True, timeout=600)
    assert documents(killed) == DOCUMENTS
    assert exported(killed, tmp_path / "k.jsonl") == exported(quiet, tmp_path / "q.jsonl")
