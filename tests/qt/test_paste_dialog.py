"""An ssh command is pasted: what is understood is shown at once, and becomes a connection."""

from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from tests.qt.fake_engine import FakeEngine, connection, forward
from towpath.model.command import SaveConnection
from towpath.model.connection import SshConfigLink
from towpath.model.error import Problem, ProblemKind
from towpath.model.host_config import ReadSshCommand, SshCommandRead
from towpath.qt.bridge import Bridge
from towpath.qt.connections.paste_dialog import PasteDialog

LAB = replace(connection("inner", forward("web", 8080), jumps=("gate",)), id="new")


class Pasting:
    """The dialog with the engine behind it."""

    def __init__(self, qtbot: QtBot, taken: dict[str, str]) -> None:
        self._qtbot = qtbot
        self.engine = FakeEngine()
        self.engine.holds = True
        self.bridge = Bridge(self.engine)
        self._window = QWidget()
        qtbot.add_widget(self._window)
        self.dialog = PasteDialog(self.bridge, taken, self._window)
        with qtbot.wait_exposed(self.dialog):
            self.dialog.show()

    def close(self) -> None:
        if isValid(self.dialog):
            self.dialog.reject()
        self.bridge.close()

    def type(self, text: str) -> None:
        self.dialog.command.setFocus()
        self.dialog.command.selectAll()
        QTest.keyClicks(self.dialog.command, text)

    def asked(self, text: str) -> ReadSshCommand:
        """Wait until this is asked."""

        def is_asked() -> bool:
            return any(isinstance(one, ReadSshCommand) and one.command == text for one in self.engine.commands)

        self._qtbot.wait_until(is_asked)
        return self.engine.asked(ReadSshCommand)

    def answer(self, question: ReadSshCommand, read: SshCommandRead) -> None:
        self.engine.report(question.request, read)
        self.engine.finish(question)
        self._qtbot.wait_until(self.dialog.add_button.isEnabled)


@pytest.fixture
def pasting(qtbot: QtBot) -> Iterator[Pasting]:
    QApplication.clipboard().clear()
    made = Pasting(qtbot, {"other": "other"})
    yield made
    made.close()


def test_what_is_understood_is_shown_and_added(qtbot: QtBot, pasting: Pasting) -> None:
    assert not pasting.dialog.add_button.isEnabled()
    pasting.type("autossh -M 0 inner")
    question = pasting.asked("autossh -M 0 inner")
    assert question.for_show
    pasting.answer(question, SshCommandRead(connection=LAB, remarks=("-M 0 is left out.",)))
    facts = pasting.dialog.facts
    assert facts.text("machine") == "ann@inner.example"
    assert facts.text("way") == "ann@gate"
    assert facts.text("forwards") == "-L 8080:web:80"
    assert facts.text("follows") == ""
    assert pasting.dialog.remarks.texts == ["-M 0 is left out."]
    assert pasting.dialog.name.text == "inner"
    QTest.keyClick(pasting.dialog.name.line, Qt.Key.Key_Return)
    with qtbot.wait_signal(pasting.dialog.added) as added:
        pasting.engine.finish(pasting.engine.asked(SaveConnection))
    assert added.args == ["new"]
    assert pasting.engine.asked(SaveConnection).connection == replace(LAB, name="inner")


def test_a_connection_that_follows_a_file_says_so(pasting: Pasting) -> None:
    pasting.type("ssh inner")
    read = SshCommandRead(connection=replace(LAB, link=SshConfigLink(host="inner")))
    pasting.answer(pasting.asked("ssh inner"), read)
    assert pasting.dialog.facts.text("follows") == "inner in ~/.ssh/config, also when that changes"


def test_nonsense_is_explained_as_one_types(qtbot: QtBot, pasting: Pasting) -> None:
    pasting.type("ssh inner; reboot")
    label = pasting.dialog.problem_label
    qtbot.wait_until(label.isVisible)
    assert "begin another command" in label.text()
    assert not pasting.dialog.add_button.isEnabled()
    pasting.type("ssh inner")
    pasting.asked("ssh inner")
    assert not label.isVisible()


def test_what_the_engine_refuses_is_told(qtbot: QtBot, pasting: Pasting) -> None:
    pasting.type("ssh inner")
    pasting.engine.finish(pasting.asked("ssh inner"), Problem(ProblemKind.SSH_CONFIG_REFUSED, "~/.ssh/config"))
    qtbot.wait_until(pasting.dialog.problem_label.isVisible)
    assert not pasting.dialog.add_button.isEnabled()


def test_a_command_that_is_not_approved_is_asked_about_when_it_is_added(qtbot: QtBot, pasting: Pasting) -> None:
    pasting.type("ssh inner")
    pasting.engine.finish(pasting.asked("ssh inner"), Problem(ProblemKind.COMMAND_REFUSED, "inner"))
    qtbot.wait_until(pasting.dialog.add_button.isEnabled)
    assert "you are asked" in pasting.dialog.remarks.texts[0]
    pasting.dialog.add_button.click()
    again = pasting.engine.asked(ReadSshCommand)
    assert not again.for_show
    pasting.engine.report(again.request, SshCommandRead(connection=LAB))
    pasting.engine.finish(again)
    qtbot.wait_until(lambda: any(isinstance(one, SaveConnection) for one in pasting.engine.commands))


def test_a_name_is_suggested_that_nobody_has(pasting: Pasting) -> None:
    pasting.type("ssh other")
    pasting.answer(pasting.asked("ssh other"), SshCommandRead(connection=replace(LAB, name="other")))
    assert pasting.dialog.name.text == "other 2"
    pasting.dialog.name.line.selectAll()
    QTest.keyClicks(pasting.dialog.name.line, "other")
    assert not pasting.dialog.add_button.isEnabled()


def test_what_was_copied_need_not_be_pasted(qtbot: QtBot) -> None:
    QApplication.clipboard().setText("$ ssh -p 2222 ann@inner\n")
    pasting = Pasting(qtbot, {})
    assert pasting.dialog.command.toPlainText() == "$ ssh -p 2222 ann@inner\n"
    QApplication.clipboard().clear()
    pasting.close()
