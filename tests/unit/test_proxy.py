"""SOCKS5 and HTTP proxies, played byte by byte."""

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest

from towpath.model.connection import Proxy, ProxyKind
from towpath.model.error import Cancelled, ProblemKind, TowpathError
from towpath.net.cancel import Cancel
from towpath.net.proxy import dial_through_proxy

Step = bytes | int
"""Of a script: bytes are sent, a number of bytes is received."""

GREETING = b"SSH-2.0-behind\r\n"
ANY_ADDRESS = b"\x01\x7f\0\0\1\0\x16"


class ScriptedProxy:
    """Plays one script to one client and keeps what it received; then it stays until the client goes."""

    def __init__(self, *script: Step) -> None:
        self.received = b""
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._thread = threading.Thread(target=self._play, args=(script,))
        self._thread.start()

    def _play(self, script: tuple[Step, ...]) -> None:
        with self._listener, closing(self._listener.accept()[0]) as client:
            client.settimeout(10)
            for step in script:
                if isinstance(step, bytes):
                    client.sendall(step)
                elif step < 0:
                    return
                else:
                    self._receive(client, step)
            with contextlib.suppress(ConnectionResetError):  # it went with our words unread
                while client.recv(100):
                    pass

    def _receive(self, client: socket.socket, count: int) -> None:
        """`count` bytes, or as far as the end of an HTTP head when it is 0."""
        start = len(self.received)
        while (len(self.received) - start < count) if count else not self.received.endswith(b"\r\n\r\n"):
            more = client.recv(1)
            if not more:
                return
            self.received += more

    def join(self) -> None:
        self._thread.join(10)
        assert not self._thread.is_alive()


Play = Callable[..., ScriptedProxy]
HANG_UP = -1
HEAD = 0


@pytest.fixture
def play() -> Iterator[Play]:
    playing: list[ScriptedProxy] = []

    def start(*script: Step) -> ScriptedProxy:
        playing.append(ScriptedProxy(*script))
        return playing[-1]

    yield start
    for proxy in playing:
        proxy.join()


def through(
    proxy: ScriptedProxy,
    kind: ProxyKind = ProxyKind.SOCKS5,
    *,
    user: str = "",
    password: str | None = None,
    host: str = "gate.example",
    timeout: float = 5,
    cancel: Cancel | None = None,
) -> socket.socket:
    return dial_through_proxy(
        Proxy(kind=kind, host="127.0.0.1", port=proxy.port, user=user),
        password,
        host,
        2222,
        timeout=timeout,
        cancel=cancel or Cancel(),
        subject="me@gate",
    )


def assert_greeted(connected: socket.socket) -> None:
    """Not a byte of the server's was lost with the proxy's answer."""
    with closing(connected):
        assert connected.gettimeout() is None
        assert connected.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        connected.settimeout(5)
        assert connected.recv(len(GREETING), socket.MSG_WAITALL) == GREETING


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("gate.example", b"\x03\x0cgate.example"),
        ("10.1.2.3", b"\x01\x0a\x01\x02\x03"),
        ("fd00::1", b"\x04\xfd" + b"\0" * 14 + b"\x01"),
        ("bücher.example", b"\x03\x15xn--bcher-kva.example"),
    ],
)
def test_socks5_gives_the_name_to_the_proxy(host: str, address: bytes, play: Play) -> None:
    proxy = play(3, b"\x05\0", 3 + len(address) + 2, b"\x05\0\0" + ANY_ADDRESS + GREETING)
    assert_greeted(through(proxy, host=host))
    assert proxy.received == b"\x05\x01\0" + b"\x05\x01\0" + address + (2222).to_bytes(2)


@pytest.mark.parametrize("bound", [ANY_ADDRESS, b"\x03\x05abcde\0\x16", b"\x04" + b"\0" * 18])
def test_socks5_with_a_password(bound: bytes, play: Play) -> None:
    proxy = play(4, b"\x05\x02", 3 + 2 + len("gehé"), b"\x01\0", 4 + 1 + 12 + 2, b"\x05\0\0" + bound + GREETING)
    assert_greeted(through(proxy, user="al", password="gehé"))
    assert proxy.received.startswith(b"\x05\x02\0\x02" + b"\x01\x02al\x05geh\xc3\xa9"[:-1])


def test_http_connect(play: Play) -> None:
    proxy = play(HEAD, b"HTTP/1.1 200 Connection established\r\nVia: x\r\n\r\n" + GREETING)
    assert_greeted(through(proxy, ProxyKind.HTTP))
    assert proxy.received == b"CONNECT gate.example:2222 HTTP/1.1\r\nHost: gate.example:2222\r\n\r\n"


def test_http_connect_with_a_password(play: Play) -> None:
    proxy = play(HEAD, b"HTTP/1.0 200 OK\r\n\r\n" + GREETING)
    assert_greeted(through(proxy, ProxyKind.HTTP, user="Aladdin", password="open sesame", host="fd00::1"))
    assert proxy.received.startswith(b"CONNECT [fd00::1]:2222 HTTP/1.1\r\n")
    assert b"\r\nProxy-Authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==\r\n" in proxy.received


SOCKS5, HTTP = ProxyKind.SOCKS5, ProxyKind.HTTP


@pytest.mark.parametrize(
    ("kind", "script", "user", "said", "auth"),
    [
        (SOCKS5, (3, b"\x05\xff"), "", "wants a name and a password", "needed"),
        (SOCKS5, (4, b"\x05\x02", 10, b"\x01\x01"), "al", "refused the name or the password", "refused"),
        (SOCKS5, (3, b"\x05\0", 19, b"\x05\x05\0" + ANY_ADDRESS), "", "connection refused", ""),
        (SOCKS5, (3, b"\x05\0", 19, b"\x05\x4d\0" + ANY_ADDRESS), "", "error 77", ""),
        (SOCKS5, (3, b"\x05\x01"), "", "kind of login", ""),
        (SOCKS5, (3, b"HTTP/1.1 400 Bad Request\r\n\r\n"), "", "not a SOCKS5 proxy", ""),
        (SOCKS5, (3, HANG_UP), "", "closed the connection", ""),
        (SOCKS5, (3, b"\x05\0", 19, b"\x05\0", HANG_UP), "", "closed the connection", ""),
        (HTTP, (HEAD, b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n"), "", "wants a name", "needed"),
        (HTTP, (HEAD, b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n"), "al", "refused the name", "refused"),
        (HTTP, (HEAD, b"HTTP/1.1 502 Bad Gateway\r\n\r\n"), "", "502 Bad Gateway", ""),
        (HTTP, (HEAD, GREETING), "", "not an HTTP proxy", ""),
        (HTTP, (HEAD, b"HTTP/nonsense\r\n\r\n"), "", "not an HTTP proxy", ""),
        (HTTP, (HEAD, b"HTTP/1.1 200", HANG_UP), "", "closed the connection", ""),
        (HTTP, (HEAD, b"HTTP/1.1 200 OK\r\nx: " + b"x" * 70_000 + b"\r\n\r\n", HANG_UP), "", "does not end", ""),
    ],
)
def test_what_goes_wrong_is_said(
    kind: ProxyKind, script: tuple[Step, ...], user: str, said: str, auth: str, play: Play
) -> None:
    proxy = play(*script)
    with pytest.raises(TowpathError) as raised:
        through(proxy, kind, user=user, password="secret" if user else None)
    problem = raised.value.problem
    assert problem.kind is ProblemKind.PROXY_FAILED
    assert problem.subject == f"127.0.0.1:{proxy.port}"
    assert said in problem.facts["detail"]
    assert problem.facts.get("auth", "") == auth
    assert "secret" not in repr(problem)


@pytest.mark.parametrize(
    ("kind", "host"),
    [
        *[(kind, host) for kind in ProxyKind for host in ("a b", "x\r\nHost: y", "")],
        (ProxyKind.SOCKS5, "x" * 300),
    ],
)
def test_what_is_no_name_is_not_sent(kind: ProxyKind, host: str, play: Play) -> None:
    proxy = play(*((3, b"\x05\0") if kind is SOCKS5 else ()))
    with pytest.raises(TowpathError) as raised:
        through(proxy, kind, host=host)
    assert raised.value.problem.kind is ProblemKind.PROXY_FAILED
    proxy.join()
    assert b"\r\n" not in proxy.received


def test_a_proxy_that_is_not_there() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(TowpathError) as raised:
        dial_through_proxy(
            Proxy(kind=SOCKS5, host="127.0.0.1", port=port), None, "gate", 22, timeout=5, cancel=Cancel()
        )
    assert raised.value.problem.kind is ProblemKind.PROXY_FAILED
    assert "connection refused" in raised.value.problem.facts["detail"]


@pytest.mark.parametrize(("kind", "script"), [(SOCKS5, (3,)), (HTTP, (HEAD,)), (HTTP, (HEAD, b"HTTP/1.1 2"))])
def test_one_limit_for_everything(kind: ProxyKind, script: tuple[Step, ...], play: Play) -> None:
    proxy = play(*script)
    started = time.monotonic()
    with pytest.raises(TowpathError) as raised:
        through(proxy, kind, timeout=0.3)
    assert time.monotonic() - started < 2
    problem = raised.value.problem
    assert (problem.kind, problem.subject) == (ProblemKind.TIMED_OUT, "me@gate")
    assert f"127.0.0.1:{proxy.port}" in problem.facts["step"]


@pytest.mark.parametrize("kind", ProxyKind)
def test_cancelling_ends_it_at_once(kind: ProxyKind, play: Play) -> None:
    proxy, cancel = play(), Cancel()
    timer = threading.Timer(0.1, cancel.cancel)
    timer.start()
    started = time.monotonic()
    with pytest.raises(Cancelled):
        through(proxy, kind, timeout=20, cancel=cancel)
    assert time.monotonic() - started < 2
    timer.join()


def test_cancelled_before_it_began() -> None:
    cancel = Cancel()
    cancel.cancel()
    with pytest.raises(Cancelled):
        dial_through_proxy(Proxy(kind=SOCKS5, host="127.0.0.1", port=1), None, "gate", 22, timeout=5, cancel=cancel)
