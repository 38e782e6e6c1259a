"""Local forwards through real sshd."""

import errno
import inspect
import os
import shutil
import socket
import socketserver
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import sshtunnel

from tests.support.keys import KeyFile
from tests.support.login import log_in
from tests.support.relay import LinkRelay
from tests.support.sshd import Sshd, free_port
from tests.support.tcp import Received, TcpServers, answer_to
from tests.support.wait import wait_for
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.forward import Endpoint, Forward
from towpath.model.words import line
from towpath.ssh.local import LocalForward, _problem_of_listening
from towpath.ssh.session import Session

SECONDS = 20.0
GIGABYTE = 10**9

Make = Callable[..., LocalForward]
"""`make(target_port)`, with `listen`, `session` and `report` as wished."""


@pytest.fixture
def session(sshd: Sshd, user_key: KeyFile) -> Iterator[Session]:
    session = log_in(sshd, user_key)
    yield session
    session.close()


@pytest.fixture
def reports() -> list[Problem | None]:
    return []


@pytest.fixture
def make(session: Session, reports: list[Problem | None]) -> Iterator[Make]:
    made: list[LocalForward] = []

    def make(
        target_port: int, *, listen: str = "127.0.0.1", port: int = 0, over: Session = session, host: str = "127.0.0.1"
    ) -> LocalForward:
        wish = Forward(id="1", listen=Endpoint(listen, port), target=Endpoint(host, target_port))
        made.append(LocalForward(over, wish, reports.append))
        return made[-1]

    yield make
    for forward in made:
        forward.stop()


def connect(endpoint: Endpoint) -> socket.socket:
    return socket.create_connection((endpoint.host, endpoint.port), timeout=SECONDS)


def ask_answer_server(endpoint: Endpoint, question: bytes) -> bytes:
    with connect(endpoint) as client:
        client.sendall(question)
        client.shutdown(socket.SHUT_WR)
        with client.makefile("rb") as answer:
            return answer.read()


def problem_of(work: Callable[[], object]) -> Problem:
    with pytest.raises(TowpathError) as failed:
        work()
    return failed.value.problem


class TestBytes:
    def test_answer_after_the_clients_end_of_file(self, make: Make, tcp_servers: TcpServers) -> None:
        bound = make(tcp_servers.answer_port).start()
        question = os.urandom(3 << 20)
        assert ask_answer_server(bound, question) == answer_to(question)

    def test_64_clients_at_once(self, make: Make, tcp_servers: TcpServers) -> None:
        bound = make(tcp_servers.echo_port).start()
        together = threading.Barrier(64)

        def converse(number: int) -> bool:
            with connect(bound) as client:
                together.wait(SECONDS)
                for turn in range(20):
                    message = f"{number} {turn}\n".encode() * 500
                    client.sendall(message)
                    received = b""
                    while len(received) < len(message):
                        received += client.recv(1 << 16)
                    assert received == message
            return True

        with ThreadPoolExecutor(64) as clients:
            assert all(clients.map(converse, range(64)))

    def test_5000_connections_in_a_row(self, session: Session, make: Make, tcp_servers: TcpServers) -> None:
        forward = make(tcp_servers.echo_port)
        bound = forward.start()

        def visit(number: int) -> None:
            with connect(bound) as client:
                client.sendall(b"%d" % number)
                assert client.recv(10) == b"%d" % number

        def resting() -> tuple[int, int]:
            """Descriptors and threads when no connection is left."""
            wait_for(lambda: not forward._branch.meter.open, what="the last connection to end")
            wait_for(lambda: not session._transport._channels.values(), what="the last channel to close")
            return sum(1 for _ in Path("/proc/self/fd").iterdir()), threading.active_count()

        visit(0)
        before = resting()
        for number in range(5000):
            visit(number)
        after = resting()
        assert all(now <= then for now, then in zip(after, before, strict=True)), f"{before} before, {after} after"
        assert session.alive

    def test_3_gigabytes_each_way_over_rekeys(
        self, session: Session, make: Make, tcp_servers: TcpServers, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        rekeys: list[float] = []
        transport: Any = session._transport
        activate = transport._activate_inbound

        def count_and_activate() -> None:
            rekeys.append(time.monotonic())
            activate()

        monkeypatch.setattr(transport, "_activate_inbound", count_and_activate)
        bound = make(tcp_servers.stream_port).start()
        total = 3 * GIGABYTE
        both = [_client("receive_pattern", bound.port, total), _client("send_pattern", bound.port, total)]
        for client in both:
            said, complaint = client.communicate(timeout=100)
            assert said.strip() == repr(Received(total, None)), complaint
        assert len(rekeys) >= 5
        assert session.alive


def _client(work: str, port: int, total: int) -> subprocess.Popen[str]:
    """A client with a GIL of its own."""
    code = f"from tests.support import tcp; print(tcp.{work}({port}, {total}, seed=7))"
    pipe = subprocess.PIPE
    root = Path(__file__).parents[2]
    return subprocess.Popen([sys.executable, "-c", code], cwd=root, stdout=pipe, stderr=pipe, text=True)


class TestReports:
    def test_target_that_refuses_and_comes_back(self, make: Make, reports: list[Problem | None]) -> None:
        port = free_port()
        bound = make(port).start()
        for _ in range(2):
            with connect(bound) as client, pytest.raises(ConnectionResetError):
                client.recv(1)
        [problem] = reports
        assert problem is not None
        assert problem.kind is ProblemKind.TARGET_REFUSES
        assert problem.subject == f"127.0.0.1:{port}"
        assert "refused" in line(problem)
        with socket.create_server(("127.0.0.1", port)) as target, connect(bound), target.accept()[0]:
            wait_for(lambda: len(reports) == 2, what="the good news")
        assert reports[1] is None

    def test_name_that_the_server_does_not_know(self, make: Make, reports: list[Problem | None]) -> None:
        bound = make(80, host="no-such-machine.invalid").start()
        with connect(bound) as client, pytest.raises(ConnectionResetError):
            client.recv(1)
        [problem] = reports
        assert problem is not None
        assert "no-such-machine.invalid" in line(problem)

    def test_forwarding_prohibited(
        self,
        tmp_path: Path,
        user_key: KeyFile,
        make: Make,
        reports: list[Problem | None],
        tcp_servers: TcpServers,
    ) -> None:
        with Sshd(tmp_path, authorized=[user_key], allow_tcp_forwarding="no") as strict:
            session = log_in(strict, user_key)
            bound = make(tcp_servers.echo_port, over=session).start()
            with connect(bound) as client, pytest.raises(ConnectionResetError):
                client.recv(1)
            session.close()
        [problem] = reports
        assert problem is not None
        assert problem.kind is ProblemKind.FORWARDING_PROHIBITED


class TestListening:
    @pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "::1", "localhost"])
    def test_addresses(self, make: Make, tcp_servers: TcpServers, host: str) -> None:
        bound = make(tcp_servers.answer_port, listen=host).start()
        assert bound.port
        assert bound.host == {"localhost": "127.0.0.1"}.get(host, host)
        assert ask_answer_server(bound, b"?") == answer_to(b"?")

    def test_port_in_use_names_the_holder(self, make: Make, tcp_servers: TcpServers) -> None:
        taken = tcp_servers.echo_port
        problem = problem_of(make(1, port=taken).start)
        assert tcp_servers._process is not None
        assert problem.kind is ProblemKind.PORT_IN_USE
        assert problem.subject == f"127.0.0.1:{taken}"
        assert f"(process {tcp_servers._process.pid})" in problem.facts["holder"]
        assert f"(process {tcp_servers._process.pid}) already listens there" in line(problem)

    @pytest.mark.parametrize(("held", "wanted"), [("127.0.0.1", "127.0.0.1"), ("::1", "::1"), ("127.0.0.1", "0.0.0.0")])
    def test_port_in_use_by_ourselves(self, make: Make, held: str, wanted: str) -> None:
        bound = make(1, listen=held).start()
        problem = problem_of(make(1, listen=wanted, port=bound.port).start)
        assert problem.kind is ProblemKind.PORT_IN_USE
        assert problem.facts == {"holder": "Towpath itself"}

    def test_address_of_another_machine(self, make: Make) -> None:
        problem = problem_of(make(1, listen="192.0.2.1", port=8080).start)
        assert problem.kind is ProblemKind.ADDRESS_NOT_LOCAL
        assert problem.subject == "192.0.2.1:8080"

    def test_name_that_is_no_address(self, make: Make) -> None:
        problem = problem_of(make(1, listen="no-such-machine.invalid", port=8080).start)
        assert problem.kind is ProblemKind.ADDRESS_NOT_LOCAL

    def test_privileged_port(self) -> None:
        """As an ordinary user would see it, even where the tests run as root."""
        if int(Path("/proc/sys/net/ipv4/ip_unprivileged_port_start").read_text()) > 80:
            said = _listen_without_privileges(80)
            assert said == "cannot listen on 127.0.0.1:80: ports below 1024 are reserved for the system"
        # What the system says does not depend on the machine's settings:
        denied = PermissionError(errno.EACCES, "Permission denied")
        assert _problem_of_listening(Endpoint("::1", 443), denied).kind is ProblemKind.PORT_PRIVILEGED

    def test_port_0_then_again_the_same_port_at_once(self, make: Make, tcp_servers: TcpServers) -> None:
        first = make(tcp_servers.echo_port)
        bound = first.start()
        with connect(bound) as client:
            client.sendall(b"x")
            assert client.recv(1) == b"x"
            first.stop()
            assert make(tcp_servers.echo_port, port=bound.port).start() == bound
            with connect(bound) as second:
                second.sendall(b"y")
                assert second.recv(1) == b"y"

    def test_same_forward_starts_again(self, make: Make, tcp_servers: TcpServers) -> None:
        forward = make(tcp_servers.answer_port)
        for question in (b"one", b"two"):
            assert ask_answer_server(forward.start(), question) == answer_to(question)
            forward.stop()


def _listen_without_privileges(port: int) -> str:
    code = f"""if True:
        from types import SimpleNamespace
        from towpath.model.error import TowpathError
        from towpath.model.forward import Endpoint, Forward
        from towpath.net.relay import Relay
        from towpath.ssh.local import LocalForward
        session = SimpleNamespace(name="u@h:22", alive=True, relay=lambda: Relay("r"))
        wish = Forward(id="1", listen=Endpoint("127.0.0.1", {port}), target=Endpoint("127.0.0.1", 80))
        try:
            LocalForward(session, wish, print).start()
        except TowpathError as error:
            print(str(error).partition(" (")[0])
    """
    command = [sys.executable, "-c", code]
    if os.geteuid() == 0:
        setpriv = shutil.which("setpriv")
        assert setpriv
        command = [setpriv, "--inh-caps=-net_bind_service", "--bounding-set=-net_bind_service", *command]
    return subprocess.run(command, capture_output=True, text=True, timeout=30, check=True).stdout.strip()


class TestStopping:
    def test_on_a_frozen_link(self, sshd: Sshd, user_key: KeyFile, make: Make, tcp_servers: TcpServers) -> None:
        with LinkRelay(sshd.port) as link:
            session = log_in(sshd, user_key, port=link.port)
            forward = make(tcp_servers.stream_port, over=session)
            bound = forward.start()
            with connect(bound) as client:
                client.settimeout(1)
                link.freeze()
                client.sendall(b"receive 1\n")
                with pytest.raises(TimeoutError):
                    client.sendall(bytes(100 << 20))
                begun = time.monotonic()
                forward.stop()
                assert time.monotonic() - begun < 0.3
                with pytest.raises(OSError, match="reset"):
                    client.recv(1)
            socket.create_server((bound.host, bound.port)).close()
            assert session.alive
            begun = time.monotonic()
            session.close()
            assert time.monotonic() - begun < 1

    def test_leaves_the_session_and_other_forwards_alone(
        self, session: Session, make: Make, tcp_servers: TcpServers
    ) -> None:
        stays, goes = make(tcp_servers.echo_port), make(tcp_servers.echo_port)
        with connect(stays.start()) as kept, connect(goes.start()) as cut:
            for client in (kept, cut):
                client.sendall(b"x")
                assert client.recv(1) == b"x"
            goes.stop()
            goes.stop()
            with pytest.raises(ConnectionResetError):
                cut.recv(1)
            kept.sendall(b"y")
            assert kept.recv(1) == b"y"
        assert session.alive

    def test_lost_session_frees_the_port(self, session: Session, make: Make, tcp_servers: TcpServers) -> None:
        forward = make(tcp_servers.echo_port)
        bound = forward.start()
        with connect(bound) as client:
            client.sendall(b"x")
            assert client.recv(1) == b"x"
            session.close()
            with pytest.raises(ConnectionResetError):
                client.recv(1)
        socket.create_server((bound.host, bound.port)).close()
        forward.stop()
        assert problem_of(make(1).start).kind is ProblemKind.LOST


class TestSshtunnelIsWhatWeBuildOn:
    """A release that moves one of these needs a look at `ssh/local.py`."""

    @pytest.mark.parametrize(
        ("name", "parameters"),
        [
            ("_connect_to_gateway", ["self"]),
            ("_create_tunnels", ["self"]),
            ("_consolidate_auth", None),
            ("_make_ssh_forward_server_class", ["self", "remote_address_"]),
            ("_make_ssh_forward_server", ["self", "remote_address", "local_bind_address"]),
            ("_stop_transport", ["self", "force"]),
            ("stop", ["self", "force"]),
        ],
    )
    def test_private_methods(self, name: str, parameters: list[str] | None) -> None:
        method = getattr(sshtunnel.SSHTunnelForwarder, name)
        if parameters is None:
            assert isinstance(inspect.getattr_static(sshtunnel.SSHTunnelForwarder, name), staticmethod)
        else:
            assert list(inspect.signature(method).parameters) == parameters

    def test_who_calls_what_we_override(self) -> None:
        forwarder = sshtunnel.SSHTunnelForwarder
        for caller, called in [
            (forwarder._create_tunnels, "self._connect_to_gateway()"),
            (forwarder._create_tunnels, "self._make_ssh_forward_server(rem, loc)"),
            (forwarder._make_ssh_forward_server, "self._make_ssh_forward_server_class"),
            (forwarder._make_ssh_forward_server, "self._server_list.append("),
            (forwarder.stop, "self._stop_transport(force=force)"),
            (forwarder.__init__, "self._consolidate_auth("),
            (inspect.getattr_static(forwarder, "is_active").fget, "self._transport.is_active()"),
        ]:
            assert called in inspect.getsource(caller)

    def test_listener_is_a_tcp_server_that_binds_at_once(self) -> None:
        assert issubclass(sshtunnel._ForwardServer, socketserver.TCPServer)
        assert not issubclass(sshtunnel._ForwardServer, socketserver.ThreadingMixIn)
        assert list(inspect.signature(socketserver.TCPServer.process_request).parameters) == [
            "self",
            "request",
            "client_address",
        ]

    def test_a_forward_starts_no_thread_of_sshtunnels(
        self, session: Session, make: Make, tcp_servers: TcpServers
    ) -> None:
        session.relay()
        before = set(threading.enumerate())
        forward = make(tcp_servers.answer_port)
        assert ask_answer_server(forward.start(), b"?") == answer_to(b"?")
        assert set(threading.enumerate()) == before
        assert (forward.is_active, forward.is_alive) == (True, True)
        forward.stop()
        assert (forward.is_active, forward.is_alive) == (True, False)
        assert session.alive
