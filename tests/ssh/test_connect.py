"""Reaching a machine and knowing it: chains, host keys before secrets, and everything that can go wrong on the way."""

import base64
import contextlib
import select
import socket
import socketserver
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Self

import pytest
from msgspec.structs import replace

from tests.ssh.person import Computer, Person, hop_to
from tests.support.keys import KeyFile, KeyMaker
from tests.support.recorder import Recorder
from tests.support.relay import LinkRelay
from tests.support.sshd import Sshd, free_port
from tests.support.wait import wait_for
from towpath.model.connection import AddressFamily, Auth, Hop, HostKeyPolicy, Proxy, ProxyKind
from towpath.model.error import Cancelled, ProblemKind, TowpathError
from towpath.model.ports import Asker
from towpath.model.prompt import Answer, Asked, HostKeyAsked, PassphraseAsked, PasswordAsked, Refuse, Secrets
from towpath.model.state import Status
from towpath.ssh.session import Session
from towpath.ssh.via import Command, Direct, Through

SHORT = 0.5
"""Seconds that a step may take where it is meant to be too slow."""


@pytest.fixture
def computer() -> Computer:
    return Computer(Path.home())


@contextlib.contextmanager
def chain(computer: Computer, *hops: Hop) -> Iterator[list[Session]]:
    """Logged in to each of `hops` through the one before."""
    sessions: list[Session] = []
    try:
        for hop in hops:
            sessions.append(computer.login(hop, via=Through(sessions[-1]) if sessions else None))
        yield sessions
    finally:
        for session in reversed(sessions):
            session.close()


def refused(computer: Computer, hop: Hop, person: Asker | None = None, through: Session | None = None) -> TowpathError:
    with pytest.raises(TowpathError) as caught:
        computer.login(hop, person, via=Through(through) if through else None)
    return caught.value


class Talker:
    """A server that says fixed things, `pause` seconds apart, and then hangs up or holds the line."""

    def __init__(self, *says: bytes, pause: float = 0.0, hangs_up: bool = True) -> None:
        self._says = says
        self._pause = pause
        self._hangs_up = hangs_up
        self._done = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._serve, name="talker")
        self.hop = Hop(host="127.0.0.1", port=self._listener.getsockname()[1], user="me", timeout=SHORT)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        self._listener.close()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            client, _ = self._listener.accept()
            with client:
                for text in self._says:
                    client.sendall(text)
                    if self._done.wait(self._pause):
                        return
                if self._hangs_up:
                    client.shutdown(socket.SHUT_WR)
                    while client.recv(1024):
                        pass
                self._done.wait()


# --- chains


def test_chain_of_three(computer: Computer, hop_sshds: Sequence[Sshd], user_key: KeyFile) -> None:
    marks = [server.mark() for server in hop_sshds]
    with chain(computer, *(hop_to(server, user_key) for server in hop_sshds)) as sessions:
        assert all(session.alive for session in sessions)
        assert [session.name for session in sessions] == [f"{s.user}@127.0.0.1:{s.port}" for s in hop_sshds]
    assert [len(s.logins(since=m)) for s, m in zip(hop_sshds, marks, strict=True)] == [1, 1, 1]
    known = "".join(server.known_hosts_lines() for server in hop_sshds)
    assert computer.known_hosts.read_text() == known


def test_inner_machine_that_refuses_our_keys(
    computer: Computer, hop_sshds: Sequence[Sshd], user_key: KeyFile, keys: KeyMaker
) -> None:
    with chain(computer, hop_to(hop_sshds[0], user_key)) as [gateway]:
        error = refused(computer, hop_to(hop_sshds[2], keys.key(name="wrong")), through=gateway)
        assert gateway.alive
    assert error.problem.kind is ProblemKind.KEYS_REFUSED
    assert "a key that lives on the gateway cannot be used from here" in str(error)


def test_inner_port_that_is_closed(computer: Computer, sshd: Sshd, user_key: KeyFile) -> None:
    with chain(computer, hop_to(sshd, user_key)) as [gateway]:
        error = refused(computer, Hop(host="127.0.0.1", port=free_port(), user="me"), through=gateway)
    assert error.problem.kind is ProblemKind.REFUSED
    assert error.problem.facts["via"] == gateway.name


def test_gateway_that_is_lost_during_the_inner_login(
    computer: Computer, sshd: Sshd, inner_sshd: Sshd, user_key: KeyFile, keys: KeyMaker
) -> None:
    locked = keys.key(passphrase="open sesame")
    inner_sshd.authorize(locked)

    def person(asked: Asked) -> Answer:
        assert isinstance(asked, PassphraseAsked)
        sshd.drop_sessions()
        wait_for(lambda: not gateway.alive)
        return Secrets(values=("open sesame",))

    computer.known_hosts.parent.mkdir()
    computer.known_hosts.write_text(sshd.known_hosts_lines() + inner_sshd.known_hosts_lines())
    with chain(computer, hop_to(sshd, user_key)) as [gateway]:
        error = refused(computer, hop_to(inner_sshd, locked), person, through=gateway)
    assert error.problem.kind is ProblemKind.LOST_DURING_LOGIN
    assert f"the connection to {gateway.name} ended" in str(error)


# --- a proxy before the first hop


class HttpProxy(socketserver.ThreadingTCPServer):
    """Connects whoever gives its name and password; `refusals` counts the others."""

    daemon_threads = True

    def __init__(self, user: str, password: str) -> None:
        self.accepted = base64.b64encode(f"{user}:{password}".encode())
        self.refusals = 0
        super().__init__(("127.0.0.1", 0), _HttpProxyClient)
        self.proxy = Proxy(kind=ProxyKind.HTTP, host="127.0.0.1", port=self.server_address[1], user=user)


class _HttpProxyClient(socketserver.StreamRequestHandler):
    rbufsize = 0  # what follows the head is not ours

    def handle(self) -> None:
        assert isinstance(self.server, HttpProxy)
        head = [self.rfile.readline()]
        while head[-1].strip():
            head.append(self.rfile.readline())
        if b"Proxy-Authorization: Basic " + self.server.accepted + b"\r\n" not in head:
            self.server.refusals += 1
            self.wfile.write(b"HTTP/1.1 407 Who are you\r\n\r\n")
            return
        host, _, port = head[0].split()[1].decode().rpartition(":")
        with socket.create_connection((host, int(port)), timeout=5) as target:
            self.wfile.write(b"HTTP/1.1 200 Go on\r\n\r\n")
            while ready := select.select([self.connection, target], [], [], 5)[0]:
                for end in ready:
                    data = end.recv(65536)
                    if not data:
                        return
                    (target if end is self.connection else self.connection).sendall(data)


@pytest.fixture
def http_proxy() -> Iterator[HttpProxy]:
    with HttpProxy("me", "proxy password") as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_password_of_a_proxy(computer: Computer, http_proxy: HttpProxy, sshd: Sshd, user_key: KeyFile) -> None:
    via = Direct(http_proxy.proxy)
    key = ("proxy-password", f"me@127.0.0.1:{http_proxy.proxy.port}")
    computer.keyring.set(*key, "old")
    person = Person("wrong", "proxy password", remember=True)
    session = computer.login(hop_to(sshd, user_key), person, via)
    assert not session.needed_person, "what was typed is kept"
    session.close()
    assert person.kinds == ["password!", "password!"]
    assert [asked.account for asked in person.asked if isinstance(asked, PasswordAsked)] == [key[1]] * 2
    assert http_proxy.refusals == 2
    assert computer.keyring.kept == {key: "proxy password"}
    again = computer.login(hop_to(sshd, user_key), Person(), via)
    assert not again.needed_person
    again.close()


def test_it_leaves_from_the_wanted_address(
    computer: Computer, http_proxy: HttpProxy, sshd: Sshd, user_key: KeyFile
) -> None:
    hop = replace(hop_to(sshd, user_key), bind_address="127.0.0.7", tcp_keepalive=False)
    mark = sshd.mark()
    session = computer.login(hop)
    sock = session._transport.link._carrier._socket  # type: ignore[attr-defined]  # a SocketCarrier
    assert not sock.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)
    session.close()
    assert "Connection from 127.0.0.7" in sshd.log_text(since=mark)
    proxy = Proxy(kind=ProxyKind.HTTP, host="127.0.0.1", port=http_proxy.server_address[1])
    hop = replace(hop, address_family=AddressFamily.INET6)
    with pytest.raises(TowpathError) as raised:
        computer.login(hop, via=Direct(proxy))  # it is the proxy that is dialled
    assert raised.value.problem.kind is ProblemKind.PROXY_FAILED
    assert "no address of the wanted kind" in str(raised.value)


def test_proxy_that_goes_on_refusing(computer: Computer, http_proxy: HttpProxy, sshd: Sshd) -> None:
    person = Person("a", "b", "c", "d")
    with pytest.raises(TowpathError) as caught:
        computer.login(hop_to(sshd), person, Direct(http_proxy.proxy))
    assert caught.value.problem.kind is ProblemKind.PROXY_FAILED
    assert len(person.asked) == 3


# --- a ProxyCommand


def test_proxy_command(computer: Computer, sshd: Sshd, inner_sshd: Sshd, user_key: KeyFile) -> None:
    """Another ssh, whose question about the host key of the gateway is answered here."""
    options = f"-F none -o UserKnownHostsFile={computer.known_hosts} -o BatchMode=no"
    command = f"ssh {options} -i {user_key.path} -p {sshd.port} -W %h:%p {sshd.user}@127.0.0.1"
    computer.known_hosts.parent.mkdir()
    computer.known_hosts.write_text(inner_sshd.known_hosts_lines())
    person = Person()
    session = computer.login(hop_to(inner_sshd, user_key), person, Command(command))
    assert session.alive
    assert len(person.host_keys) == 1
    session.close()


@pytest.mark.parametrize("command", ["echo it went wrong >&2; exit 3", "sh -c 'sleep 0.2; echo it went wrong >&2'"])
def test_proxy_command_that_fails(computer: Computer, command: str) -> None:
    with pytest.raises(TowpathError) as caught:
        computer.login(Hop(host="inner", user="me"), via=Command(command))
    assert caught.value.problem.kind is ProblemKind.PROXY_COMMAND_FAILED
    assert "it went wrong" in str(caught.value)


def test_proxy_command_that_says_nothing(computer: Computer) -> None:
    begun = time.monotonic()
    with pytest.raises(TowpathError) as caught:
        computer.login(Hop(host="inner", user="me", timeout=SHORT), via=Command("sleep 60"))
    assert caught.value.problem.kind is ProblemKind.TIMED_OUT
    assert time.monotonic() - begun < SHORT + 1.5


def test_time_in_which_a_proxy_command_asks_does_not_count(
    computer: Computer, sshd: Sshd, inner_sshd: Sshd, user_key: KeyFile
) -> None:
    options = f"-F none -o UserKnownHostsFile={computer.known_hosts}"
    command = f"ssh {options} -i {user_key.path} -p {sshd.port} -W %h:%p {sshd.user}@127.0.0.1"
    computer.known_hosts.parent.mkdir()
    computer.known_hosts.write_text(inner_sshd.known_hosts_lines())
    never = threading.Event()

    def slow(asked: Asked) -> Answer:
        never.wait(2.5)
        return Person()(asked)

    computer.login(hop_to(inner_sshd, user_key, timeout=2.0), slow, Command(command)).close()


# --- host keys come before secrets


@pytest.mark.parametrize("position", [1, 2, 3])
def test_changed_host_key_ends_the_login_before_anything_is_sent(
    computer: Computer, hop_sshds: Sequence[Sshd], user_key: KeyFile, keys: KeyMaker, position: int
) -> None:
    old, new = keys.key(name="old-host"), keys.key(name="new-host")
    person = Person("a password")
    with (
        chain(computer, *(hop_to(server, user_key) for server in hop_sshds[: position - 1])) as sessions,
        Recorder(new) as recorder,
    ):
        auth = Auth(identity_files=(str(user_key.path),))
        hop = Hop(host="127.0.0.1", port=recorder.port, user="me", auth=auth)
        computer.keyring.set("password", hop.account(""), "a stored password")
        computer.known_hosts.parent.mkdir(exist_ok=True)
        with computer.known_hosts.open("a") as file:
            file.write(f"[127.0.0.1]:{recorder.port} {old.public_line}\n")
        before = computer.known_hosts.read_bytes()
        error = refused(computer, hop, person, through=sessions[-1] if sessions else None)
        assert recorder.connections == 1
        assert recorder.attempts == ()
    assert error.problem.kind is ProblemKind.HOST_KEY_CHANGED
    assert old.fingerprint in str(error)
    assert new.fingerprint in str(error)
    assert f"known_hosts:{position}" in str(error)
    assert not person.asked
    assert computer.known_hosts.read_bytes() == before
    assert computer.keyring.kept == {("password", hop.account("")): "a stored password"}


def test_recorder_would_have_noticed(computer: Computer, user_key: KeyFile, keys: KeyMaker) -> None:
    """The test above proves something: with the right host key the same secrets do arrive."""
    with Recorder(keys.key(name="new-host")) as recorder:
        auth = Auth(identity_files=(str(user_key.path),))
        hop = Hop(host="127.0.0.1", port=recorder.port, user="me", auth=auth)
        error = refused(computer, hop, Person(*3 * [("password", "code")]))
        assert error.problem.kind is ProblemKind.CODE_REFUSED
        assert [attempt.method for attempt in recorder.attempts][:2] == ["none", "publickey"]
        assert recorder.secrets == ("password\ncode",) * 3


@pytest.mark.parametrize(
    ("policy", "answer", "kind"),
    [
        (HostKeyPolicy.STRICT, None, ProblemKind.HOST_KEY_UNKNOWN),
        (HostKeyPolicy.ASK, Refuse(), ProblemKind.HOST_KEY_REFUSED_BY_USER),
    ],
)
def test_unknown_host_that_is_not_trusted(
    computer: Computer, keys: KeyMaker, policy: HostKeyPolicy, answer: Answer | None, kind: ProblemKind
) -> None:
    questions: list[Asked] = []

    def person(asked: Asked) -> Answer:
        questions.append(asked)
        assert answer
        return answer

    with Recorder(keys.key(name="new-host")) as recorder:
        hop = Hop(host="127.0.0.1", port=recorder.port, user="me", host_key_policy=policy)
        assert refused(computer, hop, person).problem.kind is kind
        assert recorder.attempts == ()
    assert [type(question) for question in questions] == ([HostKeyAsked] if answer else [])
    assert not computer.known_hosts.exists()


# --- servers that are none, that are busy, slow or gone


@pytest.mark.parametrize(
    ("says", "kind", "detail"),
    [
        ([b"HTTP/1.1 400 Bad Request\r\n\r\n"], ProblemKind.NOT_SSH, "HTTP/1.1 400 Bad Request"),
        ([b"Exceeded MaxStartups\r\n"], ProblemKind.LOST_DURING_LOGIN, "Exceeded MaxStartups"),
        ([b""], ProblemKind.LOST_DURING_LOGIN, "it sent no SSH greeting"),
        ([b"SSH-1.5-old\r\n"], ProblemKind.NO_COMMON_ALGORITHM, "1.5"),
        ([b"SSH-2.0-test\r\n"], ProblemKind.LOST_DURING_LOGIN, ""),
        ([b"SSH-2.0-test\r\n", b"\0" * 64], ProblemKind.LOST_DURING_LOGIN, ""),
        ([b"SSH-2.0-test\r\n", b"\xff\xff\xff\xf4" + b"\0" * 64], ProblemKind.LOST_DURING_LOGIN, "too long"),
    ],
)
def test_server_that_hangs_up(computer: Computer, says: list[bytes], kind: ProblemKind, detail: str) -> None:
    with Talker(*says) as talker:
        error = refused(computer, talker.hop)
    assert error.problem.kind is kind
    assert detail in error.problem.facts.get("detail", "")


@pytest.mark.parametrize(
    ("says", "pause", "step"),
    [
        ([], 0.0, "waiting for its greeting"),
        ([b"a line\r\n"] * 100, 0.05, "waiting for its greeting"),
        ([b"x"] * 100, 0.05, "waiting for its greeting"),
        ([b"SSH-2.0-test\r\n"], 0.0, "exchanging keys"),
    ],
)
def test_server_that_is_too_slow(computer: Computer, says: list[bytes], pause: float, step: str) -> None:
    begun = time.monotonic()
    with Talker(*says, pause=pause, hangs_up=False) as talker:
        error = refused(computer, talker.hop)
        assert SHORT <= time.monotonic() - begun < SHORT + 1
    assert error.problem.kind is ProblemKind.TIMED_OUT
    assert error.problem.facts == {"seconds": "0.5", "step": step}


def test_server_that_freezes_during_authentication(computer: Computer, sshd: Sshd, keys: KeyMaker) -> None:
    locked = keys.key(passphrase="open sesame")
    sshd.authorize(locked)

    def person(asked: Asked) -> Answer:
        if isinstance(asked, HostKeyAsked):
            return Person()(asked)
        link.freeze()
        return Secrets(values=("open sesame",))

    with LinkRelay(sshd.port) as link:
        auth = Auth(identity_files=(str(locked.path),), use_agent=False)
        hop = Hop(host="127.0.0.1", port=link.port, user=sshd.user, auth=auth, timeout=2)
        error = refused(computer, hop, person)
    assert error.problem.kind is ProblemKind.TIMED_OUT
    assert error.problem.facts == {"seconds": "2", "step": "authentication"}


def test_time_a_person_takes_does_not_count(computer: Computer, sshd: Sshd, keys: KeyMaker) -> None:
    locked = keys.key(passphrase="open sesame")
    sshd.authorize(locked)
    never = threading.Event()

    def person(asked: Asked) -> Answer:
        if isinstance(asked, HostKeyAsked):
            return Person()(asked)
        never.wait(2.5)
        return Secrets(values=("open sesame",))

    computer.login(hop_to(sshd, locked, timeout=2.0), person).close()


def test_server_that_is_killed_while_a_person_types(computer: Computer, sshd: Sshd, keys: KeyMaker) -> None:
    """The question is withdrawn, and the reason is the server, not the person."""
    locked = keys.key(passphrase="open sesame")
    sshd.authorize(locked)

    def person(asked: Asked) -> Answer:
        if isinstance(asked, HostKeyAsked):
            return Person()(asked)
        withdrawn = threading.Event()
        forget = computer.cancel.on_cancel(withdrawn.set)
        sshd.drop_sessions()
        assert withdrawn.wait(5)
        forget()
        raise Cancelled

    error = refused(computer, hop_to(sshd, locked), person)
    assert error.problem.kind is ProblemKind.LOST_DURING_LOGIN


def test_server_that_is_killed_during_the_key_exchange(
    computer: Computer, servers_directory: Path, user_key: KeyFile
) -> None:
    with Sshd(servers_directory, name="killed", authorized=[user_key]) as server:

        def person(asked: Asked) -> Answer:
            server.kill()
            return Person()(asked)

        error = refused(computer, hop_to(server, user_key), person)
        assert error.problem.kind is ProblemKind.LOST_DURING_LOGIN
        assert refused(computer, hop_to(server, user_key)).problem.kind is ProblemKind.REFUSED


def test_no_common_algorithm_names_both_sides(computer: Computer, servers_directory: Path, user_key: KeyFile) -> None:
    extra = "Ciphers chacha20-poly1305@openssh.com"
    with Sshd(servers_directory, name="chacha", authorized=[user_key], extra=extra) as server:
        error = refused(computer, hop_to(server, user_key))
    assert error.problem.kind is ProblemKind.NO_COMMON_ALGORITHM
    detail = error.problem.facts["detail"]
    assert "cipher: the server has chacha20-poly1305@openssh.com, we have aes128-gcm@openssh.com" in detail
    assert "key exchange" not in detail


# --- ending it


@pytest.mark.parametrize("says", [[], [b"SSH-2.0-test\r\n"]])
def test_cancel_ends_a_login_at_once(computer: Computer, says: list[bytes]) -> None:
    with Talker(*says, hangs_up=False) as talker:
        hop = Hop(host=talker.hop.host, port=talker.hop.port, user="me", timeout=60)
        timer = threading.Timer(0.2, computer.cancel.cancel)
        timer.start()
        begun = time.monotonic()
        with pytest.raises(Cancelled):
            computer.login(hop)
        assert time.monotonic() - begun < 1.5
        timer.join()


def test_reported_states(computer: Computer, sshd: Sshd, user_key: KeyFile) -> None:
    computer.login(hop_to(sshd, user_key)).close()
    asking = [Status.WAITING_FOR_USER, Status.CONNECTING]
    assert computer.reported == [Status.CONNECTING, *asking, Status.UP]
    computer.login(hop_to(sshd, user_key)).close()
    assert computer.reported == [Status.CONNECTING, Status.UP]


def test_compression(computer: Computer, sshd: Sshd, user_key: KeyFile) -> None:
    hop = hop_to(sshd, user_key)
    compressed = Hop(host=hop.host, port=hop.port, user=hop.user, auth=hop.auth, compression=True)
    session = computer.login(compressed)
    assert session._transport.local_compression == "zlib@openssh.com"
    carrier = session.open_socket("127.0.0.1", sshd.port, timeout=10, cancel=computer.cancel)
    greeting = memoryview(bytearray(7))
    carrier.receive_into(greeting, 10)
    assert bytes(greeting) == b"SSH-2.0"
    carrier.close()
    session.close()
