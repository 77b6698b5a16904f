"""Settings and a place → the pages served there until the program is stopped."""

from __future__ import annotations

import socket
from collections.abc import Callable

import uvicorn

from mithaq.model.errors import MithaqError
from mithaq.web.app import create_app
from mithaq.web.settings import Settings

_QUEUE = 512


def serve(settings: Settings, host: str, port: int, say: Callable[[str], None]) -> None:
    """Serve until Ctrl-C. `port` 0 takes a free one. Raises MithaqError when the place is taken."""
    app = create_app(settings)
    app.state.desk.warm()
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as sock:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            sock.bind((host, port))
        except OSError as e:
            raise MithaqError(f"{host}:{port} cannot be served from: {e.strerror}; choose another --port") from e
        sock.listen(_QUEUE)  # who asks before the server is ready waits, and is not refused
        shown = f"[{host}]" if ":" in host else host
        address = f"http://{shown}:{sock.getsockname()[1]}/"
        say(address + f"review?token={app.state.sessions.token}" if settings.review else address)
        config = uvicorn.Config(
            app, log_level="warning", server_header=False, date_header=True, access_log=False, lifespan="on",
            timeout_keep_alive=15, h11_max_incomplete_event_size=16_384, limit_concurrency=400, proxy_headers=False,
        )  # fmt: skip
        uvicorn.Server(config).run(sockets=[sock])
