"""Dialling: the race between addresses, limits, cancelling, and what is said when it fails."""

import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from typing import Self

import pytest

from towpath.model.connection import AddressFamily
from towpath.model.error import Cancelled, ProblemKind, TowpathError
from towpath.net import dial as dialling
from towpath.net.cancel import Cancel
from towpath.net.dial import Address, NearEnd, Resolver, dial

V4, V6 = socket.AF_INET, socket.AF_INET6


class Listener:
    """Listens on a loopback address; connections wait in its backlog."""

    def __init__(self, host: str = "127.0.0.1", port: int = 0, backlog: int = 16) -> None:
        self._socket = socket.socket(V6 if ":" in host else V4)
        if ":" in host:
            self._socket.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._socket.bind((host, port))
        self._socket.listen(backlog)
        self.host, self.port = host, int(self._socket.getsockname()[1])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._socket.close()

    def accept(self, timeout: float = 5) -> socket.socket:
        self._socket.settimeout(timeout)
        return self._socket.accept()[0]


@pytest.fixture
def black_hole() -> Iterator[Callable[[str, int], None]]:
    """Makes an address that answers no more: its backlog is full, so the kernel drops what comes."""
    with ExitStack() as kept:

        def dig(host: str, port: int) -> None:
            kept.enter_context(listener := Listener(host, port, backlog=0))
            for _ in range(4):
                filler = kept.enter_context(closing(socket.socket(V6 if ":" in host else V4)))
                filler.setblocking(False)
                filler.connect_ex((host, listener.port))
            with closing(socket.socket(V6 if ":" in host else V4)) as probe:
                probe.settimeout(0.2)
                with pytest.raises(TimeoutError):
                    probe.connect((host, listener.port))

        yield dig


def resolves_to(*addresses: tuple[str, int]) -> Resolver:
    def resolver(_host: str, _port: int) -> Sequence[Address]:
        return [(V6 if ":" in host else V4, (host, port)) for host, port in addresses]

    return resolver


def connect(resolver: Resolver, *, timeout: float = 5) -> socket.socket:
    return dial("gate.example", 22, timeout=timeout, cancel=Cancel(), subject="me@gate", resolver=resolver)


def failure(resolver: Resolver, *, timeout: float = 5) -> TowpathError:
    with pytest.raises(TowpathError) as raised:
        connect(resolver, timeout=timeout)
    return raised.value


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
def test_connects_with_small_messages_going_at_once(host: str) -> None:
    with (
        Listener("127.0.0.1" if host == "localhost" else host) as server,
        closing(dial(host, server.port, timeout=5, cancel=Cancel())) as connected,
        closing(server.accept()) as accepted,
    ):
        assert connected.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        assert connected.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)
        assert connected.gettimeout() is None
        accepted.sendall(b"hello")
        assert connected.recv(5) == b"hello"


def test_the_other_family_is_tried_as_soon_as_the_first_refuses() -> None:
    with Listener("127.0.0.1") as server:
        started = time.monotonic()
        with closing(connect(resolves_to(("::1", server.port), ("127.0.0.1", server.port)))) as connected:
            assert connected.family == V4
        assert time.monotonic() - started < dialling.STAGGER_SECONDS


@pytest.mark.parametrize(("silent", "answering"), [("::1", "127.0.0.1"), ("127.0.0.1", "::1")])
def test_a_silent_address_costs_a_moment_only(
    silent: str, answering: str, black_hole: Callable[[str, int], None]
) -> None:
    with Listener(answering) as server:
        black_hole(silent, server.port)
        started = time.monotonic()
        with closing(connect(resolves_to((silent, server.port), (answering, server.port)))) as connected:
            assert connected.getpeername()[0] == answering
        assert dialling.STAGGER_SECONDS <= time.monotonic() - started < 2


def test_families_take_turns() -> None:
    """Three addresses of a broken family do not keep the good one waiting for more than one of them."""
    tried: list[str] = []
    with Listener("127.0.0.1") as server:
        addresses = [("::1", 1), ("::1", 2), ("::1", 3), ("127.0.0.1", server.port)]
        with closing(connect(resolves_to(*addresses))) as connected:
            tried.append(connected.getpeername()[0])
        order = dialling.alternating(resolves_to(*addresses)("", 0))
    assert tried == ["127.0.0.1"]
    assert [place[1] for _, place in order] == [1, server.port, 2, 3]


def test_what_loses_the_race_is_closed(black_hole: Callable[[str, int], None]) -> None:
    with Listener("127.0.0.1") as server, Listener("127.0.0.2", server.port) as second:
        with closing(connect(resolves_to(("127.0.0.1", server.port), ("127.0.0.2", second.port)))):
            pass
        with closing(server.accept()) as accepted:
            accepted.settimeout(5)
            assert accepted.recv(1) == b""
        with pytest.raises(TimeoutError), closing(second.accept(timeout=0.1)):
            pytest.fail("the second address was tried although the first answered at once")


# --- this machine's end


def dial_from(near: NearEnd, *addresses: tuple[str, int]) -> socket.socket:
    def resolver(host: str, port: int) -> Sequence[Address]:
        return resolves_to(*addresses)(host, port) if host == "gate" else dialling.resolve(host, port)

    return dial("gate", 22, timeout=5, cancel=Cancel(), near=near, resolver=resolver)


@pytest.mark.parametrize(("family", "reached"), [(AddressFamily.INET, "127.0.0.1"), (AddressFamily.INET6, "::1")])
def test_only_addresses_of_the_wanted_family_are_dialled(family: AddressFamily, reached: str) -> None:
    with Listener() as v4, Listener("::1", v4.port) as v6:
        places = (v6.host, v6.port), (v4.host, v4.port)
        with closing(dial_from(NearEnd(family=family), *places)) as connected:
            assert connected.getpeername()[0] == reached


def test_no_address_of_the_wanted_family() -> None:
    with pytest.raises(TowpathError) as raised:
        dial_from(NearEnd(family=AddressFamily.INET6), ("127.0.0.1", 22))
    assert "no address of the wanted kind" in str(raised.value)


@pytest.mark.parametrize("near", ["127.0.0.7", "::1"])
def test_it_leaves_from_the_wanted_address(near: str) -> None:
    with Listener() as v4, Listener("::1", v4.port):
        places = ("::1", v4.port), ("127.0.0.1", v4.port)
        with closing(dial_from(NearEnd(address=near), *places)) as connected:
            assert connected.getsockname()[0] == near


def test_an_address_of_another_machine_is_said() -> None:
    with Listener() as server, pytest.raises(TowpathError) as raised:
        dial_from(NearEnd(address="192.0.2.1"), (server.host, server.port))
    assert raised.value.problem.kind is ProblemKind.UNREACHABLE
    assert "192.0.2.1 is no address of this machine" in str(raised.value)


@pytest.mark.parametrize("keepalive", [True, False])
def test_keepalive_of_the_system(keepalive: bool) -> None:
    near = NearEnd(keepalive=keepalive)
    with Listener() as server, closing(dial_from(near, (server.host, server.port))) as connected:
        assert bool(connected.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)) is keepalive


# --- what is said


def test_refused() -> None:
    with Listener() as server:
        port = server.port
    problem = failure(resolves_to(("127.0.0.1", port), ("::1", port))).problem
    assert (problem.kind, problem.subject) == (ProblemKind.REFUSED, "me@gate")


def test_the_subject_is_the_place_unless_told() -> None:
    with Listener("::1") as server:
        port = server.port
    with pytest.raises(TowpathError) as raised:
        dial("::1", port, timeout=5, cancel=Cancel())
    assert raised.value.problem.subject == f"[::1]:{port}"


def test_unreachable() -> None:
    problem = failure(resolves_to(("255.255.255.255", 22))).problem
    assert problem.kind is ProblemKind.UNREACHABLE
    assert problem.facts["detail"]


def test_no_address() -> None:
    assert failure(resolves_to()).problem.kind is ProblemKind.UNREACHABLE


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (socket.gaierror(socket.EAI_NONAME, "Name or service not known"), ProblemKind.NAME_UNKNOWN),
        (socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution"), ProblemKind.UNREACHABLE),
    ],
)
def test_a_name_that_is_not_found(error: OSError, kind: ProblemKind) -> None:
    def resolver(_host: str, _port: int) -> Sequence[Address]:
        raise error

    problem = failure(resolver).problem
    assert problem.kind is kind
    assert "gate.example" in str(TowpathError(problem))


@pytest.mark.parametrize("name", ["x" * 70 + ".example", "a..b"])
def test_what_cannot_be_a_name(name: str) -> None:
    with pytest.raises(TowpathError) as raised:
        dial(name, 22, timeout=5, cancel=Cancel())
    assert raised.value.problem.kind is ProblemKind.NAME_UNKNOWN


def test_no_answer_in_time(black_hole: Callable[[str, int], None]) -> None:
    with Listener() as server:
        port = server.port
    black_hole("127.0.0.1", port)
    started = time.monotonic()
    problem = failure(resolves_to(("127.0.0.1", port)), timeout=0.4).problem
    assert time.monotonic() - started < 2
    assert problem.kind is ProblemKind.TIMED_OUT
    assert problem.facts == {"seconds": "0.4", "step": "connecting"}


def test_a_silent_address_outweighs_no_refusal(black_hole: Callable[[str, int], None]) -> None:
    """All time is used for the silent one although another refused at once."""
    with Listener() as server:
        port = server.port
    black_hole("127.0.0.1", port)
    problem = failure(resolves_to(("::1", port), ("127.0.0.1", port)), timeout=0.4).problem
    assert problem.kind is ProblemKind.TIMED_OUT


class SlowNames:
    """A resolver that answers only when told."""

    def __init__(self) -> None:
        self.asked, self.answer = threading.Event(), threading.Event()

    def __call__(self, _host: str, _port: int) -> Sequence[Address]:
        self.asked.set()
        assert self.answer.wait(10)
        return []


def test_a_slow_name_lookup_is_left_behind() -> None:
    names = SlowNames()
    problem = failure(names, timeout=0.2).problem
    names.answer.set()
    assert problem.kind is ProblemKind.TIMED_OUT
    assert problem.facts["step"] == "looking up the name"


# --- cancelling


def test_cancelling_ends_a_name_lookup() -> None:
    names, cancel = SlowNames(), Cancel()

    def cancel_when_asked() -> None:
        assert names.asked.wait(5)
        cancel.cancel()

    canceller = threading.Thread(target=cancel_when_asked)
    canceller.start()
    with pytest.raises(Cancelled):
        dial("gate", 22, timeout=20, cancel=cancel, resolver=names)
    names.answer.set()
    canceller.join()


def test_cancelling_ends_the_race(black_hole: Callable[[str, int], None]) -> None:
    with Listener() as server:
        port = server.port
    black_hole("127.0.0.1", port)
    cancel = Cancel()
    timer = threading.Timer(0.1, cancel.cancel)
    timer.start()
    started = time.monotonic()
    with pytest.raises(Cancelled):
        dial("gate", 22, timeout=20, cancel=cancel, resolver=resolves_to(("127.0.0.1", port)))
    assert time.monotonic() - started < 2
    timer.join()


def test_cancelled_before_it_began() -> None:
    cancel = Cancel()
    cancel.cancel()
    with pytest.raises(Cancelled):
        dial("127.0.0.1", 1, timeout=20, cancel=cancel)
