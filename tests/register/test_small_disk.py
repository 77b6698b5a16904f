"""The real commands on a disk that is full: a small tmpfs of the test's own; where none can be mounted, skipped."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mithaq.register import Register

SCRIPT = """
mount -t tmpfs -o size=1500k tmpfs "$1" || exit 77
shift
"$@"; code=$?
echo "exit code $code" >&2
cp "$DISK"/* "$KEPT"/ 2>/dev/null
exit 0
"""


def on_small_disk(tmp_path: Path, *command: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a command with `disk/` a disk of 1.5 MB; what is on it at the end is copied to `kept/`."""
    disk, kept = tmp_path / "disk", tmp_path / "kept"
    for folder in (disk, kept):
        folder.mkdir(exist_ok=True)
    inside = ["sh", "-c", SCRIPT, "sh", str(disk), *map(str, command)]
    environment = {"DISK": str(disk), "KEPT": str(kept)}
    try:
        done = subprocess.run(
            ["unshare", "--mount", "--map-root-user", "--user", *inside],
            capture_output=True, text=True, timeout=600, env=os.environ | environment, check=False,
        )  # fmt: skip
    except FileNotFoundError:
        pytest.skip("no unshare: a small disk cannot be made here")
    if done.returncode:
        pytest.skip(f"a small disk cannot be made here: {done.stderr.strip()[:200]}")
    return done


def test_read_says_that_the_disk_is_full_and_keeps_what_was_read(tmp_path: Path) -> None:
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "0.txt").write_text("Morocco and the United States signed a military cooperation roadmap in Rabat.")
    for number in range(1, 12):
        (folder / f"{number}.txt").write_text("The minister met nobody and said nothing at all. " * 4_000)
    target = tmp_path / "disk" / "r.db"
    done = on_small_disk(tmp_path, sys.executable, "-m", "mithaq", "read", folder, "--register", target)
    assert "the disk is full" in done.stderr and "what to do: make room" in done.stderr, done.stderr
    assert "exit code 3" in done.stderr and "Traceback" not in done.stderr
    with Register(str(tmp_path / "kept" / "r.db")) as register:
        names = [document.id for document in register.documents()]
        assert names and names[0] == "0.txt" and len(names) < 12 and not register.problems()
    with Register(str(tmp_path / "kept" / "r.db")) as register:
        register.note("room", "again")


def test_an_export_that_does_not_fit_leaves_no_half_file(tmp_path: Path) -> None:
    target, folder = tmp_path / "r.db", tmp_path / "docs"
    folder.mkdir()
    text = "Morocco and the United States signed a military cooperation roadmap in Rabat. " + "Nothing else. " * 200
    for number in range(40):
        (folder / f"{number}.txt").write_text(f"{text}{number}")
    read = [sys.executable, "-m", "mithaq", "read", folder, "--register", target, "--quiet"]
    subprocess.run(list(map(str, read)), check=True, timeout=600)
    (tmp_path / "disk").mkdir()
    fill = tmp_path / "disk" / "filling"
    export = f"{sys.executable} -m mithaq export --register {target} --level claims --to {tmp_path}/disk/x.jsonl"
    done = on_small_disk(tmp_path, "sh", "-c", f"cat /dev/zero > {fill} 2>/dev/null; {export}")
    assert "cannot be written: No space left on device" in done.stderr and "exit code 2" in done.stderr, done.stderr
    assert [path.name for path in (tmp_path / "kept").iterdir()] == ["filling"]
