"""The dialog that makes a folder here and one on a real server equal."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from tests.support.keys import KeyFile
from tests.support.profile import connection, hop, know, save
from tests.support.sshd import Sshd
from tests.support.window import PATIENCE_MS, WindowProgram
from towpath.model.command import Command
from towpath.model.file_work import Withdraw
from towpath.model.transfer import HERE, Act, Direction, Place
from towpath.qt.synchronise.dialog import SynchroniseDialog
from towpath.qt.synchronise.plan_model import ACT, NAME, REASON
from towpath.qt.synchronise.plan_tree import Node

HOSTILE = [b"-rf", b"$(reboot)", "rtl\u202etxt.exe".encode(), b"new\nline", b"not utf-8 \xff"]


class Trees:
    """A folder here and one there, and the window's dialog about them."""

    def __init__(self, qtbot: QtBot, program: WindowProgram, folder: Path) -> None:
        self._qtbot = qtbot
        self.here, self.there = folder / "here", folder / "there"
        left, right = Place(HERE, os.fsencode(self.here)), Place("lab", os.fsencode(self.there))
        self.dialog = SynchroniseDialog(program.bridge, ("This computer", left), ("lab", right))
        self.dialog.show()

    def choose(self, direction: Direction) -> None:
        self.dialog.rules.direction.setCurrentIndex(self.dialog.rules.direction.findData(direction))

    def compare(self) -> list[tuple[str, str, str]]:
        """Every row that is about something: its name, what is done, and why."""
        QTest.mouseClick(self.dialog.compare_button, Qt.MouseButton.LeftButton)
        self._qtbot.wait_until(lambda: self.dialog.stack.currentWidget() is self.dialog.view, timeout=PATIENCE_MS)
        model = self.dialog.view.plan()
        assert model
        rows = [node for node in model.tree.root.subtree() if node.step]
        indexes = [[model.index_of(node, column) for column in (NAME, ACT, REASON)] for node in rows]
        return sorted((model.data(name), model.data(act), model.data(why)) for name, act, why in indexes)

    def node(self, name: bytes) -> Node:
        model = self.dialog.view.plan()
        assert model
        return next(node for node in model.tree.root.subtree() if node.name == name)

    def run(self) -> str:
        """Press the button, agree to what it asks, and read what it says at the end."""
        QTest.mouseClick(self.dialog.run_button, Qt.MouseButton.LeftButton)
        for box in self.dialog.findChildren(QMessageBox, "synchronise-confirm"):
            agree = next(b for b in box.findChildren(QPushButton) if "elete" in b.text())
            QTest.mouseClick(agree, Qt.MouseButton.LeftButton)
        heading = self.dialog.outcome.heading
        self._qtbot.wait_until(lambda: heading.text() not in ("", "Synchronising…"), timeout=PATIENCE_MS)
        return heading.text()


@pytest.fixture
def trees(qtbot: QtBot, sshd: Sshd, user_key: KeyFile, tmp_path: Path) -> Iterator[Trees]:
    know(sshd)
    save(connection("lab", hop(sshd, user_key)))
    for side in ("here", "there"):
        (tmp_path / side).mkdir()
    with WindowProgram(qtbot) as program:
        trees = Trees(qtbot, program, tmp_path)
        yield trees
        trees.dialog.close()


def content(folder: Path) -> dict[str, bytes]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {os.fsdecode(path.relative_to(folder)): path.read_bytes() for path in files}


def test_the_plan_is_seen_changed_and_carried_out(trees: Trees) -> None:
    (trees.here / "sub").mkdir()
    (trees.here / "sub" / "new").write_text("new")
    (trees.here / "changed").write_text("longer than there")
    (trees.there / "changed").write_text("there")
    (trees.there / "kept").write_text("kept")
    (trees.there / "gone").write_text("gone")
    trees.dialog.rules.delete.setChecked(True)
    rows = trees.compare()
    assert [row[:2] for row in rows] == [
        ("changed", "Update the right"),
        ("gone", "Delete on the right"),
        ("kept", "Delete on the right"),
        ("new", "Copy to the right"),
        ("sub", "Copy to the right"),
    ]
    assert rows[1][2] == "Not on the left"
    view = trees.dialog.view
    view.setCurrentIndex(view.model().index_of(trees.node(b"kept")))  # type: ignore[attr-defined]  # a PlanModel
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert trees.dialog.amount.text() == "1 to copy, 1 to update, 1 to delete; 20 B to the right."
    assert trees.run() == "Done"
    assert trees.dialog.outcome.detail.text() == "2 files copied or updated, 1 deleted, 20 B moved."
    assert content(trees.there) == {"changed": b"longer than there", "kept": b"kept", "sub/new": b"new"}


def test_empty_folders_are_something_to_do(trees: Trees) -> None:
    (trees.here / "empty" / "deep").mkdir(parents=True)
    trees.compare()
    assert trees.dialog.amount.text() == "Only folders to make."
    assert trees.run() == "Done"
    assert trees.dialog.rules.isEnabled()
    assert not trees.dialog.findChildren(QMessageBox), "nothing is deleted"
    assert (trees.there / "empty" / "deep").is_dir()


def test_nothing_is_deleted_unless_it_is_agreed_to(trees: Trees, qtbot: QtBot) -> None:
    (trees.there / "gone").write_text("precious")
    trees.dialog.rules.delete.setChecked(True)
    trees.compare()
    QTest.mouseClick(trees.dialog.run_button, Qt.MouseButton.LeftButton)
    (box,) = trees.dialog.findChildren(QMessageBox, "synchronise-confirm")
    assert "1 on lab, in " in box.informativeText()
    assert "This computer" not in box.informativeText()
    QTest.keyClick(box, Qt.Key.Key_Return)
    qtbot.wait_until(lambda: not box.isVisible())
    assert trees.dialog.stack.currentWidget() is trees.dialog.view
    assert content(trees.there) == {"gone": b"precious"}


def test_where_something_is_deleted_is_said(trees: Trees) -> None:
    (trees.here / "gone").write_text("precious")
    trees.choose(Direction.DOWN)
    trees.dialog.rules.delete.setChecked(True)
    trees.compare()
    QTest.mouseClick(trees.dialog.run_button, Qt.MouseButton.LeftButton)
    (box,) = trees.dialog.findChildren(QMessageBox, "synchronise-confirm")
    assert "1 on This computer, in " in box.informativeText()
    assert "on lab, in" not in box.informativeText()
    box.reject()
    assert content(trees.here) == {"gone": b"precious"}


def test_a_quotation_mark_without_an_end_is_said(trees: Trees) -> None:
    trees.dialog.rules.excludes.setText("'*.o")
    QTest.mouseClick(trees.dialog.compare_button, Qt.MouseButton.LeftButton)
    assert "quotation mark" in trees.dialog.message.text()


def test_what_both_changed_is_decided_one_by_one(trees: Trees) -> None:
    for name in ("left", "right", "neither"):
        (trees.here / name).write_text(f"{name} here")
        (trees.there / name).write_text(f"{name} there, longer")
    trees.choose(Direction.BOTH)
    assert {row[1] for row in trees.compare()} == {"Undecided"}
    assert not trees.dialog.run_button.isEnabled()
    model = trees.dialog.view.plan()
    assert model
    model.decide(trees.node(b"left"), Act.UPDATE_UP)
    model.decide(trees.node(b"right"), Act.UPDATE_DOWN)
    assert trees.dialog.amount.text().startswith("2 to update, 1 undecided, left as they are;")
    assert trees.run() == "Done"
    assert content(trees.there)["left"] == b"left here"
    assert content(trees.here)["right"] == b"right there, longer"
    assert content(trees.here)["neither"] != content(trees.there)["neither"]


def test_hostile_names_are_shown_escaped_and_moved_as_they_are(trees: Trees, tmp_path: Path) -> None:
    for name in HOSTILE:
        Path(os.fsdecode(os.fsencode(trees.here) + b"/" + name)).write_bytes(name)
    names = [row[0] for row in trees.compare()]
    assert "new\\x0aline" in names
    assert "rtl\\u202etxt.exe" in names
    assert "not utf-8 \\xff" in names
    assert trees.run() == "Done"
    assert {os.fsencode(path.name) for path in trees.there.iterdir()} == set(HOSTILE)
    assert {path.name for path in tmp_path.iterdir()} == {"here", "there"}


def test_failures_are_listed_with_their_reasons(trees: Trees) -> None:
    (trees.here / "a").write_text("a")
    (trees.here / "b").write_text("b")
    trees.compare()
    (trees.here / "b").write_text("changed since")
    assert trees.run() == "Done but for 1 that failed"
    shown = trees.dialog.outcome.failures.item(0).text()
    assert "it changed since the folders were compared" in shown
    assert content(trees.there) == {"a": b"a"}


def test_other_rules_make_the_plan_worthless(trees: Trees, monkeypatch: pytest.MonkeyPatch) -> None:
    (trees.here / "a").write_text("a")
    trees.compare()
    submitted: list[Command] = []
    monkeypatch.setattr(trees.dialog._bridge, "submit", lambda command, *_: submitted.append(command))
    trees.choose(Direction.DOWN)
    assert [type(command) for command in submitted] == [Withdraw], "the engine keeps no plan that nobody wants"
    assert trees.dialog.message.text() == "The rules are others now: compare again."
    assert not trees.dialog.run_button.isEnabled()


def test_equal_folders_are_said_to_be_equal(trees: Trees, qtbot: QtBot) -> None:
    QTest.mouseClick(trees.dialog.compare_button, Qt.MouseButton.LeftButton)
    qtbot.wait_until(lambda: "the same" in trees.dialog.message.text(), timeout=PATIENCE_MS)


def test_a_folder_that_is_not_there_is_said_so(trees: Trees, qtbot: QtBot) -> None:
    trees.here.rmdir()
    QTest.mouseClick(trees.dialog.compare_button, Qt.MouseButton.LeftButton)
    qtbot.wait_until(lambda: "no such file or folder" in trees.dialog.message.text(), timeout=PATIENCE_MS)
