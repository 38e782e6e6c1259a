"""Dynamic forwards through real sshd, with curl as the client."""

import socket
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.forwards import Told
from tests.support.http import HttpServer
from tests.support.keys import KeyFile
from tests.support.login import log_in
from tests.support.relay import LinkRelay
from tests.support.sshd import Sshd, free_port
from tests.support.streams import Target, connect, connect_by_socks, echo_once, is_over, receive_exactly
from tests.support.tcp import TcpServers, answer_to
from tests.support.wait import wait_for
from towpath.model.error import Problem, ProblemKind
from towpath.model.forward import Endpoint, Forward, ForwardKind
from towpath.model.state import Traffic
from towpath.ssh.dynamic import DynamicForward
from towpath.ssh.session import Session

SECONDS = 20.0
PASSWORD = "pässwörd:with colon"


class Dynamic(DynamicForward):
    """A dynamic forward whose events are collected."""

    def __init__(self, session: Session, forward: Forward, password: str) -> None:
        self.told = Told()
        super().__init__(session, forward, self.told, password)


Make = Callable[..., Dynamic]
"""A started forward: `make()`, with `listen`, `user` and `over` as wished."""


@pytest.fixture
def make(session: Session) -> Iterator[Make]:
    made: list[Dynamic] = []

    def make(*, listen: Endpoint | None = None, user: str = "", over: Session = session) -> Dynamic:
        wish = Forward(id="1", kind=ForwardKind.DYNAMIC, listen=listen or Endpoint("127.0.0.1", 0), user=user)
        made.append(Dynamic(over, wish, PASSWORD if user else ""))
        made[-1].start()
        made[-1].told.wait_bound()
        return made[-1]

    yield make
    for forward in made:
        forward.stop()


def bound(forward: Dynamic) -> Endpoint:
    return forward.told.wait_bound()


def curl(*options: str) -> subprocess.CompletedProcess[str]:
    command = ["curl", "--silent", "--show-error", "--max-time", "15", "--noproxy", "", *options]
    return subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)


@pytest.fixture(scope="module")
def web() -> Iterator[HttpServer]:
    with HttpServer() as server:
        yield server


HELLO = "Hello from behind the gateway\n"


class TestCurl:
    @pytest.mark.parametrize(
        ("options", "host"),
        [
            ("--socks5 {0}", "127.0.0.1"),
            ("--socks5-hostname {0}", "127.0.0.1"),
            ("--socks5-hostname {0}", "localhost"),
            ("--socks4 {0}", "127.0.0.1"),
            ("--socks4a {0}", "127.0.0.1"),
            ("--socks4a {0}", "localhost"),
            ("--proxytunnel --proxy http://{0}", "127.0.0.1"),
            ("--proxytunnel --proxy http://{0}", "localhost"),
        ],
    )
    def test_every_dialect(self, make: Make, web: HttpServer, options: str, host: str) -> None:
        said = curl(*options.format(bound(make())).split(), f"http://{host}:{web.port}/")
        assert (said.stdout, said.stderr) == (HELLO, "")

    @pytest.mark.parametrize(
        "options", [("--socks5", "{0}"), ("--socks5-hostname", "{0}"), ("--proxytunnel", "--proxy", "http://{0}")]
    )
    def test_ipv6_literal(self, make: Make, options: tuple[str, ...]) -> None:
        proxy = bound(make())
        with Target(Endpoint("::1", 0)) as target:
            command = ["curl", "-s", "--noproxy", "", *(option.format(proxy) for option in options)]
            command.append(f"http://[::1]:{target.endpoint.port}/")
            with subprocess.Popen(command, stdout=subprocess.PIPE) as asking, target.accept() as accepted:
                assert accepted.recv(4096).startswith(b"GET / HTTP/1.1\r\n")
                accepted.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
                assert asking.communicate(timeout=SECONDS)[0] == b"ok"

    @pytest.mark.parametrize("scheme", ["socks5", "socks5h", "http"])
    def test_password(self, make: Make, web: HttpServer, scheme: str) -> None:
        proxy = bound(make(user="anna"))
        url = f"http://127.0.0.1:{web.port}/"
        options = ("--proxytunnel", "--proxy", f"{scheme}://{proxy}", url)
        assert curl("--proxy-user", f"anna:{PASSWORD}", *options).stdout == HELLO
        visits = web.visits
        for wrong in ("anna:pässwörd", f"berta:{PASSWORD}", "anna:"):
            said = curl("--proxy-user", wrong, *options)
            assert said.returncode
            assert "407" in said.stderr if scheme == "http" else "rejected" in said.stderr
        assert curl(*options).returncode
        assert web.visits == visits

    def test_socks4_is_not_served_where_a_password_is_wanted(self, make: Make, web: HttpServer) -> None:
        said = curl("--proxy", f"socks4a://anna@{bound(make(user='anna'))}", f"http://127.0.0.1:{web.port}/")
        assert "(93)" in said.stderr

    def test_http_client_that_is_asked_for_the_password_first(self, make: Make, web: HttpServer) -> None:
        """It tries without, is asked, and tries again on the same connection."""
        said = curl(
            "--verbose",
            "--proxy-anyauth",
            "--proxy-user",
            f"anna:{PASSWORD}",
            "--proxytunnel",
            "--proxy",
            f"http://{bound(make(user='anna'))}",
            f"http://127.0.0.1:{web.port}/",
        )
        assert said.stdout.endswith(HELLO), said.stderr
        assert "407 Proxy Authentication Required" in said.stderr
        assert said.stderr.count("* Connected to 127.0.0.1") == 1

    def test_page_without_a_tunnel(self, make: Make, web: HttpServer) -> None:
        said = curl("--proxy", f"http://{bound(make())}", f"http://localhost:{web.port}/")
        assert (said.stdout, said.stderr) == (HELLO, "")


class TestWholeUrls:
    def ask(self, client: socket.socket, target: Target, body: bytes) -> socket.socket:
        """Send all of a request, and take it as its server."""
        head = f"POST http://{target.endpoint}/ HTTP/1.1\r\nContent-Length: 5\r\n\r\n"
        client.sendall(head.encode() + body)
        accepted = target.accept()
        said = receive_exactly(accepted, 1)
        while not said.endswith(b"\r\n\r\n"):
            said += receive_exactly(accepted, 1)
        return accepted

    def test_a_request_for_another_machine_is_not_sent_to_the_first(self, make: Make) -> None:
        """Though that does not close after its answer, as it was told to."""
        with Target(Endpoint("127.0.0.1", 0)) as target, connect(bound(make())) as client:
            with self.ask(client, target, b"he") as accepted:
                client.sendall(b"llo")
                assert receive_exactly(accepted, 5) == b"hello"
                accepted.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
                receive_exactly(client, 38)
                client.sendall(b"GET http://bank.example/ HTTP/1.1\r\nCookie: secret\r\n\r\n")
                assert accepted.recv(100) == b""
            is_over(client)

    def test_nor_when_it_comes_at_once(self, make: Make) -> None:
        with (
            Target(Endpoint("127.0.0.1", 0)) as target,
            connect(bound(make())) as client,
            self.ask(client, target, b"helloGET http://bank.example/ HTTP/1.1\r\n\r\n") as accepted,
        ):
            assert receive_exactly(accepted, 5) == b"hello"
            accepted.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
            accepted.shutdown(socket.SHUT_WR)
            receive_exactly(client, 38)
            assert client.recv(1) == b""
            client.close()
            assert accepted.recv(100) == b""


class TestFailures:
    def test_target_that_refuses(self, make: Make) -> None:
        forward = make()
        said = curl("--socks5-hostname", str(bound(forward)), f"http://127.0.0.1:{free_port()}/")
        assert "(5)" in said.stderr
        [problem] = forward.told.noted_problems
        assert problem.kind is ProblemKind.TARGET_REFUSES
        assert not forward.told.told_problems

    def test_name_that_the_server_does_not_know(self, make: Make) -> None:
        forward = make()
        said = curl("--socks5-hostname", str(bound(forward)), "http://no-such-machine.invalid/")
        assert "(4)" in said.stderr
        assert forward.told.noted_problems[0].subject == "no-such-machine.invalid:80"

    def test_http_client_reads_why(self, make: Make) -> None:
        port = free_port()
        with connect(bound(make())) as client:
            client.sendall(f"CONNECT 127.0.0.1:{port} HTTP/1.1\r\n\r\n".encode() + b"early words" * 1000)
            with client.makefile("rb") as answer:
                said = answer.read().decode()
        assert said.startswith("HTTP/1.1 502 Bad Gateway\r\n")
        assert f"127.0.0.1:{port} does not answer" in said

    def test_server_that_prohibits_all(self, tmp_path: Path, user_key: KeyFile, make: Make) -> None:
        with Sshd(tmp_path, authorized=[user_key], allow_tcp_forwarding="no") as strict:
            session = log_in(strict, user_key)
            forward = make(over=session)
            for _ in range(2):
                said = curl("--socks5-hostname", str(bound(forward)), "http://127.0.0.1:80/")
                assert "(2)" in said.stderr
            session.close()
        [problem] = forward.told.told_problems
        assert problem
        assert problem.kind is ProblemKind.FORWARDING_PROHIBITED
        assert not forward.told.noted_problems

    def test_server_that_prohibits_some(
        self, tmp_path: Path, user_key: KeyFile, make: Make, tcp_servers: TcpServers
    ) -> None:
        allowed = Endpoint("127.0.0.1", tcp_servers.answer_port)
        with Sshd(tmp_path, authorized=[user_key], extra=f"PermitOpen {allowed}\n") as strict:
            session = log_in(strict, user_key)
            forward = make(over=session)

            def try_another() -> None:
                assert "(2)" in curl("--socks5-hostname", str(bound(forward)), "http://127.0.0.1:80/").stderr

            try_another()
            with connect_by_socks(bound(forward), allowed) as client:
                client.sendall(b"?")
                client.shutdown(socket.SHUT_WR)
                assert receive_exactly(client, len(answer_to(b"?"))) == answer_to(b"?")
            try_another()
            answers: list[Problem | None] = []
            forward.check(answers.append)
            wait_for(lambda: answers, what="the check's answer")
            session.close()
        assert [problem and problem.kind for problem in forward.told.told_problems] == [
            ProblemKind.FORWARDING_PROHIBITED,
            None,
        ]
        assert [problem.kind for problem in forward.told.noted_problems] == [ProblemKind.FORWARDING_PROHIBITED]
        assert answers == [None]

    @pytest.mark.parametrize("said", [b"", b"\5\1", b"CONNECT x:1 HT"], ids=["nothing", "half", "half a line"])
    def test_client_that_does_not_come_to_the_point(
        self, make: Make, monkeypatch: pytest.MonkeyPatch, said: bytes
    ) -> None:
        monkeypatch.setattr("towpath.net.front.HANDSHAKE_SECONDS", 0.2)
        with connect(bound(make())) as client:
            client.sendall(said)
            assert client.recv(1) == b""


class TestBytes:
    def test_both_ways_with_what_was_said_too_early(self, make: Make) -> None:
        forward = make()
        with Target(Endpoint("127.0.0.1", 0)) as target, connect(bound(forward)) as client:
            greeting = b"\5\1\0" + b"\5\1\0\1\x7f\0\0\1" + target.endpoint.port.to_bytes(2, "big")
            client.sendall(greeting + b"too early")
            with target.accept() as accepted:
                accepted.sendall(b"hello")
                assert receive_exactly(client, 2 + 10 + 5)[-5:] == b"hello"
                assert receive_exactly(accepted, 9) == b"too early"
                echo_once(client, accepted)
                wait_for(
                    lambda: forward.traffic() == Traffic(down=10, up=14, open=1, connections=1),
                    what=lambda: f"the count: {forward.traffic()}",
                )

    def test_client_of_a_unix_socket(self, make: Make, tmp_path: Path) -> None:
        forward = make(listen=Endpoint.unix(str(tmp_path / "proxy")))
        with (
            Target(Endpoint("127.0.0.1", 0)) as target,
            connect_by_socks(bound(forward), target.endpoint) as client,
            target.accept() as accepted,
        ):
            echo_once(client, accepted)

    def test_stopping_ends_clients_in_every_stage(self, make: Make, tcp_servers: TcpServers) -> None:
        forward = make()
        echo = Endpoint("127.0.0.1", tcp_servers.echo_port)
        with connect(bound(forward)) as talking, connect_by_socks(bound(forward), echo) as joined:
            talking.sendall(b"\5\1\0")
            assert receive_exactly(talking, 2) == b"\5\0"
            forward.stop()
            assert talking.recv(1) == b""
            with pytest.raises(ConnectionResetError):
                joined.recv(1)


class TestChecking:
    def test_server_that_lets_us_try(self, make: Make) -> None:
        answers: list[Problem | None] = []
        make().check(answers.append)
        wait_for(lambda: answers, what="the check's answer")
        assert answers == [None]

    def test_server_that_does_not(self, tmp_path: Path, user_key: KeyFile, make: Make) -> None:
        answers: list[Problem | None] = []
        with Sshd(tmp_path, authorized=[user_key], allow_tcp_forwarding="no") as strict:
            session = log_in(strict, user_key)
            make(over=session).check(answers.append)
            wait_for(lambda: answers, what="the check's answer")
            session.close()
        [problem] = answers
        assert problem
        assert problem.kind is ProblemKind.FORWARDING_PROHIBITED
        assert problem.subject == session.name

    def test_server_that_gives_no_answer(
        self, sshd: Sshd, user_key: KeyFile, make: Make, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The place that a check asks for is nobody's: the machine is named that does not answer."""
        monkeypatch.setattr("towpath.ssh.stream_check.CHECK_SECONDS", 0.2)
        answers: list[Problem | None] = []
        with LinkRelay(sshd.port) as link:
            session = log_in(sshd, user_key, port=link.port)
            forward = make(over=session)
            link.freeze()
            forward.check(answers.append)
            wait_for(lambda: answers, what="the check's answer")
            session.close()
        assert answers == [Problem(ProblemKind.TIMED_OUT, session.name, {"seconds": "0.2"})]


def test_password_is_in_no_repr(make: Make) -> None:
    forward = make(user="anna")
    assert PASSWORD not in repr(forward._account)
    assert "anna" in repr(forward._account)
