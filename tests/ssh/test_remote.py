"""Remote forwards through real sshd: what listens there leads here, and what GatewayPorts made of it is said."""

import socket
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

import psutil
import pytest

from tests.support.forwards import Told
from tests.support.keys import KeyFile
from tests.support.login import log_in
from tests.support.relay import LinkRelay
from tests.support.sshd import Sshd, free_port
from tests.support.streams import Target, connect, echo_once, exchange, is_over, receive_exactly
from tests.support.wait import wait_for
from towpath.model.error import Problem, ProblemKind
from towpath.model.forward import Endpoint, Forward, ForwardKind
from towpath.ssh.listening_probe import LOOPBACK, ODD_LOOPBACK, SECONDS, Visit, problem_of_listening
from towpath.ssh.packets import LinkPacketizer
from towpath.ssh.remote import RemoteForward
from towpath.ssh.session import Session

VISITORS = 32
EVERYWHERE = ("*", "0.0.0.0", "::")


class Running:
    """A forward and what it told."""

    def __init__(self, session: Session, listen: Endpoint, target: Endpoint) -> None:
        self.told = Told()
        wish = Forward(id="1", kind=ForwardKind.REMOTE, listen=listen, target=target)
        self.forward = RemoteForward(session, wish, self.told)
        self.forward.start()

    def bound(self) -> Endpoint:
        return self.told.wait_bound()

    def check(self, target: Target | None = None) -> Problem | None:
        """What a check finds; `target` is visited by it."""
        found: list[Problem | None] = []
        self.forward.check(found.append)
        if target:
            with target.accept() as visited:
                assert visited.recv(1) == b""
        wait_for(lambda: found, what="the check")
        [problem] = found
        return problem


Make = Callable[..., Running]
"""`make(target)`, with `listen` and `session` as wished."""


@pytest.fixture
def target() -> Iterator[Target]:
    with Target(Endpoint("127.0.0.1", 0)) as target:
        yield target


@pytest.fixture
def make(session: Session) -> Iterator[Make]:
    made: list[RemoteForward] = []

    def make(target: Endpoint, *, listen: Endpoint = Endpoint("127.0.0.1", 0), over: Session = session) -> Running:  # noqa: B008  # frozen
        running = Running(over, listen, target)
        made.append(running.forward)
        return running

    yield make
    for forward in made:
        forward.stop()


class Linked:
    """A forward over a link that can be slowed and frozen, after its first look at where it listens."""

    def __init__(self, link: LinkRelay, session: Session, running: Running) -> None:
        self.link = link
        self.session = session
        self.running = running
        self.bound = running.bound()
        wait_for(lambda: running.forward._reached_by, what="the first look")


@pytest.fixture
def linked(sshd: Sshd, user_key: KeyFile, make: Make, target: Target) -> Iterator[Linked]:
    with LinkRelay(sshd.port) as link:
        session = log_in(sshd, user_key, port=link.port)
        yield Linked(link, session, make(target.endpoint, over=session))
        session.close()


@pytest.fixture(scope="module")
def gateways(servers_directory: Path, user_key: KeyFile) -> Iterator[Mapping[str, Sshd]]:
    """One server for each GatewayPorts."""
    with ExitStack() as running:
        yield {
            ports: running.enter_context(
                Sshd(servers_directory, name=f"listens-{ports}", authorized=[user_key], extra=f"GatewayPorts {ports}")
            )
            for ports in ("no", "yes", "clientspecified")
        }


def own_address() -> str:
    """An address of this machine's that is not of its loopback."""
    addresses = [address.address for interface in psutil.net_if_addrs().values() for address in interface]
    return next((address for address in addresses if "." in address and not address.startswith("127.")), "")


def listens(endpoint: Endpoint) -> bool:
    with socket.socket() as visitor:
        return visitor.connect_ex((endpoint.host, endpoint.port)) == 0


class TestBytes:
    def test_visitors_reach_the_target(self, make: Make, target: Target) -> None:
        running = make(target.endpoint)
        with connect(running.bound()) as near, target.accept() as far:
            exchange(near, far, 1 << 20)
        wait_for(lambda: not running.forward.traffic().open, what="the connection to end")
        traffic = running.forward.traffic()
        assert (traffic.down, traffic.up, traffic.connections) == (1 << 20, 1 << 20, 1)
        assert running.told.told_problems == []

    def test_many_at_once_during_key_exchanges(
        self, make: Make, target: Target, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(LinkPacketizer, "REKEY_PACKETS", 50)
        bound = make(target.endpoint).bound()
        for _ in range(5):
            visitors = [connect(bound) for _ in range(VISITORS)]
            services = [target.accept() for _ in visitors]
            for number, visitor in enumerate(visitors):
                visitor.sendall(b"%04d" % number)
            for service in services:
                service.sendall(receive_exactly(service, 4))
            for number, visitor in enumerate(visitors):
                assert receive_exactly(visitor, 4) == b"%04d" % number
            for end in (*visitors, *services):
                end.close()
        assert session.alive

    def test_a_unix_socket_leads_to_a_unix_socket(self, make: Make, tmp_path: Path) -> None:
        there = Endpoint.unix(str(tmp_path / "there"))
        with Target(Endpoint.unix(str(tmp_path / "here"))) as target:
            running = make(target.endpoint, listen=there)
            assert running.bound() == there
            with connect(there) as near, target.accept() as far:
                echo_once(near, far)
            assert running.check(target) is None

    def test_a_service_that_speaks_first_at_once_after_it_listens(self, make: Make, target: Target) -> None:
        """The forward looks at this moment whether it can be reached, and must not take a visitor for itself."""
        running = make(target.endpoint)
        with connect(running.bound()) as near, target.accept() as far:
            far.sendall(b"220 ready")
            assert receive_exactly(near, 9) == b"220 ready"
            near.sendall(b"QUIT")
            assert receive_exactly(far, 4) == b"QUIT"
        wait_for(lambda: not running.forward.traffic().open, what="the connection to end")
        assert running.forward.traffic().connections == 1


class TestLifecycle:
    def test_stop_frees_the_port_and_resets_what_came_in(self, make: Make, target: Target, session: Session) -> None:
        running = make(target.endpoint)
        bound = running.bound()
        with connect(bound) as near, target.accept() as far:
            echo_once(near, far)
            running.forward.stop()
            is_over(near)
            is_over(far)
        wait_for(lambda: not listens(bound), what="sshd to free the port")
        again = make(target.endpoint, listen=bound)
        with connect(again.bound()) as near, target.accept() as far:
            echo_once(near, far)
        assert session.alive

    def test_stopped_before_sshd_answered(self, make: Make, target: Target) -> None:
        port = free_port()
        running = make(target.endpoint, listen=Endpoint("127.0.0.1", port))
        running.forward.stop()
        make(target.endpoint).bound()
        wait_for(lambda: not listens(Endpoint("127.0.0.1", port)), what="sshd to free the port")
        assert running.told.bound is None
        assert running.told.failure is None

    def test_a_port_taken_there_fails_it(self, make: Make, target: Target, session: Session) -> None:
        running = make(target.endpoint, listen=target.endpoint)
        wait_for(lambda: running.told.failure, what="the refusal")
        facts = {"via": session.name, "detail": ""}
        assert running.told.failure == Problem(ProblemKind.REMOTE_LISTEN_REFUSED, str(target.endpoint), facts)

    def test_the_session_ends(self, make: Make, target: Target, session: Session) -> None:
        running = make(target.endpoint)
        with connect(running.bound()) as near, target.accept() as far:
            echo_once(near, far)
            session.close()
            is_over(near)
            is_over(far)
        problem = running.check()
        assert problem
        assert problem.kind is ProblemKind.LOST
        late = make(target.endpoint)
        assert late.told.failure
        assert late.told.failure.kind is ProblemKind.LOST


class TestTarget:
    def test_a_target_that_refuses_is_told_and_so_is_its_return(self, make: Make) -> None:
        port = free_port()
        running = make(Endpoint("127.0.0.1", port))
        with connect(running.bound()) as near:
            is_over(near)
        facts = {"host": "127.0.0.1", "detail": "Connection refused"}
        refused = Problem(ProblemKind.TARGET_REFUSES, f"127.0.0.1:{port}", facts)
        wait_for(lambda: running.told.told_problems == [refused], what="the refusal")
        assert running.check() == refused
        assert running.told.told_problems == [refused]
        with Target(Endpoint("127.0.0.1", port)) as target:
            with connect(running.bound()) as near, target.accept() as far:
                echo_once(near, far)
            wait_for(lambda: running.told.told_problems == [refused, None], what="the return")
        assert running.check() == refused
        assert running.told.told_problems == [refused, None, refused]

    def test_a_check_says_nothing_to_the_target_and_counts_nothing(self, make: Make, target: Target) -> None:
        running = make(target.endpoint)
        bound = running.bound()
        assert running.check(target) is None
        assert running.forward.traffic().connections == 0
        with connect(bound) as near, target.accept() as far:  # and nothing else came
            echo_once(near, far)


class TestListening:
    @pytest.mark.parametrize(
        ("ports", "host", "kind"),
        [
            *(("no", host, ProblemKind.LISTENS_NARROWER) for host in EVERYWHERE),
            *(("no", host, None) for host in ("localhost", "127.0.0.1", "::1")),
            *(("yes", host, None) for host in EVERYWHERE),
            *(("yes", host, ProblemKind.LISTENS_WIDER) for host in ("localhost", "127.0.0.1", "::1")),
            *(("clientspecified", host, None) for host in ("*", "0.0.0.0", "localhost", "127.0.0.1", "::1")),
        ],
    )
    def test_where_it_listens_is_found_out(
        self,
        ports: str,
        host: str,
        kind: ProblemKind | None,
        gateways: Mapping[str, Sshd],
        user_key: KeyFile,
        target: Target,
    ) -> None:
        session = log_in(gateways[ports], user_key)
        running = Running(session, Endpoint(host, 0), target.endpoint)
        bound = running.bound()
        if kind is not None:
            wait_for(lambda: running.told.told_problems, what="what it listens on")
            assert [problem.kind for problem in running.told.told_problems if problem] == [kind]
        found = running.check(target)
        assert (found and found.kind) == kind
        if kind is ProblemKind.LISTENS_NARROWER:
            facts = {"via": session.name, "bound": f"localhost:{bound.port}", "asked": str(bound)}
            assert found == Problem(kind, str(bound), facts)
        running.forward.stop()
        assert running.forward.traffic().connections == 0
        session.close()

    @pytest.mark.parametrize(
        ("ports", "kind"),
        [("no", ProblemKind.LISTENS_NARROWER), ("yes", ProblemKind.LISTENS_WIDER), ("clientspecified", None)],
    )
    def test_one_address_was_asked_for(
        self, ports: str, kind: ProblemKind | None, gateways: Mapping[str, Sshd], user_key: KeyFile, target: Target
    ) -> None:
        address = own_address()
        if not address:
            pytest.skip("this machine has no address but its loopback")
        session = log_in(gateways[ports], user_key)
        running = Running(session, Endpoint(address, 0), target.endpoint)
        running.bound()
        found = running.check(target)
        assert (found and found.kind) == kind
        running.forward.stop()
        session.close()

    def test_nothing_is_said_where_the_server_connects_to_nothing(
        self, servers_directory: Path, user_key: KeyFile, target: Target
    ) -> None:
        with Sshd(servers_directory, name="remote-only", authorized=[user_key], allow_tcp_forwarding="remote") as there:
            session = log_in(there, user_key)
            running = Running(session, Endpoint("*", 0), target.endpoint)
            with connect(Endpoint("127.0.0.1", running.bound().port)) as near, target.accept() as far:
                echo_once(near, far)
            assert running.check(target) is None
            assert running.told.told_problems == []
            asked = there.forwarded_to()
            assert running.check(target) is None
            assert there.forwarded_to() == asked
            session.close()

    def test_later_looks_visit_nothing_that_refuses(
        self, sshd: Sshd, make: Make, target: Target, session: Session
    ) -> None:
        running = make(target.endpoint)
        bound = running.bound()
        wait_for(lambda: running.forward._reached_by, what="the first look")
        mark = sshd.mark()
        for _ in range(3):
            assert running.check(target) is None
        assert sshd.forwarded_to(since=mark) == [str(bound)] * 3

    def test_a_listener_that_has_gone_is_noticed(self, make: Make, target: Target, session: Session) -> None:
        running = make(target.endpoint)
        bound = running.bound()
        wait_for(lambda: running.forward._reached_by, what="the first look")
        session._listeners._ask_to_cancel(bound)
        wait_for(lambda: not listens(bound), what="sshd to free the port")
        running.forward.check(lambda _problem: None)
        target.accept().close()
        wait_for(lambda: running.told.failure, what="the failure")
        assert running.told.failure
        assert running.told.failure.kind is ProblemKind.REMOTE_LISTEN_REFUSED

    def test_a_look_that_gets_no_answer_ends_and_loses_no_visitor(self, target: Target, make: Make) -> None:
        """Somebody else's service gets the visit: its token never comes back."""
        with Target(Endpoint(ODD_LOOPBACK, 0)) as other:
            running = make(target.endpoint, listen=Endpoint("127.0.0.1", other.endpoint.port))
            bound = running.bound()
            with other.accept() as visited:
                began = time.monotonic()
                with connect(bound) as silent, connect(bound) as speaking:
                    speaking.sendall(b"hello")
                    with target.accept() as far:  # at once: it is no visit of ours
                        assert receive_exactly(far, 5) == b"hello"
                        echo_once(far, speaking)
                        assert time.monotonic() - began < SECONDS
                    with target.accept() as far:
                        echo_once(far, silent)  # when the look is over
                assert SECONDS / 2 < time.monotonic() - began < SECONDS + 2
                assert len(visited.recv(100)) == 33
                assert visited.recv(1) == b""
        assert running.told.told_problems == []

    def test_on_a_slow_link_no_visit_of_ours_gets_to_the_target(self, linked: Linked, target: Target) -> None:
        """The round trip of a visit there takes longer than a silent visitor is made to wait."""
        running = linked.running
        linked.link.slow_down()
        assert running.check(target) is None
        with connect(linked.bound) as near, target.accept() as far:  # and nothing else came
            near.sendall(b"hello")
            assert receive_exactly(far, 5) == b"hello"
        wait_for(lambda: not running.forward.traffic().open, what="the connection to end")
        traffic = running.forward.traffic()
        assert (traffic.connections, traffic.down) == (1, 5)

    def test_a_frozen_link_is_noticed_and_no_visit_of_ours_gets_to_the_target(
        self, linked: Linked, target: Target, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("towpath.ssh.remote.CHECK_SECONDS", 0.5)
        running = linked.running
        linked.link.freeze()
        silent = Problem(ProblemKind.TIMED_OUT, linked.session.name, {"seconds": "0.5"})
        assert running.check(target) == silent
        linked.link.thaw()
        assert running.check(target) is None
        assert running.told.told_problems == [silent, None]
        with connect(linked.bound) as near, target.accept() as far:  # and nothing else came
            echo_once(near, far)
        wait_for(lambda: not running.forward.traffic().open, what="the connection to end")
        assert running.forward.traffic().connections == 1

    def test_a_visitor_shows_that_the_server_answers_again(
        self, linked: Linked, target: Target, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("towpath.ssh.remote.CHECK_SECONDS", 0.5)
        running = linked.running
        linked.link.freeze()
        assert running.check(target)
        linked.link.thaw()
        with connect(linked.bound) as near, target.accept() as far:
            echo_once(near, far)
        assert running.told.told_problems[1:] == [None]


# --- what the visits tell

CAME_BACK, REFUSED, UNKNOWN = Visit.CAME_BACK, Visit.REFUSED, Visit.UNKNOWN


@pytest.mark.parametrize(
    ("host", "asked", "near", "odd", "kind"),
    [
        ("*", UNKNOWN, CAME_BACK, REFUSED, ProblemKind.LISTENS_NARROWER),
        ("*", UNKNOWN, CAME_BACK, UNKNOWN, None),  # macOS: only 127.0.0.1 is its own
        ("*", UNKNOWN, UNKNOWN, REFUSED, None),
        ("*", UNKNOWN, REFUSED, REFUSED, None),
        ("10.0.0.5", REFUSED, CAME_BACK, REFUSED, ProblemKind.LISTENS_NARROWER),
        ("10.0.0.5", CAME_BACK, CAME_BACK, CAME_BACK, ProblemKind.LISTENS_WIDER),
        ("10.0.0.5", CAME_BACK, REFUSED, REFUSED, None),
        ("10.0.0.5", UNKNOWN, CAME_BACK, REFUSED, None),
        ("localhost", CAME_BACK, CAME_BACK, CAME_BACK, ProblemKind.LISTENS_WIDER),
        ("localhost", CAME_BACK, CAME_BACK, REFUSED, None),
    ],
)
def test_what_visits_tell(host: str, asked: Visit, near: Visit, odd: Visit, kind: ProblemKind | None) -> None:
    found = {host: asked, LOOPBACK: near, ODD_LOOPBACK: odd}
    problem = problem_of_listening(Endpoint(host, 80), "gate", found)
    assert (problem and problem.kind) == kind
