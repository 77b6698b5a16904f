"""The addresses of a reviewer: open only with `--review`, on this machine, with a session; every judgement is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from mithaq.model.errors import RegisterError
from mithaq.pipeline import refresh
from mithaq.register import Register
from mithaq.register.judging import Judge, judge_misread, judge_pair, judge_value, take_back
from mithaq.web.answers import desk_of, sorry, view_of
from mithaq.web.desk import Desk
from mithaq.web.pages.review import Told, review
from mithaq.web.sessions import COOKIE, Sessions

router = APIRouter(prefix="/review", include_in_schema=False)
Text = Annotated[str, Form(max_length=2000)]
Short = Annotated[str, Form(max_length=400)]


def sessions_of(request: Request) -> Sessions:
    """Return the sessions of this server."""
    sessions: Sessions = request.app.state.sessions
    return sessions


@router.get("", response_model=None)
def review_page(request: Request, token: str = "", done: int = 0) -> Response:
    """Open a session with the token, or show what waits."""
    sessions = sessions_of(request)
    if token:
        session = sessions.open(token)
        if session is None:
            return _closed(request)
        answer = RedirectResponse("/review", 303)
        answer.set_cookie(COOKIE, session, httponly=True, samesite="strict", path="/review")
        return answer
    session = request.cookies.get(COOKIE, "")
    if not sessions.holds(session):
        return _closed(request)
    view = view_of(request)
    return _page(request, session, Told(done=view.t("judged", done) if done else ""))


def _closed(request: Request) -> HTMLResponse:
    return sorry(request, "session_needed", 403)


def _page(request: Request, session: str, told: Told, status: int = 200) -> HTMLResponse:
    desk, view = desk_of(request), view_of(request)
    by = request.cookies.get("mithaq_by", "")[:80]
    html = desk.html(view, review(desk, view, sessions_of(request).csrf(session), by, told))
    return HTMLResponse(html, status, {"cache-control": "no-store"})


class Sent:
    """What every form carries: the token of its session, a name and a reason."""

    def __init__(self, request: Request, csrf: Short = "", by: Short = "", because: Text = "") -> None:
        self.request, self.csrf, self.judge = request, csrf, Judge(by.strip(), because.strip())

    def judged(self, verdict: Callable[[Register], int]) -> Response:
        """Judge if this form may; lead back to the page, or say what was wrong."""
        sessions, session = sessions_of(self.request), self.request.cookies.get(COOKIE, "")
        if not sessions.holds(session) or not sessions.sent_by(session, self.csrf) or not _same_origin(self.request):
            return _closed(self.request)
        desk = desk_of(self.request)
        if not self.judge.by or not self.judge.because:
            return _page(self.request, session, Told(wrong=view_of(self.request).t("judgement_needs")), 422)
        try:
            number = _kept(desk, verdict)
        except RegisterError as e:
            return _page(self.request, session, Told(wrong=str(e)), 422)
        answer = RedirectResponse(f"/review?done={number}", 303)
        answer.set_cookie("mithaq_by", self.judge.by, httponly=True, samesite="strict", path="/review")
        return answer


def _kept(desk: Desk, verdict: Callable[[Register], int]) -> int:
    with desk.judging:
        refresh(desk.register, lambda: desk.kinds, lambda: desk.knowledge)
        number = verdict(desk.register)
        refresh(desk.register, lambda: desk.kinds, lambda: desk.knowledge)
    return number


def _same_origin(request: Request) -> bool:
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host", "")


SentForm = Annotated[Sent, Depends()]


@router.post("/value", response_model=None)
def value(sent: SentForm, record: Short, slot: Short, value: Text) -> Response:
    """Say which value is right."""
    return sent.judged(lambda register: judge_value(register, record, slot, value, sent.judge))


@router.post("/pair", response_model=None)
def pair(sent: SentForm, one: Short, other: Short, verdict: Short) -> Response:
    """Say that two records are about the same thing, or not."""
    return sent.judged(lambda register: judge_pair(register, verdict, (one, other), sent.judge))


@router.post("/misread", response_model=None)
def misread(sent: SentForm, record: Short) -> Response:
    """Say that a record was misread."""
    return sent.judged(lambda register: judge_misread(register, record, sent.judge))


@router.post("/undo", response_model=None)
def undo(sent: SentForm, number: Annotated[int, Form(ge=1, le=10**9)]) -> Response:
    """Take a judgement back."""
    return sent.judged(lambda register: take_back(register, number, sent.judge))
