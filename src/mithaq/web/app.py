"""Settings → the application: its routes, the files that come with it, and the guard around everything."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import AsyncIterator

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from mithaq import __version__
from mithaq.web.answers import sorry
from mithaq.web.desk import Desk, static_folder
from mithaq.web.guard import HEADERS, Guard
from mithaq.web.routes import router
from mithaq.web.settings import Settings

log = logging.getLogger("mithaq.web")


def create_app(settings: Settings) -> FastAPI:
    """Return the application over a register that must be there. Raises RegisterError when it is unusable."""
    desk = Desk(settings)

    @contextlib.asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        yield
        desk.close()

    app = FastAPI(
        title="Mithaq", version=__version__, docs_url=None, redoc_url=None, lifespan=lifespan,
        description="A sourced register of defence and security cooperation between states: pages and data, to read.",
    )  # fmt: skip
    app.state.desk = desk
    app.mount("/static", StaticFiles(directory=str(static_folder())), name="static")
    if settings.review:
        from mithaq.web import reviewing
        from mithaq.web.sessions import Sessions

        app.state.sessions = Sessions()
        app.include_router(reviewing.router)
    app.include_router(router)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _wrong)
    app.add_exception_handler(Exception, _failed)
    app.add_middleware(Guard, settings=settings)
    return app


async def _http(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    return sorry(request, "not_found" if status == 404 else "bad_request", status)


async def _wrong(request: Request, error: Exception) -> Response:
    return sorry(request, "bad_request", 422)


async def _failed(request: Request, error: Exception) -> Response:
    log.error("%s failed", request.url.path, exc_info=error)
    answer = sorry(request, "failed", 500)
    answer.raw_headers.extend(HEADERS)  # this answer is made outside of the guard
    return answer
