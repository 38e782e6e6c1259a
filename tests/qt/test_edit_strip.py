"""The lines of the files that are being edited: what they say and do."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from tests.qt.fake_engine import FakeEngine, connection, state_of
from towpath.model.editing import EditState, EditStatus, EndEdit, OpenFile, UploadEdit
from towpath.model.error import Problem, ProblemKind
from towpath.model.event import ConnectionChanged, EditChanged, EditRemoved
from towpath.model.transfer import Place
from towpath.qt.bridge import Bridge
from towpath.qt.files.edits import MOST_LINES, EditLine, EditStrip, word

PLACE = Place("lab", b"/srv/app/settings.toml")
EDIT = EditState(id="one", place=PLACE, copy="/home/me/copy", status=EditStatus.WATCHED)
CHANGED = Problem(
    ProblemKind.FILE_CHANGED,
    "x",
    {"detail": "it was changed there meanwhile", "hint": "upload it now to be asked again"},
)


@pytest.fixture
def strip(qtbot: QtBot, bridge: Bridge, engine: FakeEngine) -> EditStrip:
    engine.publish(ConnectionChanged(state_of(connection("lab"))))
    made = EditStrip(bridge)
    qtbot.add_widget(made)
    made.resize(900, made.sizeHint().height())
    return made


def show(qtbot: QtBot, strip: EditStrip, engine: FakeEngine, *edits: EditState) -> None:
    for edit in edits:
        engine.publish(EditChanged(edit))
    qtbot.wait_until(lambda: set(strip.lines) == {edit.id for edit in engine.snapshot().edits} and strip.isVisible())


def line(strip: EditStrip) -> EditLine:
    [only] = strip.lines.values()
    return only


def test_it_is_there_only_while_something_is_edited(qtbot: QtBot, strip: EditStrip, engine: FakeEngine) -> None:
    assert not strip.isVisible()
    show(qtbot, strip, engine, EDIT)
    shown = line(strip)
    assert shown.name.text() == "settings.toml"
    assert shown.where.text() == "/srv/app on lab"
    assert shown.accessibleName() == "settings.toml, UP TO DATE, uploaded whenever it is saved"
    assert "/home/me/copy" in shown.note.toolTip()
    engine.publish(EditRemoved("one"))
    qtbot.wait_until(lambda: not strip.isVisible())


@pytest.mark.parametrize("status", EditStatus)
def test_each_state_has_its_word_and_shape(
    qtbot: QtBot, strip: EditStrip, engine: FakeEngine, status: EditStatus
) -> None:
    show(qtbot, strip, engine, replace(EDIT, status=status))
    assert line(strip).sign.accessibleName() == word(status)
    assert not line(strip).sign.grab().toImage().isNull()


def test_the_reason_is_said(qtbot: QtBot, strip: EditStrip, engine: FakeEngine) -> None:
    show(qtbot, strip, engine, replace(EDIT, status=EditStatus.NOT_UPLOADED, problem=CHANGED))
    assert line(strip).note.text() == "it was changed there meanwhile"
    assert "upload it now to be asked again" in line(strip).note.toolTip()


def test_its_buttons_by_mouse_and_by_keyboard(qtbot: QtBot, strip: EditStrip, engine: FakeEngine) -> None:
    show(qtbot, strip, engine, EDIT)
    shown = line(strip)
    QTest.mouseClick(shown.open_button, Qt.MouseButton.LeftButton)
    QTest.keyClick(shown.upload_button, Qt.Key.Key_Space)
    QTest.keyClick(shown.end_button, Qt.Key.Key_Space)
    assert engine.commands == [OpenFile(place=PLACE), UploadEdit(id="one"), EndEdit(id="one")]
    for button in (shown.open_button, shown.upload_button, shown.end_button):
        assert "settings.toml" in button.accessibleName()
        assert button.focusPolicy() & Qt.FocusPolicy.TabFocus


@pytest.mark.parametrize("button", ["Discard changes", "Keep editing"])
def test_changes_are_discarded_only_when_one_says_so(
    qtbot: QtBot, strip: EditStrip, engine: FakeEngine, button: str
) -> None:
    show(qtbot, strip, engine, replace(EDIT, status=EditStatus.NOT_UPLOADED, problem=CHANGED))
    QTest.mouseClick(line(strip).end_button, Qt.MouseButton.LeftButton)
    [box] = [
        widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QMessageBox) and widget.isVisible()
    ]
    assert box.text() == "Discard the changes of settings.toml?"
    [pressed] = [one for one in box.findChildren(QPushButton) if one.text().replace("&", "") == button]
    QTest.mouseClick(pressed, Qt.MouseButton.LeftButton)
    assert engine.commands == ([EndEdit(id="one", discard=True)] if button == "Discard changes" else [])


def test_what_fails_is_told(qtbot: QtBot, strip: EditStrip, engine: FakeEngine) -> None:
    show(qtbot, strip, engine, EDIT)
    engine.refusal = Problem(ProblemKind.NOT_OPENED, "settings.toml", {"detail": "no text editor was found"})
    with qtbot.wait_signal(strip.failed) as failed:
        QTest.mouseClick(line(strip).open_button, Qt.MouseButton.LeftButton)
    assert failed.args == [engine.refusal]


def test_hostile_names_are_shown_escaped(qtbot: QtBot, strip: EditStrip, engine: FakeEngine) -> None:
    place = Place("lab", "/a\n/<b>x\u202etxt".encode())
    show(qtbot, strip, engine, replace(EDIT, place=place))
    assert line(strip).name.text() == "<b>x\\u202etxt"
    assert line(strip).name.textFormat() is Qt.TextFormat.PlainText
    assert line(strip).where.text() == "/a\\x0a on lab"


def test_many_are_scrolled(qtbot: QtBot, strip: EditStrip, engine: FakeEngine) -> None:
    show(qtbot, strip, engine, EDIT)
    one = strip.sizeHint().height()
    show(qtbot, strip, engine, *(replace(EDIT, id=str(number)) for number in range(9)))
    high = strip.lines["1"].sizeHint().height()
    assert strip.sizeHint().height() == one + (MOST_LINES - 1) * high
