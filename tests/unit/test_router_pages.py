"""What the router's port says to those who are no proxy's clients: the PAC file to browsers, nothing to others."""

import contextlib
import socket
import sys
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.carriers import TestCarriers
from tests.support.nobody import said_to_nobody
from tests.support.streams import SECONDS, connect
from towpath.model.forward import Endpoint
from towpath.model.site_rule import Route, SiteRule
from towpath.net import front
from towpath.routing.pac import pac_text
from towpath.routing.pac_page import MEDIA_TYPE
from towpath.routing.router import Router
from towpath.routing.rules import RuleBook

TOKEN = "unguessable"
SECRET_SITE = "secret.intra.lab"
RULES = RuleBook([SiteRule(id=pattern, pattern=pattern, route=Route.BLOCK) for pattern in (SECRET_SITE, "/./")])
"""Nothing goes anywhere, whatever is asked for."""


class Served:
    """A router with rules, and what it says."""

    def __init__(self, router: Router) -> None:
        self.router = router
        self.endpoint = router.start(0)
        self.pac = pac_text(RULES, self.endpoint)
        router.follow(RULES, self.pac)
        self.path = router.pac_url.partition(str(self.endpoint))[2]

    def says(self, request: bytes) -> bytes:
        return says(self.endpoint, request)

    def get(self, path: str, *fields: str, method: str = "GET", host: str | None = None) -> bytes:
        host = str(self.endpoint) if host is None else host
        return self.says("\r\n".join([f"{method} {path} HTTP/1.1", f"Host: {host}", *fields, "", ""]).encode())


def says(endpoint: Endpoint, request: bytes) -> bytes:
    """All that is heard after this; the end of it, or a reset."""
    said = b""
    with connect(endpoint) as client, contextlib.suppress(ConnectionResetError, BrokenPipeError):
        client.sendall(request)
        while piece := client.recv(65536):
            said += piece
    return said


@pytest.fixture
def served() -> Iterator[Served]:
    carriers = TestCarriers()
    router = Router(carriers, token=TOKEN)
    try:
        yield Served(router)
    finally:
        router.stop()
        assert not carriers.reaching


class TestPac:
    """For browsers."""

    def test_a_browser_gets_it(self, served: Served) -> None:
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(served.router.pac_url, timeout=SECONDS) as answer:
            assert answer.read().decode() == served.pac
            assert answer.headers["Content-Type"] == MEDIA_TYPE
            assert answer.headers["Cache-Control"] == "no-store"

    def test_also_by_the_name_of_this_machine_and_without_a_version(self, served: Served) -> None:
        path = served.path.partition("?")[0]
        assert served.get(path, host=f"LocalHost:{served.endpoint.port}").endswith(served.pac.encode())

    def test_its_length_alone(self, served: Served) -> None:
        head = served.get(served.path, method="HEAD")
        assert head.startswith(b"HTTP/1.1 200 OK\r\n")
        assert f"Content-Length: {len(served.pac)}\r\n".encode() in head
        assert head.endswith(b"\r\n\r\n")
        assert SECRET_SITE.encode() not in head

    def test_another_text_has_another_url(self, served: Served) -> None:
        before = served.router.pac_url
        served.router.follow(RuleBook(()), served.pac + " ")
        after = served.router.pac_url
        assert before != after
        assert before.partition("?")[0] == after.partition("?")[0]
        served.router.follow(RULES, served.pac)
        assert served.router.pac_url == before
        assert served.get(served.path).endswith(served.pac.encode())

    def test_there_is_none_before_there_are_rules(self) -> None:
        router = Router(TestCarriers(), token=TOKEN)
        try:
            assert router.pac_url == ""
            router.start(0)
            assert router.pac_url == ""
        finally:
            router.stop()

    def test_no_web_page_may_read_or_run_it(self, served: Served) -> None:
        """Even one that has found out the path."""
        head = served.get(served.path, "Origin: https://evil.example").partition(b"\r\n\r\n")[0].lower()
        assert b"access-control" not in head
        assert b"x-content-type-options: nosniff" in head  # <script src=…> takes no such type then
        assert b"cross-origin-resource-policy: same-origin" in head


class TestStrangers:
    """Web pages that make their browser ask here, and whatever else finds the port."""

    def test_all_hear_the_same(self, served: Served) -> None:
        path, port, place = served.path, served.endpoint.port, str(served.endpoint)
        heard = {
            served.get("/"),
            served.get("/favicon.ico"),
            served.get("/proxy.pac"),
            served.get("/unguessabl/proxy.pac"),
            served.get("/unguessable/proxy.pac/"),
            served.get("/UNGUESSABLE/proxy.pac"),
            served.get("/unguessabl\xe9/proxy.pac"),
            served.get("//evil.example" + path),
            served.get(path, method="POST"),
            served.get(path, "Content-Length: 5", method="POST") ,
            served.get(path, method="OPTIONS"),
            served.get(path, method="DELETE"),
            served.get("/", "Origin: https://evil.example", "Access-Control-Request-Method: GET", method="OPTIONS"),
            served.get("/", "Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13"),
            # DNS rebinding: a name of the page's own leads here
            served.get(path, host=f"evil.example:{port}"),
            served.get(path, host="evil.example"),
            served.get(path, host=f"127.0.0.1.evil.example:{port}"),
            served.get(path, host="127.0.0.1"),
            served.get(path, host=f"127.0.0.1:{port + 1}"),
            served.get(path, host=f"[::1]:{port}"),
            served.get(path, host=""),
            served.get(path, f"Host: {place}"),
            served.get(path, f"Host: {place}", host="evil.example"),
            served.says(f"GET {path} HTTP/1.1\r\n\r\n".encode()),
            served.says(f"GET {path} HTTP/2.0\r\nHost: {place}\r\n\r\n".encode()),
            served.says(f"GET {path}\r\nHost: {place}\r\n\r\n".encode()),
        }  # fmt: skip
        [refusal] = heard
        head, _, body = refusal.partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 403 ")
        assert body == b""
        assert b"access-control" not in head.lower()
        assert b"towpath" not in head.lower()

    def test_a_port_of_a_connections_own_has_no_pages(self, served: Served) -> None:
        own = served.router.open_own("a", 0)
        for host in (own, served.endpoint):
            request = f"GET {served.path} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode()
            assert says(own, request) == served.get("/")

    def test_a_body_is_not_taken_for_a_request(self, served: Served) -> None:
        """What a page posts could be any bytes."""
        socks = b"\5\1\0\5\1\0\3\x0bevil.exampl\0\x50"
        request = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % len(socks)
        assert served.says(request + socks) == served.get("/")
        assert served.router.sites() == ()

    def test_who_does_not_come_to_the_point_is_dropped(self, served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(front, "HANDSHAKE_SECONDS", 0.1)
        for beginning in (b"", b"\5", b"\5\1\0\5\1\0\3\xff", b"GET / HTTP/1.1\r\nHost:"):
            with connect(served.endpoint) as slow:
                slow.sendall(beginning)
                with contextlib.suppress(ConnectionResetError):
                    while slow.recv(100):
                        pass

    def test_a_giant_head_is_refused(self, served: Served) -> None:
        assert served.get("/", "X: " + "x" * 100_000).startswith(b"HTTP/1.1 431 ")
        assert served.get(served.path).endswith(served.pac.encode())

    @settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        st.one_of(
            st.binary(max_size=300),
            st.binary(max_size=300).map(lambda junk: b"\5" + junk),
            st.binary(max_size=300).map(lambda junk: b"\4\1" + junk),
            st.binary(max_size=100).map(lambda junk: b"GET /" + junk + b"\r\n\r\n"),
            st.binary(max_size=100).map(
                lambda junk: b"GET /unguessable/proxy.pac HTTP/1.1\r\nHost: " + junk + b"\r\n\r\n"
            ),
        )
    )
    def test_junk_learns_nothing(self, served: Served, junk: bytes) -> None:
        with connect(served.endpoint) as client, contextlib.suppress(ConnectionResetError, BrokenPipeError):
            client.sendall(junk)
            client.shutdown(socket.SHUT_WR)
            heard = client.recv(65536)
            assert SECRET_SITE.encode() not in heard
            assert not heard.startswith(b"HTTP/1.1 200")

    def test_it_still_works_beside_many_who_are_slow(self, served: Served) -> None:
        with contextlib.ExitStack() as stack:
            for _ in range(300):
                stack.enter_context(connect(served.endpoint)).sendall(b"\5")
            with ThreadPoolExecutor(8, thread_name_prefix="test-asking") as pool:
                answers = list(pool.map(lambda _: served.get(served.path), range(50)))
        assert all(answer.endswith(served.pac.encode()) for answer in answers)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells whose program it is")
class TestOtherUsers:
    """Programs of other users of this machine."""

    def test_are_reset_whatever_they_ask_for(self, served: Served) -> None:
        request = f"GET {served.path} HTTP/1.1\r\nHost: {served.endpoint}\r\n\r\n"
        for asked in (request.encode(), b"\5\1\0"):
            assert said_to_nobody(served.endpoint, asked) == b""
        assert served.get(served.path).endswith(served.pac.encode())
        assert served.router.sites() == ()
