"""The queue panel on a real engine and server: all that a person does to transfers, by mouse and by keyboard."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QFileDialog
from pytestqt.qtbot import QtBot

from tests.support.keys import KeyFile
from tests.support.profile import connection, hop, know, save
from tests.support.sshd import Sshd
from tests.support.window import PATIENCE_MS, WindowProgram
from towpath.model.prompt import Scope
from towpath.model.settings import FileSettings, Settings
from towpath.model.transfer import HERE, Place, TransferState, TransferStatus
from towpath.qt.prompts.overwrite import OverwriteDialog
from towpath.qt.queue.limit_dialog import LimitDialog
from towpath.qt.queue.panel import QueuePanel

SLOW = 200_000
"""Bytes a second: a file of `SIZE` takes long enough to be acted on, and is soon over without the limit."""
SIZE = 3_000_000
ALT = Qt.KeyboardModifier.AltModifier


class Queue:
    """A person at the queue panel of a window."""

    def __init__(self, qtbot: QtBot, program: WindowProgram, folder: Path) -> None:
        self._qtbot = qtbot
        self.program = program
        self._folder = folder
        self._page = program.window.files
        self.panel: QueuePanel = self._page.queue
        program.window.show_page(self._page)
        program.window.activateWindow()

    def put(self, *names: str, into: str = "far") -> None:
        """Start a transfer for each file."""
        for name in names:
            path = self._folder / name
            if not path.exists():
                path.write_bytes(os.urandom(SIZE))
            before = len(self.states)
            self._page.transferring.start(
                [Place(HERE, os.fsencode(path))], Place("lab", os.fsencode(self._folder / into))
            )
            self._qtbot.wait_until(lambda before=before: len(self.states) > before)  # type: ignore[misc]

    @property
    def states(self) -> list[TransferState]:
        return [self.state(one) for one in self.panel.model.ids()]

    def state(self, batch_id: str) -> TransferState:
        state = self.panel.model.transfer(self.panel.model.index_of(batch_id))
        assert state
        return state

    @property
    def shown(self) -> dict[str, TransferStatus]:
        """In the order of the list."""
        return {self._name(state): state.status for state in self.states}

    def wait_for(self, **wanted: TransferStatus) -> None:
        """Wait until the list shows these."""

        def is_so() -> bool:
            return all(self.shown.get(name) is status for name, status in wanted.items())

        try:
            self._qtbot.wait_until(is_so, timeout=PATIENCE_MS)
        except AssertionError:
            raise AssertionError(f"{wanted} is not shown, but {self.shown}") from None

    def wait_for_order(self, *names: str) -> None:
        self._qtbot.wait_until(lambda: list(self.shown) == list(names), timeout=PATIENCE_MS)

    def click(self, *names: str) -> None:
        """Click rows, all but the first with Ctrl."""
        for number, name in enumerate(names):
            state = next(state for state in self.states if self._name(state) == name)
            row = self.panel.view.visualRect(self.panel.model.index_of(state.batch.id))
            modifier = Qt.KeyboardModifier.ControlModifier if number else Qt.KeyboardModifier.NoModifier
            where = QPoint(row.left() + 60, row.center().y())
            QTest.mouseClick(self.panel.view.viewport(), Qt.MouseButton.LeftButton, modifier, where)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.panel.view, key, modifiers)

    def click_button(self, button: QAbstractButton) -> None:
        self._qtbot.wait_until(button.isEnabled, timeout=PATIENCE_MS)
        self.program.click(button)

    def choose_file(self, act: str, path: Path) -> None:
        """Choose an act of the menu, and a file in the dialog that asks for one."""
        next(a for a in self.panel.header.more.menu().actions() if a.objectName() == act).trigger()
        dialog = self.panel.findChild(QFileDialog)
        assert isinstance(dialog, QFileDialog)
        dialog.selectFile(str(path))
        QTest.keyClick(dialog, Qt.Key.Key_Return)

    def arrived(self, *names: str) -> bool:
        """Whether the server has them, byte by byte."""
        far = self._folder / "far"
        return all((far / name).read_bytes() == (self._folder / name).read_bytes() for name in names)

    @staticmethod
    def _name(state: TransferState) -> str:
        return os.fsdecode(state.batch.sources[0].path.rpartition(b"/")[2])


@pytest.fixture
def queue(qtbot: QtBot, sshd: Sshd, user_key: KeyFile, tmp_path: Path) -> Iterator[Queue]:
    """On a window whose transfers are slow."""
    know(sshd)
    save(connection("lab", hop(sshd, user_key)), settings=Settings(files=FileSettings(limit=SLOW)))
    (tmp_path / "far").mkdir()
    with WindowProgram(qtbot) as program:
        yield Queue(qtbot, program, tmp_path)


def test_a_queue_by_mouse(qtbot: QtBot, queue: Queue) -> None:
    header = queue.panel.header
    queue.put("a", "b", "c")
    queue.wait_for(a=TransferStatus.RUNNING, b=TransferStatus.RUNNING, c=TransferStatus.QUEUED)
    qtbot.wait_until(lambda: "kB/s" in header.text.text(), timeout=PATIENCE_MS)
    assert header.bar.isVisible()
    queue.click_button(header.pause_all)
    queue.wait_for(a=TransferStatus.PAUSED, b=TransferStatus.PAUSED, c=TransferStatus.PAUSED)
    assert not header.bar.isVisible()
    header.tabs.setCurrentIndex(1)
    assert len(queue.shown) == 3
    queue.click("b")
    queue.panel.acts.resume.trigger()
    header.tabs.setCurrentIndex(0)
    queue.wait_for(a=TransferStatus.PAUSED, b=TransferStatus.RUNNING, c=TransferStatus.PAUSED)
    no_limit = next(action for action in header.limit.menu().actions() if action.objectName() == "limit-0")
    no_limit.trigger()
    queue.wait_for(b=TransferStatus.DONE)
    queue.click_button(header.resume_all)
    queue.wait_for(a=TransferStatus.DONE, c=TransferStatus.DONE)
    assert queue.arrived("a", "b", "c")
    queue.click_button(header.clear_ended)
    qtbot.wait_until(lambda: queue.panel.stack.currentWidget() is queue.panel.empty, timeout=PATIENCE_MS)


def test_a_queue_by_keyboard(qtbot: QtBot, queue: Queue) -> None:
    queue.put("a", "b", "c", "d")
    queue.wait_for(a=TransferStatus.RUNNING, b=TransferStatus.RUNNING, d=TransferStatus.QUEUED)
    queue.panel.view.setFocus()
    qtbot.wait_until(queue.panel.view.hasFocus)
    queue.press(Qt.Key.Key_End)
    queue.press(Qt.Key.Key_Up, ALT)
    queue.wait_for_order("a", "b", "d", "c")
    queue.press(Qt.Key.Key_Down, ALT)
    queue.wait_for_order("a", "b", "c", "d")
    queue.press(Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    qtbot.wait_until(lambda: queue.states[-1].batch.priority == 1, timeout=PATIENCE_MS)
    queue.press(Qt.Key.Key_Home)
    queue.press(Qt.Key.Key_Delete)
    # Its turn comes before that of an earlier one with less priority.
    queue.wait_for(a=TransferStatus.CANCELLED, d=TransferStatus.RUNNING, c=TransferStatus.QUEUED)
    queue.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    queue.press(Qt.Key.Key_Space)
    queue.wait_for(b=TransferStatus.PAUSED, c=TransferStatus.PAUSED, d=TransferStatus.PAUSED)
    queue.press(Qt.Key.Key_Delete)
    queue.wait_for(b=TransferStatus.CANCELLED, c=TransferStatus.CANCELLED, d=TransferStatus.CANCELLED)
    queue.press(Qt.Key.Key_Delete)
    qtbot.wait_until(lambda: not queue.shown, timeout=PATIENCE_MS)


def test_what_failed_is_told_and_tried_again(queue: Queue, tmp_path: Path) -> None:
    locked = tmp_path / "locked"
    locked.mkdir()
    (locked / "small").write_bytes(b"1")
    (locked / "secret").write_bytes(b"2")
    (tmp_path / "far" / "locked").mkdir()
    (tmp_path / "far" / "locked" / "secret").mkdir()  # a folder is where the file is to be
    queue.put("locked")
    queue.wait_for(locked=TransferStatus.FAILED)
    parent = queue.panel.model.index_of(queue.panel.model.ids()[0])
    queue.click("locked")
    queue.press(Qt.Key.Key_Right)
    assert queue.panel.view.isExpanded(parent)
    said = str(queue.panel.model.index(0, 0, parent).data(Qt.ItemDataRole.AccessibleTextRole))
    assert said.startswith(f"{locked}/secret: ")
    (tmp_path / "far" / "locked" / "secret").rmdir()
    queue.press(Qt.Key.Key_Space)
    queue.wait_for(locked=TransferStatus.DONE)
    assert queue.arrived("locked/secret", "locked/small")


def test_a_limit_works_at_once(queue: Queue) -> None:
    queue.put("a")
    queue.wait_for(a=TransferStatus.RUNNING)
    queue.click("a")
    queue.panel.acts.limit.trigger()
    dialog = queue.panel.findChild(LimitDialog)
    assert isinstance(dialog, LimitDialog)
    dialog.rate.lineEdit().selectAll()
    QTest.keyClicks(dialog.rate, "0")
    QTest.keyClick(dialog.rate, Qt.Key.Key_Return)
    queue.wait_for(a=TransferStatus.DONE)
    assert queue.arrived("a")


def test_a_queue_is_exported_cleared_and_imported(qtbot: QtBot, queue: Queue, tmp_path: Path) -> None:
    header, file = queue.panel.header, tmp_path / "queue.json"
    queue.put("a", "b", "c")
    queue.wait_for(a=TransferStatus.RUNNING, c=TransferStatus.QUEUED)
    queue.choose_file("export-queue", file)
    qtbot.wait_until(file.exists, timeout=PATIENCE_MS)
    queue.click("a", "b", "c")
    queue.press(Qt.Key.Key_Delete)
    queue.wait_for(a=TransferStatus.CANCELLED, b=TransferStatus.CANCELLED, c=TransferStatus.CANCELLED)
    queue.click_button(header.clear_ended)
    qtbot.wait_until(lambda: not queue.shown, timeout=PATIENCE_MS)
    queue.choose_file("import-queue", file)
    queue.wait_for(a=TransferStatus.PAUSED, b=TransferStatus.PAUSED, c=TransferStatus.PAUSED)
    next(action for action in header.limit.menu().actions() if action.objectName() == "limit-0").trigger()
    queue.click_button(header.resume_all)
    queue.wait_for(a=TransferStatus.DONE, b=TransferStatus.DONE, c=TransferStatus.DONE)
    assert queue.arrived("a", "b", "c")


def test_a_conflict_is_decided_for_the_whole_transfer(queue: Queue, tmp_path: Path) -> None:
    for name in ("one.txt", "two.txt", "three.bin"):
        for folder, text in (("near", "new"), ("far/near", "old")):
            (tmp_path / folder).mkdir(exist_ok=True)
            (tmp_path / folder / name).write_text(text)
    queue.put("near")
    queue.wait_for(near=TransferStatus.WAITING_FOR_USER)
    dialog = queue.program.wait_prompt(OverwriteDialog)
    queue.program.click(dialog.scopes[Scope.BATCH])
    queue.program.click(dialog.overwrite_button)
    queue.wait_for(near=TransferStatus.DONE)
    assert all(file.read_text() == "new" for file in (tmp_path / "far" / "near").iterdir())
