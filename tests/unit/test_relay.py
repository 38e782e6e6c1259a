"""The relay against far streams made in the test, which plays the far side's thread."""

import os
import resource
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import cycle
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.owners import NeverFails
from tests.support.wait import wait_for
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.forward import Endpoint
from towpath.model.ports import Stream, StreamEvents
from towpath.net.joint import Joint
from towpath.net.listener import Listener
from towpath.net.relay import READ_SIZE, Member, Relay, Watched

WINDOW = 1 << 20
SECONDS = 10.0
REFUSED = Problem(ProblemKind.TARGET_REFUSES, "intranet:80")


class Far:
    """A far stream with windows both ways. The relay calls the methods of `Stream`, the test the others."""

    def __init__(self, events: StreamEvents, window: int) -> None:
        self.events = events
        self.received = bytearray()
        self.ended = threading.Event()
        self.closed = threading.Event()
        self.acknowledged = 0
        self._changed = threading.Condition()
        self._window_to_far = window
        self._starved = False
        self._window_to_near = window
        self.stuck = threading.Event()
        self.thawed = threading.Event()
        self.thawed.set()

    # --- Stream

    def send(self, data: memoryview) -> int:
        if not self.thawed.is_set():
            self.stuck.set()
            self.thawed.wait()
        with self._changed:
            assert not self.ended.is_set()
            count = min(len(data), self._window_to_far)
            self.received += data[:count]
            self._window_to_far -= count
            self._starved = count < len(data)
            return count

    def send_end_of_file(self) -> None:
        self.ended.set()

    def acknowledge(self, count: int) -> None:
        assert count > 0
        with self._changed:
            self._window_to_near += count
            self.acknowledged += count
            self._changed.notify()

    def close(self) -> None:
        self.closed.set()

    # --- the far side

    def grant(self, count: int) -> None:
        """Open the window towards here."""
        with self._changed:
            self._window_to_far += count
            starved, self._starved = self._starved, False
        if starved:
            self.events.writable()

    def deliver(self, data: bytes, sizes: Sequence[int] = (32768,)) -> None:
        """Send towards the client, in pieces of these sizes, as the window allows."""
        rest = memoryview(data)
        for size in cycle(sizes):
            if not rest:
                return
            with self._changed:
                assert self._changed.wait_for(lambda: self._window_to_near > 0, SECONDS), "the window stays shut"
                count = min(size, len(rest), self._window_to_near)
                self._window_to_near -= count
            self.events.data(bytes(rest[:count]))
            rest = rest[count:]


class Bench:
    """A started relay with one listener, whose connections get a `Far` each."""

    def __init__(self, *, opens: bool = True, window: int = WINDOW) -> None:
        self.relay = Relay("test")
        self.window = window
        self.fars: list[Far] = []
        self.reports: list[Problem | None] = []
        self.failures: list[OSError] = []
        self.opens = opens
        self.open_stream: Callable[[StreamEvents], Stream] = self._open
        self.relay.start()
        self.listen()

    def listen(self) -> None:
        self.branch = self.relay.branch(self.reports.append)
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=512)
        self.port = self.listener.getsockname()[1]
        self.branch.listen(self.listener, self.accepted, self.failures.append)

    def accepted(self, local: socket.socket, _origin: Endpoint) -> None:
        self.branch.join(local, self.open_stream)

    @property
    def joints(self) -> list[Member]:
        return [member for member in self.relay._members if isinstance(member, Joint)]

    def _open(self, events: StreamEvents) -> Far:
        far = Far(events, self.window)
        if self.opens:
            events.opened()
        self.fars.append(far)
        return far

    def connect(self) -> tuple[socket.socket, Far]:
        before = len(self.fars)
        client = self.client()
        wait_for(lambda: len(self.fars) > before, what="a stream")
        return client, self.fars[-1]

    def client(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=SECONDS)


@contextmanager
def bench(*, opens: bool = True, window: int = WINDOW) -> Iterator[Bench]:
    made = Bench(opens=opens, window=window)
    try:
        yield made
    finally:
        for far in made.fars:
            far.thawed.set()
        made.relay.close()


@pytest.fixture
def one() -> Iterator[tuple[Bench, socket.socket, Far]]:
    """A bench with one connection through it."""
    with bench() as made:
        client, far = made.connect()
        with client:
            yield made, client, far


def read_to_end(client: socket.socket) -> bytes:
    received = bytearray()
    while data := client.recv(1 << 16):
        received += data
    return bytes(received)


def was_reset(client: socket.socket) -> bool:
    try:
        return client.recv(1) == b"never"
    except ConnectionResetError:
        return True


def open_descriptors() -> list[int]:
    return [int(entry.name) for entry in Path("/proc/self/fd").iterdir()]


class TestClientThatHearsNoMore:
    """It has gone, or it shut its reading end: what it had said before counts all the same, as with ssh(1)."""

    @pytest.mark.parametrize("goes", [True, False], ids=["gone", "deaf"])
    def test_what_it_said_arrives(self, goes: bool) -> None:
        said = os.urandom(300_000)
        with bench(window=1000) as made, ExitStack() as open_:
            near, local = map(open_.enter_context, socket.socketpair())
            for end in (near, local):
                end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 20)
            made.accepted(local, Endpoint("", 0))
            wait_for(lambda: made.fars, what="a stream")
            [far] = made.fars
            near.sendall(said)
            wait_for(lambda: far.received, what="the first bytes")
            if goes:
                near.close()
            else:
                near.shutdown(socket.SHUT_RD)
            far.deliver(b"nobody hears this")
            far.deliver(b"nor this" * (WINDOW // 4))
            wait_for(lambda: far._window_to_near == 1000, what="the far side to be let go on")
            far.grant(len(said))
            if not goes:
                near.sendall(b" and more")
                far.grant(100)
                near.close()
            wait_for(far.closed.is_set, what="the stream to be closed")
            assert far.ended.is_set()
            assert far.received == said + (b"" if goes else b" and more")


class TestBytes:
    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        window=st.integers(1, 200_000),
        up=st.integers(0, 600_000),
        down=st.integers(0, 600_000),
        grants=st.lists(st.integers(1, 70_000), min_size=1, max_size=5),
        pieces=st.lists(st.integers(1, 70_000), min_size=1, max_size=5),
        reads=st.lists(st.integers(100, 70_000), min_size=1, max_size=5),
        small_buffers=st.booleans(),
        seed=st.integers(0, 2**32),
    )
    def test_arrive_exactly_whatever_the_windows(
        self,
        window: int,
        up: int,
        down: int,
        grants: list[int],
        pieces: list[int],
        reads: list[int],
        small_buffers: bool,
        seed: int,
    ) -> None:
        noise = seed.to_bytes(8, "big") + os.urandom(4099)
        sent_up = (noise * (up // len(noise) + 1))[:up]
        sent_down = (noise[::-1] * (down // len(noise) + 1))[:down]
        # A one-byte window with one-byte pieces would only be slow.
        with bench(window=max(window, (up + down) // 500)) as made:
            if small_buffers:
                made.listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
            client, far = made.connect()
            with client:
                received = bytearray()

                def read_slowly() -> None:
                    for size in cycle(reads):
                        data = client.recv(size)
                        if not data:
                            return
                        received.extend(data)

                def send_and_end() -> None:
                    client.sendall(sent_up)
                    client.shutdown(socket.SHUT_WR)

                def grant_until_all_came() -> None:
                    for grant in cycle(grants):
                        if len(far.received) >= up:
                            return
                        if far._starved:
                            far.grant(max(grant, up // 500))

                with threads(read_slowly, send_and_end, grant_until_all_came):
                    far.deliver(sent_down, [max(piece, down // 500) for piece in pieces])
                    assert far.ended.wait(SECONDS)
                    far.events.end_of_file()
                assert far.closed.wait(SECONDS)
            assert bytes(far.received) == sent_up
            assert bytes(received) == sent_down
            assert far.acknowledged == down

    def test_early_ones_wait_for_the_stream(self) -> None:
        """The far side may speak before `open_stream` has returned."""
        with bench(opens=False) as made:

            def open_with_greeting(events: StreamEvents) -> Stream:
                far = Far(events, WINDOW)
                events.opened()
                far.deliver(b"220 hello\r\n")
                made.fars.append(far)
                return far

            made.open_stream = open_with_greeting
            client, far = made.connect()
            with client:
                assert client.recv(100) == b"220 hello\r\n"
                wait_for(lambda: far.acknowledged == 11, what="the greeting's acknowledgement")

    def test_nothing_is_sent_before_the_stream_is_open(self) -> None:
        with bench(opens=False) as made:
            client, far = made.connect()
            with client:
                client.sendall(b"impatient")
                echo, other = made.connect()
                other.events.opened()
                with echo:
                    echo.sendall(b"x")
                    wait_for(lambda: other.received == b"x", what="the other connection")
                assert not far.received
                far.events.opened()
                wait_for(lambda: far.received == b"impatient", what="the bytes")


@contextmanager
def threads(*works: Callable[[], None]) -> Iterator[None]:
    """Run these beside the body; their errors are the test's (by what is missing afterwards)."""
    running = [threading.Thread(target=work) for work in works]
    for thread in running:
        thread.start()
    yield
    for thread in running:
        thread.join(SECONDS)
        assert not thread.is_alive()


class TestBackPressure:
    def test_window_opens_only_for_bytes_that_left(self, one: tuple[Bench, socket.socket, Far]) -> None:
        _, client, far = one
        total = 64 << 20
        data = bytes(total)
        with threads(lambda: far.deliver(data)):
            wait_for(lambda: far._window_to_near == 0, what="the window to close")
            stopped = far.acknowledged
            assert stopped < total
            received = 0
            buffer = bytearray(1 << 20)
            while received < total:
                received += client.recv_into(buffer)
        wait_for(lambda: far.acknowledged == total, what="the rest to be acknowledged")

    def test_client_is_read_only_as_far_as_the_window_goes(self) -> None:
        with bench(window=1000) as made:
            client, far = made.connect()
            with client:
                client.settimeout(0.2)
                with pytest.raises(TimeoutError):
                    client.sendall(bytes(64 << 20))
                assert len(far.received) == 1000
                far.grant(READ_SIZE - 1000)
                wait_for(lambda: len(far.received) == READ_SIZE, what="the granted bytes")


class TestEnds:
    def test_answer_after_the_clients_end(self, one: tuple[Bench, socket.socket, Far]) -> None:
        _, client, far = one
        client.sendall(b"question")
        client.shutdown(socket.SHUT_WR)
        assert far.ended.wait(SECONDS)
        assert far.received == b"question"
        far.deliver(b"answer" * 10_000)
        far.events.end_of_file()
        assert read_to_end(client) == b"answer" * 10_000
        assert far.closed.wait(SECONDS)

    def test_client_speaks_on_after_the_servers_end(self, one: tuple[Bench, socket.socket, Far]) -> None:
        _, client, far = one
        far.deliver(b"last words")
        far.events.end_of_file()
        assert read_to_end(client) == b"last words"
        assert not far.closed.is_set()
        client.sendall(b"still here")
        wait_for(lambda: far.received == b"still here", what="the client's bytes")
        client.shutdown(socket.SHUT_WR)
        assert far.ended.wait(SECONDS)
        assert far.closed.wait(SECONDS)

    def test_close_after_end_delivers_what_is_queued(self, one: tuple[Bench, socket.socket, Far]) -> None:
        _, client, far = one
        data = os.urandom(1 << 20)
        far.deliver(data)
        far.events.end_of_file()
        far.events.closed()
        assert read_to_end(client) == data
        assert far.closed.wait(SECONDS)

    def test_close_without_end_is_a_reset(self, one: tuple[Bench, socket.socket, Far]) -> None:
        _, client, far = one
        far.events.closed()
        assert was_reset(client)
        assert far.closed.wait(SECONDS)

    def test_clients_reset_closes_the_stream_without_end(self, one: tuple[Bench, socket.socket, Far]) -> None:
        _, client, far = one
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        client.close()
        assert far.closed.wait(SECONDS)
        assert not far.ended.is_set()

    def test_client_that_vanishes_while_bytes_are_queued(self, one: tuple[Bench, socket.socket, Far]) -> None:
        _, client, far = one
        for _ in range(9):
            far.events.data(bytes(WINDOW))  # far more than the sockets hold
        client.close()
        assert far.closed.wait(SECONDS)
        far.events.data(b"late")  # nobody is there any more, which is no error
        far.events.end_of_file()
        far.events.closed()

    def test_refused_target_is_reported_and_resets_the_client(self) -> None:
        with bench(opens=False) as made:
            client, far = made.connect()
            with client:
                far.events.refused(REFUSED)
                assert was_reset(client)
            assert made.reports == [REFUSED]

    def test_stream_that_cannot_be_opened_at_all(self) -> None:
        with bench() as made:

            def lost(_events: StreamEvents) -> Stream:
                raise TowpathError(REFUSED)

            made.open_stream = lost
            with pytest.raises(ConnectionResetError), made.client() as client:
                client.recv(1)
            assert made.reports == [REFUSED]

    @pytest.mark.expects_log("a forwarded connection failed")
    def test_fault_in_one_connection_spares_the_others(self, one: tuple[Bench, socket.socket, Far]) -> None:
        made, client, far = one
        broken, other = made.connect()
        other.ended.set()  # the next `send` fails its assertion
        with broken:
            broken.sendall(b"x")
            assert was_reset(broken)
        client.sendall(b"alive")
        wait_for(lambda: far.received == b"alive", what="the other connection's bytes")


class TestMany:
    def test_500_at_once_without_threads_or_leaks(self) -> None:
        descriptors = len(open_descriptors())
        with bench() as made, ExitStack() as clients:
            threads_before = threading.active_count()
            opened = [clients.enter_context(made.client()) for _ in range(500)]
            wait_for(lambda: len(made.fars) == 500, what="500 streams")
            assert threading.active_count() == threads_before
            for number, client in enumerate(opened):
                client.sendall(b"%d" % number)
            wait_for(lambda: all(far.received for far in made.fars), what="all bytes")
            assert sorted(int(far.received) for far in made.fars) == list(range(500))
            for client in opened:
                client.shutdown(socket.SHUT_WR)
            for far in made.fars:
                assert far.ended.wait(SECONDS)
                far.events.end_of_file()
            assert all(far.closed.wait(SECONDS) for far in made.fars)
            assert not made.joints
        wait_for(lambda: len(open_descriptors()) == descriptors, what="all descriptors to be closed")

    def test_no_file_descriptor_left_pauses_accepting(self) -> None:
        with bench() as made, socket.socket() as client:
            client.settimeout(SECONDS)
            soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
            highest = max(open_descriptors())
            fillers: list[int] = []
            resource.setrlimit(resource.RLIMIT_NOFILE, (highest + 1, hard))
            try:
                with pytest.raises(OSError, match="Too many open files"):
                    fillers.extend(os.dup(client.fileno()) for _ in cycle([0]))
                busy_before = time.process_time()
                client.connect(("127.0.0.1", made.port))
                wait_for(lambda: len(made.failures) >= 2, what="two reports")
                assert time.process_time() - busy_before < 0.3
                assert not made.fars
            finally:
                for filler in fillers:
                    os.close(filler)
                resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
            wait_for(lambda: made.fars, what="the connection to be accepted after all")


class TestFrozenLink:
    """The far side's `send` does not return."""

    @pytest.fixture
    def frozen(self, one: tuple[Bench, socket.socket, Far]) -> tuple[Bench, socket.socket, Far]:
        _, client, far = one
        far.thawed.clear()
        client.sendall(b"x" * 100_000)
        assert far.stuck.wait(SECONDS)
        return one

    def test_closing_its_branch_frees_the_port_at_once(self, frozen: tuple[Bench, socket.socket, Far]) -> None:
        made, client, far = frozen
        begun = time.monotonic()
        made.branch.close()
        assert time.monotonic() - begun < 0.2
        assert was_reset(client)
        with pytest.raises(ConnectionRefusedError):
            made.client()
        again = socket.create_server(("127.0.0.1", made.port))
        again.close()
        far.thawed.set()
        assert far.closed.wait(SECONDS)

    def test_close_returns_at_once(self, frozen: tuple[Bench, socket.socket, Far]) -> None:
        made, client, far = frozen
        begun = time.monotonic()
        made.relay.close()
        assert time.monotonic() - begun < 0.2
        assert was_reset(client)
        with pytest.raises(ConnectionRefusedError):
            made.client()
        far.thawed.set()
        assert far.closed.wait(SECONDS)

    def test_descriptor_reused_over_the_loops_head(self, frozen: tuple[Bench, socket.socket, Far]) -> None:
        made, _, far = frozen
        descriptor = made.listener.fileno()
        made.branch.close()
        again = socket.create_server(("127.0.0.1", 0))
        if again.fileno() != descriptor:
            os.dup2(again.fileno(), descriptor)
            again.close()
            again = socket.socket(fileno=descriptor)
        accepted: list[socket.socket] = []
        branch = made.relay.branch(made.reports.append)
        branch.listen(again, lambda local, _origin: accepted.append(local), made.failures.append)
        far.thawed.set()
        with socket.create_connection(again.getsockname(), timeout=SECONDS):
            [local] = wait_for(lambda: accepted, what="a connection by the new listener")
            local.close()


class TestClosedMeanwhile:
    """`Branch.close` may come from another thread while the loop is about to wait for the socket it closes."""

    @pytest.mark.parametrize("stage", ["listener", "connection"])
    def test_what_the_loop_is_taking_up_is_not_closed_under_it(
        self, monkeypatch: pytest.MonkeyPatch, stage: str
    ) -> None:
        closing: list[threading.Thread] = []
        closed = threading.Event()
        original = Relay.watch

        def close() -> None:
            made.branch.close()
            closed.set()

        def watch(relay: Relay, watched: Watched, events: int) -> None:
            if events and not closing and isinstance(watched, Listener) == (stage == "listener"):
                closing.append(threading.Thread(target=close))
                closing[0].start()
                closing[0].join(0.2)
            original(relay, watched, events)

        with bench() as made, ExitStack() as clients:
            if stage == "listener":
                made.branch.close()
                wait_for(lambda: not made.relay._members, what="the first listener to end")
                monkeypatch.setattr(Relay, "watch", watch)
                made.listen()
            else:
                monkeypatch.setattr(Relay, "watch", watch)
                clients.enter_context(made.client())
            assert closed.wait(SECONDS)
            with pytest.raises(ConnectionRefusedError):
                made.client()
            wait_for(lambda: not made.joints, what="the connection to end")


class TestLifecycle:
    def test_closing_a_branch_resets_only_its_connections(self, one: tuple[Bench, socket.socket, Far]) -> None:
        made, client, far = one
        first_branch = made.branch
        made.listen()
        other, other_far = made.connect()
        with other:
            made.branch.close()
            made.branch.close()
            assert was_reset(other)
            assert other_far.closed.wait(SECONDS)
        assert first_branch.meter.open == 1
        client.sendall(b"alive")
        wait_for(lambda: far.received == b"alive", what="the first branch's connection")

    def test_listener_given_to_a_closed_relay_is_closed(self) -> None:
        relay = Relay("test")
        relay.start()
        relay.close()
        relay.close()
        listener = socket.create_server(("127.0.0.1", 0))
        relay.branch(lambda _: None).listen(listener, lambda *_: None, lambda _: None)
        assert listener.fileno() == -1

    def test_relay_that_never_started_closes(self) -> None:
        descriptors = len(open_descriptors())
        relay = Relay("test")
        relay.close()
        assert len(open_descriptors()) == descriptors


class Reader:
    """A thread that reads a far side's socket and serves a relay meanwhile."""

    def __init__(self) -> None:
        self.relay = Relay("test")
        self.ours, self.theirs = socket.socketpair()
        self.read: list[bytes] = []
        self.waits_in_vain = 0
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()

    def _run(self) -> None:
        while not self.relay.closed:
            if self.relay.serve_until_readable(self.ours, 0.01):
                self.read.append(self.ours.recv(100))
            else:
                self.waits_in_vain += 1

    def close(self) -> None:
        self.relay.close()
        self.thread.join(SECONDS)
        assert not self.thread.is_alive()
        self.ours.close()
        self.theirs.close()


@pytest.fixture
def reader() -> Iterator[Reader]:
    reader = Reader()
    yield reader
    reader.close()


class TestServedByWhoReadsTheFarSide:
    def test_reader_hears_of_the_far_side_and_of_time(self, reader: Reader) -> None:
        wait_for(lambda: reader.waits_in_vain, what="the end of a wait")
        reader.theirs.sendall(b"far")
        wait_for(lambda: reader.read == [b"far"], what="the far side's bytes")

    def test_connections_are_pumped_in_the_readers_thread(self, reader: Reader) -> None:
        threads: list[threading.Thread] = []
        fars: list[Far] = []

        def open_stream(events: StreamEvents) -> Stream:
            threads.append(threading.current_thread())
            fars.append(Far(events, WINDOW))
            events.opened()
            return fars[0]

        branch = reader.relay.branch(lambda _: None)
        listener = socket.create_server(("127.0.0.1", 0))
        address = listener.getsockname()
        branch.listen(listener, lambda local, _origin: branch.join(local, open_stream), lambda _: None)
        with socket.create_connection(address, timeout=SECONDS) as client:
            client.sendall(b"near")
            wait_for(lambda: fars and fars[0].received == b"near", what="the client's bytes")
            assert threads == [reader.thread]
            reader.theirs.sendall(b"far")
            wait_for(lambda: reader.read == [b"far"], what="the far side's bytes")

    def test_closing_frees_everything_whoever_closes(self) -> None:
        descriptors = len(open_descriptors())
        reader = Reader()
        wait_for(lambda: reader.waits_in_vain, what="the reader to serve")
        reader.close()
        assert len(open_descriptors()) == descriptors
        reader = Reader()
        reader.relay.post(NeverFails(), reader.relay.close)
        reader.thread.join(SECONDS)
        reader.close()
        assert len(open_descriptors()) == descriptors

    def test_relay_that_was_closed_before_serves_nobody(self) -> None:
        descriptors = len(open_descriptors())
        relay = Relay("test")
        relay.close()
        ours, theirs = socket.socketpair()
        with ours, theirs:
            theirs.sendall(b"far")
            assert not relay.serve_until_readable(ours, SECONDS)
        assert len(open_descriptors()) == descriptors
