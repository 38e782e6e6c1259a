"""Imports, exports and backups, as far as the window goes."""

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from tests.qt.fake_engine import FakeEngine, connection
from towpath.model.browsing import LeftOut
from towpath.model.error import Problem, ProblemKind
from towpath.model.host_config import (
    BackupMade,
    BackupRestored,
    ConnectionsExported,
    ConnectionsImported,
    ExportConnections,
    FindHosts,
    FoundSite,
    HostAlias,
    HostsFound,
    ImportHosts,
    ImportSites,
    MakeBackup,
    ProfileFormat,
    ReadSites,
    RestoreBackup,
    SiteFormat,
    SitesRead,
)
from towpath.qt.bridge import Bridge
from towpath.qt.hosts.backup_dialogs import BackupDialog, RestoreDialog
from towpath.qt.hosts.host_files import HostFiles
from towpath.qt.hosts.import_dialog import HostsDialog, SitesDialog
from towpath.qt.left_out import LeftOutDialog

PASSPHRASE = "correct horse battery"
LEFT_OUT = (LeftOut(0, "shop", "it is an FTP site\x07"),)
BOX = connection("box", jumps=("gate",))
READ = SitesRead(
    path="/home/ann/sites.xml",
    sites=(
        FoundSite(
            name="box", connection=connection("box", jumps=("gate",)), format=SiteFormat.WINSCP, has_password=True
        ),
        FoundSite(name="lab", connection=connection("lab"), format=SiteFormat.WINSCP, remarks=("its key is odd\x1b",)),
        FoundSite(name="old", connection=connection("old"), format=SiteFormat.WINSCP, already=True, has_password=True),
    ),
    left_out=LEFT_OUT,
)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.add_widget(window)
    with qtbot.wait_exposed(window):
        window.show()
    return window


Dialog = TypeVar("Dialog", bound=QDialog)


@pytest.fixture
def files(engine: FakeEngine, bridge: Bridge, window: QWidget) -> Iterator[HostFiles]:
    """The answers are on their way."""
    engine.holds = True
    yield HostFiles(bridge, window)
    for dialog in window.findChildren(QDialog):
        if isValid(dialog):
            dialog.hide()


def shown(kind: type[Dialog]) -> Dialog:
    """The dialog of that kind that is open."""
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible())


def is_open(kind: type[QDialog]) -> bool:
    return any(isinstance(one, kind) and one.isVisible() for one in QApplication.topLevelWidgets())


def button(dialog: QDialog, name: str) -> QPushButton:
    found = dialog.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


# --- imports


def test_sites_of_a_file(qtbot: QtBot, engine: FakeEngine, files: HostFiles) -> None:
    files.open_sites("/home/ann/sites.xml")
    dialog = shown(SitesDialog)
    asked = engine.asked(ReadSites)
    assert asked.path == "/home/ann/sites.xml"
    assert not dialog.add_button.isEnabled()
    engine.report(asked.request, READ)
    engine.finish(asked)
    qtbot.wait_until(dialog.add_button.isEnabled)
    assert dialog.tabs.currentIndex() == 0
    assert [one.name for one in dialog.table.chosen] == ["box", "lab"]  # the third is there already
    assert dialog.table.chosen[0].where == "ann@gate > ann@box.example"
    assert dialog.table.model().index(1, 2).data() == "Its key is odd\\x1b"
    assert dialog.tabs.tabText(1) == "Left out: 1"
    assert dialog.left_out.as_text() == "\tshop\tIt is an FTP site\\x07"
    assert dialog.option.isVisible()
    assert "(1)" in dialog.option.text()
    dialog.add_button.click()
    command = engine.asked(ImportSites)
    assert (command.names, command.passwords) == (("box", "lab"), False)
    engine.report(command.request, ConnectionsImported(connections=("new", "newer")))
    with qtbot.wait_signals([files.added, dialog.accepted]):
        engine.finish(command)


def test_where_all_is_left_out_the_reasons_are_shown(qtbot: QtBot, engine: FakeEngine, files: HostFiles) -> None:
    files.open_sites("/home/ann/sites.xml")
    dialog = shown(SitesDialog)
    engine.report(engine.asked(ReadSites).request, replace(READ, sites=()))
    engine.finish(engine.asked(ReadSites))
    qtbot.wait_until(lambda: dialog.tabs.currentIndex() == 1)
    assert dialog.left_out.isVisible()
    assert not dialog.add_button.isEnabled()


def test_passwords_are_wished_for(qtbot: QtBot, engine: FakeEngine, files: HostFiles) -> None:
    files.open_sites("/home/ann/sites.xml")
    dialog = shown(SitesDialog)
    engine.report(engine.asked(ReadSites).request, READ)
    engine.finish(engine.asked(ReadSites))
    qtbot.wait_until(dialog.add_button.isEnabled)
    dialog.option.click()
    dialog.add_button.click()
    command = engine.asked(ImportSites)
    assert command.passwords
    problem = Problem(ProblemKind.NO_SAFE_KEYRING)
    engine.report(command.request, ConnectionsImported(connections=("new",), problems=(problem,)))
    with qtbot.wait_signal(files.added):
        engine.finish(command)
    assert dialog.isVisible()  # to be read
    assert "keyring" in dialog.problem_label.text()
    assert not dialog.add_button.isEnabled()  # they are added


def test_none_ticked(qtbot: QtBot, engine: FakeEngine, files: HostFiles) -> None:
    files.open_sites("/home/ann/sites.xml")
    dialog = shown(SitesDialog)
    engine.report(engine.asked(ReadSites).request, READ)
    engine.finish(engine.asked(ReadSites))
    qtbot.wait_until(dialog.add_button.isEnabled)
    button(dialog, "tick-none").click()
    assert dialog.table.chosen == []
    assert not dialog.add_button.isEnabled()
    assert not dialog.option.isVisible()
    button(dialog, "tick-all").click()
    assert len(dialog.table.chosen) == 2


def test_a_file_that_is_none(qtbot: QtBot, engine: FakeEngine, files: HostFiles) -> None:
    files.open_sites("/home/ann/notes.txt")
    dialog = shown(SitesDialog)
    engine.finish(engine.asked(ReadSites), Problem(ProblemKind.SITE_FILE_MALFORMED, "/home/ann/notes.txt"))
    qtbot.wait_until(dialog.problem_label.isVisible)
    assert "PuTTY, FileZilla, WinSCP" in dialog.problem_label.text()
    assert not dialog.add_button.isEnabled()


def test_usual_places_then_a_file(qtbot: QtBot, engine: FakeEngine, files: HostFiles) -> None:
    files.sites_action.trigger()
    dialog = shown(SitesDialog)
    assert engine.asked(ReadSites).path == ""
    engine.report(engine.asked(ReadSites).request, SitesRead(path="", sites=()))
    engine.finish(engine.asked(ReadSites))
    qtbot.wait_until(lambda: "choose a file" in dialog.found.text())
    button(dialog, "import-choose-file").click()
    chooser = shown(QFileDialog)
    chooser.fileSelected.emit("/home/ann/sites.xml")
    assert engine.asked(ReadSites).path == "/home/ann/sites.xml"
    chooser.close()
    assert is_open(SitesDialog)


def test_enter_adds_what_is_ticked(qtbot: QtBot, engine: FakeEngine, files: HostFiles) -> None:
    files.hosts_action.trigger()
    dialog = shown(HostsDialog)
    hosts = tuple(HostAlias(name=name, file="/etc/x", line=3) for name in ("gate", "lab"))
    engine.report(engine.asked(FindHosts).request, HostsFound(hosts=hosts, file="/etc/x"))
    engine.finish(engine.asked(FindHosts))
    qtbot.wait_until(dialog.add_button.isEnabled)
    dialog.table.setCurrentIndex(dialog.table.model().index(0, 0))
    QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    assert engine.asked(ImportHosts).hosts == ("gate", "lab")
    engine.finish(engine.asked(ImportHosts))


def test_hosts_of_the_config(qtbot: QtBot, engine: FakeEngine, files: HostFiles) -> None:
    files.hosts_action.trigger()
    dialog = shown(HostsDialog)
    home = Path.home()
    hosts = (
        HostAlias(name="gate", file=f"{home}/.ssh/config", line=3),
        HostAlias(name="lab", file="/etc/x", line=4, connection="lab"),
    )
    refused = Problem(ProblemKind.SSH_CONFIG_REFUSED, "/etc/y", {"detail": "others can write it"})
    engine.report(
        engine.asked(FindHosts).request, HostsFound(hosts=hosts, file=f"{home}/.ssh/config", problems=(refused,))
    )
    engine.finish(engine.asked(FindHosts))
    qtbot.wait_until(dialog.add_button.isEnabled)
    assert [one.where for one in dialog.table.chosen] == ["~/.ssh/config:3"]
    assert "others can write it" in dialog.left_out.as_text().lower()
    dialog.option.click()
    dialog.add_button.click()
    command = engine.asked(ImportHosts)
    assert (command.hosts, command.file, command.follow_new) == (("gate",), "", True)


def test_a_file_is_dropped(engine: FakeEngine, files: HostFiles, window: QWidget) -> None:
    files.take_drops(window)
    for urls, taken in (
        ([QUrl("https://a.example/sites.xml")], False),
        ([QUrl.fromLocalFile("/home/ann/a.xml")], True),
    ):
        data = QMimeData()
        data.setUrls(urls)
        how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        enter = QDragEnterEvent(QPoint(5, 5), *how)
        enter.setAccepted(False)
        QApplication.sendEvent(window, enter)
        assert enter.isAccepted() == taken
        if taken:  # else nothing is dropped: Qt would take it for a drop on what it entered last, which may be gone
            QApplication.sendEvent(window, QDropEvent(QPointF(5, 5), *how))
    assert [command.path for command in engine.commands if isinstance(command, ReadSites)] == ["/home/ann/a.xml"]


# --- exports


def test_export(qtbot: QtBot, engine: FakeEngine, files: HostFiles) -> None:
    files.export_action.trigger()
    chooser = shown(QFileDialog)
    assert chooser.defaultSuffix() == "conf"
    chooser.selectNameFilter(chooser.nameFilters()[1])
    chooser.filterSelected.emit(chooser.selectedNameFilter())
    assert chooser.defaultSuffix() == "json"
    chooser.fileSelected.emit("/home/ann/hosts.json")
    chooser.close()
    command = engine.asked(ExportConnections)
    assert (command.format, command.path, command.connections) == (ProfileFormat.TOWPATH, "/home/ann/hosts.json", ())
    engine.report(command.request, ConnectionsExported(text="{}", left_out=LEFT_OUT))
    engine.finish(command)
    qtbot.wait_until(lambda: is_open(LeftOutDialog))
    shown(LeftOutDialog).close()


def test_export_fails(qtbot: QtBot, engine: FakeEngine, files: HostFiles) -> None:
    files.export("/home/ann/hosts.conf", ProfileFormat.SSH_CONFIG)
    with qtbot.wait_signal(files.failed):
        engine.finish(engine.asked(ExportConnections), Problem(ProblemKind.FILE_UNWRITABLE, "/home/ann/hosts.conf"))


# --- backups


def test_back_up(qtbot: QtBot, engine: FakeEngine, files: HostFiles) -> None:
    files.backup_action.trigger()
    chooser = shown(QFileDialog)
    chooser.fileSelected.emit("/home/ann/all.age")
    chooser.close()
    dialog = shown(BackupDialog)
    assert not dialog.make_button.isEnabled()
    dialog.fields.first.setText(PASSPHRASE)
    dialog.fields.again.setText(PASSPHRASE[:-1])
    assert not dialog.make_button.isEnabled()
    dialog.fields.again.setText(PASSPHRASE)
    dialog.make_button.click()
    command = engine.asked(MakeBackup)
    assert (command.path, command.passphrase.value, command.keys) == ("/home/ann/all.age", PASSPHRASE, None)
    engine.finish(command, Problem(ProblemKind.FILE_UNWRITABLE, "/home/ann/all.age"))
    qtbot.wait_until(dialog.problem_label.isVisible)
    dialog.make_button.click()
    command = engine.asked(MakeBackup)
    engine.report(command.request, BackupMade(connections=1, keys=("/k",), left_out=LEFT_OUT))
    with qtbot.wait_signal(dialog.accepted):
        engine.finish(command)
    assert dialog.fields.first.text() == ""
    shown(LeftOutDialog).close()


def test_a_backup_needs_a_passphrase(bridge: Bridge, window: QWidget) -> None:
    dialog = BackupDialog(bridge, "/home/ann/all.age", window)
    dialog.open()
    assert not dialog.fields.without.isVisible()
    assert not dialog.make_button.isEnabled()
    dialog.close()


def test_restore_shows_first(qtbot: QtBot, engine: FakeEngine, files: HostFiles) -> None:
    files.restore_action.trigger()
    chooser = shown(QFileDialog)
    chooser.fileSelected.emit("/home/ann/all.age")
    chooser.close()
    dialog = shown(RestoreDialog)
    dialog.passphrase.setText("wrong")
    dialog.go_button.click()
    engine.finish(
        engine.asked(RestoreBackup), Problem(ProblemKind.PASSPHRASE_WRONG, "/home/ann/all.age", {"act": "restore"})
    )
    qtbot.wait_until(dialog.problem_label.isVisible)
    assert dialog.problem_label.text().startswith("Cannot restore /home/ann/all.age: the passphrase is wrong")
    dialog.passphrase.setText(PASSPHRASE)
    dialog.go_button.click()
    command = engine.asked(RestoreBackup)
    assert command.dry_run
    told = BackupRestored(connections=("gate",), keys=(f"{Path.home()}/.ssh/id_x",), left_out=LEFT_OUT)
    engine.report(command.request, told)
    engine.finish(command)
    qtbot.wait_until(lambda: dialog.go_button.text() == "&Restore")
    assert dialog.found.text() == "One connection and one key would come back."
    items = [dialog.tree.topLevelItem(row) for row in range(2)]
    assert [item.text(0) for item in items if item] == ["gate", "~/.ssh/id_x"]
    dialog.go_button.click()
    command = engine.asked(RestoreBackup)
    assert not command.dry_run
    engine.report(command.request, told)
    with qtbot.wait_signal(dialog.accepted):
        engine.finish(command)
    assert dialog.passphrase.text() == ""


def test_another_passphrase_looks_again(qtbot: QtBot, engine: FakeEngine, bridge: Bridge, window: QWidget) -> None:
    engine.holds = True
    dialog = RestoreDialog(bridge, "/home/ann/all.age", window)
    dialog.open()
    dialog.passphrase.setText(PASSPHRASE)
    dialog.go_button.click()
    engine.report(engine.asked(RestoreBackup).request, BackupRestored(connections=(), keys=()))
    engine.finish(engine.asked(RestoreBackup))
    qtbot.wait_until(dialog.found.isVisible)
    assert dialog.found.text() == "Nothing of it is missing here."
    assert not dialog.go_button.isEnabled()
    dialog.passphrase.setText("another")
    assert dialog.go_button.text() == "&Look into it"
    dialog.close()
