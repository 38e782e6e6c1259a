"""What sshd listens on for us, and the channels that come in there."""

import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from paramiko.message import Message

from tests.support.keys import KeyFile
from tests.support.login import Collected, log_in
from tests.support.sshd import Sshd, free_port
from tests.support.streams import connect, receive_exactly
from tests.support.wait import wait_for
from towpath.model.error import Problem, ProblemKind
from towpath.model.forward import Endpoint
from towpath.model.ports import IncomingStream, Stream, StreamEvents
from towpath.ssh.incoming import MOST_PENDING, Entrance, Offer
from towpath.ssh.packets import LinkPacketizer
from towpath.ssh.session import Session

BIG = 3 << 20
# sshd lets the first address choose the port, which for localhost is ::1; another may find it taken by somebody else.
REACHED_BY = {"*": "127.0.0.1", "": "127.0.0.1", "0.0.0.0": "127.0.0.1", "localhost": "::1", "::": "::1"}


class Visit(Collected):
    """One visitor, who is told a name as soon as that can be sent: not in the midst of a key exchange."""

    def __init__(self, incoming: IncomingStream, name: bytes) -> None:
        super().__init__()
        self._unsaid = memoryview(name)
        self.stream = incoming.accept(self)
        self._say()

    def writable(self) -> None:
        super().writable()
        self._say()

    def _say(self) -> None:
        if self.stream and self._unsaid:
            self._unsaid = self._unsaid[self.stream.send(self._unsaid) :]


class Listener:
    """One listener of a session's, and what came of it. Says its name to every visitor."""

    def __init__(self, session: Session, wished: Endpoint, *, name: bytes = b"hello") -> None:
        self.outcome: list[Endpoint | Problem] = []
        self.origins: list[Endpoint] = []
        self.visits: list[Visit] = []
        self._name = name
        self.cancel = session.listen_remote(wished, self._accepted, self.outcome.append)

    def _accepted(self, incoming: IncomingStream) -> None:
        self.origins.append(incoming.origin)
        self.visits.append(Visit(incoming, self._name))

    def bound(self) -> Endpoint:
        wait_for(lambda: self.outcome, what="sshd's answer")
        [outcome] = self.outcome
        assert isinstance(outcome, Endpoint), outcome
        return outcome

    def problem(self) -> Problem:
        wait_for(lambda: self.outcome, what="sshd's answer")
        [outcome] = self.outcome
        assert isinstance(outcome, Problem), outcome
        return outcome


@pytest.fixture(scope="module")
def open_sshd(servers_directory: Path, user_key: KeyFile) -> Iterator[Sshd]:
    """Listens where it is asked to."""
    extra = "GatewayPorts clientspecified\nStreamLocalBindUnlink yes"
    with Sshd(servers_directory, name="open", authorized=[user_key], extra=extra) as server:
        yield server


def greeting(endpoint: Endpoint, expected: bytes = b"hello") -> bytes:
    with connect(endpoint) as visitor:
        return receive_exactly(visitor, len(expected))


def listens(endpoint: Endpoint) -> bool:
    family = socket.AF_UNIX if endpoint.path else socket.AF_INET6 if ":" in endpoint.host else socket.AF_INET
    with socket.socket(family) as visitor:
        return visitor.connect_ex(endpoint.path or (endpoint.host, endpoint.port)) == 0


def test_several_at_once_each_get_their_own_visitors(session: Session) -> None:
    listeners = [Listener(session, Endpoint("127.0.0.1", 0), name=b"listener %d" % number) for number in range(5)]
    for number in (3, 0, 4, 1, 2):
        name = b"listener %d" % number
        assert greeting(listeners[number].bound(), name) == name
    listeners[2].cancel()
    assert greeting(listeners[4].bound(), b"listener 4") == b"listener 4"


@pytest.mark.parametrize("host", ["*", "", "0.0.0.0", "::", "localhost", "127.0.0.1", "::1", "127.0.0.2"])
def test_every_address_leads_to_its_listener(host: str, open_sshd: Sshd, user_key: KeyFile) -> None:
    session = log_in(open_sshd, user_key)
    port = free_port()
    for wished in (0, port):
        listener = Listener(session, Endpoint(host, wished))
        bound = listener.bound()
        assert bound.host == host
        assert bound.port == (wished or bound.port)
        reached = Endpoint(REACHED_BY.get(host, host), bound.port)
        assert greeting(reached) == b"hello"
        assert listener.origins[0].host in ("127.0.0.1", "::1")
        assert listener.origins[0].port
        listener.cancel()
        wait_for(lambda at=reached: not listens(at), what="sshd to free the port")  # type: ignore[misc]  # a lambda's default
    session.close()


def test_all_addresses_of_both_families(open_sshd: Sshd, user_key: KeyFile) -> None:
    session = log_in(open_sshd, user_key)
    port = Listener(session, Endpoint("*", 0)).bound().port
    for host in ("127.0.0.1", "127.0.0.2", "::1"):
        assert greeting(Endpoint(host, port)) == b"hello"
    session.close()


def test_a_port_that_is_taken_there(session: Session) -> None:
    with socket.create_server(("127.0.0.1", 0)) as holder:
        wished = Endpoint("127.0.0.1", holder.getsockname()[1])
        problem = Listener(session, wished).problem()
    facts = {"via": session.name, "detail": ""}
    assert problem == Problem(ProblemKind.REMOTE_LISTEN_REFUSED, str(wished), facts)
    assert greeting(Listener(session, wished).bound()) == b"hello"


def test_a_second_listener_on_the_same_port_leaves_the_first_alone(session: Session) -> None:
    first = Listener(session, Endpoint("127.0.0.1", 0))
    second = Listener(session, first.bound(), name=b"second")
    second.cancel()  # before the answer: the port is not its own
    third = Listener(session, first.bound(), name=b"third")
    assert third.problem().kind is ProblemKind.REMOTE_LISTEN_REFUSED
    assert greeting(first.bound()) == b"hello"


def test_cancelled_before_the_answer(session: Session) -> None:
    port = free_port()
    Listener(session, Endpoint("127.0.0.1", port)).cancel()
    later = Listener(session, Endpoint("127.0.0.1", 0))
    later.bound()
    wait_for(lambda: not listens(Endpoint("127.0.0.1", port)), what="sshd to free the port")


def test_only_what_permitlisten_allows(servers_directory: Path, user_key: KeyFile) -> None:
    allowed = free_port()
    extra = f"PermitListen localhost:{allowed}"
    with Sshd(servers_directory, name="permit-listen", authorized=[user_key], extra=extra) as server:
        session = log_in(server, user_key)
        refused = Listener(session, Endpoint("localhost", free_port()))
        assert refused.problem().kind is ProblemKind.REMOTE_LISTEN_REFUSED
        Listener(session, Endpoint("localhost", allowed)).bound()
        assert greeting(Endpoint("127.0.0.1", allowed)) == b"hello"
        session.close()


def test_visitors_during_key_exchanges(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(LinkPacketizer, "REKEY_PACKETS", 40)
    exchanges: list[int] = []
    send_kex_init = session._transport._send_kex_init  # type: ignore[attr-defined]  # private in paramiko

    def count() -> None:
        exchanges.append(1)
        send_kex_init()

    monkeypatch.setattr(session._transport, "_send_kex_init", count)
    listeners = [Listener(session, Endpoint("127.0.0.1", 0), name=b"%03d" % number) for number in range(4)]
    for turn in range(200):
        name = b"%03d" % (turn % 4)
        assert greeting(listeners[turn % 4].bound(), name) == name
    assert len(exchanges) >= 5
    assert session.alive


def test_bytes_and_half_close_both_ways(session: Session) -> None:
    listener = Listener(session, Endpoint("127.0.0.1", 0))
    sent, answer = os.urandom(BIG), os.urandom(BIG)
    with connect(listener.bound()) as visitor:
        sending = threading.Thread(target=visitor.sendall, args=(sent,))
        sending.start()
        [visit] = wait_for(lambda: listener.visits)
        sending.join()
        visitor.shutdown(socket.SHUT_WR)
        wait_for(lambda: visit.has_ended, what="the visitor's end")
        assert visit.received == sent
        answering = threading.Thread(target=visit.send, args=(answer,))
        answering.start()
        assert receive_exactly(visitor, 5 + BIG) == b"hello" + answer
        answering.join()
        assert visit.stream
        visit.stream.send_end_of_file()
        assert visitor.recv(1) == b""
    wait_for(lambda: not session._transport._channels.values(), what="the channel to close")


def test_a_unix_socket_there(open_sshd: Sshd, user_key: KeyFile, tmp_path: Path) -> None:
    session = log_in(open_sshd, user_key)
    path = Endpoint.unix(str(tmp_path / "there"))
    listener = Listener(session, path)
    assert listener.bound() == path
    assert greeting(path) == b"hello"
    assert listener.origins == [Endpoint("", 0)]
    listener.cancel()
    wait_for(lambda: not listens(path), what="sshd to listen there no more")
    again = Listener(session, path)
    again.bound()
    assert greeting(path) == b"hello"
    session.close()


def test_a_refused_visitor_is_closed(session: Session) -> None:
    outcome: list[Endpoint | Problem] = []
    session.listen_remote(Endpoint("127.0.0.1", 0), lambda incoming: incoming.refuse("no service here"), outcome.append)
    [bound] = wait_for(lambda: outcome)
    assert isinstance(bound, Endpoint)
    with connect(bound) as visitor:
        assert visitor.recv(1) == b""


def test_the_end_of_the_session_ends_its_visits(session: Session) -> None:
    listener = Listener(session, Endpoint("127.0.0.1", 0))
    bound = listener.bound()
    with connect(bound) as visitor:
        assert receive_exactly(visitor, 5) == b"hello"
        session.close()
        wait_for(lambda: listener.visits[0].is_closed, what="our end to hear of it")
    wait_for(lambda: not listens(bound), what="sshd to free the port")
    late = Listener(session, Endpoint("127.0.0.1", 0))
    assert late.problem().kind is ProblemKind.LOST
    late.cancel()


# --- servers that misbehave


class Door:
    """Keeps what would be answered."""

    def __init__(self) -> None:
        self.refusals: list[int] = []

    def accept_offer(self, offer: Offer, events: StreamEvents) -> Stream:
        raise AssertionError("nobody accepts")

    def refuse_offer(self, offer: Offer, code: int, why: str) -> None:
        self.refusals.append(code)


def test_more_than_can_wait_are_refused() -> None:
    door, waiting = Door(), list[IncomingStream]()
    entrance = Entrance(door, waiting.append)
    for number in range(MOST_PENDING + 5):
        entrance.offered(Offer(number, 1 << 20, 1 << 15), Endpoint("", 0))
    assert len(waiting) == MOST_PENDING
    assert door.refusals == [4] * 5
    waiting.pop().refuse("no")
    entrance.offered(Offer(1, 1 << 20, 1 << 15), Endpoint("", 0))
    assert len(waiting) == MOST_PENDING


@pytest.mark.parametrize(
    ("kind", "code"), [("session", 3), ("forwarded-tcpip", 1), ("forwarded-streamlocal@openssh.com", 1)]
)
def test_a_channel_that_was_not_asked_for_is_refused(
    kind: str, code: int, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes: list[int] = []
    monkeypatch.setattr(session._transport, "refuse_offer", lambda _offer, code, _why: codes.append(code))
    fields = Message()
    for text, number in (("127.0.0.1", 80), ("10.0.0.1", 5555)):
        fields.add_string(text)
        fields.add_int(number)
    session._transport.offered(kind, Offer(0, 1 << 20, 1 << 15), Message(fields.asbytes()))
    assert codes == [code]
