"""A token printed once → a session of one reviewer: who holds the cookie may judge, with a token in each form."""

from __future__ import annotations

import hmac
import secrets
import threading
import time
from typing import NamedTuple

from fastapi import Request

COOKIE, BY = "mithaq_review", "mithaq_by"
_LASTS = 12 * 3600.0


class Sessions:
    """The one-time token, and the session that it opened."""

    def __init__(self) -> None:
        self.token = secrets.token_urlsafe(24)
        self._key = secrets.token_bytes(32)
        self._open: dict[str, float] = {}
        self._lock = threading.Lock()

    def open(self, token: str) -> str | None:
        """Return a new session for the right token, which is good for one use; None for any other."""
        with self._lock:
            if not self.token or not hmac.compare_digest(token.encode(), self.token.encode()):
                return None
            self.token = ""
            session = secrets.token_urlsafe(24)
            self._open[session] = time.monotonic() + _LASTS
            return session

    def holds(self, session: str) -> bool:
        """Tell whether this session is open."""
        with self._lock:
            return self._open.get(session, 0.0) > time.monotonic()

    def csrf(self, session: str) -> str:
        """Return what each form of a session must carry."""
        return hmac.new(self._key, session.encode(), "sha256").hexdigest()

    def sent_by(self, session: str, csrf: str) -> bool:
        """Tell whether a form was made for this session."""
        return hmac.compare_digest(self.csrf(session).encode(), csrf.encode())


class Reviewer(NamedTuple):
    """Who may judge: what each form of the session carries, and the name given last."""

    csrf: str
    by: str


def sessions_in(request: Request) -> Sessions:
    """Return the sessions of this server."""
    sessions: Sessions = request.app.state.sessions
    return sessions


def reviewer(request: Request) -> Reviewer | None:
    """Return the reviewer who asks; None for everyone else, and wherever nobody may judge."""
    sessions: Sessions | None = getattr(request.app.state, "sessions", None)
    session = request.cookies.get(COOKIE, "")
    if sessions is None or not sessions.holds(session):
        return None
    return Reviewer(sessions.csrf(session), request.cookies.get(BY, "")[:80])
