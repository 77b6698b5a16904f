"""A register and a folder → the same pages as files with relative links, which any plain file server can publish."""

from __future__ import annotations

import datetime
import io
import json
import shutil
import tempfile
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from mithaq.export.table import write as write_csv
from mithaq.model.errors import ExportError
from mithaq.register.browse import document_ids
from mithaq.web.asked import Asked
from mithaq.web.desk import Desk, NotHereError, Page, View, static_folder
from mithaq.web.finding import index
from mithaq.web.links import SiteLinks, document_id, document_name, file_of
from mithaq.web.pages import document, front, lists, partnership, record
from mithaq.web.settings import LANGUAGES, Settings

MARK, INDEX = ".mithaq-site", "search.json"


class Crawl:
    """Writes pages, and then the pages that those lead to, until every link leads to a file."""

    def __init__(self, desk: Desk, folder: Path, first: str) -> None:
        self.desk, self.folder, self.first = desk, folder, first
        self.made = datetime.datetime.now(datetime.UTC).date().isoformat()
        self.known: set[str] = set()
        self.queue: deque[str] = deque()

    def want(self, path: str) -> None:
        """Note that there must be a page."""
        if path not in self.known:
            self.known.add(path)
            self.queue.append(path)

    def run(self, progress: Callable[[int], None]) -> int:
        """Write all pages in all languages; return how many files."""
        written = 0
        while self.queue:
            path = self.queue.popleft()
            for code in LANGUAGES:
                self._write(path, code)
                written += 1
            progress(written)
        return written

    def _write(self, path: str, code: str) -> None:
        links = SiteLinks(path, code, self.first, self.want)
        view = self.desk.view(code, "", links, path, {})
        view.made = view.writing.date(self.made)
        try:
            page = _build(self.desk, view, path)
        except NotHereError:
            page = Page("sorry.html", {"title": view.t("not_found"), "note": view.t("no_records")})
        self._put(file_of(path, code, self.first), self.desk.html(view, page))

    def search(self) -> None:
        """Write the page that searches, and what it searches in, for each language."""
        for code in LANGUAGES:
            links = SiteLinks("/search", code, self.first, self.want)
            view = self.desk.view(code, "", links, "/search", {})
            view.made = view.writing.date(self.made)
            self._put(file_of("/search", code, self.first), self.desk.html(view, Page("find.html", {"index": INDEX})))
            own = file_of("/search", code, self.first).rpartition("/")[0]
            self._put(f"{own}/{INDEX}".lstrip("/"), json.dumps(index(self.desk, view), separators=(",", ":")))

    def _put(self, name: str, text: str) -> None:
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def _build(desk: Desk, view: View, path: str) -> Page:
    head, _, rest = path.strip("/").partition("/")
    builders: dict[str, Callable[[], Page]] = {
        "": lambda: front.front(desk, view),
        "records": lambda: lists.records(desk, view, Asked()),
        "sources": lambda: lists.documents(desk, view, 1),
        "kind": lambda: lists.records(desk, view, Asked(kind=rest)),
        "about": lambda: lists.about(desk, view, Asked(about=document_id(rest))),
        "list": lambda: lists.names(desk, view, rest, 1),
        "record": lambda: record.record(desk, view, rest),
        "document": lambda: document.document(desk, view, rest),
    }
    if head in builders:
        return builders[head]()
    one, _, other = head.partition("-")
    return partnership.partnership(desk, view, (one, other), Asked())


def write_site(settings: Settings, to: Path, progress: Callable[[int], None] = lambda n: None) -> int:
    """Write the site to a folder that is new, empty or holds an older site; return how many pages.

    It appears under its name only when it is whole. Raises ExportError when the folder holds something else.
    """
    if to.exists() and (not to.is_dir() or (any(to.iterdir()) and not (to / MARK).is_file())):
        raise ExportError(f"{to} holds something else: give a new folder, or one that an older site stands in")
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        building = Path(tempfile.mkdtemp(prefix=f".{to.name}.", dir=to.parent))
    except OSError as e:
        raise ExportError(f"{to} cannot be written: {e.strerror}") from e
    desk = Desk(settings)
    try:
        written = _fill(desk, building, settings.language, progress)
        if to.exists():
            shutil.rmtree(to)
        building.chmod(0o755)
        building.rename(to)
    except OSError as e:
        raise ExportError(f"{to} cannot be written: {e.strerror}") from e
    finally:
        desk.close()
        shutil.rmtree(building, ignore_errors=True)
    return written


def _fill(desk: Desk, folder: Path, first: str, progress: Callable[[int], None]) -> int:
    (folder / MARK).write_text("", encoding="utf-8")
    shutil.copytree(str(static_folder()), folder / "static", ignore=shutil.ignore_patterns("htmx*"))
    crawl = Crawl(desk, folder, first)
    crawl.known.add("/search")  # it is written by itself, once the names are known
    crawl.want("/")
    for identity in document_ids(desk.register):
        crawl.want(f"/document/{document_name(identity)}")
    for one in desk.register.records(top=True):
        crawl.want(f"/record/{one.id}")
    _write_data(desk, folder)
    crawl.search()
    return crawl.run(progress) + len(LANGUAGES)


def _write_data(desk: Desk, folder: Path) -> None:
    """Write all records as CSV and JSON lines beside the pages."""
    slots = list(dict.fromkeys(slot for kind in desk.kinds.values() for slot in kind.slots))
    out = io.StringIO()
    write_csv(desk.register.records(top=True), slots, out)
    (folder / "records.csv").write_text(out.getvalue(), encoding="utf-8", newline="")
    with (folder / "records.jsonl").open("w", encoding="utf-8") as lines:
        for one in _plain(desk):
            lines.write(json.dumps(one, ensure_ascii=False) + "\n")


def _plain(desk: Desk) -> Iterator[dict[str, Any]]:
    for one in desk.register.records(top=True):
        yield one.as_dict()
