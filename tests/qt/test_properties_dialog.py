"""What is told of a file, and the comparison of checksums."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.qt.fake_engine import FakeEngine
from towpath.model.error import Problem, ProblemKind
from towpath.model.file_work import Checksum, Checksummed, Inspect, Inspected, Measure, Measured, Progressed, Withdraw
from towpath.model.filesystem import SECOND, Attributes, Entry, FileKind
from towpath.model.transfer import HERE, Place
from towpath.qt.bridge import Bridge
from towpath.qt.files.dialogs.checksum import same_writing
from towpath.qt.files.dialogs.properties import PropertiesDialog

PLACE = Place(HERE, b"/srv/notes.txt")
SHA256 = "ab" * 32


@pytest.fixture
def host(qtbot: QtBot, engine: FakeEngine) -> QWidget:
    engine.holds = True
    widget = QWidget()
    qtbot.add_widget(widget)
    return widget


class Shown:
    """The dialog, as far as the engine has answered."""

    def __init__(self, qtbot: QtBot, engine: FakeEngine, bridge: Bridge, host: QWidget, *places: Place) -> None:
        self.qtbot, self.engine = qtbot, engine
        self.dialog = PropertiesDialog(bridge, places or (PLACE,), host)
        with qtbot.wait_exposed(self.dialog):
            self.dialog.open()

    def tell(self, entry: Entry, followed: Attributes | None = None, resolved: bytes = PLACE.path) -> None:
        command = self.engine.asked(Inspect)
        inspected = Inspected(path=command.place.path, entry=entry, followed=followed, resolved=resolved)
        self.engine.report(command.request, inspected)
        self.engine.finish(command)
        self.qtbot.wait_until(lambda: "type" in self.dialog.rows)

    def row(self, name: str) -> str:
        return self.dialog.rows[name].text() if name in self.dialog.rows else ""


def test_a_file_tells_what_is_known(qtbot: QtBot, engine: FakeEngine, bridge: Bridge, host: QWidget) -> None:
    shown = Shown(qtbot, engine, bridge, host)
    known = Attributes(kind=FileKind.FILE, size=12_345, mtime=10**18, mode=0o4750, uid=7, gid=8, links=2)
    shown.tell(Entry(b"notes.txt", known, owner="ann\x1b", group="staff"))
    assert shown.row("where") == "/srv on this computer"
    assert shown.row("size") == "12 kB (12,345 bytes)"
    assert shown.row("permissions") == "rwsr-x--- (4750)"
    assert shown.row("owner") == "ann\\x1b:staff"
    assert shown.row("names") == "2 (hard links)"
    assert not shown.row("target")
    shown.dialog.reject()


def test_a_link_tells_what_it_leads_to(qtbot: QtBot, engine: FakeEngine, bridge: Bridge, host: QWidget) -> None:
    shown = Shown(qtbot, engine, bridge, host)
    link = Entry(b"notes.txt", Attributes(kind=FileKind.LINK), target=b"../real\n")
    shown.tell(link, Attributes(kind=FileKind.FILE, size=950), b"/real\n")
    assert shown.row("target") == "../real\\x0a"
    assert shown.row("resolved") == "/real\\x0a"
    assert shown.row("followed").endswith(", 950 B")
    shown.dialog.reject()


def test_a_link_may_lead_nowhere(qtbot: QtBot, engine: FakeEngine, bridge: Bridge, host: QWidget) -> None:
    shown = Shown(qtbot, engine, bridge, host)
    shown.tell(Entry(b"notes.txt", Attributes(kind=FileKind.LINK), target=b"gone"))
    assert shown.row("followed") == "nothing: there is no such file"
    shown.dialog.reject()


def test_a_folder_is_counted(qtbot: QtBot, engine: FakeEngine, bridge: Bridge, host: QWidget) -> None:
    shown = Shown(qtbot, engine, bridge, host)
    shown.tell(Entry(b"notes.txt", Attributes(kind=FileKind.FOLDER, mtime=2**90 * SECOND)))
    command = engine.asked(Measure)
    engine.report(command.request, Measured(files=3, folders=2, bytes=950))
    engine.finish(command)
    qtbot.wait_until(lambda: shown.row("contents") == "3 files, 2 folders, 950 B")
    assert not shown.row("modified")
    shown.dialog.reject()


def test_several_are_counted_together(qtbot: QtBot, engine: FakeEngine, bridge: Bridge, host: QWidget) -> None:
    places = (PLACE, Place(HERE, b"/srv/b"))
    shown = Shown(qtbot, engine, bridge, host, *places)
    assert engine.asked(Measure).places == places
    assert shown.dialog.heading.text() == "2 things"
    shown.dialog.reject()
    assert engine.asked(Withdraw).request == engine.asked(Measure).request


def test_what_cannot_be_looked_at_is_said(qtbot: QtBot, engine: FakeEngine, bridge: Bridge, host: QWidget) -> None:
    shown = Shown(qtbot, engine, bridge, host)
    engine.finish(engine.asked(Inspect), Problem(ProblemKind.PERMISSION_DENIED, "/srv/notes.txt"))
    qtbot.wait_until(shown.dialog.problem_label.isVisible)
    assert "permission denied" in shown.dialog.problem_label.text()
    shown.dialog.reject()


def test_a_checksum_is_compared_with_a_pasted_one(
    qtbot: QtBot, engine: FakeEngine, bridge: Bridge, host: QWidget
) -> None:
    shown = Shown(qtbot, engine, bridge, host)
    shown.tell(Entry(b"notes.txt", Attributes(kind=FileKind.FILE, size=1)))
    row = shown.dialog.checksum
    QTest.mouseClick(row.compute_button, Qt.MouseButton.LeftButton)
    command = engine.asked(Checksum)
    engine.report(command.request, Progressed(done=50, total=100))
    qtbot.wait_until(lambda: row.bar.value() == 500)
    engine.report(command.request, Checksummed(sha256=SHA256))
    engine.finish(command)
    qtbot.wait_until(row.expected.isVisible)
    assert row.result.text() == SHA256
    QTest.mouseClick(row.copy_button, Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == SHA256
    row.expected.setText(SHA256.upper() + "  *notes.txt")
    assert row.verdict.text() == "is the same"
    row.expected.setText("cd" * 32)
    assert row.verdict.text() == "differs"
    shown.dialog.reject()


def test_computing_can_be_stopped(qtbot: QtBot, engine: FakeEngine, bridge: Bridge, host: QWidget) -> None:
    shown = Shown(qtbot, engine, bridge, host)
    shown.tell(Entry(b"notes.txt", Attributes(kind=FileKind.FILE, size=1)))
    row = shown.dialog.checksum
    row.compute_button.click()
    assert row.bar.isVisible()
    row.compute_button.click()
    assert engine.asked(Withdraw).request == engine.asked(Checksum).request
    assert not row.bar.isVisible()
    row.compute_button.click()
    engine.finish(engine.asked(Checksum), Problem(ProblemKind.LOST, "ann@lab"))
    qtbot.wait_until(shown.dialog.problem_label.isVisible)
    assert row.compute_button.isVisible()
    shown.dialog.reject()


@pytest.mark.parametrize(
    "text", [SHA256, f" {SHA256.upper()}\n", f"sha256:{SHA256}", f"{SHA256}  -", "ab " * 32, f"SHA256:{SHA256}"]
)
def test_checksums_are_read_as_people_paste_them(text: str) -> None:
    assert same_writing(text) == SHA256
