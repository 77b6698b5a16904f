"""Normal forms of addresses, and which IP addresses are refused."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mithaq.documents.address import host_of, same_site
from mithaq.documents.web import Guard, is_address, normal
from mithaq.documents.web.guard import refusal
from mithaq.model.errors import DocumentError


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("HTTP://Example.ORG:80/a/../b/./c?utm_source=x&b=2&a=1#frag", "http://example.org/b/c?b=2&a=1"),
        ("https://example.org", "https://example.org/"),
        ("https://example.org:443/?", "https://example.org/"),
        ("https://example.org/%7Euser/%e2%82%ac", "https://example.org/~user/%E2%82%AC"),
        ("https://example.org/أخبار", "https://example.org/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1"),
        ("https://وزارة.إختبار/x", "https://xn--mgbexc3i.xn--kgbechtv/x"),
        ("https://example.org./x", "https://example.org/x"),
        ("https://example.org/a//b?q=%2F&&r", "https://example.org/a//b?q=%2F&r"),
        ("https://example.org/?fbclid=1&id=5", "https://example.org/?id=5"),
        ("http://[2001:DB8::1]:8080/x", "http://[2001:db8::1]:8080/x"),
        ("  https://example.org/x\n", "https://example.org/x"),
    ],
)
def test_one_page_has_one_address(written: str, expected: str) -> None:
    assert normal(written) == expected == normal(expected)


@pytest.mark.parametrize("address", [
    "file:///etc/passwd", "ftp://example.org/", "javascript:alert(1)", "example.org/x", "", "http://", "https:///x",
    "http://user@example.org/", "http://user:secret@example.org/", "http://:@example.org/", "http://a\\@b.example/",
    "http://exa mple.org/", "http://example.org/a b", "http://example.org/\x00", "http://example.org:99999/",
    "http://example.org:x/", "http://[::1/", "http://xn--/", "https://example.org/" + "a" * 5000,
])  # fmt: skip
def test_unfit_addresses_are_refused_with_a_reason(address: str) -> None:
    with pytest.raises(DocumentError) as caught:
        normal(address)
    assert caught.value.code == "N001" and caught.value.hint and "secret" not in str(caught.value)


def test_relative_addresses_are_made_whole() -> None:
    assert normal("../x?y=1", "https://example.org/a/b/c") == "https://example.org/a/x?y=1"
    assert normal("//other.example/x", "https://example.org/") == "https://other.example/x"


def test_addresses_are_told_from_paths() -> None:
    assert is_address("https://example.org") and is_address("HTTP://x") and is_address("http:x")
    assert not any(map(is_address, ("articles/", "http", "c:\\x", "./https:/x", "ftp://example.org")))


def test_sites_are_the_same_with_and_without_www() -> None:
    assert same_site("https://www.example.org/a", "http://example.org:8080/b")
    assert not same_site("https://example.org/", "https://example.org.evil.example/")
    assert host_of("http://[2001:db8::1]:80/x") == "2001:db8::1"


_BAD = """0.0.0.0 0.1.2.3 10.1.2.3 100.64.0.1 100.100.100.200 127.0.0.1 127.255.255.254 168.63.129.16 169.254.169.254
169.254.0.1 172.16.0.1 172.31.255.255 192.0.0.1 192.0.2.1 192.88.99.1 192.168.0.1 198.18.0.1 198.51.100.1 203.0.113.1
224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255 :: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:8.8.8.8
::ffff:0:8.8.8.8 64:ff9b::7f00:1 64:ff9b::808:808 64:ff9b:1::1 100::1 2001::1 2001:db8::1 2002:7f00:1::1 2002:808:808::1
fc00::1 fd00:ec2::254 fe80::1 fe80::1%eth0 fec0::1 ff02::1 not-an-address"""


@pytest.mark.parametrize("address", _BAD.split())
def test_addresses_that_are_refused(address: str) -> None:
    assert refusal(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "93.184.215.14", "2606:4700:4700::1111", "2a00:1450::1"])
def test_addresses_that_are_ordinary(address: str) -> None:
    assert refusal(address) is None


@settings(max_examples=300, deadline=None)
@given(st.ip_addresses())
def test_nothing_that_is_not_global_is_let_through(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> None:
    if not address.is_global or address.is_multicast:
        assert refusal(str(address))


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60), st.sampled_from(["", "http://", "https://example.org/", "http://example.org:"]))
def test_any_text_has_a_normal_form_or_a_refusal(text: str, begin: str) -> None:
    try:
        found = normal(begin + text)
    except DocumentError as e:
        assert e.code == "N001"
    else:
        assert normal(found) == found and found.isascii() and "@" not in found.partition("://")[2].partition("/")[0]


def test_what_a_person_allows() -> None:
    guard = Guard.allowing(["intranet.example", "press.example:8081", "[::1]:9000"])
    guard.check("intranet.example", 1234, ["10.0.0.1"])
    guard.check("press.example", 8081, ["127.0.0.1"])
    guard.check("::1", 9000, ["::1"])
    guard.check("example.org", 443, ["8.8.8.8"])
    for host, port, address in (
        ("press.example", 80, "127.0.0.1"),
        ("x.intranet.example", 80, "10.0.0.1"),
        ("example.org", 22, "8.8.8.8"),
        ("::1", 80, "::1"),
    ):
        with pytest.raises(DocumentError, match="does not connect") as caught:
            guard.check(host, port, [address])
        assert "--allow-host" in caught.value.hint
    Guard(private=True).check("x", 22, ["127.0.0.1"])
    with pytest.raises(DocumentError, match="not loopback"):
        Guard(loopback_only=True, private=True).check("x", 80, ["127.0.0.1", "8.8.8.8"])
