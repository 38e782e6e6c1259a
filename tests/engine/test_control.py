"""The control socket: the same engine for other programs, and no harm from strange ones."""

import itertools
import os
import resource
import socket
import stat
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from tests.engine.fakes import CODE, Bench, Outcome, connection
from tests.support.wait import wait_for
from towpath.engine import control, control_address
from towpath.engine.client import ControlClient, join
from towpath.engine.control import ControlServer
from towpath.engine.lines import LineSocket, LineTooLongError
from towpath.engine.lock import EngineKind, Holder
from towpath.engine.protocol import (
    LINE_LIMIT,
    VERSION,
    Greeting,
    Rejected,
    Stdio,
    Submit,
    Welcome,
    decode_from_server,
    decode_stdio_reply,
    encode,
)
from towpath.model.command import Compare, GiveAnswer, SaveConnection, ShowWindow, StartTransfer, Up
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.event import Addressed, Compared, Event, FilesEnded, FolderListed, ShowRequested
from towpath.model.file_work import ListFolder
from towpath.model.forward import Endpoint
from towpath.model.prompt import Secrets
from towpath.model.state import Status
from towpath.model.transfer import HERE, Batch, Comparison, Place, TransferStatus

TARGET = Endpoint("inner", 22)


class Served(Bench):
    """An engine with its control socket."""

    def __init__(self, profile: Path) -> None:
        super().__init__(connection("a", 8001), connection("b", 8002))
        self.server = ControlServer(self.engine, EngineKind.COMMAND_LINE, control_address.listen(profile))
        self.holder = self.server.holder
        self._clients: list[ControlClient] = []
        self._raw: list[socket.socket] = []
        self.engine.start()
        self.server.start()

    def client(self) -> ControlClient:
        client = join(self.holder)
        self._clients.append(client)
        return client

    def raw(self, *, greet: bool = True) -> socket.socket:
        """A bare connection, greeted properly."""
        connection = control_address.connect(self.holder.address, self.holder.token, 5)
        self._raw.append(connection)
        if greet:
            connection.sendall(encode(Greeting(VERSION)) + b"\n")
            assert isinstance(decode_from_server(read_line(connection)), Welcome)
        return connection

    def close(self) -> None:
        for client in self._clients:
            client.close()
        for raw in self._raw:
            raw.close()
        self.engine.stop()
        self.server.stop()


def read_line(connection: socket.socket) -> bytes:
    line = bytearray()
    while not line.endswith(b"\n"):
        data = connection.recv(1)
        if not data:
            raise EOFError
        line += data
    return bytes(line)


def is_dropped(connection: socket.socket) -> bool:
    """Whether the server hangs up: whatever it still says, then the end."""
    connection.settimeout(10)
    try:
        while connection.recv(1 << 16):
            pass
    except ConnectionResetError:
        pass
    return True


def send_without_end(connection: socket.socket) -> None:
    while True:
        connection.sendall(b"x" * LINE_LIMIT)


def do(client: ControlClient, command: object) -> ProblemKind | None:
    outcome = Outcome()
    client.submit(command, outcome)  # type: ignore[arg-type]  # tests send strange things too
    return outcome.kind()


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    made = Served(tmp_path)
    yield made
    made.close()


def test_a_client_commands_and_watches(served: Served) -> None:
    client = served.client()
    seen: list[Event] = []
    client.subscribe(seen.append)
    assert client.snapshot() == served.engine.snapshot()
    assert (client.kind, client.pid) == (EngineKind.COMMAND_LINE, os.getpid())
    assert do(client, Up(connection="a")) is None
    state = client.snapshot().by_id("a")
    assert state is not None
    assert state.status is Status.UP
    assert client.snapshot() == served.engine.snapshot()
    assert seen


def test_problems_travel_whole(served: Served) -> None:
    outcome = Outcome()
    served.client().submit(Up(connection="nope"), outcome)
    assert outcome.problem() == Problem(ProblemKind.UNKNOWN_CONNECTION, "nope", {"choices": "A, B"})


def test_the_client_that_started_the_work_is_asked(served: Served) -> None:
    served.connector.questions["gate"] = CODE
    bystander, client = served.client(), served.client()
    bystander.subscribe(lambda _: None, answers=True)
    client.subscribe(lambda _: None, answers=True)
    outcome = Outcome()
    client.submit(Up(connection="a", asker=bystander.asker), outcome)  # it cannot pass for another
    [question] = wait_for(lambda: client.snapshot().questions)
    assert question.asker == client.asker != bystander.asker
    client.submit(GiveAnswer(id=question.id, answer=Secrets(values=("123456",))))
    assert outcome.problem() is None
    assert served.connector.answers == [Secrets(values=("123456",))]


def test_a_client_that_leaves_takes_nothing_down(served: Served) -> None:
    client = served.client()
    assert do(client, Up(connection="a")) is None
    client.close()
    assert served.do(Up(connection="b")) is None
    assert (served.state("a").status, served.forwards.listening) == (Status.UP, {8001, 8002})


def test_a_question_of_a_client_that_leaves_moves_to_the_window(served: Served) -> None:
    served.connector.questions["gate"] = CODE
    served.engine.subscribe(lambda _: None, answers=True)
    client = served.client()
    client.subscribe(lambda _: None, answers=True)
    client.submit(Up(connection="a"))
    assert served.question().asker == client.asker
    client.close()
    wait_for(lambda: served.question().asker == "")


def test_a_client_that_stops_answering_is_asked_no_more(served: Served) -> None:
    served.connector.questions["gate"] = CODE
    client = served.client()
    client.subscribe(lambda _: None, answers=True)()
    assert do(client, Up(connection="a")) is ProblemKind.NEEDS_ANSWER


def test_when_the_engine_goes_its_clients_hear_it(served: Served) -> None:
    served.connector.hold("gate")
    client = served.client()
    outcome, gone = Outcome(), Outcome()
    client.on_gone(gone)
    client.submit(Up(connection="a"), outcome)
    wait_for(lambda: served.connector.logins["gate"])
    served.server.stop()
    assert outcome.kind() is ProblemKind.ENGINE_GONE
    assert gone.kind() is ProblemKind.ENGINE_GONE
    assert do(client, ShowWindow()) is ProblemKind.ENGINE_GONE
    late = Outcome()
    client.on_gone(late)
    assert late.ended


def test_what_was_answered_before_the_end_arrives(served: Served) -> None:
    client = served.client()
    outcome = Outcome()
    client.submit(Up(connection="nope"), outcome)
    wait_for(lambda: outcome.ended or None)
    served.close()
    assert outcome.kind() is ProblemKind.UNKNOWN_CONNECTION


def test_only_the_owner_can_open_the_socket(served: Served, tmp_path: Path) -> None:
    path = Path(served.holder.address)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert path.parent.parent == Path(os.environ["XDG_RUNTIME_DIR"])


def test_without_a_runtime_folder_a_private_one_is_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/nowhere/at/all" if os.getuid() else "/proc/nowhere")
    monkeypatch.setattr("tempfile.gettempdir", lambda: os.environ["HOME"])
    listening = control_address.listen(tmp_path)
    folder = Path(listening.address).parent
    assert (folder.parent, stat.S_IMODE(folder.stat().st_mode)) == (Path(os.environ["HOME"]), 0o700)
    listening.socket.close()
    listening.remove_file()
    folder.chmod(0o755)
    with pytest.raises(TowpathError) as raised:
        control_address.listen(tmp_path)
    assert raised.value.problem.kind is ProblemKind.FILE_UNWRITABLE


def test_the_file_goes_with_the_server_and_a_stale_one_is_replaced(served: Served, tmp_path: Path) -> None:
    again = control_address.listen(tmp_path)  # as the next holder after a crash
    assert again.address == served.holder.address
    again.socket.close()
    served.server.stop_listening()
    assert not Path(served.holder.address).exists()


@pytest.mark.parametrize(
    "line",
    [
        b"nonsense",
        b"{}",
        b'{"type":"submit"}',
        b'{"type":"submit","number":1,"command":{"type":"up"}}',
        b'{"type":"submit","number":1,"command":{"type":"format-disk"}}',
        b"\xff\xfe\x00",
        b"[" * 100_000,
        b'{"type":"greeting","version":1,"x":' + b"[" * 100_000,
        b'{"type":"greeting","version":"one"}',
        b"\x80\x04\x95",
    ],
)
@pytest.mark.parametrize("greet", [True, False])
def test_a_hostile_line_ends_its_client_only(served: Served, line: bytes, greet: bool) -> None:
    strange = served.raw(greet=greet)
    strange.sendall(line + b"\n")
    assert is_dropped(strange)
    assert do(served.client(), ShowWindow()) is None


def test_commands_before_the_greeting_are_refused(served: Served) -> None:
    seen: list[Event] = []
    served.engine.subscribe(seen.append)
    strange = served.raw(greet=False)
    strange.sendall(encode(Submit(1, ShowWindow())) + b"\n")
    assert is_dropped(strange)
    assert do(served.client(), ShowWindow()) is None
    assert seen == [ShowRequested()]


def test_another_version_is_told(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("towpath.engine.client.VERSION", VERSION + 1)
    with pytest.raises(TowpathError) as raised:
        served.client()
    assert raised.value.problem.facts["detail"] == f"it speaks version {VERSION}, this program version {VERSION + 1}"


def test_a_line_without_end_is_cut(served: Served) -> None:
    strange = served.raw()
    strange.settimeout(10)
    with pytest.raises(OSError, match=r"."):
        send_without_end(strange)
    assert do(served.client(), ShowWindow()) is None


def test_a_half_line_waits_for_its_rest(served: Served) -> None:
    slow = served.raw()
    line = encode(Submit(1, ShowWindow())) + b"\n"
    slow.sendall(line[:7])
    assert do(served.client(), ShowWindow()) is None
    slow.sendall(line[7:])
    said = [read_line(slow) for _ in range(3)]
    assert msgspec.json.decode(said[-1]) == {"type": "done", "number": 1, "problem": None}


def test_a_silent_client_is_dropped(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(control, "GREETING_SECONDS", 0.1)
    assert is_dropped(served.raw(greet=False))


def test_a_client_that_does_not_read_is_dropped_and_blocks_nobody(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(control, "MOST_UNSENT", 1 << 16)
    deaf = served.raw()
    long = connection("c" + "x" * 10_000)
    for number in range(60):
        assert served.do(SaveConnection(connection=msgspec.structs.replace(long, group=str(number)))) is None
    assert is_dropped(deaf)


def test_too_many_clients_are_turned_away(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(control, "MOST_CLIENTS", 2)
    clients = [served.client(), served.client()]
    with pytest.raises(TowpathError):
        served.client()
    clients[0].close()
    wait_for(lambda: joins(served), what="a free place")


def joins(served: Served) -> bool:
    try:
        served.client()
    except TowpathError:
        return False
    return True


@pytest.mark.skipif(sys.platform != "linux", reason="SO_PEERCRED is Linux's")
def test_another_user_is_turned_away(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """Should the file's mode not have stopped them."""
    mine = os.getuid()
    monkeypatch.setattr("os.getuid", lambda: mine + 1)
    with pytest.raises(TowpathError) as raised:
        served.client()
    assert raised.value.problem.kind is ProblemKind.ENGINE_GONE


def test_a_socket_nobody_serves_is_engine_gone(tmp_path: Path) -> None:
    with pytest.raises(TowpathError) as raised:
        join(Holder(1, EngineKind.WINDOW, str(tmp_path / "missing.sock")))
    assert raised.value.problem.kind is ProblemKind.ENGINE_GONE


def test_an_engine_that_does_not_answer_is_engine_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("towpath.engine.client.CONNECT_SECONDS", 0.1)
    listening = control_address.listen(tmp_path)
    with pytest.raises(TowpathError) as raised:
        join(Holder(1, EngineKind.WINDOW, listening.address))
    assert raised.value.problem.kind is ProblemKind.ENGINE_GONE
    listening.socket.close()
    listening.remove_file()


def test_a_token_opens_what_has_no_file_mode(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Windows: a loopback port for those who can read the lock file."""
    bench = Bench(connection("a", 8001))
    monkeypatch.setattr("towpath.engine.control_address.sys.platform", "win32")
    server = ControlServer(bench.engine, EngineKind.WINDOW, control_address.listen(tmp_path))
    bench.engine.start()
    server.start()
    client = join(server.holder)
    assert do(client, ShowWindow()) is None
    client.close()
    with pytest.raises(TowpathError):
        join(msgspec.structs.replace(server.holder, token="guessed"))
    bench.engine.stop()
    server.stop()


@pytest.mark.parametrize("pieces", [[b"a\nb\n"], [b"a", b"\n", b"b", b"\n"], [b"a\nb", b"\n"], [b"a\n", b"b\n"]])
def test_lines_are_found_however_they_arrive(pieces: list[bytes]) -> None:
    here, there = socket.socketpair()
    with here, there:
        lines = LineSocket(here, 100)
        found: list[bytes] = []
        for piece in pieces:
            there.sendall(piece)
            found += lines.receive()
        assert found == [b"a", b"b"]
        assert lines.rest() == b""
        there.sendall(b"x" * 101)
        with pytest.raises(LineTooLongError):
            list(lines.receive())
        there.close()
        with pytest.raises(EOFError):
            list(lines.receive())


def test_what_came_behind_a_line_is_there_for_the_next_reader() -> None:
    here, there = socket.socketpair()
    with here, there:
        lines = LineSocket(here, 100)
        there.sendall(b"a\nb\nno line")
        received = lines.receive()
        assert next(received) == b"a"
        assert lines.rest() == b"b\nno line"


@pytest.mark.parametrize(
    ("first", "why"),
    [
        (Stdio(VERSION, "A", TARGET, token="guessed"), "token"),
        (Stdio(VERSION + 1, "a", TARGET), "version"),
        (Stdio(VERSION, "nobody", TARGET), "A, B"),
    ],
)
def test_a_stream_needs_what_a_greeting_needs_and_a_connection(served: Served, first: Stdio, why: str) -> None:
    stream = served.raw(greet=False)
    stream.sendall(encode(first) + b"\nSSH-2.0-early")
    reply = decode_stdio_reply(read_line(stream))
    assert isinstance(reply, Rejected)
    assert why in str(TowpathError(reply.problem))
    assert is_dropped(stream)


def test_a_client_that_was_greeted_does_not_become_a_stream(served: Served) -> None:
    client = served.raw()
    client.sendall(encode(Stdio(VERSION, "A", TARGET)) + b"\n")
    assert isinstance(decode_from_server(read_line(client)), Rejected)
    assert is_dropped(client)


def test_nothing_is_told_to_a_stream(served: Served) -> None:
    """What happens in the engine is for those who were greeted: a stream's first line is its answer."""
    served.connector.failures["a"] = Problem(ProblemKind.REFUSED, "a")
    stream = served.raw(greet=False)
    stream.sendall(encode(Stdio(VERSION, "A", TARGET)) + b"\n")
    reply = decode_stdio_reply(read_line(stream))
    assert isinstance(reply, Rejected)
    assert reply.problem.kind is ProblemKind.REFUSED
    assert stream.recv(100) == b""
    assert do(served.client(), ShowWindow()) is None


def test_many_clients_at_once(served: Served) -> None:
    outcomes: list[ProblemKind | None] = []

    def one() -> None:
        outcomes.append(do(served.client(), Up(connection="a")))

    threads = [threading.Thread(target=one) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert outcomes == [None] * 20
    assert served.connector.logins["a"] == 1


def test_without_descriptors_the_server_rests_and_goes_on_later(served: Served) -> None:
    first = served.client()
    with socket.socket(socket.AF_UNIX) as late:
        late.settimeout(10)
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        fillers: list[int] = []
        resource.setrlimit(resource.RLIMIT_NOFILE, (late.fileno() + 1, hard))
        try:
            with pytest.raises(OSError, match="Too many open files"):
                fillers.extend(os.dup(late.fileno()) for _ in itertools.cycle([0]))
            late.connect(served.holder.address)
            busy_before = time.process_time()
            served.server._thread.join(1.0)  # a second in which it cannot be accepted
            assert time.process_time() - busy_before < 0.3
            assert do(first, Up(connection="a")) is None, "others are served on"
        finally:
            for filler in fillers:
                os.close(filler)
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        late.sendall(encode(Greeting(VERSION)) + b"\n")
        assert isinstance(decode_from_server(read_line(late)), Welcome)


def test_what_concerns_one_client_is_kept_from_the_others(served: Served) -> None:
    clients = [served.client() for _ in range(2)]
    seen: list[list[Event]] = [[], []]
    for client, events in zip(clients, seen, strict=True):
        client.subscribe(events.append)
    served.transfers.here.put(b"/folder/file")
    folder = Place(HERE, b"/folder")
    comparison = Comparison(id="sync", first=folder, second=folder, asker="nobody speaks for another")
    batch = Batch(id="one", sources=(folder,), destination=folder, asker=clients[0].asker, told=True)
    outcome = Outcome()
    clients[1].submit(StartTransfer(batch=batch), outcome)
    served.transfers.run("one").store(b"a")
    assert do(clients[1], ListFolder(request="r", place=folder)) is None
    assert do(clients[1], Compare(comparison=comparison)) is None
    served.transfers.run("one").end()
    assert outcome.problem() is None
    addressed = [event for event in seen[1] if isinstance(event, Addressed)]
    assert {type(event) for event in addressed} == {FilesEnded, FolderListed, Compared}
    assert {event.asker for event in addressed} == {clients[1].asker}
    assert do(clients[0], ShowWindow()) is None
    assert not [event for event in seen[0] if isinstance(event, Addressed)]
    assert clients[0].snapshot().transfers == clients[1].snapshot().transfers


def test_the_batch_of_a_client_that_leaves_goes_on(served: Served) -> None:
    client = served.client()
    place = Place(HERE, b"/")
    client.submit(StartTransfer(batch=Batch(id="one", sources=(place,), destination=place, told=True)))
    run = served.transfers.run("one")
    client.close()
    wait_for(lambda: not served.engine.snapshot().transfers[0].batch.asker, what="its asker to be forgotten")
    run.store(b"a")
    run.end()
    wait_for(lambda: served.engine.snapshot().transfers[0].status is TransferStatus.DONE, what="its end")


def test_a_batch_of_many_files_is_one_command(served: Served) -> None:
    sources = tuple(Place(HERE, b"/some/folder/with/a/long/name/%d" % number) for number in range(20_000))
    batch = Batch(id="one", sources=sources, destination=Place(HERE, b"/"))
    client = served.client()
    client.submit(StartTransfer(batch=batch))
    assert served.transfers.run("one").batch.sources == sources
