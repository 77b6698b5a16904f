"""Addresses → pages: what can be asked for, with which parameters, and what may be answered."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from pydantic import BaseModel, Field

from mithaq.model.claims import KINDS, MODALITIES
from mithaq.register.browse import ORDERS
from mithaq.web.answers import answer, data
from mithaq.web.asked import Asked, checked
from mithaq.web.desk import Desk, NotHereError, Page, View
from mithaq.web.links import canonical, document_id
from mithaq.web.pages import document, front, lists, partnership, record, search
from mithaq.web.rows import as_csv, as_json
from mithaq.web.sessions import reviewer

_HTML: dict[str, Any] = {"content": {"text/html": {"schema": {"type": "string"}}}}
ERRORS: dict[int | str, dict[str, Any]] = {
    400: {"description": "the address is not understood", **_HTML},
    404: {"description": "there is no such page", **_HTML},
    414: {"description": "the address is too long", "content": {"text/plain": {"schema": {"type": "string"}}}},
    422: {"description": "a parameter is not what it should be", **_HTML},
    503: {"description": "the register cannot be read now", **_HTML},
}
_SORTS = ("text/html", "text/csv", "application/json")
_ROWS: dict[int | str, dict[str, Any]] = {
    200: {"description": "a page, or its rows as data", "content": {kind: {"schema": {}} for kind in _SORTS}}
}
_MOVED: dict[int | str, dict[str, Any]] = {303: {"description": "the one address of this page"}}
_PAIR = re.compile("[A-Za-z]{2}-[A-Za-z]{2}", re.ASCII)
router = APIRouter(default_response_class=HTMLResponse, responses=ERRORS)

Identity = Annotated[str, Path(max_length=80)]
Name = Annotated[str, Path(max_length=2000, description="an id, or its code")]


def _one_of(words: Iterable[str]) -> str:
    """Return the pattern of a field of a form: one of these words, or left empty."""
    return f"^({'|'.join(words)})?$"


State = Annotated[str, Field(pattern=_one_of(["[A-Za-z]{2}"]))]
Day = Annotated[str | None, Field(pattern=_one_of(["[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"]))]
KindName = Annotated[str | None, Field(pattern=_one_of(KINDS))]
Modality = Annotated[str | None, Field(pattern=_one_of(MODALITIES))]
Order = Annotated[str | None, Field(pattern=_one_of(ORDERS))]
Number = Annotated[int, Field(ge=1, le=100_000)]


class ListQuery(BaseModel):
    """What the address of a list of records may ask for."""

    kind: KindName = None
    state: Annotated[list[State], Field(max_length=4)] = []
    since: Day = None
    until: Day = None
    modality: Modality = None
    disputed: Literal["", "0", "1"] = ""
    sort: Order = None
    page: Number = 1
    form: Annotated[Literal["", "csv", "json"], Field(alias="as")] = ""

    def asked(self, **more: Any) -> Asked:
        """Return it as what the pages ask for; fields of a form that were left empty ask for nothing."""
        return Asked(
            kind=self.kind or None,
            states=tuple(state for state in self.state if state),
            since=self.since or None,
            until=self.until or None,
            modality=self.modality or None,
            disputed=self.disputed == "1",
            sort=self.sort or "newest",
            page=self.page,
        )._replace(**more)


class Narrow(BaseModel):
    """What the timeline of a partnership may be narrowed to."""

    kind: KindName = None
    since: Day = None
    until: Day = None


class PageQuery(BaseModel):
    """Which page of a list of names."""

    page: Number = 1


Rows = Annotated[ListQuery, Query()]


def _rows(request: Request, asked: Asked, form: str, build: Callable[[Desk, View, Asked], Page]) -> Response:
    if not form:
        return answer(request, lambda desk, view: build(desk, view, checked(asked, desk.kinds)))
    write = as_csv if form == "csv" else as_json
    return data(request, lambda desk: write(desk, checked(asked, desk.kinds)))


@router.get("/")
def front_page(request: Request) -> Response:
    """Say what the register holds."""
    return answer(request, front.front)


@router.get("/partnership", status_code=303, responses=_MOVED)
def choose(
    a: Annotated[str, Query(pattern="^[A-Za-z]{2}$")], b: Annotated[str, Query(pattern="^[A-Za-z]{2}$")]
) -> Response:
    """Lead from the form of the front page to the page of two states."""
    same = a.upper() == b.upper()
    return _moved(f"/about/{a.upper()}" if same else f"/{canonical(a, b)}")


@router.get("/search")
def search_page(request: Request, q: Annotated[str, Query(max_length=2000)] = "") -> Response:
    """Find documents by their words."""
    return answer(request, lambda desk, view: search.search(desk, view, q))


@router.get("/records", responses=_ROWS, response_model=None)
def records_page(request: Request, query: Rows) -> Response:
    """List records."""
    return _rows(request, query.asked(), query.form, lists.records)


@router.get("/kind/{kind}", responses=_ROWS, response_model=None)
def kind_page(request: Request, kind: Identity, query: Rows) -> Response:
    """List the records of one kind."""
    if kind not in request.app.state.desk.kinds:
        return data(request, _nothing)
    return _rows(request, query.asked(kind=kind), query.form, lists.records)


@router.get("/about/{name:path}", responses=_ROWS, response_model=None)
def about_page(request: Request, name: Name, query: Rows) -> Response:
    """List what is on record about a state, a person, an organisation, a thing."""
    try:
        key = document_id(name)
    except ValueError:
        return data(request, _nothing)
    return _rows(request, query.asked(about=key), query.form, lists.about)


def _moved(to: str) -> Response:
    return RedirectResponse(to, 303, {"content-type": "text/html; charset=utf-8"})


def _nothing(desk: Desk) -> Response:
    raise NotHereError


@router.get("/list/{sort}")
def names_page(
    request: Request, sort: Literal["states", "persons", "organisations", "items", "programmes"], page: Number = 1
) -> Response:
    """List names."""
    return answer(request, lambda desk, view: lists.names(desk, view, sort, page))


@router.get("/sources")
def sources_page(request: Request, page: Number = 1) -> Response:
    """List the documents."""
    return answer(request, lambda desk, view: lists.documents(desk, view, page))


@router.get("/record/{identity}.bib", response_class=PlainTextResponse, response_model=None)
def record_bibtex(request: Request, identity: Identity) -> Response:
    """Give the sources of a record as BibTeX."""
    return data(request, lambda d: PlainTextResponse(record.citation(d, record.found(d, identity), "bib")))


@router.get("/record/{identity}.csl.json", response_class=JSONResponse, response_model=None)
def record_csl(request: Request, identity: Identity) -> Response:
    """Give the sources of a record as CSL-JSON."""
    return data(
        request,
        lambda d: Response(record.citation(d, record.found(d, identity), "csl.json"), media_type="application/json"),
    )


@router.get("/record/{identity}.json", response_class=JSONResponse, response_model=None)
def record_json(request: Request, identity: Identity) -> Response:
    """Give a record with its claims, in the contract's shape."""
    return data(request, lambda desk: JSONResponse(record.raw(desk, identity)))


@router.get("/record/{identity}")
def record_page(request: Request, identity: Identity) -> Response:
    """Show a record with its evidence."""
    who = reviewer(request)
    return answer(request, lambda desk, view: record.record(desk, view, identity, who), keep=who is None)


@router.get("/document/{name:path}")
def document_page(request: Request, name: Name) -> Response:
    """Show a document with what was read from it."""
    return answer(request, lambda desk, view: document.document(desk, view, name))


@router.get("/data/document/{name:path}", response_class=JSONResponse, response_model=None)
def document_json(request: Request, name: Name) -> Response:
    """Give a document with its claims, in the contract's shape."""
    return data(request, lambda desk: JSONResponse(document.raw(desk, name)))


@router.get("/{pair}", responses=_MOVED, response_model=None)
def partnership_page(
    request: Request,
    pair: Annotated[str, Path(max_length=100)],
    narrow: Annotated[Narrow, Query()],
) -> Response:
    """Show the picture of two states."""
    if not _PAIR.fullmatch(pair):
        return data(request, _nothing)
    one, other = pair[:2], pair[3:]
    if pair != canonical(one, other):
        query = f"?{request.url.query}" if request.url.query else ""
        return _moved(f"/{canonical(one, other)}{query}")
    if one == other:
        return data(request, _nothing)
    asked = Asked(kind=narrow.kind or None, since=narrow.since or None, until=narrow.until or None)

    def build(desk: Desk, view: View) -> Page:
        return partnership.partnership(desk, view, (one, other), checked(asked, desk.kinds))

    return answer(request, build)
