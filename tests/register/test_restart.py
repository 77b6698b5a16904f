"""A PostgreSQL restarted while documents are read: the run says so, and run again it completes."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.fake import KINDS, fake_reader
from tests.postgres import restart

from mithaq.model.documents import Document
from mithaq.model.errors import RegisterError
from mithaq.model.readings import Reading
from mithaq.pipeline import Options, read_paths, refresh
from mithaq.register import Register


def test_a_server_restarted_in_the_middle_of_a_run(tmp_path: Path, target: str) -> None:
    if not target.startswith("postgres"):
        pytest.skip("SQLite has no server")
    folder = tmp_path / "docs"
    folder.mkdir()
    for number in range(8):
        (folder / f"{number}.txt").write_text(f"US sells {number + 2} HIMARS to MA.")
    seen: list[str] = []

    def reader(document: Document) -> Reading:
        seen.append(document.id)
        if len(seen) == 5:
            restart(target)
        return fake_reader(document)

    with Register(target) as register, pytest.raises(RegisterError, match="the server was stopped") as caught:
        read_paths([folder], register, reader, Options("1"))
    assert "run the command again" in caught.value.hint
    with Register(target) as register, Register(str(tmp_path / "undisturbed.db")) as other:
        kept = [document.id for document in register.documents()]
        assert kept == seen[:4] and not register.problems()
        again = read_paths([folder], register, reader, Options("1"))
        assert (again.read, again.skipped) == (4, 4)
        read_paths([folder], other, fake_reader, Options("1"))
        for each in (register, other):
            refresh(each, lambda: KINDS)
        assert list(register.claims()) == list(other.claims()) and list(register.records()) == list(other.records())
