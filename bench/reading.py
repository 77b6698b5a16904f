"""Speed of the whole reader on examples/ → seconds and characters a second, said to be cold or hot; the highest memory.

Cold: the first time in a process. Hot: the best of several rounds. The knowledge is built from its files once after a
change of it, and then read from a cache: both are measured.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from mithaq.documents import read_path
from mithaq.model.documents import Document
from mithaq.pipeline import Options, Reader, assemble, read_paths
from mithaq.register import Register

ROOT = Path(__file__).resolve().parents[1]
SEEDS = ROOT.parent / "shared" / "seeds"
ROUNDS = 5


def timed(step: Callable[[], object]) -> float:
    start = time.perf_counter()
    step()
    return time.perf_counter() - start


def build() -> float:
    """Seconds to build the knowledge from its files, in a process of its own."""
    code = "import time; from mithaq.pipeline import Reader; t = time.perf_counter(); Reader().knowledge.grammar; "
    code += "print(time.perf_counter() - t)"
    environment = {**os.environ, "MITHAQ_CACHE": "off"}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    return float(done.stdout)


def documents(folder: Path) -> list[Document]:
    found = [item for path in sorted(folder.glob("*.txt")) for item in read_path(path)]
    return [item for item in found if isinstance(item, Document)]


def line(what: str, seconds: float, characters: int = 0) -> None:
    rate = f"{characters / seconds / 1000:9.0f} k chars/s" if characters else ""
    print(f"{what:<48}{seconds:8.3f} s {rate}")


def read_all(reader: Reader, texts: list[Document]) -> None:
    for text in texts:
        reader(text)


def into_register(reader: Reader, paths: list[Path]) -> None:
    with tempfile.TemporaryDirectory() as folder, Register(str(Path(folder, "bench.db"))) as register:
        read_paths(paths, register, reader, Options(reader.version))
        assemble(register, reader.knowledge.kinds)


def main() -> None:
    help_ = [sys.executable, "-m", "mithaq", "--help"]
    line("mithaq --help (hot)", min(timed(lambda: subprocess.run(help_, capture_output=True)) for _ in range(ROUNDS)))
    line("building knowledge from its files (cold)", build())
    Reader().knowledge.grammar  # noqa: B018 - fills the cache
    reader = Reader()
    line("loading knowledge from the cache (hot)", timed(lambda: reader.knowledge.grammar))
    for name, folder in (("examples", ROOT / "examples"), ("seeds", SEEDS)):
        if texts := documents(folder):
            size = sum(len(text.text) for text in texts)
            what = f"reading {name}: {len(texts)} documents, {size} characters"
            line(f"{what} (cold)", timed(lambda: read_all(reader, texts)), size)
            line(f"{what} (hot)", min(timed(lambda: read_all(reader, texts)) for _ in range(ROUNDS)), size)
    paths = sorted((ROOT / "examples").glob("*.txt"))
    line("examples into a new register, with records (hot)", timed(lambda: into_register(reader, paths)))
    print(f"highest memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
