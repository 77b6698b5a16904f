"""An address as somebody wrote it → its one normal form, or a refusal that says what is wrong with it.

RFC 3986: case, default port, dot segments and needless percent signs are levelled; RFC 5891 for names in other
scripts. The order of parameters and double slashes are kept: servers may tell them apart.
"""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import urljoin

from mithaq.model.errors import DocumentError

LONGEST = 4000
_PORTS = {"http": 80, "https": 443}
_BEGIN = re.compile(r"\s*https?:", re.IGNORECASE)
_SCHEME = re.compile(r"\s*([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_UNFIT = re.compile(r"[\x00-\x20\x7f\\]")
_LABEL = re.compile(r"(?!xn--$)[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
# Parameters that say where a reader came from, and nothing about the page.
_TRACKERS = re.compile(r"(?:utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|igshid|mc_[ce]id|_ga|xtor)=.*")
_HINT = "write it as https://example.org/page"


def is_address(text: str) -> bool:
    """Tell whether a text is meant as a web address rather than as a path."""
    return _BEGIN.match(text) is not None


def normal(address: str, base: str = "") -> str:
    """Return the normal form of an address, relative to `base` if it is; raise DocumentError N001 if it is unfit."""
    import httpx

    text = urljoin(base, address.strip()) if base else address.strip()
    if len(text) > LONGEST:
        raise _unfit(text, f"is longer than {LONGEST} characters")
    if _UNFIT.search(text):
        raise _unfit(text, "holds a blank, a backslash or a control character")
    scheme = _SCHEME.match(text)
    if scheme is None or scheme[1].lower() not in ("http", "https"):
        raise _unfit(text, f"is not http or https ({scheme[1].lower() if scheme else 'no scheme'})")
    host: str | None
    try:
        url = httpx.URL(text)
        host = url.raw_host.decode("ascii")
    except (httpx.InvalidURL, UnicodeError, ValueError) as e:
        raise _unfit(text, f"is not a valid address ({e})") from e
    if url.port is not None and not 0 < url.port < 65536:
        raise _unfit(text, "has no possible port")
    if url.userinfo or "@" in url.netloc.decode("ascii"):
        raise _unfit("", "holds a user name or password", "take them out: Mithaq sends no credentials")
    if (host := _host(host)) is None:
        raise _unfit(text, "has no valid host")
    port = f":{url.port}" if url.port not in (None, _PORTS[url.scheme]) else ""
    path, _, query = url.raw_path.decode("ascii").partition("?")
    query = "&".join(part for part in query.split("&") if part and not _TRACKERS.fullmatch(part))
    return f"{url.scheme}://{host}{port}{_levelled(path or '/')}" + (f"?{_levelled(query)}" if query else "")


def host_of(address: str) -> str:
    """Return the host of a normal address, without port and brackets."""
    authority = address.partition("://")[2].partition("/")[0].partition("?")[0]
    if authority.startswith("["):
        return authority[1:].partition("]")[0]
    return authority.partition(":")[0]


def origin_of(address: str) -> str:
    """Return scheme, host and port of a normal address."""
    scheme, _, rest = address.partition("://")
    return f"{scheme}://{rest.partition('/')[0].partition('?')[0]}"


def same_site(one: str, other: str) -> bool:
    """Tell whether two normal addresses are of one host, with or without `www.`."""
    return host_of(one).removeprefix("www.") == host_of(other).removeprefix("www.")


def _host(host: str) -> str | None:
    """Return a host in small letters, an IPv6 address in brackets and its shortest form; None if it is none."""
    host = host.lower().rstrip(".")
    if ":" in host:
        try:
            return f"[{ipaddress.IPv6Address(host)}]"
        except ValueError:
            return None
    labels = host.split(".")
    return host if len(host) <= 253 and all(_LABEL.fullmatch(label) for label in labels) else None


def _levelled(part: str) -> str:
    def level(found: re.Match[str]) -> str:
        character = chr(int(found[1], 16))
        return character if character in _UNRESERVED else found[0].upper()

    return _ESCAPE.sub(level, part)


def _unfit(text: str, why: str, hint: str = _HINT) -> DocumentError:
    shown = text[:120] + "…" if len(text) > 120 else text
    return DocumentError(f"{shown!a} {why}" if shown else f"the address {why}", code="N001", hint=hint)
