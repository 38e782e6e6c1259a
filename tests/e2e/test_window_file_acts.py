"""Acts on files in the window, on a real sshd and on this machine, whatever the files are called."""

import hashlib
import os
import shutil
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit
from pytestqt.exceptions import TimeoutError  # noqa: A004
from pytestqt.qtbot import QtBot

from tests.support.http import HttpServer
from tests.support.keys import KeyFile
from tests.support.profile import connection, hop, know, save
from tests.support.sshd import Sshd
from tests.support.window import PATIENCE_MS, WindowProgram
from towpath.model.transfer import HERE, Place
from towpath.qt.files.acts import PaneActs
from towpath.qt.files.dialogs.delete import DeleteDialog
from towpath.qt.files.dialogs.new_name import NewNameDialog
from towpath.qt.files.dialogs.permissions import PermissionsDialog
from towpath.qt.files.dialogs.properties import PropertiesDialog
from towpath.qt.files.dialogs.search import SearchDialog
from towpath.qt.files.dialogs.url import UrlDialog
from towpath.qt.files.dialogs.viewer import Viewer
from towpath.qt.files.pane import Pane

HOSTILE = (b"-rf", b"$(touch PWNED)", b"line\nbreak", "evil\u202egpj.exe".encode(), b"\xff\xfe", b"* ?", b"'\"\\")


def at(folder: Path, name: bytes) -> Path:
    return Path(os.fsdecode(os.fsencode(folder) + b"/" + name))


Kind = TypeVar("Kind", bound=QDialog)


class Window:
    """The Files page with `lab` on the right."""

    def __init__(self, qtbot: QtBot, program: WindowProgram, far: Path, near: Path) -> None:
        self.qtbot, self.far, self.near = qtbot, far, near
        self.window = program.window
        self.page = program.window.files
        program.window.show_page(self.page)
        self.go(self.page.left, Place(HERE, os.fsencode(near)))
        self.go(self.page.right, Place("lab", os.fsencode(far)))

    def go(self, pane: Pane, place: Place) -> None:
        pane.go(place)
        self.wait(lambda: pane.ready and pane.place == place, f"{place} to be listed")

    def refresh(self, pane: Pane, name: bytes) -> None:
        """Until a file shows that was made meanwhile."""
        pane.refresh()
        self.wait(lambda: name in self.names(pane), f"{name!r} to be listed")

    def wait(self, condition: Callable[[], object], what: str) -> None:
        try:
            self.qtbot.wait_until(lambda: bool(condition()), timeout=PATIENCE_MS)
        except (AssertionError, TimeoutError):
            said = [line.title.text() for pane in (self.page.left, self.page.right) for line in pane.strip.lines]
            raise AssertionError(f"waited for {what}; the panes say {said}") from None

    def choose(self, pane: Pane, *names: bytes) -> PaneActs:
        self.page.focus_pane(pane)
        pane.view.select_names(names)
        self.wait(lambda: {entry.name for entry in pane.view.selected()} == set(names), f"{names} to be selected")
        acts = self.page.acts.of(pane)
        acts.refresh()
        return acts

    def press(self, pane: Pane, keys: str) -> None:
        self.window.activateWindow()  # which a window manager does when a dialog closes
        self.wait(self.window.isActiveWindow, "the window to be active")
        QTest.keySequence(pane.view, QKeySequence(keys))

    def dialog(self, kind: type[Kind]) -> Kind:
        shown = [one for one in self.window.findChildren(kind) if one.isVisible()]
        assert len(shown) == 1
        return shown[0]

    def names(self, pane: Pane) -> set[bytes]:
        return {entry.name for entry in pane.view.entries()}


@pytest.fixture
def window(qtbot: QtBot, sshd: Sshd, user_key: KeyFile, tmp_path: Path) -> Iterator[Window]:
    know(sshd)
    save(connection("lab", hop(sshd, user_key)))
    far, near = tmp_path / "far", Path.home() / "near"
    far.mkdir()
    near.mkdir()
    for name in HOSTILE:
        at(far, name).write_bytes(b"content of " + name)
        at(near, name).write_bytes(b"content of " + name)
    with WindowProgram(qtbot) as program:
        yield Window(qtbot, program, far, near)
    assert not list(tmp_path.rglob("PWNED"))
    assert not list(Path.home().rglob("PWNED"))


def test_hostile_names_are_deleted_there_and_nothing_else(window: Window, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.write_text("not in the folder")
    (window.far / "tree" / "deep").mkdir(parents=True)
    for name in HOSTILE:
        at(window.far / "tree" / "deep", name).write_bytes(b"x")
    (window.far / "tree" / "link").symlink_to(tmp_path)
    (window.far / "stays").write_text("not chosen")
    right = window.page.right
    window.refresh(right, b"tree")
    window.choose(right, *HOSTILE, b"tree")
    window.press(right, "Del")
    dialog = window.dialog(DeleteDialog)
    window.wait(lambda: dialog.count_label.text().startswith("In all: 15 files, 2 folders"), "all to be counted")
    dialog.delete_button.click()
    window.wait(lambda: window.names(right) == {b"stays"}, "all to be deleted")
    assert [path.name for path in window.far.iterdir()] == ["stays"]
    assert kept.exists()


def test_files_of_this_machine_go_to_the_trash(window: Window) -> None:
    left = window.page.left
    window.choose(left, *HOSTILE)
    window.press(left, "Del")
    window.dialog(DeleteDialog).delete_button.click()
    window.wait(lambda: window.names(left) == set(), "all to be thrown away")
    assert not list(window.near.iterdir())
    trashed = {path.read_bytes() for path in Path.home().rglob("Trash/files/*")}
    assert trashed == {b"content of " + name for name in HOSTILE}


def test_a_file_is_renamed_in_place(window: Window) -> None:
    right = window.page.right
    window.choose(right, b"-rf")
    window.press(right, "F2")
    editor = right.view.findChild(QLineEdit)
    assert editor
    editor.setText("$(touch PWNED) again")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    window.wait(
        lambda: [entry.name for entry in right.view.selected()] == [b"$(touch PWNED) again"],
        "the new name to be chosen",
    )
    assert (window.far / "$(touch PWNED) again").read_bytes() == b"content of -rf"
    window.choose(right, b"$(touch PWNED) again")
    window.press(right, "F2")
    editor = right.view.findChild(QLineEdit)
    assert editor
    editor.setText("* ?")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    window.wait(lambda: any(line.only_says for line in right.strip.lines), "the refusal")
    assert "exists already" in right.strip.lines[0].title.text()
    assert (window.far / "* ?").read_bytes() == b"content of * ?"


def test_a_folder_is_made_on_either_side(window: Window) -> None:
    for pane, folder in ((window.page.left, window.near), (window.page.right, window.far)):
        window.choose(pane)
        window.press(pane, "F7")
        dialog = window.dialog(NewNameDialog)
        QTest.keyClicks(dialog.name.line, "-p $(touch PWNED)")
        QTest.keyClick(dialog.name.line, Qt.Key.Key_Return)
        window.wait(lambda: b"-p $(touch PWNED)" in window.names(pane), "the folder to be there")  # noqa: B023
        assert (folder / "-p $(touch PWNED)").is_dir()


def test_permissions_are_changed_below_a_folder(window: Window) -> None:
    tree = window.far / "tree"
    (tree / "sub").mkdir(parents=True)
    for path, mode in ((tree / "a", 0o600), (tree / "sub" / "b", 0o640), (tree / "sub", 0o750), (tree, 0o755)):
        path.touch() if not path.is_dir() else None
        path.chmod(mode)
    right = window.page.right
    window.refresh(right, b"tree")
    acts = window.choose(right, b"tree")
    acts.permissions.trigger()
    dialog = window.dialog(PermissionsDialog)
    dialog.recursive.setChecked(True)
    dialog.applies_to.setCurrentIndex(1)
    dialog.boxes.boxes[0o020].click()
    dialog.set_button.click()
    window.wait(lambda: stat.S_IMODE((tree / "sub" / "b").stat().st_mode) == 0o660, "the bit to be set")
    assert stat.S_IMODE((tree / "a").stat().st_mode) == 0o620
    assert stat.S_IMODE((tree / "sub").stat().st_mode) == 0o750
    assert stat.S_IMODE(tree.stat().st_mode) == 0o755


def test_a_hostile_name_is_looked_at_and_hashed(window: Window) -> None:
    right = window.page.right
    for name in (b"-rf", b"$(touch PWNED)", b"line\nbreak"):
        window.choose(right, name)
        window.press(right, "Alt+Return")
        dialog = window.dialog(PropertiesDialog)
        window.wait(lambda: hasattr(dialog, "checksum"), "the file to be looked at")  # noqa: B023
        dialog.checksum.compute_button.click()
        window.wait(dialog.checksum.result.text, "the checksum")
        assert dialog.checksum.result.text() == hashlib.sha256(b"content of " + name).hexdigest()
        dialog.reject()
        window.press(right, "F3")
        viewer = window.dialog(Viewer)
        window.wait(lambda: "content of" in viewer.text.toPlainText(), "the content")  # noqa: B023
        assert viewer.text.toPlainText() == (b"content of " + name).decode()
        viewer.reject()


def test_finds_are_gone_to(window: Window) -> None:
    deep = window.far / "a" / "b"
    deep.mkdir(parents=True)
    at(deep, b"$(touch PWNED).LOG").touch()
    right = window.page.right
    window.choose(right)
    window.press(right, "Ctrl+F")
    dialog = window.dialog(SearchDialog)
    QTest.keyClicks(dialog.pattern, "*.log")
    QTest.keyClick(dialog.pattern, Qt.Key.Key_Return)
    window.wait(lambda: dialog.looking_at.text().startswith("Done: 3 folders"), "the search to end")
    assert [find.path for find in dialog.model.finds] == [os.fsencode(deep) + b"/$(touch PWNED).LOG"]
    dialog.table.selectRow(0)
    dialog.table.setCurrentIndex(dialog.model.index(0, 0))
    dialog.go_action.trigger()
    window.wait(lambda: [entry.name for entry in right.view.selected()] == [b"$(touch PWNED).LOG"], "the find")
    assert right.place.path == os.fsencode(deep)
    dialog.reject()


def test_a_url_is_downloaded_by_the_far_machine(window: Window) -> None:
    if not (shutil.which("curl") or shutil.which("wget")):
        pytest.skip("neither curl nor wget is here")
    content = os.urandom(300_000)
    right = window.page.right
    with HttpServer({"/file": content}) as site:
        acts = window.choose(right)
        acts.download_url.trigger()
        dialog = window.dialog(UrlDialog)
        dialog.url.line.setText(f"http://127.0.0.1:{site.port}/file")
        dialog.name.line.selectAll()
        QTest.keyClicks(dialog.name.line, "-o $(touch PWNED)")
        dialog.start_button.click()
        window.wait(lambda: b"-o $(touch PWNED)" in window.names(right), "the file to be there")
        assert (window.far / "-o $(touch PWNED)").read_bytes() == content
