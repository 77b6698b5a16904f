"""What survives: a process killed at random moments, a disk that is full. MITHAQ_KILLS sets how many are killed (6)."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.fake import KINDS, fake_reader

from mithaq.model.documents import Document
from mithaq.model.errors import RegisterError
from mithaq.pipeline import Options, read_paths, refresh
from mithaq.register import Register

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("MITHAQ_KILLS", "6"))
READ = """
import sys
sys.path.insert(0, {root!r})
from pathlib import Path
from tests.register.test_reliability import whole_run
print("ready", flush=True)
whole_run(sys.argv[1], Path(sys.argv[2]))
"""


def whole_run(target: str, folder: Path) -> None:
    with Register(target) as register:
        read_paths([folder], register, fake_reader, Options("1"))
        refresh(register, lambda: KINDS)


def exported(target: str) -> str:
    with Register(target, create=False) as register:
        assert not register.problems()
        claims = [str(claim.as_dict()) for claim in register.claims()]
        return "\n".join(claims + [str(record.as_dict()) for record in register.records()])


def test_killed_at_any_moment_nothing_is_half_and_nothing_lost(tmp_path: Path) -> None:
    folder = tmp_path / "docs"
    folder.mkdir()
    for number in range(40):
        (folder / f"{number:02}.txt").write_text(
            f"US sells {number + 2} HIMARS to MA. FR sells {number + 3} Radar to QA."
        )
    whole_run(str(tmp_path / "undisturbed.db"), folder)
    chance = random.Random(11)
    target = str(tmp_path / "killed.db")
    for _ in range(KILLS):
        command = [sys.executable, "-c", READ.format(root=str(ROOT)), target, str(folder)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(chance.uniform(0, 0.6))
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        if Path(target).exists() and Path(target).stat().st_size:
            with Register(target) as register:
                assert not register.problems()
                for document in register.documents():
                    assert tuple(register.claims(document=document.id)) == fake_reader(document).claims
    whole_run(target, folder)
    assert exported(target) == exported(str(tmp_path / "undisturbed.db"))


FULL = """
import resource, signal, sys
sys.path.insert(0, {root!r})
from pathlib import Path
from mithaq.model.documents import Document
from mithaq.model.errors import RegisterError
from mithaq.model.readings import Reading
from mithaq.register import Register
register = Register(sys.argv[1])
register.put(Document("small", "text"), Reading(), "1")
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000))
try:
    register.put(Document("big", "word " * 400_000), Reading(), "1")
except RegisterError as e:
    print(e, "|", e.hint)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of file size are of Unix")
def test_a_disk_that_fills_up(tmp_path: Path) -> None:
    target = str(tmp_path / "r.db")
    command = [sys.executable, "-c", FULL.format(root=str(ROOT)), target]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "disk" in done.stdout and "run the command again" in done.stdout, done
    with Register(target) as register:
        assert [d.id for d in register.documents()] == ["small"] and not register.problems()
        register.put(Document("big", "word"), fake_reader(Document("big", "word")), "1")


def test_a_damaged_register_says_so(tmp_path: Path) -> None:
    target = tmp_path / "r.db"
    with Register(str(target)) as register:
        for number in range(30):
            register.put(Document(str(number), "US sells 2 Tank to MA. " * 50), fake_reader(Document("x", "x")), "1")
    raw = bytearray(target.read_bytes())
    for at in range(8192, len(raw) - 512, 4096):
        raw[at : at + 300] = os.urandom(300)
    target.write_bytes(raw)
    try:
        with Register(str(target), create=False) as register:
            found = register.problems()
    except RegisterError as e:
        found = (str(e),)
        assert e.hint
    assert found


@pytest.mark.parametrize("part", [0.0005, 0.02, 0.5, 0.9])
def test_a_register_cut_short_says_so_and_is_left_as_it_is(tmp_path: Path, part: float) -> None:
    target = tmp_path / "r.db"
    with Register(str(target)) as register:
        register.put(Document("a", "US sells 2 Tank to MA."), fake_reader(Document("a", "US sells 2 Tank to MA.")), "1")
    raw = target.read_bytes()
    cut = raw[: int(len(raw) * part)]
    target.write_bytes(cut)
    for create in (False, True):
        with pytest.raises(RegisterError, match=r"r\.db: it is (damaged|not a register)") as caught:
            Register(str(target), create=create)
        assert caught.value.hint
    assert target.read_bytes() == cut
