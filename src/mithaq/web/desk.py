"""Settings → `Desk`: register, knowledge and templates that all pages are made from; and `View`, one reader."""

from __future__ import annotations

import contextlib
import gc
import logging
import secrets
import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from hashlib import blake2b
from importlib import resources
from typing import Any, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from mithaq.claims.kinds import Kind
from mithaq.knowledge.load import Knowledge
from mithaq.knowledge.lore import families
from mithaq.knowledge.outlets import load_outlets
from mithaq.knowledge.yaml import load
from mithaq.model.errors import RegisterError
from mithaq.pipeline import Reader, refresh
from mithaq.records.sources import Outlets
from mithaq.register import Register
from mithaq.web.candidates import Candidates
from mithaq.web.links import Links
from mithaq.web.locale import Writing, writing_of
from mithaq.web.settings import LANGUAGES, Settings
from mithaq.web.telling import Teller
from mithaq.web.tracing import Tracer
from mithaq.web.values import Values
from mithaq.web.words import page_words, say

log = logging.getLogger("mithaq.web")
_MOST_KEPT, _LARGEST_KEPT = 400, 400_000


class Page(NamedTuple):
    """What a page shows: its template, what goes into it, and the status of the answer."""

    template: str
    data: Mapping[str, Any]
    status: int = 200


class NotHereError(Exception):
    """There is no such page."""


class WrongAddressError(Exception):
    """A part of the address is not what the page expects."""


class View:
    """One reader looking at one page: `language`, how figures are written, and where links lead from here."""

    def __init__(self, desk: Desk, writing: Writing, links: Links, path: str, query: Mapping[str, str]) -> None:
        self.language = writing.language
        self.writing, self.links, self.path, self.query = writing, links, path, query
        self.values = Values(writing, links, desk.label(writing.language))
        self.teller = Teller(self.values, desk.kinds)
        self.words = page_words(self.language)
        self.made = ""

    @property
    def direction(self) -> str:
        """The direction of the page."""
        return "rtl" if self.language == "ar" else "ltr"

    def t(self, key: str, *parts: object) -> str:
        """Return a text of the page in its language; figures among the parts are written as the reader writes them."""
        shown = (self.writing.number(p) if isinstance(p, int | float) else p for p in parts)
        return say(self.language, key, *shown)

    def others(self) -> list[tuple[str, str, str]]:
        """Return code, own name and address of this page in each language."""
        query = {key: value for key, value in self.query.items() if key != "lang"}
        own = {code: page_words(code)["own_name"] for code in LANGUAGES}
        return [(code, own[code], self.links.language(code, self.path, query)) for code in LANGUAGES]


_reader = lru_cache(maxsize=2)(Reader)  # loading the names takes a second: once in a program


class Desk:
    """What all requests share. Close it when done."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.reader = _reader(settings.knowledge)
        self.register = Register(settings.register, create=False)
        try:
            refresh(self.register, lambda: self.knowledge.kinds, lambda: self.knowledge)
        except RegisterError as e:
            log.warning("the records are older than the claims and cannot be made anew: %s", e)
        self.kept: OrderedDict[tuple[str, ...], str] = OrderedDict()
        self._making: dict[tuple[str, ...], tuple[threading.Lock, int]] = {}
        self._salt = secrets.token_bytes(16)
        self._lock = threading.Lock()
        self.judging = threading.Lock()
        self.tracer = Tracer()
        self.candidates = Candidates()

    def warm(self) -> None:
        """Load what the first page would wait for, and spare the collector of garbage looking through it ever after."""
        _ = (self.knowledge.lexicon.entries, self.offices, self.families, self.outlets, self.templates)
        gc.collect()
        gc.freeze()
        gc.set_threshold(20_000, 20, 20)  # a page makes many small things and no circles

    def close(self) -> None:
        """Let go of the register."""
        self.register.close()

    @property
    def knowledge(self) -> Knowledge:
        """The names and labels in force."""
        return self.reader.knowledge

    @cached_property
    def kinds(self) -> Mapping[str, Kind]:
        """The contract's kinds."""
        return self.knowledge.kinds

    @cached_property
    def offices(self) -> Mapping[str, Mapping[str, str]]:
        """What offices and ranks are called in each language: their usual name, else their first form."""
        found: dict[str, dict[str, str]] = {}
        for name in ("titles.yml", "ranks.yml"):
            for entry in load(self.knowledge.folder / "names" / name):
                called, forms = entry.get("name", {}), entry.get("forms", {})
                usual = {code: called.get(code) or next(iter(forms.get(code) or ()), None) for code in LANGUAGES}
                found[entry["id"]] = {code: text for code, text in usual.items() if isinstance(text, str)}
        return found

    @cached_property
    def families(self) -> Mapping[str, str]:
        """Item of equipment → the more general item that it is one of."""
        return families(self.knowledge.lexicon)

    def is_state(self, identity: str) -> bool:
        """Tell whether this is the code of a state that the names list."""
        return self.knowledge.lexicon.entries.get(identity, {}).get("kind") == "state"

    @cached_property
    def outlets(self) -> Outlets:
        """Who publishes."""
        return load_outlets(self.knowledge.folder / "sources")

    @cached_property
    def templates(self) -> Environment:
        """The templates: everything that goes into them is escaped."""
        return Environment(
            loader=PackageLoader("mithaq.web", "templates"),
            autoescape=select_autoescape(default=True, default_for_string=True),
            undefined=StrictUndefined,
            trim_blocks=True,
            auto_reload=False,
            lstrip_blocks=True,
        )

    def label(self, language: str) -> Any:
        """Return what turns an id into its usual name in a language."""
        entries = self.knowledge.lexicon.entries

        def label(identity: str) -> str | None:
            if entry := entries.get(identity):
                return entry.get(language) or entry.get("name")
            return self.offices.get(identity, {}).get(language)

        return label

    def view(self, language: str, region: str, links: Links, path: str, query: Mapping[str, str]) -> View:
        """Return the view of one reader."""
        return View(self, writing_of(language, region), links, path, query)

    def html(self, view: View, page: Page) -> str:
        """Return a page as HTML."""
        template = self.templates.get_template(page.template)
        review = self.settings.review and not view.links.site
        return template.render(view=view, t=view.t, links=view.links, review=review, **page.data)

    def tag(self, key: tuple[str, ...]) -> str:
        """Return the ETag of a page, good as long as this program runs."""
        return f'"{blake2b(repr(key).encode(), key=self._salt, digest_size=12).hexdigest()}"'

    @contextlib.contextmanager
    def alone(self, key: tuple[str, ...]) -> Iterator[None]:
        """Let one at a time make a page: the others wait, and find it kept."""
        with self._lock:
            lock, waiting = self._making.get(key, (threading.Lock(), 0))
            self._making[key] = lock, waiting + 1
        try:
            with lock:
                yield
        finally:
            with self._lock:
                lock, waiting = self._making[key]
                self._making[key] = lock, waiting - 1
                if waiting == 1:
                    del self._making[key]

    def keep(self, key: tuple[str, ...], html: str) -> None:
        """Keep a page for the next who asks; the least asked for is forgotten."""
        if len(html) > _LARGEST_KEPT:
            return
        with self._lock:
            self.kept[key] = html
            while len(self.kept) > _MOST_KEPT:
                self.kept.popitem(last=False)

    def recall(self, key: tuple[str, ...]) -> str | None:
        """Return a page that was kept."""
        with self._lock:
            if key in self.kept:
                self.kept.move_to_end(key)
            return self.kept.get(key)


def static_folder() -> Any:
    """Return the folder of the files that come with the pages."""
    return resources.files("mithaq.web").joinpath("static")
