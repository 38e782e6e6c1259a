"""Permission bits: boxes, octal and letters are the same, and only what was touched is sent."""

import itertools

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from towpath.model.file_work import AppliesTo, SetPermissions
from towpath.model.filesystem import Attributes, Entry, FileKind
from towpath.model.transfer import Place
from towpath.qt.bridge import Bridge
from towpath.qt.files.dialogs.permission_boxes import chmod_words, octal_text
from towpath.qt.files.dialogs.permissions import PermissionsDialog


def entry(mode: int | None, kind: FileKind = FileKind.FILE) -> Entry:
    return Entry(b"%o" % (mode or 0), Attributes(kind=kind, mode=mode))


class Shown:
    """The dialog for some entries, and what it sends."""

    def __init__(self, qtbot: QtBot, bridge: Bridge, *entries: Entry) -> None:
        self._host = QWidget()
        qtbot.add_widget(self._host)
        places = [Place("lab", b"/srv/" + one.name) for one in entries]
        self.dialog = PermissionsDialog(bridge, places, entries, self._host)
        self.sent: list[SetPermissions] = []
        self.dialog.confirmed.connect(self.sent.append)
        self.boxes = self.dialog.boxes
        with qtbot.wait_exposed(self.dialog):
            self.dialog.open()

    def type_octal(self, digits: str) -> None:
        self.boxes.octal.selectAll()
        QTest.keyClicks(self.boxes.octal, digits)

    def click(self, bit: int) -> None:
        QTest.keyClick(self.boxes.boxes[bit], Qt.Key.Key_Space)

    def confirm(self) -> SetPermissions:
        QTest.mouseClick(self.dialog.set_button, Qt.MouseButton.LeftButton)
        return self.sent[0]


def test_boxes_octal_and_letters_go_together(qtbot: QtBot, bridge: Bridge) -> None:
    shown = Shown(qtbot, bridge, entry(0o640))
    assert (shown.boxes.octal.text(), shown.boxes.letters.text()) == ("640", "rw-r-----")
    assert not shown.dialog.set_button.isEnabled()
    shown.click(0o100)
    assert (shown.boxes.octal.text(), shown.boxes.letters.text()) == ("740", "rwxr-----")
    shown.type_octal("4751")
    assert shown.boxes.mode == 0o4751
    assert shown.boxes.letters.text() == "rwsr-x--x"
    assert shown.dialog.summary.text() == "chmod u+xs,go+x"
    command = shown.confirm()
    assert (command.on, command.off, command.recursive) == (0o4111, 0, False)


def test_bits_in_which_files_differ_are_left_alone(qtbot: QtBot, bridge: Bridge) -> None:
    shown = Shown(qtbot, bridge, entry(0o644), entry(0o755))
    assert shown.boxes.octal.text() == "???"
    assert shown.boxes.letters.text() == "rw?r-?r-?"
    assert shown.boxes.boxes[0o100].checkState() is Qt.CheckState.PartiallyChecked
    shown.click(0o004)
    command = shown.confirm()
    assert (command.on, command.off) == (0, 0o004)
    assert len(command.places) == 2


def test_what_is_typed_makes_files_that_differ_equal(qtbot: QtBot, bridge: Bridge) -> None:
    shown = Shown(qtbot, bridge, entry(0o644), entry(0o755))
    shown.type_octal("64?")
    command = shown.confirm()
    assert (command.on, command.off) == (0, 0o110)


def test_below_a_folder_touched_bits_count_even_if_the_folder_has_them(qtbot: QtBot, bridge: Bridge) -> None:
    shown = Shown(qtbot, bridge, entry(0o755, FileKind.FOLDER))
    shown.type_octal("755")
    assert not shown.dialog.set_button.isEnabled()
    shown.dialog.recursive.setChecked(True)
    shown.dialog.applies_to.setCurrentIndex(2)
    command = shown.confirm()
    assert (command.on, command.off) == (0o755, 0o022)
    assert (command.recursive, command.applies_to) == (True, AppliesTo.FOLDERS)


def test_only_folders_have_something_below(qtbot: QtBot, bridge: Bridge) -> None:
    shown = Shown(qtbot, bridge, entry(0o644))
    assert not shown.dialog.recursive.isVisible()
    shown.dialog.reject()


def test_links_have_no_permissions(qtbot: QtBot, bridge: Bridge) -> None:
    shown = Shown(qtbot, bridge, entry(0o777, FileKind.LINK))
    assert not shown.boxes.isEnabled()
    assert not shown.dialog.set_button.isEnabled()
    shown.dialog.reject()


def test_modes_that_nobody_tells_can_be_set(qtbot: QtBot, bridge: Bridge) -> None:
    shown = Shown(qtbot, bridge, entry(None))
    assert shown.boxes.octal.text() == "????"
    shown.type_octal("0600")
    command = shown.confirm()
    assert (command.on, command.off) == (0o600, 0o7177)


def test_octal_stays_short_without_special_bits() -> None:
    assert octal_text(0o4755, 0) == "4755"
    assert octal_text(0o055, 0) == "055"
    assert octal_text(0o600, 0o044) == "6??"


@pytest.mark.parametrize(("on", "off"), list(itertools.product([0, 0o1, 0o640, 0o7777, 0o2020], [0, 0o111, 0o5022])))
def test_chmod_words_mean_these_bits(on: int, off: int) -> None:
    """Read back as chmod(1) does."""
    read = {"+": 0, "-": 0}
    for word in filter(None, chmod_words(on, off).split(",")):
        sign = "+" if "+" in word else "-"
        who, letters = word.split(sign)
        for letter in letters:
            if letter == "t":
                read[sign] |= 0o1000
            for one in who:
                shift = {"u": 6, "g": 3, "o": 0}[one]
                special = {"u": 0o4000, "g": 0o2000, "o": 0}[one]
                read[sign] |= special if letter == "s" else {"r": 4, "w": 2, "x": 1}[letter] << shift
    assert (read["+"], read["-"]) == (on, off)
