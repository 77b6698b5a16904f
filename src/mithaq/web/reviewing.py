"""The addresses of a reviewer: open only with `--review`, on this machine, with a session; every judgement is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Literal
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from mithaq.model.errors import RegisterError
from mithaq.register import Register
from mithaq.register.judging import Judge, judge_misread, judge_pair, judge_value, note_wrong, take_back
from mithaq.web.answers import desk_of, sorry, view_of
from mithaq.web.desk import Desk
from mithaq.web.pages.review import Told, review
from mithaq.web.sessions import BY, COOKIE, reviewer, sessions_in

router = APIRouter(prefix="/review", include_in_schema=False)
Text = Annotated[str, Form(max_length=2000)]
Short = Annotated[str, Form(max_length=400)]


@router.get("", response_model=None)
def review_page(request: Request, token: str = "", done: int = 0) -> Response:
    """Open a session with the token, or show what waits."""
    sessions = sessions_in(request)
    if token:
        session = sessions.open(token)
        if session is None:
            return _closed(request)
        answer = RedirectResponse("/review", 303)
        answer.set_cookie(COOKIE, session, httponly=True, samesite="strict", path="/")
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
    html = desk.html(view, review(desk, view, reviewer(request), told))
    return HTMLResponse(html, status, {"cache-control": "no-store"})


class Sent:
    """What every form carries: the token of its session, a name and a reason."""

    def __init__(self, request: Request, csrf: Short = "", by: Short = "", because: Text = "") -> None:
        self.request, self.csrf, self.judge = request, csrf, Judge(by.strip(), because.strip())

    def judged(self, verdict: Callable[[Register], int]) -> Response:
        """Judge if this form may; lead back to the page, or say what was wrong."""
        sessions, session = sessions_in(self.request), self.request.cookies.get(COOKIE, "")
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
        answer.set_cookie(BY, self.judge.by, httponly=True, samesite="strict", path="/")
        return answer


def _kept(desk: Desk, verdict: Callable[[Register], int]) -> int:
    with desk.judging:
        for_people = (desk.register, desk.kinds, desk.knowledge)
        desk.candidates.refresh(*for_people)
        number = verdict(desk.register)
        desk.candidates.refresh(*for_people)
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


@router.post("/report", response_model=None)
def report(sent: SentForm, record: Short, wrong: Annotated[Literal["note", "misread"], Form()]) -> Response:
    """Say on the page of a record that something is wrong with it: as a note, or so that it is left out."""
    judge = note_wrong if wrong == "note" else judge_misread
    return sent.judged(lambda register: judge(register, record, sent.judge))


@router.post("/undo", response_model=None)
def undo(sent: SentForm, number: Annotated[int, Form(ge=1, le=10**9)]) -> Response:
    """Take a judgement back."""
    return sent.judged(lambda register: take_back(register, number, sent.judge))
