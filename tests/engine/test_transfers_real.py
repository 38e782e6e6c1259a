"""Transfers by the engine with its real parts, to OpenSSH's sshd and back: ended by anything, gone on with after it."""

import os
import signal
import stat
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.engine import engine_child
from tests.engine.fakes import Outcome
from tests.support.disk_trees import facts, hash_of, write_file
from tests.support.engine import Profiles, do
from tests.support.keys import KeyFile
from tests.support.profile import connection, hop
from tests.support.program import Started
from tests.support.relay import LinkRelay
from tests.support.sshd import Sshd
from tests.support.wait import wait_for
from towpath.engine.engine import CLOSE_SECONDS
from towpath.engine.lock import EngineKind
from towpath.model.command import (
    ArrangeTransfer,
    CancelTransfer,
    CarryOut,
    Compare,
    Down,
    GiveAnswer,
    PauseTransfer,
    ResumeTransfer,
    StartTransfer,
)
from towpath.model.connection import HostKeyPolicy
from towpath.model.error import ProblemKind
from towpath.model.event import Compared, Event, FolderListed, QuestionAsked
from towpath.model.file_work import ListFolder
from towpath.model.ports import EngineAccess
from towpath.model.prompt import Choice, Scope
from towpath.model.state import Status
from towpath.model.transfer import (
    HERE,
    Amounts,
    Batch,
    Comparison,
    Conflict,
    Options,
    Place,
    TransferState,
    TransferStatus,
)

MIB = 1 << 20
SECONDS = 60.0
SENT_AGAIN = 0.05
"""At most this part of what had arrived."""


class Site:
    """A profile with connections to servers, a folder here, and one there."""

    def __init__(self, profiles: Profiles, key: KeyFile, servers: Sequence[Sshd], folder: Path) -> None:
        self.profiles = profiles
        self.here = folder / "here"
        self.there = servers[0].home / folder.name
        self.far = [server.home / folder.name for server in servers]
        for made in (self.here, *self.far):
            made.mkdir()
        hops = [hop(server, key, policy=HostKeyPolicy.ACCEPT_NEW) for server in servers]
        profiles.save(*(connection(f"box{n or ''}", one, reconnect=True) for n, one in enumerate(hops)))

    def engine(self, kind: EngineKind = EngineKind.COMMAND_LINE) -> EngineAccess:
        return self.profiles.own(kind).engine

    def put(self, name: str = "one", *sources: Path, limit: int = 0, conflict: Conflict = Conflict.OVERWRITE) -> Batch:
        """Here to there."""
        return Batch(
            id=name,
            sources=tuple(place(HERE, source) for source in sources),
            destination=place("box", self.there),
            options=Options(limit=limit, conflict=conflict),
        )

    @property
    def unfinished(self) -> list[Path]:
        return [path for path in self.there.rglob("*") if path.name.endswith(".towpath")]

    @property
    def arrived(self) -> int:
        """Bytes that the server has written of what is unfinished."""
        return sum(path.stat().st_blocks * 512 for path in self.unfinished)


def place(connection_id: str, path: Path) -> Place:
    return Place(connection_id, os.fsencode(path))


def state(engine: EngineAccess, name: str = "one") -> TransferState:
    [found] = [transfer for transfer in engine.snapshot().transfers if transfer.batch.id == name]
    return found


def wait(engine: EngineAccess, status: TransferStatus, name: str = "one") -> TransferState:
    wait_for(
        lambda: state(engine, name).status is status,
        timeout=SECONDS,
        what=lambda: f"{status}, not {state(engine, name)}",
    )
    return state(engine, name)


def wait_amounts(engine: EngineAccess, true: Callable[[Amounts], bool], name: str = "one") -> Amounts:
    wait_for(lambda: true(state(engine, name).amounts), timeout=SECONDS, what=lambda: f"{state(engine, name)}")
    return state(engine, name).amounts


def start(engine: EngineAccess, batch: Batch) -> Outcome:
    outcome = Outcome()
    engine.submit(StartTransfer(batch=batch), outcome)
    wait_for(lambda: any(t.batch.id == batch.id for t in engine.snapshot().transfers), what="the batch")
    return outcome


@pytest.fixture
def site(profiles: Profiles, user_key: KeyFile, hop_sshds: Sequence[Sshd], tmp_path: Path) -> Site:
    return Site(profiles, user_key, (hop_sshds[0], hop_sshds[2]), tmp_path)


def write_tree(folder: Path) -> Path:
    for number in range(300):
        write_file(folder / str(number % 7) / f"{number} file", 500 + number)
    write_file(folder / "big", 3 * MIB)
    (folder / "link").symlink_to("big")
    return folder


# --- there and back


def test_a_tree_goes_there_and_comes_back(site: Site) -> None:
    tree = write_tree(site.here / "tree")
    engine = site.engine()
    assert do(engine, StartTransfer(batch=site.put("up", tree))) is None
    assert facts(site.there / "tree") == facts(tree)
    back = Batch(id="down", sources=(place("box", site.there / "tree"),), destination=place(HERE, site.here / "back"))
    assert do(engine, StartTransfer(batch=back)) is None
    assert facts(site.here / "back") == facts(tree)
    amounts = state(engine, "down").amounts
    assert amounts.listed
    assert amounts.files_done == amounts.files_found == 302


def test_a_tree_goes_from_one_machine_to_another(site: Site) -> None:
    tree = write_tree(site.there / "tree")
    batch = Batch(id="one", sources=(place("box", tree),), destination=place("box1", site.far[1]))
    assert do(site.engine(), StartTransfer(batch=batch)) is None
    assert facts(site.far[1] / "tree") == facts(tree)


def test_a_folder_is_listed(site: Site) -> None:
    tree = write_tree(site.there / "tree")
    engine = site.engine()
    seen: list[Event] = []
    engine.subscribe(seen.append)
    assert do(engine, ListFolder(request="r", place=place("box", tree))) is None
    assert do(engine, ListFolder(request="file", place=place("box", tree / "big"))) is None
    listed = [event for event in seen if isinstance(event, FolderListed)]
    names = [entry.name for event in listed if event.request == "r" for entry in event.entries]
    assert sorted(names) == sorted(os.fsencode(path.name) for path in tree.iterdir())
    [file] = [entry for event in listed if event.request == "file" for entry in event.entries]
    assert (file.name, file.attributes.size) == (b"big", 3 * MIB)


def test_what_differs_is_synchronised(site: Site) -> None:
    tree = write_tree(site.here / "tree")
    write_file(site.there / "tree" / "extra", 10)
    engine = site.engine()
    seen: list[Event] = []
    engine.subscribe(seen.append)
    comparison = Comparison(id="sync", first=place(HERE, tree), second=place("box", site.there / "tree"), delete=True)
    assert do(engine, Compare(comparison=comparison)) is None
    [compared] = [event for event in seen if isinstance(event, Compared)]
    assert b"extra" in {step.path for step in compared.plan.steps}
    assert do(engine, CarryOut(comparison="sync")) is None
    assert facts(site.there / "tree") == facts(tree)
    assert do(engine, Compare(comparison=comparison)) is None
    assert [event for event in seen if isinstance(event, Compared)][1].plan.steps == ()


def test_a_person_decides_about_what_is_there(site: Site) -> None:
    for name in ("a", "b"):
        write_file(site.here / "tree" / name, 10)
        write_file(site.there / "tree" / name, 20)
    engine = site.engine()

    def skip_all(event: Event) -> None:
        if isinstance(event, QuestionAsked):
            answer = Choice(conflict=Conflict.SKIP, scope=Scope.BATCH)
            engine.submit(GiveAnswer(id=event.question.id, answer=answer))

    engine.subscribe(skip_all, answers=True)
    assert do(engine, StartTransfer(batch=site.put("one", site.here / "tree", conflict=Conflict.ASK))) is None
    assert state(engine).amounts.files_skipped == 2
    assert (site.there / "tree" / "a").stat().st_size == 20


def test_where_nobody_decides_it_is_left_alone(site: Site) -> None:
    write_file(site.here / "a", 10)
    write_file(site.there / "a", 20)
    engine = site.engine()
    start(engine, site.put("one", site.here / "a", conflict=Conflict.ASK)).problem()
    wait_for(lambda: state(engine).status in (TransferStatus.DONE, TransferStatus.FAILED), what="its end")
    results = (*state(engine).finished, *state(engine).failures)
    assert [result.problem.kind if result.problem else None for result in results] == [ProblemKind.NEEDS_ANSWER]
    assert (site.there / "a").stat().st_size == 20


# --- stopped and gone on with


def test_paused_and_resumed(site: Site) -> None:
    big = write_file(site.here / "big", 64 * MIB)
    engine = site.engine()
    outcome = start(engine, site.put("one", big, limit=32 * MIB))
    wait_amounts(engine, lambda amounts: amounts.bytes_done > 20 * MIB)
    assert do(engine, PauseTransfer(id="one")) is None
    wait(engine, TransferStatus.PAUSED)
    assert not (site.there / "big").exists()
    assert do(engine, ArrangeTransfer(id="one", limit=0)) is None
    assert do(engine, ResumeTransfer(id="one")) is None
    assert outcome.problem() is None
    assert hash_of(site.there / "big") == hash_of(big)
    assert state(engine).amounts.bytes_sent < 46 * MIB, "it went on where it was"
    assert site.unfinished == []


def test_a_limit_is_kept_and_lifted(site: Site) -> None:
    big = write_file(site.here / "big", 64 * MIB)
    engine = site.engine()
    outcome = start(engine, site.put("one", big, limit=4 * MIB))
    wait_amounts(engine, lambda amounts: amounts.bytes_done > 4 * MIB)
    assert state(engine).rate < 8 * MIB
    assert do(engine, ArrangeTransfer(id="one", limit=0)) is None
    assert outcome.problem() is None


def test_cancelled(site: Site) -> None:
    big = write_file(site.here / "big", 64 * MIB)
    small = write_file(site.here / "small", 100)
    engine = site.engine()
    outcome = start(engine, site.put("one", small, big, limit=8 * MIB))
    wait_amounts(engine, lambda amounts: amounts.files_done == 1 and amounts.bytes_done > 4 * MIB)
    assert site.unfinished
    assert do(engine, CancelTransfer(id="one")) is None
    assert outcome.kind() is ProblemKind.CANCELLED
    assert sorted(path.name for path in site.there.iterdir()) == ["small"]


def test_a_connection_that_is_taken_down_pauses(site: Site) -> None:
    big = write_file(site.here / "big", 64 * MIB)
    engine = site.engine()
    outcome = start(engine, site.put("one", big, limit=16 * MIB))
    wait_amounts(engine, lambda amounts: amounts.bytes_done > 4 * MIB)
    assert do(engine, Down(connection="box")) is None
    wait(engine, TransferStatus.PAUSED)
    assert do(engine, ResumeTransfer(id="one")) is None
    do(engine, ArrangeTransfer(id="one", limit=0))
    assert outcome.problem() is None
    assert hash_of(site.there / "big") == hash_of(big)


@pytest.mark.parametrize("up", [True, False], ids=["up", "down"])
def test_a_lost_session_is_waited_for(site: Site, sshd: Sshd, up: bool) -> None:
    source, target = (site.here, site.there) if up else (site.there, site.here)
    big = write_file(source / "big", 96 * MIB)
    tree = write_tree(source / "tree")
    from_, to = (HERE, "box") if up else ("box", HERE)
    batch = Batch(
        id="one",
        sources=(place(from_, tree), place(from_, big)),
        destination=place(to, target),
        options=Options(limit=48 * MIB),
    )
    engine = site.engine()
    outcome = start(engine, batch)
    before = wait_amounts(engine, lambda amounts: amounts.bytes_done > 48 * MIB).bytes_sent
    sshd.drop_sessions()
    assert outcome.problem() is None
    assert facts(target / "tree") == facts(tree)
    assert hash_of(target / "big") == hash_of(big)
    assert state(engine).amounts.bytes_sent < 103 * MIB - before, "it went on where it was"


def test_a_server_that_is_away_for_a_while(profiles: Profiles, user_key: KeyFile, tmp_path: Path) -> None:
    with Sshd(tmp_path / "server", name="own", authorized=[user_key]) as sshd:
        site = Site(profiles, user_key, [sshd], tmp_path)
        big = write_file(site.here / "big", 64 * MIB)
        engine = site.engine()
        outcome = start(engine, site.put("one", big, limit=32 * MIB))
        wait_amounts(engine, lambda amounts: amounts.bytes_done > 8 * MIB)
        sshd.kill()
        wait(engine, TransferStatus.WAITING_FOR_CONNECTION)
        sshd.start()
        assert outcome.problem() is None
        assert hash_of(site.there / "big") == hash_of(big)


# --- engines that end


def test_an_engine_ends_although_the_link_is_frozen(
    profiles: Profiles, user_key: KeyFile, sshd: Sshd, tmp_path: Path
) -> None:
    site = Site(profiles, user_key, [sshd], tmp_path)
    big = write_file(site.here / "big", 64 * MIB)
    with LinkRelay(sshd.port) as relay:
        way = replace(hop(sshd, user_key, policy=HostKeyPolicy.ACCEPT_NEW), port=relay.port)
        profiles.save(connection("box", way, reconnect=True))
        owned = profiles.own(EngineKind.WINDOW)
        start(owned.engine, site.put("one", big, limit=32 * MIB))
        wait_amounts(owned.engine, lambda amounts: amounts.bytes_done > 8 * MIB)
        relay.freeze()
        began = time.monotonic()
        assert do(owned.engine, PauseTransfer(id="one")) is None
        assert do(owned.engine, ResumeTransfer(id="one")) is None
        owned.close()
        assert time.monotonic() - began < CLOSE_SECONDS + 1


def test_an_engine_is_killed_and_the_next_window_goes_on(site: Site, tmp_path: Path) -> None:
    big = write_file(site.here / "big", 192 * MIB)
    batch = site.put("one", big, limit=96 * MIB)
    with Started(str(tmp_path), engine_child.encode(batch).decode(), program=engine_child.PROGRAM) as child:
        wait_for(lambda: site.arrived > 96 * MIB, timeout=SECONDS, what=lambda: f"half of it: {child.err}")
        child.end(signal.SIGKILL)
    had = site.arrived
    assert not (site.there / "big").exists()
    owned = site.profiles.own(EngineKind.WINDOW)
    interrupted = state(owned.engine)
    assert interrupted.status is TransferStatus.PAUSED
    assert interrupted.problem
    assert interrupted.problem.kind is ProblemKind.TRANSFER_INTERRUPTED
    assert owned.were_up == (ResumeTransfer(id="one"),)
    for command in (*owned.were_up, ArrangeTransfer(id="one", limit=0)):
        assert do(owned.engine, command) is None
    sent = wait(owned.engine, TransferStatus.DONE).amounts.bytes_sent
    assert hash_of(site.there / "big") == hash_of(big)
    assert sent - (192 * MIB - had) <= SENT_AGAIN * had, "little is sent again"
    assert site.unfinished == []


def test_an_engine_is_killed_and_towpath_up_goes_on(site: Site, tmp_path: Path) -> None:
    big = write_file(site.here / "big", 48 * MIB)
    batch = site.put("one", big, limit=32 * MIB)
    with Started(str(tmp_path), engine_child.encode(batch).decode(), program=engine_child.PROGRAM) as child:
        wait_for(lambda: site.arrived > 16 * MIB, timeout=SECONDS, what=lambda: f"a part of it: {child.err}")
        child.end(signal.SIGKILL)
    with Started("--config", str(tmp_path / "profile"), "up", "box1") as up:
        wait_for((site.there / "big").exists, timeout=SECONDS, what=lambda: f"the file: {up.out} {up.err}")
        up.end(signal.SIGINT)
    assert hash_of(site.there / "big") == hash_of(big)


@pytest.mark.parametrize("up", [True, False], ids=["put", "get"])
def test_an_engine_is_killed_while_it_moves_and_nothing_is_lost_or_double(site: Site, tmp_path: Path, up: bool) -> None:
    source, target = (site.here, site.there) if up else (site.there, site.here)
    for number in range(2000):
        write_file(source / "tree" / str(number % 20) / str(number), 4000 + number)
    before = facts(source / "tree", without_times_of=stat.S_IFDIR)
    from_, to = (HERE, "box") if up else ("box", HERE)
    batch = Batch(
        id="one",
        sources=(place(from_, source / "tree"),),
        destination=place(to, target),
        options=Options(move=True, conflict=Conflict.SKIP, limit=4 * MIB),
    )
    with Started(str(tmp_path), engine_child.encode(batch).decode(), program=engine_child.PROGRAM) as child:
        wait_for(lambda: len(stored(target)) > 500, timeout=SECONDS, what=lambda: f"a part of it: {child.err}")
        child.end(signal.SIGKILL)
    assert 0 < len(stored(source)) < 2000
    assert stored(source) | stored(target) == {str(number) for number in range(2000)}
    again = site.profiles.own(EngineKind.WINDOW)
    for command in (*again.were_up, ArrangeTransfer(id="one", limit=0)):
        assert do(again.engine, command) is None
    wait(again.engine, TransferStatus.DONE)
    assert facts(target / "tree", without_times_of=stat.S_IFDIR) == before
    assert list(source.iterdir()) == []


def stored(folder: Path) -> set[str]:
    """The names of the files that are whole."""
    return {path.name for path in folder.rglob("*") if path.is_file() and not path.name.endswith(".towpath")}


def test_an_engine_that_ends_in_order_leaves_it_for_the_next(site: Site) -> None:
    big = write_file(site.here / "big", 64 * MIB)
    owned = site.profiles.own(EngineKind.WINDOW)
    outcome = start(owned.engine, site.put("one", big, limit=32 * MIB))
    wait_amounts(owned.engine, lambda amounts: amounts.bytes_done > 16 * MIB)
    owned.close()
    assert outcome.kind() is ProblemKind.TRANSFER_INTERRUPTED
    again = site.profiles.own(EngineKind.WINDOW)
    for command in (*again.were_up, ArrangeTransfer(id="one", limit=0)):
        assert do(again.engine, command) is None
    sent = wait(again.engine, TransferStatus.DONE).amounts.bytes_sent
    assert hash_of(site.there / "big") == hash_of(big)
    assert sent < 50 * MIB


def test_a_window_takes_over_what_a_command_had_begun(site: Site) -> None:
    big = write_file(site.here / "big", 64 * MIB)
    engine = site.engine()
    outcome = start(engine, site.put("one", big, limit=16 * MIB))
    wait_amounts(engine, lambda amounts: amounts.bytes_done > 8 * MIB)
    window = site.profiles.own(EngineKind.WINDOW)
    assert outcome.kind() is ProblemKind.TRANSFER_INTERRUPTED
    for command in (*window.were_up, ArrangeTransfer(id="one", limit=0)):
        assert do(window.engine, command) is None
    wait(window.engine, TransferStatus.DONE)
    connections = {c.connection.id: c.status for c in window.engine.snapshot().connections}
    assert connections["box"] is Status.UP
    assert hash_of(site.there / "big") == hash_of(big)
