"""What a dynamic forward's port understands, without any socket: SOCKS5, SOCKS4, SOCKS4a and HTTP's CONNECT."""

import base64
import hmac
import ipaddress
import struct
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from towpath.model.error import Problem, ProblemKind
from towpath.model.forward import Endpoint
from towpath.net.front import ProxyHandshake
from towpath.net.handshake import Account
from towpath.net.http_connect import LONGEST_HEAD, MOST_TRIES

ANNA = Account("anna", "gehéim")
TARGET = Endpoint("intra.example", 8080)
PORT = struct.pack(">H", TARGET.port)
NAME = b"\x0dintra.example"

HELLO_5 = b"\5\1\0"
CONNECT_5 = b"\5\1\0\3" + NAME + PORT
SUCCESS_5 = b"\5\0\0\1\0\0\0\0\0\0"
CONNECT_4 = b"\4\1" + PORT + b"\0\0\0\1user\0intra.example\0"
CONNECT_HTTP = b"CONNECT intra.example:8080 HTTP/1.1\r\nHost: intra.example:8080\r\n\r\n"


def refusal_5(code: int) -> bytes:
    return bytes([5, code]) + b"\0\1\0\0\0\0\0\0"


def refusal_4(code: int) -> bytes:
    return bytes([0, code, 0, 0, 0, 0, 0, 0])


def login(user: bytes, password: bytes) -> bytes:
    return b"\1" + bytes([len(user)]) + user + bytes([len(password)]) + password


def fed(pieces: Iterable[bytes], account: Account | None = None) -> tuple[ProxyHandshake, bytes]:
    """A handshake that was given these pieces until it was done, the rest of them, and what it said."""
    handshake = ProxyHandshake(account)
    said = b""
    for piece in pieces:
        said += handshake.feed(piece)
        if handshake.over or handshake.request:
            break
    return handshake, said


def one_by_one(data: bytes) -> list[bytes]:
    return [data[i : i + 1] for i in range(len(data))]


def target_of(data: bytes, account: Account | None = None) -> Endpoint:
    handshake, _ = fed([data], account)
    assert handshake.request
    return handshake.request.target


def turned_away(data: bytes, account: Account | None = None) -> bytes:
    """What it hears who says this."""
    handshake, said = fed([data], account)
    assert handshake.over
    assert not handshake.request
    return said


def http(target: str, *fields: str, method: str = "CONNECT", version: str = "HTTP/1.1") -> bytes:
    return "\r\n".join([f"{method} {target} {version}", *fields, "", ""]).encode()


def basic(user: str, password: str) -> str:
    return f"Proxy-Authorization: Basic {base64.b64encode(f'{user}:{password}'.encode()).decode()}"


GOOD = [
    pytest.param(HELLO_5 + CONNECT_5, None, b"\5\0", id="socks5"),
    pytest.param(b"\5\3\0\1\2" + login(b"anna", "gehéim".encode()) + CONNECT_5, ANNA, b"\5\2\1\0", id="password"),
    pytest.param(CONNECT_4, None, b"", id="socks4a"),
    pytest.param(CONNECT_HTTP, None, b"", id="http"),
    pytest.param(http("intra.example:8080", basic("anna", "gehéim")), ANNA, b"", id="http-password"),
]


class TestWholeUrls:
    """As clients ask an HTTP proxy for pages without TLS."""

    @pytest.mark.parametrize(
        ("url", "target", "place", "host"),
        [
            ("http://intra.example/a?b=c", Endpoint("intra.example", 80), "/a?b=c", "intra.example"),
            ("HTTP://intra.example:8080", TARGET, "/", "intra.example:8080"),
            ("http://intra.example?q", Endpoint("intra.example", 80), "/?q", "intra.example"),
            ("http://[fd00::1]:81/", Endpoint("fd00::1", 81), "/", "[fd00::1]:81"),
        ],
    )
    def test_the_server_gets_what_it_would_without_a_proxy(
        self, url: str, target: Endpoint, place: str, host: str
    ) -> None:
        fields = ["Host: somewhere.else", "Accept: */*", "Proxy-Connection: keep-alive", "Connection: keep-alive"]
        handshake, said = fed([http(url, *fields, basic("anna", "gehéim"), method="POST") + b"body"], ANNA)
        assert handshake.request
        assert handshake.request.target == target
        expected = f"POST {place} HTTP/1.1\r\nHost: {host}\r\nAccept: */*\r\nConnection: close\r\n\r\nbody"
        assert (handshake.unread, said) == (expected.encode(), b"")
        assert handshake.request.replies.opened() == b""

    def test_fields_that_a_connection_field_names_are_not_for_the_server(self) -> None:
        fields = ["X-Hop: 1", "Connection: close, x-hop", "connection: X-Other ,", "X-OTHER: 2", "X-Kept: 3"]
        handshake, _ = fed([http("http://intra.example/", *fields, method="GET")])
        expected = b"GET / HTTP/1.1\r\nHost: intra.example\r\nX-Kept: 3\r\nConnection: close\r\n\r\n"
        assert handshake.unread == expected

    @pytest.mark.parametrize("body", [b"", b"hello"])
    def test_how_much_is_meant_for_the_server(self, body: bytes) -> None:
        fields = [f"Content-Length: {len(body)}"] * 2 if body else []
        handshake, _ = fed([http("http://intra.example/", *fields, method="POST") + body])
        assert handshake.request
        assert handshake.request.length == len(handshake.unread)

    def test_a_body_is_not_taken_for_the_next_request(self) -> None:
        """Else whoever chooses the body chooses what the client's next words with its password ask for."""
        body = http("http://victim.example/", method="GET")[:-2] + b"X: "
        asked = http("http://intra.example/", f"Content-Length: {len(body)}", method="POST") + body
        handshake, said = fed([asked, http("http://intra.example/", basic("anna", "gehéim"), method="GET")], ANNA)
        assert handshake.over
        assert not handshake.request
        assert said.startswith(b"HTTP/1.1 407 ")
        assert b"\r\nConnection: close\r\n" in said
        assert b"\r\nProxy-Authenticate: Basic " in said

    def test_the_password_is_asked_for(self) -> None:
        handshake, said = fed([http("http://intra.example/", method="GET")], ANNA)
        assert not handshake.request
        assert said.startswith(b"HTTP/1.1 407 ")


class TestPieces:
    @pytest.mark.parametrize(("data", "account", "replies"), GOOD)
    @pytest.mark.parametrize("rest", [b"", b"\5\1\0 early words\r\n\r\n"], ids=["", "early"])
    def test_in_one(self, data: bytes, account: Account | None, replies: bytes, rest: bytes) -> None:
        handshake, said = fed([data + rest], account)
        assert handshake.request
        assert handshake.request.target == TARGET
        assert handshake.unread == rest
        assert said == replies

    @pytest.mark.parametrize(("data", "account", "replies"), GOOD)
    def test_byte_by_byte(self, data: bytes, account: Account | None, replies: bytes) -> None:
        pieces = one_by_one(data)
        handshake, said = fed(pieces, account)
        assert handshake.request
        assert handshake.request.target == TARGET
        assert said == replies
        unfinished, _ = fed(pieces[:-1], account)
        assert not unfinished.request
        assert not unfinished.over

    @given(st.lists(st.binary(max_size=300), max_size=20), st.booleans())
    def test_any_bytes_come_to_some_end(self, pieces: list[bytes], with_account: bool) -> None:
        account = ANNA if with_account else None
        whole, said = fed([b"".join(pieces)], account)
        pieced, said_pieced = fed(pieces, account)
        assert (whole.request is None, whole.over, said) == (pieced.request is None, pieced.over, said_pieced)

    @given(st.binary(min_size=1), st.sampled_from([b"\5\1\0\5\1\0", b"\4\1", b"CONNECT ", b"\5\1\2\1"]))
    def test_any_bytes_after_a_good_beginning(self, noise: bytes, beginning: bytes) -> None:
        account = ANNA if beginning.endswith(b"\2\1") else None
        whole, _ = fed([beginning + noise], account)
        pieced, _ = fed(one_by_one(beginning + noise), account)
        assert (whole.request and whole.request.target) == (pieced.request and pieced.request.target)
        assert whole.over == pieced.over


class TestTargets:
    @given(st.ip_addresses(), st.integers(0, 65535))
    def test_addresses(self, address: ipaddress.IPv4Address | ipaddress.IPv6Address, port: int) -> None:
        kind = 1 if address.version == 4 else 4
        wish = Endpoint(str(address), port)
        packed_port = struct.pack(">H", port)
        assert target_of(HELLO_5 + bytes([5, 1, 0, kind]) + address.packed + packed_port) == wish
        assert target_of(http(str(wish))) == wish

    @given(st.ip_addresses(v=4), st.integers(0, 65535))
    def test_addresses_in_socks4(self, address: ipaddress.IPv4Address, port: int) -> None:
        if address.packed[:3] != b"\0\0\0" or address.packed == b"\0\0\0\0":
            data = b"\4\1" + struct.pack(">H", port) + address.packed + b"\0"
            assert target_of(data) == Endpoint(str(address), port)

    @pytest.mark.parametrize("name", ["10.0.0.1", "::1", "fe80::1%eth0", "bücher.example", "UPPER_case-9.", "a" * 255])
    def test_names_are_passed_on_as_they_are(self, name: str) -> None:
        raw = name.encode()[:255]
        expected = Endpoint(raw.decode(), 80)
        assert target_of(HELLO_5 + b"\5\1\0\3" + bytes([len(raw)]) + raw + b"\0\x50") == expected
        assert target_of(b"\4\1\0\x50\0\0\0\1\0" + raw + b"\0") == expected
        assert target_of(http(str(expected))) == expected

    @pytest.mark.parametrize("name", [b"", b"\xff\xfe", b"a\0b", b"a b", b"a\r\nHost: b"])
    def test_what_can_be_no_name(self, name: bytes) -> None:
        assert turned_away(HELLO_5 + b"\5\1\0\3" + bytes([len(name)]) + name + b"\0\x50") == b"\5\0" + refusal_5(1)
        if b"\0" not in name:
            assert turned_away(b"\4\1\0\x50\0\0\0\1\0" + name + b"\0") == refusal_4(91)
        assert turned_away(b"CONNECT " + name + b":80 HTTP/1.1\r\n\r\n").startswith(b"HTTP/1.1 400 ")


class TestTurnedAway:
    @pytest.mark.parametrize("command", [2, 3, 0, 255], ids=["bind", "udp", "0", "255"])
    def test_other_commands(self, command: int) -> None:
        asked = HELLO_5 + bytes([5, command, 0, 1, 127, 0, 0, 1, 0, 80])
        assert turned_away(asked) == b"\5\0" + refusal_5(7)
        assert turned_away(bytes([4, command, 0, 80, 127, 0, 0, 1, 0])) == refusal_4(91)

    def test_unknown_kind_of_address(self) -> None:
        assert turned_away(HELLO_5 + b"\5\1\0\2") == b"\5\0" + refusal_5(8)

    @pytest.mark.parametrize("first", [b"\0", b"\1", b"\6", b"\x16\3\1", b"\xe9", b"{}"])
    def test_unknown_dialects_hear_nothing(self, first: bytes) -> None:
        assert turned_away(first) == b""

    def test_other_version_in_the_request(self) -> None:
        assert turned_away(HELLO_5 + b"\4\1\0\1") == b"\5\0"

    @pytest.mark.parametrize("field", [b"\4\1\0\x50\0\0\0\1", b"\4\1\0\x50\0\0\0\1user\0"], ids=["user", "name"])
    def test_endless_field_in_socks4(self, field: bytes) -> None:
        handshake, said = fed([field, *one_by_one(b"x" * 300)])
        assert handshake.over
        assert said == refusal_4(91)
        assert len(handshake.unread) <= 256

    @pytest.mark.parametrize(
        ("head", "status"),
        [
            (http("/", method="GET"), "400 Bad Request"),
            (http("https://intra.example/", method="GET"), "400 Bad Request"),
            (http("http://intra.example:0/", method="GET"), "400 Bad Request"),
            (http("http://anna@intra.example/", method="GET"), "400 Bad Request"),
            (http("http://intra.example/", "X: folded", " line", method="GET"), "400 Bad Request"),
            (http("http://intra.example/", "X: a\nProxy-Authorization: b", method="GET"), "400 Bad Request"),
            (http("http://intra.example/", "X: a\rY: b", method="GET"), "400 Bad Request"),
            (http("http://intra.example/", "Transfer-Encoding : chunked", method="POST"), "411 Length Required"),
            (http("http://intra.example/", "Content-Length : 5", method="POST"), "400 Bad Request"),
            (http("http://intra.example/", "Content-Length: 5", "Content-Length: 6", method="POST"), "400 Bad Request"),
            (http("http://intra.example/", "Content-Length: +5", method="POST"), "400 Bad Request"),
            (
                http("http://intra.example/", "Content-Length: 5", "Transfer-Encoding: chunked", method="POST"),
                "411 Length Required",
            ),
            (http("http://intra.example/", method="GET", version="HTTP/1.1\nX: y"), "400 Bad Request"),
            (http("intra.example:8080", method="connect"), "400 Bad Request"),
            (http("intra.example"), "400 Bad Request"),
            (http("intra.example:99999"), "400 Bad Request"),
            (http("::1:80"), "400 Bad Request"),
            (http("intra.example:80", version="HTTP/2"), "400 Bad Request"),
            (b"\r\n\r\n", "400 Bad Request"),
            (b"G\0T / HTTP/1.1\r\n\r\n", "400 Bad Request"),
            (http("x:1", "X: " + "x" * LONGEST_HEAD), "431 Request Header Fields Too Large"),
        ],
    )
    def test_other_wishes_in_http(self, head: bytes, status: str) -> None:
        said = turned_away(head)
        assert said.startswith(f"HTTP/1.1 {status}\r\n".encode())
        assert said.endswith(b"\r\nContent-Length: 0\r\n\r\n")
        assert b"\r\nConnection: close\r\n" in said

    def test_endless_head(self) -> None:
        handshake, said = fed([b"CONNECT x:1 HTTP/1.1\r\n", *([b"X: y\r\n"] * LONGEST_HEAD)])
        assert handshake.over
        assert b" 431 " in said


class TestPasswords:
    def test_socks5_without_one_where_it_is_wanted(self) -> None:
        assert turned_away(HELLO_5, ANNA) == b"\5\xff"

    def test_socks5_with_one_where_none_is_wanted(self) -> None:
        assert turned_away(b"\5\1\2") == b"\5\xff"

    @pytest.mark.parametrize(
        ("user", "password"), [(b"anna", b""), (b"anna", b"gehe"), (b"", b""), (b"berta", "gehéim".encode())]
    )
    def test_wrong_ones(self, user: bytes, password: bytes) -> None:
        assert turned_away(b"\5\1\2" + login(user, password), ANNA) == b"\5\2\1\1"
        head = http("x:1", basic(user.decode(), password.decode()))
        said = turned_away(head * MOST_TRIES, ANNA)
        assert said.count(b"HTTP/1.1 407 Proxy Authentication Required\r\n") == MOST_TRIES

    def test_unknown_version_of_the_login(self) -> None:
        assert turned_away(b"\5\1\2\2", ANNA) == b"\5\2\1\1"

    def test_socks4_has_none(self) -> None:
        assert turned_away(CONNECT_4, ANNA) == refusal_4(93)

    @pytest.mark.parametrize("field", ["", "Proxy-Authorization: Basic ???", "Proxy-Authorization: Bearer x", "Basic"])
    def test_http_client_is_asked_and_tries_again(self, field: str) -> None:
        handshake = ProxyHandshake(ANNA)
        said = handshake.feed(http("intra.example:8080", field) if field else http("intra.example:8080"))
        assert said.startswith(b"HTTP/1.1 407 ")
        assert b'\r\nProxy-Authenticate: Basic realm="Towpath"\r\n' in said
        assert not handshake.over
        assert (
            handshake.feed(http("intra.example:8080", basic("anna", "gehéim").lower().replace("basic", "BASIC"))) != b""
        )
        assert handshake.feed(http("intra.example:8080", basic("anna", "gehéim"))) == b""
        assert handshake.request
        assert handshake.request.target == TARGET

    def test_comparison_takes_equally_long(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """By the one function that promises it, for both fields whatever the first one says."""
        compared: list[tuple[bytes, bytes]] = []
        original = hmac.compare_digest

        def compare(one: bytes, other: bytes) -> bool:
            compared.append((one, other))
            return original(one, other)

        monkeypatch.setattr(hmac, "compare_digest", compare)
        assert not ANNA.matches(b"berta", b"x")
        assert compared == [(b"berta", b"anna"), (b"x", "gehéim".encode())]


class TestReplies:
    def refused(self, data: bytes, kind: ProblemKind, detail: str = "") -> bytes:
        handshake, _ = fed([data])
        assert handshake.request
        return handshake.request.replies.refused(Problem(kind, str(TARGET), {"detail": detail}))

    @pytest.mark.parametrize(
        ("data", "words"),
        [
            (HELLO_5 + CONNECT_5, SUCCESS_5),
            (CONNECT_4, refusal_4(90)),
            (CONNECT_HTTP, b"HTTP/1.1 200 Connection established\r\n\r\n"),
        ],
        ids=["socks5", "socks4", "http"],
    )
    def test_opened(self, data: bytes, words: bytes) -> None:
        handshake, _ = fed([data])
        assert handshake.request
        assert handshake.request.replies.opened() == words

    @pytest.mark.parametrize(
        ("kind", "detail", "code"),
        [
            (ProblemKind.FORWARDING_PROHIBITED, "open failed", 2),
            (ProblemKind.NAME_UNKNOWN, "Name or service not known", 4),
            (ProblemKind.TARGET_REFUSES, "No route to host", 4),
            (ProblemKind.TARGET_REFUSES, "Connection timed out", 4),
            (ProblemKind.TARGET_REFUSES, "Connection refused", 5),
            (ProblemKind.LOST, "", 1),
        ],
    )
    def test_refused(self, kind: ProblemKind, detail: str, code: int) -> None:
        assert self.refused(HELLO_5 + CONNECT_5, kind, detail) == refusal_5(code)
        assert self.refused(CONNECT_4, kind, detail) == refusal_4(91)

    def test_http_says_why_in_a_line(self) -> None:
        head, _, body = self.refused(CONNECT_HTTP, ProblemKind.TARGET_REFUSES, "Connection\r\nrefused é").partition(
            b"\r\n\r\n"
        )
        assert head.startswith(b"HTTP/1.1 502 Bad Gateway\r\n")
        assert f"Content-Length: {len(body)}".encode() in head
        assert body.startswith(f"{TARGET} does not answer: ".encode())
        assert body.count(b"\n") == 1

    def test_http_tells_that_the_connection_is_gone(self) -> None:
        assert self.refused(CONNECT_HTTP, ProblemKind.LOST).startswith(b"HTTP/1.1 503 Service Unavailable\r\n")
