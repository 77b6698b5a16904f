"""Readers for tests of the engines: the fake one of the edges, and such as end their process on certain texts."""

from __future__ import annotations

import os
import re
import signal
import time
from pathlib import Path

from tests.fake import FakeReader

from mithaq.model.documents import Document
from mithaq.model.readings import Reading

_ONCE = re.compile(r"DIES ONCE (\S+)")


class DeadlyReader(FakeReader):
    """Dies on a text with DIES ALWAYS; on one with DIES ONCE path, the first time; hangs on one with HANGS."""

    def __call__(self, document: Document) -> Reading:
        if "DIES ALWAYS" in document.text:
            os.kill(os.getpid(), signal.SIGKILL)
        if (found := _ONCE.search(document.text)) and not Path(found[1]).exists():
            Path(found[1]).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        if "HANGS" in document.text:
            time.sleep(600)
        if "RAISES" in document.text:
            raise ZeroDivisionError("by design")
        return super().__call__(document)


class SlowReader(FakeReader):
    """Takes its time, so that there is somebody to kill."""

    def __call__(self, document: Document) -> Reading:
        time.sleep(0.002)
        return super().__call__(document)
