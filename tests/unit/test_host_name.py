"""Hosts are written as browsers write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from towpath.model.error import TowpathError
from towpath.model.host_name import address_of, host_of_site, is_this_machine, normal_host


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("Wiki.CORP.example", "wiki.corp.example"),
        ("wiki.corp.example.", "wiki.corp.example"),
        ("bücher.example", "xn--bcher-kva.example"),
        ("BÜCHER.example", "xn--bcher-kva.example"),
        ("straße.example", "xn--strae-oqa.example"),
        ("faß。example", "xn--fa-hia.example"),
        ("_srv.corp", "_srv.corp"),
        ("__proto__", "__proto__"),
        ("10.1.2.3", "10.1.2.3"),
        ("0x7f.1", "127.0.0.1"),
        ("127.1", "127.0.0.1"),
        ("2130706433", "127.0.0.1"),
        ("010.0.0.1.", "8.0.0.1"),
        ("256.1.1.1", "256.1.1.1"),
        ("1.2.3.4.5", "1.2.3.4.5"),
        ("09.1", "09.1"),
        ("[FD00::0001]", "fd00::1"),
        ("fe80::1%eth0", "fe80::1"),
        ("::ffff:10.0.0.1", "::ffff:a00:1"),
        ("0:0:0:0:0:0:0:1", "::1"),
        ("no:address", "no:address"),
        ("", ""),
    ],
)
def test_normal_hosts(typed: str, normal: str) -> None:
    assert normal_host(typed) == normal
    assert normal_host(normal) == normal


@given(st.text(max_size=80))
def test_any_text_has_a_normal_form(text: str) -> None:
    assert isinstance(normal_host(text), str)
    address_of(normal_host(text))


@pytest.mark.parametrize(
    ("typed", "host", "port"),
    [
        ("https://wiki.corp.example/path?x#y", "wiki.corp.example", 443),
        ("http://user:pass@Wiki:8080/", "wiki", 8080),
        ("http://wiki", "wiki", 80),
        ("wss://wiki/socket", "wiki", 443),
        ("wiki.corp.example", "wiki.corp.example", 443),
        ("wiki:8888/tree?token=x", "wiki", 8888),
        ("[fd00::1]:8080", "fd00::1", 8080),
        ("fd00::1", "fd00::1", 443),
        ("http://[FD00::1]/", "fd00::1", 80),
        ("10.0.0.1:22", "10.0.0.1", 22),
        ("http://b%C3%BCcher.example", "xn--bcher-kva.example", 80),
        ("http://ΣΣ.example", "xn--4xaa.example", 80),
        ("  wiki  ", "wiki", 443),
        ("ws://wiki/chat", "wiki", 80),
    ],
)
def test_what_a_person_types(typed: str, host: str, port: int) -> None:
    assert host_of_site(typed) == (host, port)


@pytest.mark.parametrize(
    "typed", ["", "http://", "http://:80", "a b", "wiki:port", "wiki:99999", "http://[::1", "1.2.3.999"]
)
def test_what_names_no_site(typed: str) -> None:
    with pytest.raises(TowpathError):
        host_of_site(typed)


def test_this_machine() -> None:
    for host in ("localhost", "a.localhost", "127.0.0.1", "127.255.0.3", "::1", "::ffff:7f00:1"):
        assert is_this_machine(host), host
    for host in (
        "localhost.corp",
        "notlocalhost",
        "127.corp",
        "128.0.0.1",
        "::2",
        "127.0.0.1.corp",
        "::ffff:7f:1",
        "::ffff:8000:1",
    ):
        assert not is_this_machine(host), host
