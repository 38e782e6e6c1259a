"""A key and a server: having it accepted there, and seeing whether it is."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox, QDialogButtonBox, QFormLayout, QHBoxLayout, QProgressBar, QWidget

from towpath.model.error import Problem
from towpath.model.event import Reported
from towpath.model.keys import InstallKey, KeyInfo, KeyInstalled, KeyTested, TestKey
from towpath.model.state import Status
from towpath.model.text import printable
from towpath.model.words import as_sentence
from towpath.qt.bridge import Answer, Bridge
from towpath.qt.files.dialogs.frame import ActDialog, new_request
from towpath.qt.glyph import Glyph
from towpath.qt.icons import status_icon
from towpath.qt.keys.key_words import identity, key_name, type_text
from towpath.qt.theme import SPACE, MutedLabel, plain_label

_WIDTH = 520


class Task(msgspec.Struct, frozen=True):
    """What a key and a connection are put together for."""

    name: str
    title: str
    heading: str
    note: str
    act: str
    """On the button."""
    command: Callable[[str], InstallKey | TestKey]
    """For a connection's id."""
    told: Callable[[object, str], tuple[Status, str]]
    """What a report means, at the server of this name."""


class ServerDialog(ActDialog):
    """Choose a connection, press the button, read what came of it; another connection may follow."""

    def __init__(self, bridge: Bridge, task: Task, parent: QWidget | None) -> None:
        super().__init__(bridge, task.name, parent)
        self._task = task
        self.entitle(task.title, task.heading)
        tr = self.tr
        told = MutedLabel(task.note)
        told.setWordWrap(True)
        self.connection = QComboBox()
        self.connection.setObjectName("key-connection")
        self.connection.setAccessibleName(tr("Connection"))
        self.connection.setPlaceholderText(tr("There is none yet: add one on the page Connections"))
        for state in bridge.snapshot.connections:
            text = f"{printable(state.connection.name)} ({printable(str(state.connection.target))})"
            self.connection.addItem(status_icon(state.status), text, state.connection.id)
        self.connection.setCurrentIndex(0)
        form = QFormLayout()
        form.setHorizontalSpacing(2 * SPACE)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(tr("&Connection"), self.connection)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("Logging in"))
        self.bar.setVisible(False)
        self._sign = Glyph(Status.OFF, 20)
        self.outcome = plain_label()
        self.outcome.setObjectName("key-outcome")
        self._outcome_row = QWidget()
        line = QHBoxLayout(self._outcome_row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE)
        line.addWidget(self._sign)
        line.addWidget(self.outcome, 1)
        self._outcome_row.setVisible(False)
        self.body.addWidget(told)
        self.body.addLayout(form)
        self.body.addWidget(self.bar)
        self.body.addWidget(self._outcome_row)
        self.body.addStretch(1)
        self.go_button = self.buttons.addButton(task.act, QDialogButtonBox.ButtonRole.AcceptRole)
        self.go_button.setObjectName(f"{task.name}-go")
        self.make_default(self.go_button)
        self.close_button = self.buttons.addButton(QDialogButtonBox.StandardButton.Close)
        self.buttons.accepted.connect(self._go)
        self.connection.currentIndexChanged.connect(self._clear)
        self._clear()
        self.fit(_WIDTH)
        self.connection.setFocus()

    @property
    def server(self) -> str:
        """The chosen connection by its name."""
        state = self._bridge.snapshot.by_id(self.connection.currentData() or "")
        return printable(state.connection.name) if state else ""

    def _hear(self, answer: Answer) -> None:
        if isinstance(answer, Reported):
            self._show_outcome(*self._task.told(answer.report, self.server))

    def _show_outcome(self, status: Status, text: str) -> None:
        """How it ended."""
        self._sign.show_what(status)
        self.outcome.setText(text)
        self._outcome_row.setVisible(bool(text))
        self.fit(_WIDTH)

    def _clear(self) -> None:
        self._show_outcome(Status.OFF, "")
        self.say(None)
        self.go_button.setEnabled(self.connection.currentIndex() >= 0)

    def _go(self) -> None:
        if not self.go_button.isEnabled():
            return
        self._clear()
        self._be_busy(busy=True)
        self.ask(self._task.command(self.connection.currentData()), self._hear, self._ended)

    def _ended(self, problem: Problem | None) -> None:
        self._be_busy(busy=False)
        if problem is not None:
            self._show_outcome(Status.FAILED, as_sentence(problem))
        if self.outcome.text():
            self.close_button.setFocus()

    def _be_busy(self, *, busy: bool) -> None:
        self.bar.setVisible(busy)
        self.connection.setEnabled(not busy)
        self.go_button.setEnabled(not busy)


def install_dialog(bridge: Bridge, key: KeyInfo, parent: QWidget | None) -> ServerDialog:
    """As ssh-copy-id(1) does, and then sees whether the server accepts the key."""
    task = Task(
        "install-dialog",
        _tr("Install on a server"),
        _tr("Install {key} on a server").format(key=_about(key)),
        _tr(
            "Logs in with this connection as usual, adds the public part to the account's authorized_keys,"
            " and then sees whether the key alone is enough."
        ),
        _tr("&Install"),
        lambda connection: InstallKey(
            request=new_request(), path=identity(key), connection=connection, asker=bridge.asker
        ),
        _install_told,
    )
    return ServerDialog(bridge, task, parent)


def _install_told(report: object, server: str) -> tuple[Status, str]:
    assert isinstance(report, KeyInstalled)
    file = printable(report.file) or "authorized_keys"
    if report.verified:
        added = _tr("Installed: {server} accepts this key now. It is in {file}.")
        was_there = _tr("It was in {file} already, and {server} accepts it.")
        return Status.UP, (added if report.added else was_there).format(server=server, file=file)
    added = _tr("It is in {file} now, but {server} does not accept it.")
    was_there = _tr("It was in {file} already, but {server} does not accept it.")
    text = (added if report.added else was_there).format(server=server, file=file)
    return Status.DEGRADED, f"{text} {as_sentence(report.problem)}." if report.problem else text


def test_dialog(bridge: Bridge, key: KeyInfo, parent: QWidget | None) -> ServerDialog:
    """Offers this key alone."""
    task = Task(
        "test-key-dialog",
        _tr("Test a key"),
        _tr("Test {key} with a connection").format(key=_about(key)),
        _tr("Logs in once more with this key alone. Passwords and other keys are left out; nothing changes there."),
        _tr("&Test"),
        lambda connection: TestKey(
            request=new_request(), path=identity(key), connection=connection, asker=bridge.asker
        ),
        _test_told,
    )
    return ServerDialog(bridge, task, parent)


def _test_told(report: object, server: str) -> tuple[Status, str]:
    assert isinstance(report, KeyTested)
    if report.accepted:
        return Status.UP, _tr("{server} accepts this key.").format(server=server)
    text = _tr("{server} does not accept this key.").format(server=server)
    return Status.FAILED, f"{text} {as_sentence(report.problem)}." if report.problem else text


def _about(key: KeyInfo) -> str:
    return f"{key_name(key)} ({type_text(key)})"


def _tr(text: str) -> str:
    return QCoreApplication.translate("ServerDialogs", text)
