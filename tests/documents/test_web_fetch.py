"""The fetcher against a server on loopback that behaves in every bad way we know of; nothing leaves the machine."""

from __future__ import annotations

import gzip
import socket
import time
import zlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from tests.loopback import Reply, Site, bomb, page, raw, redirect, silent, status, tagged, then, trickle

from mithaq.documents.web import Answer, Fetcher, Guard, Manners
from mithaq.documents.web.fetch import Validators
from mithaq.model.errors import DocumentError

TEXT = "<p>The two ministers met in the capital.</p>"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as running:
        yield running


@pytest.fixture(autouse=True)
def _only_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail a test that would leave this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        assert address[0] in ("127.0.0.1", "::1"), f"a test tried to connect to {address}"
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


class Waits(list[float]):
    def __call__(self, seconds: float) -> None:
        self.append(seconds)


def fetcher(site: Site, sleep: Callable[[float], object] | None = None, **how: Any) -> Fetcher:
    resolver = how.pop("resolver", None)
    guard = how.pop("guard", Guard.allowing([f"127.0.0.1:{site.port}"]))
    manners = Manners(**({"delay": 0.0, "connect": 2.0, "read": 2.0, "total": 4.0, "retries": 0} | how))
    more = {"resolver": resolver} if resolver else {}
    return Fetcher(manners, guard, sleep=Waits() if sleep is None else sleep, **more)


def refused(site: Site, address: str, **how: Any) -> DocumentError:
    with fetcher(site, **how) as web, pytest.raises(DocumentError) as caught:
        web.get(address)
    assert caught.value.hint
    return caught.value


def fetched(site: Site, address: str, **how: Any) -> Answer:
    with fetcher(site, **how) as web:
        return web.get(address)


def test_a_page_is_fetched_by_name_and_version(site: Site) -> None:
    site.pages["/a"] = page(TEXT)
    answer = fetched(site, site.at("/a"), contact="https://example.org/about")
    assert answer.body.decode() == TEXT and answer.status == 200
    assert site.paths() == ["/robots.txt", "/a"]
    headers = site.seen[1][1]
    assert headers["user-agent"].startswith("Mithaq/") and "+https://example.org/about" in headers["user-agent"]
    assert headers["host"] == f"127.0.0.1:{site.port}" and "cookie" not in headers


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        ("User-agent: *\nDisallow: /private/", "/private/x", False),
        ("User-agent: *\nDisallow: /private/", "/public", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdfx", True),
        ("User-agent: mithaq\nDisallow: /\nUser-agent: *\nAllow: /", "/a", False),
        ("User-agent: *\nDisallow: /\nUser-agent: Mithaq\nAllow: /", "/a", True),
        ("\x00\xff<html>", "/a", True),
    ],
)
def test_robots_txt_is_obeyed(site: Site, rules: str, path: str, allowed: bool) -> None:
    site.pages |= {"/robots.txt": page(rules.encode("latin-1"), "text/plain"), path: page(TEXT)}
    if allowed:
        assert fetched(site, site.at(path)).status == 200
    else:
        assert refused(site, site.at(path)).code == "N002"
        assert path not in site.paths()


@pytest.mark.parametrize("code", [500, 503, 429])
def test_a_site_whose_robots_txt_fails_is_left_alone(site: Site, code: int) -> None:
    site.pages |= {"/robots.txt": status(code), "/a": page(TEXT)}
    assert refused(site, site.at("/a")).code == "N005"
    assert "/a" not in site.paths()


@pytest.mark.parametrize("reply", [status(404), status(403), redirect("/robots.txt"), page(b"x", "image/png")])
def test_a_site_without_robots_txt_is_open(site: Site, reply: Reply) -> None:
    site.pages |= {"/robots.txt": reply, "/a": page(TEXT)}
    assert fetched(site, site.at("/a")).status == 200


def test_robots_txt_is_asked_once_and_its_delay_kept(site: Site) -> None:
    site.pages |= {"/robots.txt": page("User-agent: *\nCrawl-delay: 7", "text/plain"), "/a": page(TEXT)}
    waits = Waits()
    with fetcher(site, waits) as web:
        web.get(site.at("/a"))
        web.get(site.at("/a"))
    assert site.paths() == ["/robots.txt", "/a", "/a"]
    assert [round(wait) for wait in waits] == [7]


def test_requests_to_one_host_keep_their_distance(site: Site) -> None:
    site.pages |= {"/a": page(TEXT), "/b": page(TEXT)}
    waits = Waits()
    with fetcher(site, waits, delay=3.0) as web:
        web.get(site.at("/a"))
        web.get(site.at("/b"))
    assert [round(wait) for wait in waits] == [3, 3]  # behind robots.txt, behind /a


def test_a_page_that_has_not_changed_is_not_sent_again(site: Site) -> None:
    site.pages["/a"] = tagged(TEXT, '"v1"')
    with fetcher(site) as web:
        first = web.get(site.at("/a"))
        again = web.get(site.at("/a"), first.validators)
        other = web.get(site.at("/a"), first.validators._replace(url=site.at("/b")))
    assert (first.status, again.status, again.body, other.status) == (200, 304, b"", 200)


def test_a_304_that_nobody_asked_for_is_an_error(site: Site) -> None:
    site.pages["/a"] = status(304, Content_Length="")
    assert refused(site, site.at("/a")).code == "N004"


def test_a_busy_server_is_asked_again_when_it_says(site: Site) -> None:
    site.pages["/a"] = then(status(429, Retry_After="17"), status(503), page(TEXT))
    waits = Waits()
    assert fetched(site, site.at("/a"), sleep=waits, retries=2).status == 200
    assert [round(w) for w in waits][-1] >= 4 and 16 <= waits[0] <= 17


def test_a_server_that_wants_hours_is_left_alone_at_once(site: Site) -> None:
    site.pages |= {"/a": status(429, Retry_After="7200"), "/b": page(TEXT)}
    waits = Waits()
    with fetcher(site, waits, retries=2) as web:
        for path in ("/a", "/b"):
            with pytest.raises(DocumentError, match="minutes") as caught:
                web.get(site.at(path))
            assert caught.value.code == "N005"
    assert site.paths() == ["/robots.txt", "/a"] and not waits


@pytest.mark.parametrize(("code", "kind"), [(404, "N004"), (410, "N004"), (401, "N004"), (500, "N005"), (204, "N004")])
def test_errors_are_told(site: Site, code: int, kind: str) -> None:
    site.pages["/a"] = status(code)
    error = refused(site, site.at("/a"))
    assert error.code == kind and str(code) in str(error)


def test_redirects_are_followed_to_where_they_end(site: Site) -> None:
    site.pages |= {"/a": redirect("b?x=1"), "/b?x=1": redirect(site.at("/c#part"), 308), "/c": page(TEXT)}
    assert fetched(site, site.at("/a")).url == site.at("/c")


def test_redirects_without_end_are_given_up(site: Site) -> None:
    site.pages |= {"/loop": redirect("/loop2"), "/loop2": redirect("/loop")}
    site.pages |= {f"/{n}": redirect(f"/{n + 1}") for n in range(30)}
    assert "circle" in str(refused(site, site.at("/loop")))
    error = refused(site, site.at("/0"))
    assert error.code == "N007" and len(site.paths()) < 12


@pytest.mark.parametrize("target", [
    "file:///etc/passwd", "ftp://127.0.0.1/x", "gopher://127.0.0.1/x", "javascript:alert(1)", "data:text/html,x",
    "http://u:p@127.0.0.1/", "http://10.0.0.1/", "http://[::1]/", "http://169.254.169.254/latest/", "http://0/",
    "//192.168.1.1/", "http://2130706433/", "http://0x7f.1/", "http://[::ffff:127.0.0.1]/", "http://[64:ff9b::7f00:1]/",
    "http://127.0.0.1:22/", "http://localhost/", "http://exa mple.org/",
])  # fmt: skip
def test_redirects_lead_nowhere_they_should_not(site: Site, target: str) -> None:
    site.pages["/a"] = redirect(target)
    assert refused(site, site.at("/a")).code == "N001"


def test_robots_txt_of_each_site_on_the_way_is_obeyed(site: Site) -> None:
    with Site() as other:
        other.pages |= {"/robots.txt": page("User-agent: *\nDisallow: /", "text/plain"), "/x": page(TEXT)}
        site.pages["/a"] = redirect(other.at("/x"))
        hosts = [f"127.0.0.1:{s.port}" for s in (site, other)]
        assert refused(site, site.at("/a"), guard=Guard.allowing(hosts)).code == "N002"
        assert other.paths() == ["/robots.txt"]


def test_a_name_is_judged_by_the_address_that_is_connected_to(site: Site) -> None:
    site.pages["/a"] = page(TEXT)
    asked: list[str] = []

    def resolver(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"]

    address = site.at("/a", "press.example")
    error = refused(site, address, resolver=resolver, guard=Guard.allowing([f"127.0.0.1:{site.port}"]))
    assert error.code == "N001" and not site.seen
    named = Guard.allowing([f"press.example:{site.port}"])
    assert fetched(site, address, resolver=resolver, guard=named).url == address
    assert site.seen[-1][1]["host"] == f"press.example:{site.port}"


def test_a_name_with_one_bad_address_is_refused_whole(site: Site) -> None:
    for found in (["93.184.215.14", "127.0.0.1"], ["::1", "93.184.215.14"], ["93.184.215.14", "fe80::1%eth0"]):
        error = refused(site, "http://press.example/a", resolver=lambda h, p, f=found: f, guard=Guard())
        assert error.code == "N001"


def test_a_name_that_changes_its_address_gains_nothing(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """DNS rebinding: what the check saw is what is connected to; a new connection is checked anew."""
    import httpcore

    connected: list[str] = []

    def connect(self: Any, host: str, *rest: Any, **more: Any) -> Any:
        connected.append(host)
        raise httpcore.ConnectError("not in a test")

    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)
    answers = iter([["93.184.215.14"], ["127.0.0.1"], ["127.0.0.1"]])
    calls: list[int] = []

    def resolver(host: str, port: int) -> list[str]:
        calls.append(port)
        return next(answers)

    with fetcher(site, resolver=resolver, guard=Guard()) as web:
        with pytest.raises(DocumentError) as first:
            web.get("http://press.example/a")
        assert (first.value.code, connected, len(calls)) == ("N003", ["93.184.215.14"], 1)
        with pytest.raises(DocumentError) as second:
            web.get("http://press.example/a")
    assert second.value.code == "N001" and connected == ["93.184.215.14"]


def test_names_that_are_not_known(site: Site) -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise socket.gaierror(-2, "Name or service not known")

    def slow(host: str, port: int) -> list[str]:
        time.sleep(1.5)
        return ["127.0.0.1"]

    assert refused(site, "http://press.example/", resolver=unknown, guard=Guard()).code == "N003"
    assert refused(site, "http://press.example/", resolver=lambda h, p: [], guard=Guard()).code == "N003"
    error = refused(site, "http://press.example/", resolver=slow, guard=Guard(private=True), connect=0.2)
    assert error.code == "N003" and "in time" in str(error)


def test_a_server_that_is_not_there() -> None:
    with Site() as gone:
        pass
    assert refused(gone, gone.at("/a")).code == "N003"


@pytest.mark.parametrize("reply", [
    raw(HEAD + b"Content-Length: 1000\r\n\r\n<p>half of it"),
    raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\n400\r\nhalf of it"),
    raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nhalf of it\r\n0\r\n\r\n"),
    raw(b"HTTP/1.1 banana\r\n\r\n"), raw(b"\x00\x01\x02"), raw(b"SSH-2.0-OpenSSH_9\r\n"), raw(b""),
    raw(HEAD + b"Content-Length: 5\r\nContent-Length: 7\r\n\r\nhello12"),
    raw(HEAD + b"Content-Length: -5\r\n\r\nhello"),
    raw(HEAD + b"X: " + b"y" * 300_000 + b"\r\n\r\nhello"),
    page(gzip.compress(TEXT.encode())[:-9], Content_Encoding="gzip"), page(b"plain", Content_Encoding="gzip"),
    page(TEXT, Content_Encoding="br"), page(TEXT, Content_Encoding="gzip, gzip"), page(TEXT, Content_Encoding="\xff"),
])  # fmt: skip
def test_broken_answers_are_told_and_never_taken_for_whole(site: Site, reply: Reply) -> None:
    site.pages["/a"] = reply
    assert refused(site, site.at("/a")).code in ("N003", "N006")


def test_a_server_that_dies_in_the_middle_is_asked_again(site: Site) -> None:
    site.pages["/a"] = then(raw(HEAD + b"Content-Length: 1000\r\n\r\n<p>half"), page(TEXT))
    assert fetched(site, site.at("/a"), retries=1).body.decode() == TEXT


@pytest.mark.parametrize("packed", [
    (gzip.compress(TEXT.encode()), "gzip"), (zlib.compress(TEXT.encode()), "deflate"),
    (zlib.compress(TEXT.encode(), wbits=-15), "deflate"), (TEXT.encode(), "identity"),
    (gzip.compress(TEXT.encode()[:9]) + gzip.compress(TEXT.encode()[9:]), "x-gzip"),
])  # fmt: skip
def test_packed_answers_are_unpacked(site: Site, packed: tuple[bytes, str]) -> None:
    site.pages["/a"] = page(packed[0], Content_Encoding=packed[1])
    assert fetched(site, site.at("/a")).body.decode() == TEXT


@pytest.mark.parametrize("reply", [
    page(b"x" * 300_000), raw(HEAD + b"\r\n", *[b"x" * 100_000] * 3), bomb(50),
    raw(HEAD + b"Content-Length: 99999999999999999999\r\n\r\n"),
])  # fmt: skip
def test_large_answers_are_cut_off(site: Site, reply: Reply) -> None:
    site.pages["/a"] = reply
    error = refused(site, site.at("/a"), size=200_000)
    assert error.code == "D004" and "--max-size" in error.hint


def test_a_bomb_costs_no_memory(site: Site) -> None:
    import tracemalloc

    site.pages["/a"] = bomb(100)
    tracemalloc.start()
    refused(site, site.at("/a"), size=1_000_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 12_000_000


@pytest.mark.parametrize("reply", [
    silent(3.0), trickle(HEAD + b"Content-Length: 1000\r\n\r\n", b"x", 0.1, 25),
    trickle(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n", 0.1, 25),
])  # fmt: skip
def test_slow_servers_do_not_hold_us_up(site: Site, reply: Reply) -> None:
    site.pages["/a"] = reply
    with fetcher(site, read=0.5, total=0.8) as web:
        site.pages["/ok"] = page(TEXT)
        web.get(site.at("/ok"))
        begun = time.monotonic()
        with pytest.raises(DocumentError) as caught:
            web.get(site.at("/a"))
        assert time.monotonic() - begun < 2.0
    assert caught.value.code == "N003"


def test_sound_and_pictures_are_not_even_downloaded(site: Site) -> None:
    site.pages["/a"] = raw(HEAD.replace(b"text/html", b"video/mp4") + b"Content-Length: 900000000\r\n\r\n", pause=0.1)
    assert refused(site, site.at("/a"), size=10**10).code == "D007"


def test_validators_of_a_server_cannot_break_the_next_request(site: Site) -> None:
    site.pages["/a"] = page(TEXT)
    with fetcher(site) as web, pytest.raises(DocumentError) as caught:
        web.get(site.at("/a"), Validators(site.at("/a"), 'x"\r\nX-Evil: 1'))
    assert caught.value.code == "N006" and "/a" not in site.paths()
