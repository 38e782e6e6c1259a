"""What is done to files by the engine with its real parts, on this machine and on OpenSSH's sshd."""

import os
import stat
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.engine.fakes import Outcome
from tests.support.disk_trees import ODD_NAMES
from tests.support.engine import Profiles, do
from tests.support.keys import KeyFile
from tests.support.nobody import sftp_server_of_nobody
from tests.support.profile import connection, hop
from tests.support.relay import LinkRelay
from tests.support.slow_link import SlowLink
from tests.support.sshd import Sshd
from tests.support.wait import wait_for
from towpath.engine.lock import EngineKind
from towpath.model.connection import HostKeyPolicy
from towpath.model.error import ProblemKind
from towpath.model.event import Event, Finding, FolderListed, Reported
from towpath.model.file_work import (
    Checksum,
    Checksummed,
    Content,
    Delete,
    Found,
    Inspect,
    Inspected,
    Left,
    ListFolder,
    MakeFile,
    MakeFolder,
    Measure,
    Measured,
    Peek,
    Progressed,
    Rename,
    Search,
    SetPermissions,
    Withdraw,
)
from towpath.model.filesystem import Entry
from towpath.model.ports import EngineAccess
from towpath.model.state import Status
from towpath.model.transfer import HERE, Place

HOSTILE_NAMES = (b"-rf", b"$(reboot)", b"`x`", b"a\nb", "\u202egnp.exe".encode(), b"\xff\xfe", b"*", b"~", b"..x")


class Heard:
    """An engine, and all that it reports."""

    def __init__(self, engine: EngineAccess) -> None:
        self.engine = engine
        self.events: list[Event] = []
        engine.subscribe(self.events.append)

    def reports(self, request: str) -> list[Finding]:
        return [event.report for event in list(self.events) if isinstance(event, Reported) and event.request == request]

    def entries(self, request: str) -> list[Entry]:
        return [entry for event in self.listed(request) for entry in event.entries]

    def listed(self, request: str) -> list[FolderListed]:
        return [event for event in list(self.events) if isinstance(event, FolderListed) and event.request == request]


@pytest.fixture
def there(sshd: Sshd, tmp_path: Path) -> Path:
    """A folder of the server's."""
    folder = sshd.home / tmp_path.name
    folder.mkdir()
    return folder


@pytest.fixture
def heard(profiles: Profiles, user_key: KeyFile, sshd: Sshd) -> Heard:
    profiles.save(connection("box", hop(sshd, user_key, policy=HostKeyPolicy.ACCEPT_NEW)))
    return Heard(profiles.own(EngineKind.COMMAND_LINE).engine)


def place(path: Path | bytes, connection_id: str = "box") -> Place:
    return Place(connection_id, os.fsencode(path))


def write_many(folder: Path, folders: int, files: int) -> Path:
    for number in range(folders):
        below = folder / str(number % 7) / str(number)
        below.mkdir(parents=True)
        for name in range(files):
            (below / str(name)).write_bytes(b"")
    return folder


@pytest.mark.parametrize("connection_id", ["box", HERE])
def test_hostile_names_are_only_names(heard: Heard, there: Path, connection_id: str) -> None:
    outside = there / "outside"
    outside.mkdir()
    (outside / "kept").write_bytes(b"kept")
    tree = there / "tree"
    tree.mkdir()
    names = (*HOSTILE_NAMES, *ODD_NAMES)
    for number, name in enumerate(names):
        path = os.fsencode(tree) + b"/" + name
        assert do(heard.engine, MakeFolder(request=f"folder {number}", place=place(path, connection_id))) is None
        assert do(heard.engine, MakeFile(request=f"file {number}", place=place(path + b"/new", connection_id))) is None
        new = Rename(request=f"name {number}", place=place(path + b"/new", connection_id), path=path + b"/" + name)
        assert do(heard.engine, new) is None
    (tree / "link").symlink_to(outside)
    assert do(heard.engine, ListFolder(request="list", place=place(tree, connection_id))) is None
    assert {entry.name for entry in heard.entries("list")} == {*names, b"link"}
    bits = SetPermissions(request="bits", places=(place(tree, connection_id),), on=0o2, recursive=True)
    assert do(heard.engine, bits) is None
    assert all(path.lstat().st_mode & 0o2 for path in tree.rglob("*") if not path.is_symlink())
    assert stat.S_IMODE((outside / "kept").stat().st_mode) & 0o2 == 0
    assert do(heard.engine, Delete(request="delete", places=(place(tree, connection_id),))) is None
    assert [path.name for path in there.iterdir()] == ["outside"]
    assert (outside / "kept").read_bytes() == b"kept"


@pytest.mark.parametrize("connection_id", ["box", HERE])
def test_one_file_is_looked_at(heard: Heard, there: Path, connection_id: str) -> None:
    (there / "file").write_bytes(b"content")
    (there / "link").symlink_to("file")
    at = place(there / "link", connection_id)
    for command in (
        Inspect(request="inspect", place=at),
        Checksum(request="sum", place=at),
        Peek(request="peek", place=at, most=4),
        Measure(request="measure", places=(place(there, connection_id), at)),
        Search(request="search", place=place(there, connection_id), pattern="*L*"),
    ):
        assert do(heard.engine, command) is None
    [seen] = heard.reports("inspect")
    assert isinstance(seen, Inspected)
    assert (seen.entry.name, seen.entry.target, seen.resolved) == (b"link", b"file", os.fsencode(there / "file"))
    assert seen.entry.owner == (there / "file").owner()
    assert seen.followed is not None
    assert seen.followed.size == 7
    [checksummed] = heard.reports("sum")
    assert isinstance(checksummed, Checksummed)
    assert checksummed.sha256.startswith("ed7002b439e9ac84")
    assert heard.reports("peek") == [Content(content=b"cont", size=7)]
    assert heard.reports("measure")[-1] == Measured(files=3, folders=1, bytes=7)
    found = [
        one.entry.name for report in heard.reports("search") if isinstance(report, Found) for one in report.entries
    ]
    assert sorted(found) == [b"file", b"link"]


@pytest.mark.parametrize("connection_id", ["box", HERE])
def test_a_listing_tells_owners_and_free_space(heard: Heard, there: Path, connection_id: str) -> None:
    for number in range(1500):
        (there / str(number)).write_bytes(b"")
    assert do(heard.engine, ListFolder(request="r", place=place(there, connection_id))) is None
    assert len(heard.entries("r")) == 1500
    owners = {(entry.owner, entry.group) for entry in heard.entries("r")}
    assert owners == {((there / "1").owner(), (there / "1").group())}
    *before, last = heard.listed("r")
    assert before
    assert all(event.free_space is None for event in before)
    free = os.statvfs(there)
    assert last.free_space == pytest.approx(free.f_bavail * free.f_frsize, rel=0.1)


def test_the_files_of_one_command_lie_on_one_machine(heard: Heard, there: Path) -> None:
    for places in ((), (place(there), place(there, HERE))):
        problem = do(heard.engine, Delete(request="r", places=places))
        assert problem is not None
        assert problem.kind is ProblemKind.INVALID
    assert there.exists()


def test_a_large_tree_behind_a_long_link_is_deleted_soon(
    profiles: Profiles, user_key: KeyFile, sshd: Sshd, there: Path
) -> None:
    tree = write_many(there / "tree", folders=100, files=50)
    with SlowLink(sshd.port) as link:
        far = replace(hop(sshd, user_key, policy=HostKeyPolicy.ACCEPT_NEW), port=link.port)
        profiles.save(connection("box", far))
        heard = Heard(profiles.own(EngineKind.COMMAND_LINE).engine)
        assert do(heard.engine, ListFolder(request="up", place=place(there))) is None
        began = time.monotonic()
        outcome = Outcome()
        heard.engine.submit(Delete(request="delete", places=(place(tree),)), outcome)
        wait_for(lambda: outcome.ended, timeout=60)
        took = time.monotonic() - began
        assert outcome.problem() is None
        assert not tree.exists()
        last = heard.reports("delete")[-1]
        assert isinstance(last, Progressed)
        assert last.done == 5108
        assert took < 15, f"{took:.1f} s, and one request after the other would take {5208 * 0.05:.0f} s"
        profiles.close()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can start a server for somebody else")
def test_what_the_account_may_not_delete_or_change_is_told(
    profiles: Profiles, user_key: KeyFile, sshd: Sshd, there: Path
) -> None:
    (there / "tree" / "closed").mkdir(parents=True)
    for file in ("tree/mine", "tree/closed/file"):
        (there / file).write_bytes(b"")
    (there / "tree").chmod(0o777)
    for parent in there.parents:
        if parent.stat().st_uid == 0:
            parent.chmod(parent.stat().st_mode | 0o011)
    box = connection("box", hop(sshd, user_key, policy=HostKeyPolicy.ACCEPT_NEW))
    profiles.save(replace(box, sftp_command=sftp_server_of_nobody()))
    heard = Heard(profiles.own(EngineKind.COMMAND_LINE).engine)
    tree = place(there / "tree")
    bits = do(heard.engine, SetPermissions(request="bits", places=(tree,), on=0o1, recursive=True))
    assert bits is not None
    assert bits.kind is ProblemKind.FILES_LEFT
    assert left(heard.reports("bits")) == {
        os.fsencode(there / "tree" / file): ProblemKind.PERMISSION_DENIED for file in ("mine", "closed/file")
    }
    deleted = do(heard.engine, Delete(request="delete", places=(tree,)))
    assert deleted is not None
    assert (deleted.kind, deleted.facts["detail"]) == (ProblemKind.FILES_LEFT, "1 could not be deleted")
    assert left(heard.reports("delete")) == {
        os.fsencode(there / "tree" / "closed" / "file"): ProblemKind.PERMISSION_DENIED
    }
    assert not (there / "tree" / "mine").exists()
    assert (there / "tree" / "closed" / "file").exists()


def left(reports: Sequence[object]) -> dict[bytes, ProblemKind | None]:
    results = [result for report in reports if isinstance(report, Left) for result in report.results]
    return {result.source: result.problem.kind if result.problem else None for result in results}


def threads(name: str) -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == f"towpath-{name}"]


def test_only_who_asked_can_withdraw(heard: Heard, there: Path) -> None:
    tree = write_many(there / "tree", folders=20, files=20)
    outcome = Outcome()
    heard.engine.submit(Delete(request="r", places=(place(tree),), asker="terminal-1"), outcome)
    assert do(heard.engine, Withdraw(request="r", asker="terminal-2")) is None
    assert do(heard.engine, Withdraw(request="other", asker="terminal-1")) is None
    assert outcome.problem() is None
    assert not tree.exists()


def test_listing_can_be_withdrawn(heard: Heard, there: Path) -> None:
    for number in range(20_000):
        (there / str(number)).touch()
    outcome = Outcome()
    heard.engine.submit(ListFolder(request="r", place=place(there)), outcome)
    wait_for(lambda: heard.listed("r"), what="the first piece")
    assert do(heard.engine, Withdraw(request="r")) is None
    assert outcome.kind() is ProblemKind.CANCELLED
    assert not threads("list")
    assert len(heard.entries("r")) < 20_000
    assert do(heard.engine, ListFolder(request="again", place=place(there))) is None
    assert len(heard.entries("again")) == 20_000


@pytest.fixture
def relay(sshd: Sshd) -> Iterator[LinkRelay]:
    """Between the server and a link with a long round trip: it can be frozen and broken."""
    with LinkRelay(sshd.port) as relay:
        yield relay


@pytest.fixture
def slow(profiles: Profiles, user_key: KeyFile, sshd: Sshd, relay: LinkRelay) -> Iterator[Heard]:
    """An engine behind such a link, for what shall not end too soon."""
    with SlowLink(relay.port, delay=0.05) as link:
        far = replace(hop(sshd, user_key, policy=HostKeyPolicy.ACCEPT_NEW), port=link.port)
        profiles.save(connection("box", far))
        yield Heard(profiles.own(EngineKind.COMMAND_LINE).engine)
        relay.thaw()
        profiles.close()


def begin_to_delete(heard: Heard, tree: Path) -> Outcome:
    """And return in the midst of it."""
    write_many(tree, folders=80, files=5)
    outcome = Outcome()
    heard.engine.submit(Delete(request="r", places=(place(tree),)), outcome)

    def some_are_gone() -> bool:
        return any(isinstance(report, Progressed) and report.done for report in heard.reports("r"))

    wait_for(some_are_gone, what="progress")
    assert not outcome.ended
    return outcome


def test_a_deletion_that_is_withdrawn_ends_at_once_and_leaves_no_thread(slow: Heard, there: Path) -> None:
    outcome = begin_to_delete(slow, there / "tree")
    assert do(slow.engine, Withdraw(request="r")) is None
    assert outcome.kind() is ProblemKind.CANCELLED
    assert not threads("files")
    told = len(slow.reports("r"))
    assert do(slow.engine, Measure(request="after", places=(place(there),))) is None
    left = sum(1 for _ in there.rglob("*"))
    assert left > 1
    assert do(slow.engine, Measure(request="and later", places=(place(there),))) is None
    assert sum(1 for _ in there.rglob("*")) == left
    assert len(slow.reports("r")) == told


def test_what_waits_for_a_connection_can_be_withdrawn(slow: Heard, relay: LinkRelay, there: Path) -> None:
    relay.freeze()
    outcome = Outcome()
    slow.engine.submit(Delete(request="r", places=(place(there),)), outcome)
    wait_for(lambda: slow.engine.snapshot().connections[0].status is Status.CONNECTING, what="a try to connect")
    assert do(slow.engine, Withdraw(request="r")) is None
    assert outcome.kind() is ProblemKind.CANCELLED
    relay.thaw()
    wait_for(lambda: slow.engine.snapshot().connections[0].status is Status.UP, what="the connection")
    assert do(slow.engine, Measure(request="m", places=(place(there),))) is None
    assert there.exists()


def test_work_on_a_frozen_link_can_be_withdrawn(slow: Heard, relay: LinkRelay, there: Path) -> None:
    outcome = begin_to_delete(slow, there / "tree")
    relay.freeze()
    assert do(slow.engine, Withdraw(request="r")) is None
    assert outcome.kind() is ProblemKind.CANCELLED
    assert not threads("files")


def test_a_connection_that_is_lost_ends_the_work(slow: Heard, relay: LinkRelay, there: Path) -> None:
    outcome = begin_to_delete(slow, there / "tree")
    relay.reset()
    assert outcome.kind() is ProblemKind.LOST
    assert left(slow.reports("r")) == {}
    assert (there / "tree").exists()
    wait_for(lambda: not threads("files"), what="the end of its thread")


def test_an_engine_ends_in_the_midst_of_it(profiles: Profiles, slow: Heard, there: Path) -> None:
    outcome = begin_to_delete(slow, there / "tree")
    profiles.close()
    assert outcome.kind() is ProblemKind.CANCELLED
    assert not threads("files")
