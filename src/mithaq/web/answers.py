"""A request → the reader's language and region, the page that answers, kept for the next; errors as pages too."""

from __future__ import annotations

import logging
from collections.abc import Callable

from fastapi import Request
from fastapi.responses import HTMLResponse, Response

from mithaq.model.errors import RegisterError
from mithaq.register.browse import stamp
from mithaq.web.desk import Desk, NotHereError, Page, View, WrongAddressError
from mithaq.web.links import Links
from mithaq.web.settings import LANGUAGES

COOKIE = "lang"
_YEAR = 365 * 24 * 3600
log = logging.getLogger("mithaq.web")


def desk_of(request: Request) -> Desk:
    """Return what all requests share."""
    desk: Desk = request.app.state.desk
    return desk


def spoken(request: Request, default: str) -> tuple[str, str]:
    """Return language and region of the reader: as asked now, as remembered, as the browser says, else `default`."""
    wanted = [part.partition(";")[0].strip() for part in request.headers.get("accept-language", "").split(",")[:12]]
    tags = [(tag[:2].lower(), tag[3:5].upper() if tag[2:3] == "-" else "") for tag in wanted]
    chosen = [request.query_params.get("lang", ""), request.cookies.get(COOKIE, ""), *(code for code, _ in tags)]
    language = next((code for code in chosen if code in LANGUAGES), default)
    region = next((r for code, r in tags if code == language and r.isalpha() and r.isascii()), "")
    return language, region


def view_of(request: Request) -> View:
    """Return the view of the reader who asks."""
    desk = desk_of(request)
    language, region = spoken(request, desk.settings.language)
    return desk.view(language, region, Links(), request.url.path, dict(request.query_params))


def answer(request: Request, build: Callable[[Desk, View], Page], *, keep: bool = True) -> Response:
    """Return the page that `build` makes, or a page that says why there is none.

    A page is kept until the register changes, made once however many ask for it at the same time, and not sent again to
    a browser that still has it.
    """
    desk = desk_of(request)
    view = view_of(request)
    try:
        if not keep:
            page = build(desk, view)
            answer = remembering(request, HTMLResponse(desk.html(view, page), page.status))
            answer.headers["cache-control"] = "no-store"
            return answer
        key = (str(request.url.path), request.url.query, view.language, view.writing.digits, stamp(desk.register))
        tag = desk.tag(key)
        if tag in request.headers.get("if-none-match", ""):
            return remembering(request, Response(status_code=304, headers={"etag": tag}))
        with desk.alone(key):
            html, status = desk.recall(key), 200
            if html is None:
                page = build(desk, view)
                html, status = desk.html(view, page), page.status
                if status == 200:
                    desk.keep(key, html)
        return remembering(request, HTMLResponse(html, status, {"etag": tag} if status == 200 else None))
    except NotHereError:
        html, status = _sorry(desk, view, "not_found"), 404
    except WrongAddressError:
        html, status = _sorry(desk, view, "bad_request"), 400
    except RegisterError as e:
        log.error("%s", e)
        html, status = _sorry(desk, view, "register_busy"), 503
    return remembering(request, HTMLResponse(html, status))


def _sorry(desk: Desk, view: View, what: str) -> str:
    return desk.html(view, Page("sorry.html", {"title": view.t(what), "note": view.words.get(f"{what}_note", "")}))


def sorry(request: Request, what: str, status: int) -> HTMLResponse:
    """Return a page that says what is wrong."""
    return HTMLResponse(_sorry(desk_of(request), view_of(request), what), status)


def remembering(request: Request, response: Response) -> Response:
    """Remember the language that was chosen now; say on what the answer depends."""
    response.headers["vary"] = "accept-language, cookie"
    response.headers["cache-control"] = "no-cache"
    if (code := request.query_params.get("lang", "")) in LANGUAGES:
        response.set_cookie(COOKIE, code, max_age=_YEAR, httponly=True, samesite="lax", path="/")
    return response


def data(request: Request, build: Callable[[Desk], Response]) -> Response:
    """Return data, or the page that says why there is none."""
    try:
        return build(desk_of(request))
    except NotHereError:
        return sorry(request, "not_found", 404)
    except WrongAddressError:
        return sorry(request, "bad_request", 400)
    except RegisterError as e:
        log.error("%s", e)
        return sorry(request, "register_busy", 503)
