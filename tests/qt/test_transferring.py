"""What becomes of a wish to copy: one batch for each machine, and nothing that leads out of the folder."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from tests.qt.fake_engine import FakeEngine
from towpath.model.command import ShowWindow, StartTransfer
from towpath.model.error import Problem, ProblemKind
from towpath.model.event import SettingsChanged, TransferChanged
from towpath.model.settings import FileSettings, Settings
from towpath.model.transfer import HERE, Batch, Conflict, Options, Place, TransferState, TransferStatus
from towpath.model.words import line
from towpath.qt.bridge import Bridge
from towpath.qt.files.transferring import Transferring

FAR = Place("lab", b"/srv")


@pytest.fixture
def transferring(bridge: Bridge) -> Transferring:
    return Transferring(bridge)


def here(*names: bytes) -> list[Place]:
    return [Place(HERE, b"/home/ann/" + name) for name in names]


def batches(engine: FakeEngine) -> list[Batch]:
    return [command.batch for command in engine.commands if isinstance(command, StartTransfer)]


@contextmanager
def refused(transferring: Transferring, engine: FakeEngine) -> Iterator[list[Problem]]:
    problems: list[Problem] = []
    transferring.failed.connect(problems.append)
    yield problems
    assert len(problems) == 1
    assert batches(engine) == []


def test_one_batch_for_what_lies_on_one_machine(transferring: Transferring, engine: FakeEngine) -> None:
    sources = [*here(b"a", b"b"), Place("other", b"/c")]
    transferring.start(sources, FAR)
    first, second = batches(engine)
    assert first.sources == tuple(sources[:2])
    assert second.sources == (sources[2],)
    assert {first.destination, second.destination} == {Place("lab", b"/srv/")}
    assert first.id != second.id
    assert not first.exact


def test_as_the_settings_say(transferring: Transferring, engine: FakeEngine) -> None:
    transferring.start(here(b"a"), FAR)
    engine.publish(SettingsChanged(Settings(files=FileSettings(conflict=Conflict.NEWER, limit=5000))))
    transferring.start(here(b"a"), FAR, move=True)
    first, second = batches(engine)
    assert first.options == Options(conflict=Conflict.ASK)
    assert second.options == Options(conflict=Conflict.NEWER, limit=5000, move=True)


@pytest.mark.parametrize("path", [b"/", b"a", b"/a/..", b"/a/../b", b"/a/./b", b"/a/b\0c", b"/a/", b""])
def test_no_path_that_leads_elsewhere(transferring: Transferring, engine: FakeEngine, path: bytes) -> None:
    with refused(transferring, engine) as problems:
        transferring.start([*here(b"good"), Place("other", path)], FAR)
    assert problems[0].kind is ProblemKind.NAME_IMPOSSIBLE


@pytest.mark.parametrize("path", [b"/srv/../etc", b"/srv/..", b"/srv/./x/", b"/srv/a\0b"])
def test_into_no_folder_that_lies_elsewhere(transferring: Transferring, engine: FakeEngine, path: bytes) -> None:
    with refused(transferring, engine) as problems:
        transferring.start(here(b"a"), Place("lab", path))
    assert problems[0].kind is ProblemKind.NAME_IMPOSSIBLE


@pytest.mark.parametrize("folder", [b"/home/ann/f", b"/home/ann/f/", b"/home/ann/f/deep/er"])
@pytest.mark.parametrize(("move", "verb"), [(False, "copied"), (True, "moved")])
def test_no_folder_into_itself(
    transferring: Transferring, engine: FakeEngine, folder: bytes, *, move: bool, verb: str
) -> None:
    with refused(transferring, engine) as problems:
        transferring.start(here(b"f"), Place(HERE, folder), move=move)
    assert line(problems[0]) == f"/home/ann/f: a folder cannot be {verb} into itself (choose another folder)"


def test_another_folder_whose_name_begins_alike(transferring: Transferring, engine: FakeEngine) -> None:
    transferring.start(here(b"f"), Place(HERE, b"/home/ann/fold"))
    transferring.start(here(b"f"), Place("lab", b"/home/ann/f"))
    assert len(batches(engine)) == 2


@pytest.mark.parametrize("move", [False, True])
def test_not_onto_itself(transferring: Transferring, engine: FakeEngine, *, move: bool) -> None:
    with refused(transferring, engine) as problems:
        transferring.start(here(b"a"), Place(HERE, b"/home/ann"), move=move)
    assert problems[0].facts["detail"] == "it is in that folder already"


def test_beside_itself(transferring: Transferring, engine: FakeEngine) -> None:
    taken = [b"a.txt", b"a (2).txt", b"folder"]
    transferring.duplicate(here(b"a.txt", b"folder"), taken)
    file, folder = batches(engine)
    assert file.destination.path == b"/home/ann/a (3).txt"
    assert folder.destination.path == b"/home/ann/folder (2)"
    assert file.exact
    assert file.options.conflict is Conflict.RENAME


def test_a_refusal_of_the_engine_is_told(qtbot: QtBot, transferring: Transferring, engine: FakeEngine) -> None:
    engine.refusal = Problem(ProblemKind.UNKNOWN_CONNECTION, "lab")
    with qtbot.wait_signal(transferring.failed) as told:
        transferring.start(here(b"a"), FAR)
    assert told.args == [engine.refusal]


def test_a_transfer_that_somebody_cancelled_is_no_failure(
    qtbot: QtBot, transferring: Transferring, bridge: Bridge, engine: FakeEngine
) -> None:
    told: list[Problem] = []
    transferring.failed.connect(told.append)
    ended: list[Problem | None] = []
    engine.refusal = Problem(ProblemKind.CANCELLED)
    transferring.start(here(b"a"), FAR)
    bridge.submit(ShowWindow(), ended.append)
    qtbot.wait_until(lambda: bool(ended))
    assert told == []


def test_what_the_queue_shows_is_not_told_twice(qtbot: QtBot, transferring: Transferring, engine: FakeEngine) -> None:
    told: list[Problem] = []
    transferring.failed.connect(told.append)
    engine.refusal = Problem(ProblemKind.TRANSFER_INCOMPLETE)
    transferring.start(here(b"a"), FAR)
    engine.publish(TransferChanged(TransferState(batch=batches(engine)[0], status=TransferStatus.FAILED)))
    with qtbot.wait_signal(transferring.finished):
        pass
    assert told == []


def test_whose_listing_is_out_of_date(qtbot: QtBot, transferring: Transferring, engine: FakeEngine) -> None:
    batch = Batch(id="1", sources=tuple(here(b"folder")), destination=Place("lab", b"/srv/"))
    engine.publish(TransferChanged(TransferState(batch=batch, status=TransferStatus.RUNNING)))
    with qtbot.wait_signal(transferring.finished) as told:
        engine.publish(TransferChanged(TransferState(batch=batch, status=TransferStatus.DONE)))
    assert told.args == [(Place("lab", b"/srv"), Place("lab", b"/"), Place("lab", b"/srv/folder"))]

    moved = replace(batch, id="2", options=Options(move=True))
    with qtbot.wait_signal(transferring.finished) as told:
        engine.publish(TransferChanged(TransferState(batch=moved, status=TransferStatus.CANCELLED)))
    assert told.args
    assert Place(HERE, b"/home/ann") in told.args[0]

    synchronised = replace(batch, id="3", synchronises="compared")
    with qtbot.wait_signal(transferring.finished) as told:
        engine.publish(TransferChanged(TransferState(batch=synchronised, status=TransferStatus.DONE)))
    assert told.args
    assert Place(HERE, b"/home/ann") in told.args[0]


def test_what_had_ended_before_is_not_told(qtbot: QtBot, bridge: Bridge, engine: FakeEngine) -> None:
    batch = Batch(id="1", sources=tuple(here(b"a")), destination=FAR)
    engine.publish(TransferChanged(TransferState(batch=batch, status=TransferStatus.DONE)))
    transferring = Transferring(bridge)
    told: list[tuple[Place, ...]] = []
    transferring.finished.connect(told.append)
    with qtbot.wait_signal(bridge.changed):
        engine.publish(TransferChanged(TransferState(batch=batch, status=TransferStatus.DONE, rate=0.0)))
    assert told == []
    for _ in range(2):  # told once
        with qtbot.wait_signal(bridge.changed):
            engine.publish(TransferChanged(TransferState(batch=replace(batch, id="2"), status=TransferStatus.DONE)))
    assert len(told) == 1
