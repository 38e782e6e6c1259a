"""One message for a whole queue: when, what it says, and when it is not worth one."""

from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.qt.fake_engine import FakeEngine
from towpath.model.command import SaveSettings
from towpath.model.event import SettingsChanged, TransferChanged, TransferRemoved
from towpath.model.settings import AfterQueue, FileSettings, Settings
from towpath.model.transfer import HERE, Amounts, Batch, Place, TransferState, TransferStatus
from towpath.qt.bridge import Bridge
from towpath.qt.queue.progress import Overall, Stretch
from towpath.qt.queue.summary import outcome, progress_text, short_progress
from towpath.qt.queue.watch import QueueWatch

RUNNING, QUEUED, PAUSED = TransferStatus.RUNNING, TransferStatus.QUEUED, TransferStatus.PAUSED
DONE, FAILED, CANCELLED = TransferStatus.DONE, TransferStatus.FAILED, TransferStatus.CANCELLED


def transfer(
    name: str, status: TransferStatus, *, files: int = 4, failed: int = 0, asker: str = "", ended: float = 9.0
) -> TransferState:
    """One of files with 1 GB each, done if it has ended well."""
    batch = Batch(id=name, sources=(Place(HERE, b"/x"),), destination=Place("lab", b"/y"), asker=asker)
    done = files - failed if status in (DONE, FAILED) else 0
    amounts = Amounts(
        files_found=files,
        files_done=done,
        files_failed=failed,
        bytes_found=files * 1_000_000_000,
        bytes_done=done * 1_000_000_000,
        listed=True,
    )
    return TransferState(batch=batch, status=status, amounts=amounts, ended=ended if done else 0.0)


class Told:
    """Follows a watch, and brings it from one state of the queue to the next."""

    def __init__(self, qtbot: QtBot, engine: FakeEngine, bridge: Bridge) -> None:
        self._qtbot = qtbot
        self._engine = engine
        self._bridge = bridge
        self.in_sight = False
        self.messages: list[tuple[str, str, bool]] = []
        self.watch = QueueWatch(bridge, lambda: self.in_sight)
        self.watch.ended.connect(lambda *message: self.messages.append(message))

    def after(self, *states: TransferState) -> list[str]:
        """What is told when these have become so."""
        self.messages.clear()
        with self._qtbot.wait_signal(self._bridge.changed):
            for state in states:
                self._engine.publish(TransferChanged(state))
        return [title for title, _, _ in self.messages]


@pytest.fixture
def told(qtbot: QtBot, engine: FakeEngine, bridge: Bridge) -> Iterator[Told]:
    with qtbot.wait_signal(bridge.changed):
        engine.publish(TransferChanged(transfer("of the last start", DONE, ended=1.0)))
    told = Told(qtbot, engine, bridge)
    yield told
    told.watch.deleteLater()


def test_one_message_for_all_that_ended(told: Told) -> None:
    assert told.after(transfer("a", RUNNING), transfer("b", QUEUED)) == []
    assert told.after(transfer("a", DONE)) == []
    assert told.after(transfer("b", RUNNING)) == []
    assert told.after(transfer("b", DONE)) == ["8 files (8.0 GB) transferred"]
    assert told.after(transfer("c", RUNNING, files=1)) == []
    assert told.after(transfer("c", DONE, files=1)) == ["One file (1.0 GB) transferred"]


def test_failures_are_counted(told: Told) -> None:
    told.after(transfer("a", RUNNING), transfer("b", RUNNING))
    assert told.after(transfer("a", FAILED, failed=2), transfer("b", DONE)) == ["2 of 8 files failed"]
    assert told.messages[0][1] == "Open the queue to see why, and to try again."


def test_what_is_over_at_once_is_told_too(told: Told) -> None:
    """It began and ended between two looks; and it failed before, and was tried again."""
    assert told.after(transfer("a", FAILED, failed=1, ended=5.0)) == ["1 of 4 files failed"]
    assert told.after(transfer("a", DONE, ended=6.0)) == ["4 files (4.0 GB) transferred"]
    assert told.after(replace(transfer("a", DONE, ended=6.0), rate=1.0)) == []


def test_nothing_is_told_of_what_the_person_stopped(told: Told) -> None:
    told.after(transfer("a", RUNNING), transfer("b", RUNNING))
    assert told.after(transfer("a", PAUSED), transfer("b", CANCELLED)) == []


def test_nothing_is_told_of_a_terminal_s_transfers(told: Told) -> None:
    told.after(transfer("a", RUNNING, asker="terminal 1"))
    assert told.after(transfer("a", DONE, asker="terminal 1")) == []


def test_nothing_is_told_to_somebody_who_looks_at_it(told: Told) -> None:
    told.after(transfer("a", RUNNING))
    told.in_sight = True
    assert told.after(transfer("a", DONE)) == []


def test_the_sound_is_for_one_queue(engine: FakeEngine, told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    beeps: list[bool] = []
    monkeypatch.setattr(QApplication, "beep", lambda: beeps.append(True))
    files = FileSettings(after_queue=AfterQueue.SOUND, limit=7)
    engine.publish(SettingsChanged(Settings(files=files)))
    told.after(transfer("a", RUNNING))
    assert engine.commands == []
    assert beeps == []
    told.after(transfer("a", DONE))
    assert beeps == [True]
    assert told.messages == [("4 files (4.0 GB) transferred", "", True)]
    assert engine.commands == [SaveSettings(settings=Settings(files=FileSettings(limit=7)))]


def test_a_bar_over_all_does_not_jump_back() -> None:
    stretch = Stretch()
    running = replace(transfer("a", RUNNING), rate=2e6, seconds_left=1000.0)
    assert stretch.follow((running, transfer("b", RUNNING))).fraction == 0
    overall = stretch.follow((transfer("a", DONE), replace(transfer("b", RUNNING), rate=2e6)))
    assert overall == Overall(
        working=1,
        files_done=4,
        files_found=8,
        bytes_done=4_000_000_000,
        bytes_found=8_000_000_000,
        fraction=0.5,
        rate=2e6,
    )
    assert stretch.follow((transfer("a", DONE), transfer("b", DONE))).just_ended
    assert stretch.follow((transfer("a", DONE), transfer("b", DONE), transfer("c", RUNNING))).fraction == 0


@pytest.mark.parametrize("status", [PAUSED, CANCELLED])
def test_what_somebody_stopped_does_not_count(status: TransferStatus) -> None:
    stretch = Stretch()
    stretch.follow((transfer("a", RUNNING), transfer("b", RUNNING)))
    overall = stretch.follow((transfer("a", RUNNING), transfer("b", status)))
    assert (overall.files_found, overall.bytes_found) == (4, 4_000_000_000)


def test_what_failed_is_not_waited_for() -> None:
    stretch = Stretch()
    stretch.follow((transfer("a", RUNNING), transfer("b", RUNNING)))
    overall = stretch.follow((transfer("a", RUNNING), transfer("b", FAILED, failed=3)))
    assert (overall.bytes_done, overall.bytes_found) == (1_000_000_000, 5_000_000_000)
    assert overall.fraction == 0.2


def test_how_long_it_takes_is_not_guessed_while_not_all_is_known() -> None:
    running = replace(transfer("a", RUNNING), rate=1e9, seconds_left=2.0)
    assert Stretch().follow((running,)).seconds_left == 2.0
    both = running, replace(transfer("b", RUNNING), rate=1e9)
    assert Stretch().follow(both).seconds_left == 4.0, "eight gigabytes with two of them a second"
    unlisted = replace(running, amounts=replace(running.amounts, listed=False, bytes_done=1_000_000_000))
    overall = Stretch().follow((unlisted, transfer("b", QUEUED, files=1)))
    assert (overall.seconds_left, overall.listed) == (None, False)
    assert overall.fraction == 0.125, "each of them counts the same"


def test_more_than_all_is_all() -> None:
    grown = transfer("a", RUNNING)
    grown = replace(grown, amounts=replace(grown.amounts, bytes_done=5_000_000_000))
    assert Stretch().follow((grown,)).fraction == 1.0


def test_words_for_progress() -> None:
    overall = Overall(
        working=2, fraction=0.456, rate=12e6, seconds_left=125.0, bytes_done=456_000_000, bytes_found=1_000_000_000
    )
    assert short_progress(overall) == "45 %, 12 MB/s, 2 min left"
    assert progress_text(overall) == "456 MB of 1.0 GB, 45 %, 12 MB/s, 2 min left"
    unknown = replace(overall, listed=False, seconds_left=None)
    assert short_progress(unknown) == progress_text(unknown) == "456 MB so far, 12 MB/s"


@pytest.mark.parametrize(
    ("overall", "words"),
    [
        (Overall(failed=1), "One transfer failed"),
        (Overall(failed=3, files_done=2), "3 transfers failed"),
        (Overall(files_done=3, files_skipped=3), "Nothing transferred: 3 files skipped"),
        (Overall(files_done=3, files_skipped=1, bytes_done=9), "2 files transferred"),
        (Overall(files_done=1), "One file transferred"),
    ],
)
def test_words_for_an_end(overall: Overall, words: str) -> None:
    assert outcome(overall) == words


def test_what_was_cleared_is_forgotten(qtbot: QtBot, engine: FakeEngine, bridge: Bridge, told: Told) -> None:
    told.after(transfer("a", DONE, ended=5.0))
    with qtbot.wait_signal(bridge.changed):
        engine.publish(TransferRemoved("a"))
    assert told.after(transfer("a", DONE, ended=7.0)) == ["4 files (4.0 GB) transferred"]
