"""Nothing → whether the libraries of the extra `web` are here, or an error that says how to get them."""

from __future__ import annotations

from importlib.util import find_spec

from mithaq.model.errors import MithaqError

LIBRARIES = ("fastapi", "uvicorn", "jinja2", "multipart", "babel")


def check() -> None:
    """Raise MithaqError, naming the extra, when a library is missing."""
    missing = [name for name in LIBRARIES if find_spec(name) is None]
    if missing:
        raise MithaqError(f"the web pages need {', '.join(missing)}: pip install 'mithaq[web]'")
