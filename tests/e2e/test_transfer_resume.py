"""A server that dies, a link that freezes, a session that changes its keys: what had arrived is not sent again."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.support.batches import Running, batch_of, carry_out, ends, remote_files
from tests.support.disk_trees import facts, write_file
from tests.support.keys import KeyFile
from tests.support.login import count_key_exchanges, log_in
from tests.support.memory_journal import MemoryJournal
from tests.support.relay import LinkRelay
from tests.support.sshd import Sshd
from towpath.model.connection import Keepalive
from towpath.model.error import ProblemKind, TowpathError
from towpath.model.transfer import Amounts, Batch, Options
from towpath.ssh.sftp import SftpFileSystem

MIB = 1 << 20
SENT_AGAIN = 0.05
"""At most this part of what had been acknowledged."""
both_ways = pytest.mark.parametrize("up", [True, False], ids=["put", "get"])


class Load:
    """What is moved, and what is so far when it is interrupted."""

    def __init__(self, make: Callable[[Path], None], limit: int) -> None:
        self.make = make
        self.limit = limit


def write_big(folder: Path, size: int = 64 * MIB) -> None:
    write_file(folder / "big", size)


def many_small(folder: Path) -> None:
    for number in range(5000):
        write_file(folder / str(number % 50) / str(number), 500 + number % 3000)


BIG = Load(write_big, 40 * MIB)
MANY = Load(many_small, 6 * MIB)


@pytest.fixture
def server(tmp_path: Path, user_key: KeyFile) -> Iterator[Sshd]:
    with Sshd(tmp_path, name="server", authorized=[user_key]) as server:
        yield server


class Move:
    """One batch, which may take several runs."""

    def __init__(self, load: Load, server: Sshd, folder: Path, *, up: bool) -> None:
        far = server.home / "files"
        self.up = up
        self.source, self.target = (folder / "sent", far / "got") if up else (far / "sent", folder / "got")
        load.make(self.source)
        self.target.parent.mkdir(exist_ok=True)
        self.batch: Batch = batch_of([self.source], self.target, up=up, options=Options(limit=load.limit))
        self.journal = MemoryJournal()
        self.sent: list[int] = []
        """Bytes in each run."""

    def start(self, files: SftpFileSystem) -> Running:
        return Running(self.batch, *ends(files, up=self.up), self.journal)

    def interrupted(self, running: Running) -> TowpathError:
        """Wait for the end that came too early."""
        with pytest.raises(TowpathError) as failed:
            running.end()
        self.sent.append(running.carried.amounts.bytes_sent)
        return failed.value

    def finish(self, files: SftpFileSystem) -> None:
        """Go on to the end; what there is then is equal, and little went twice."""
        running = self.start(files)
        running.run.pace.set_limit(0)
        with running:
            carried = running.end()
        self.sent.append(carried.amounts.bytes_sent)
        assert not carried.failures
        assert facts(self.target) == facts(self.source)
        again = sum(self.sent) - sum(path.stat().st_size for path in self.source.rglob("*") if path.is_file())
        assert again <= SENT_AGAIN * self.sent[0], f"{again} of {self.sent[0]} bytes were sent again"


def half_done(amounts: Amounts) -> bool:
    return amounts.listed and amounts.bytes_done > amounts.bytes_found / 2


@pytest.mark.parametrize(("load", "up"), [(BIG, True), (BIG, False), (MANY, True), (MANY, False)])
def test_the_server_dies(server: Sshd, user_key: KeyFile, tmp_path: Path, load: Load, up: bool) -> None:
    move = Move(load, server, tmp_path, up=up)
    with remote_files(server, user_key) as files, move.start(files) as running:
        running.wait_for(half_done)
        server.kill()
        assert move.interrupted(running).problem.kind is ProblemKind.LOST
    server.start()
    with remote_files(server, user_key) as files:
        move.finish(files)


@pytest.mark.parametrize(("load", "up"), [(BIG, True), (BIG, False), (MANY, True)])
def test_the_link_freezes(server: Sshd, user_key: KeyFile, tmp_path: Path, load: Load, up: bool) -> None:
    move = Move(load, server, tmp_path, up=up)
    with LinkRelay(server.port) as link:
        session = log_in(server, user_key, port=link.port)
        session.watch(Keepalive(interval=0.3, count=2))
        files = SftpFileSystem(session)
        with move.start(files) as running:
            running.wait_for(half_done)
            link.freeze()
            assert move.interrupted(running).problem.kind is ProblemKind.STOPPED_ANSWERING
        files.end()
        session.close()
    with remote_files(server, user_key) as files:
        move.finish(files)


@both_ways
def test_keys_are_changed_in_the_middle(
    tmp_path: Path, user_key: KeyFile, up: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After every 16 MiB, as this server wants it."""
    with Sshd(tmp_path, name="server", authorized=[user_key], extra="RekeyLimit 16M") as server:
        move = Move(Load(write_big, 0), server, tmp_path, up=up)
        session = log_in(server, user_key)
        exchanges = count_key_exchanges(session._transport, monkeypatch)
        files = SftpFileSystem(session)
        move.sent.append(0)
        move.finish(files)
        assert len(exchanges) >= 3
        files.end()
        session.close()


@both_ways
@pytest.mark.parametrize("size", [16 * MIB, 17 * MIB], ids=["time", "size"])
def test_a_source_that_changed_is_not_gone_on_with(
    server: Sshd, user_key: KeyFile, tmp_path: Path, up: bool, size: int
) -> None:
    """The reason is told; who does not insist on resuming gets it anew."""
    move = Move(Load(lambda folder: write_big(folder, 16 * MIB), 16 * MIB), server, tmp_path, up=up)
    with remote_files(server, user_key) as files, move.start(files) as running:
        running.wait_for(half_done)
        server.drop_sessions()
        move.interrupted(running)
    write_file(move.source / "big", size, mtime=1_234_567_890)
    with remote_files(server, user_key) as files:
        source, target = ends(files, up=up)
        insisting = replace(move.batch, options=Options(resume=True))
        carried = carry_out(insisting, source, target, move.journal)
        assert carried.failures == {"big": ProblemKind.RESUME_REFUSED}
        problem = carried.of("big").problem
        assert problem is not None
        assert "chang" in str(TowpathError(problem))
        assert not (move.target / "big").exists()
        anew = replace(move.batch, options=Options())
        assert not carry_out(anew, source, target, move.journal).failures
    assert facts(move.target) == facts(move.source)
