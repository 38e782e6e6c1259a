"""An ssh command, pasted or typed, becomes a connection: what is understood of it is shown as one types."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping

from msgspec.structs import replace
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QApplication,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from towpath.model.command import SaveConnection
from towpath.model.connection import Connection
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.event import Reported
from towpath.model.host_config import ReadSshCommand, SshCommandRead
from towpath.model.parse import invalid, parse_name
from towpath.model.ssh_command_line import read_command
from towpath.model.ssh_options import hop_options, session_options
from towpath.model.text import printable
from towpath.model.unique_name import unique_name
from towpath.model.words import said
from towpath.qt.bridge import Answer, Bridge
from towpath.qt.connections.fields import CheckedLine
from towpath.qt.facts import Facts
from towpath.qt.files.dialogs.frame import ActDialog, new_request
from towpath.qt.theme import SPACE, MutedLabel, fixed_font, plain_label

PAUSE_MS = 200
"""So long after the last key it is read."""


class PasteDialog(ActDialog):
    """`added` carries the id of the new connection."""

    added = Signal(str)

    def __init__(self, bridge: Bridge, taken: Mapping[str, str], parent: QWidget | None = None) -> None:
        """`taken` maps the names in use to the ids of their connections."""
        super().__init__(bridge, "paste-dialog", parent)
        self.entitle(self.tr("Paste an ssh command"))
        self._taken = taken
        self._named = False
        self._request = ""
        self._read: Connection | None = None
        self._must_ask = False
        """Something is run for it that nobody has approved: a person is asked when it is added."""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._look)
        self._make_fields()
        self.add_button = self.buttons.addButton(self.tr("&Add"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.add_button.setObjectName("add-pasted")
        self.make_default(self.add_button)
        self.buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self.buttons.accepted.connect(self._add)
        self._show_nothing()
        self._refresh()
        self._take_clipboard()
        self.command.setFocus()
        self.fit(620, 460)

    def _make_fields(self) -> None:
        note = MutedLabel(self.tr("A command line of ssh, scp, sftp or autossh. Nothing of it is run."))
        note.setWordWrap(True)
        self.command = QPlainTextEdit()
        self.command.setObjectName("ssh-command")
        self.command.setAccessibleName(self.tr("ssh command"))
        self.command.setPlaceholderText("ssh -J ann@gate -L 8080:intranet:80 ann@inner")
        self.command.setFont(fixed_font(self.command.font()))
        self.command.setTabChangesFocus(True)
        self.command.setFixedHeight(self.command.fontMetrics().lineSpacing() * 3 + 3 * SPACE)
        self.command.textChanged.connect(self._typed)
        self.name = CheckedLine(self._check_name)
        self.name.line.setObjectName("pasted-name")
        self.name.name(self.tr("Name"))
        self.name.line.textEdited.connect(self._name_typed)
        self.name.edited.connect(self._refresh)
        self.facts = Facts("pasted")
        self.remarks = _Remarks()
        form = QFormLayout()
        form.setHorizontalSpacing(2 * SPACE)
        label = QLabel(self.tr("&Name"))
        label.setBuddy(self.name.line)
        form.addRow(label, self.name)
        understood = QWidget()
        layout = QVBoxLayout(understood)
        layout.setContentsMargins(0, 0, SPACE, 0)
        layout.setSpacing(SPACE + 4)
        layout.addWidget(self.facts)
        layout.addWidget(self.remarks)
        layout.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(understood)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for widget in (note, self.command, self.problem_label):  # told where one types
            self.body.addWidget(widget)
        self.body.addWidget(scroll, 1)
        self.body.addLayout(form)

    # --- reading

    def _take_clipboard(self) -> None:
        """What was copied, if it is such a command: it need not be pasted then."""
        text = QApplication.clipboard().text()
        with contextlib.suppress(TowpathError):
            read_command(text)
            self.command.setPlainText(text)
            self.command.selectAll()

    def _typed(self) -> None:
        self._forget()
        self._pause.start()
        self._refresh()

    def _forget(self) -> None:
        if self._request:
            self.withdraw(self._request)
        self._request, self._read, self._must_ask = "", None, False

    def _look(self) -> None:
        """What was typed has settled."""
        self._forget()
        text = self.command.toPlainText()
        self.say(None)
        if not text.strip():
            self._show_nothing()
            return
        try:
            typed = read_command(text)
        except TowpathError as error:
            self._show_nothing()
            self.say(error.problem)
            return
        host = typed.host.rpartition("@")[2]
        self._suggest(host, host)
        self._request = new_request()
        self.ask(ReadSshCommand(request=self._request, command=text, for_show=True), self._heard, self._looked)

    def _heard(self, answer: Answer) -> None:
        if isinstance(answer, Reported) and isinstance(answer.report, SshCommandRead):
            self._read = answer.report.connection
            self._show(answer.report)

    def _looked(self, problem: Problem | None) -> None:
        self._request = ""
        if problem is not None and problem.kind is ProblemKind.COMMAND_REFUSED:
            self._must_ask = True
            self._show_nothing()
            self.remarks.show_remarks([self.tr("It needs a command on this machine: you are asked when you add it.")])
        elif problem is not None:
            self._show_nothing()
            self.say(problem)
        self._refresh()

    # --- showing

    def _show_nothing(self) -> None:
        self.facts.setVisible(False)
        self.remarks.show_remarks([])

    def _show(self, read: SshCommandRead) -> None:
        connection = read.connection
        target = connection.target
        link = connection.link
        follows = self.tr("{host} in {file}, also when that changes") if link else ""
        more = [f"{key} {value}" for key, value in (*hop_options(target), *session_options(connection))]
        way = [*([connection.proxy_command] if connection.proxy_command else []), *map(str, connection.jumps)]
        keys = target.auth.identity_files
        told = (
            ("machine", self.tr("Machine"), str(target)),
            ("way", self.tr("Way there"), " → ".join(way)),
            ("forwards", self.tr("Forwards"), "\n".join(forward.option for forward in connection.forwards)),
            ("keys", self.tr("Keys"), "\n".join(keys)),
            ("more", self.tr("Options"), "\n".join(text for text in more if not text.startswith("IdentityFile "))),
            ("follows", self.tr("Follows"), follows),
        )
        for row, title, text in told:
            if link:
                text = text.format(host=link.host, file=link.file or "~/.ssh/config") if row == "follows" else text
            self.facts.tell(row, title, printable(text, keep_newlines=True))
        self.facts.setVisible(True)
        self.remarks.show_remarks(read.remarks)
        self._suggest(connection.name, target.host)
        self._refresh()

    def _suggest(self, name: str, host: str) -> None:
        """A name that nobody has, unless one was typed."""
        if self._named:
            return
        self.name.line.setText(unique_name(name, host, set(self._taken)))

    def _name_typed(self, text: str) -> None:
        self._named = bool(text)

    def _check_name(self, text: str) -> None:
        if parse_name(text) in self._taken:
            raise invalid(text, self.tr("a connection with this name exists"))

    def _refresh(self) -> None:
        ready = self._read is not None or self._must_ask
        self.add_button.setEnabled(ready and not self.name.problem)

    # --- adding

    def _add(self) -> None:
        if not self.add_button.isEnabled():
            return
        self.add_button.setEnabled(False)
        if self._read is not None:
            self._save(self._read)
            return
        self._request = new_request()
        self.ask(ReadSshCommand(request=self._request, command=self.command.toPlainText()), self._heard, self._asked)

    def _asked(self, problem: Problem | None) -> None:
        self._request = ""
        if problem is None and self._read is not None:
            self._save(self._read)
        else:
            self.say(problem)
            self._refresh()

    def _save(self, connection: Connection) -> None:
        named = replace(connection, name=parse_name(self.name.text))

        def saved(problem: Problem | None) -> None:
            if problem is None:
                self.added.emit(named.id)
                self.accept()
            else:
                self.say(problem)
                self._refresh()

        self._bridge.submit(SaveConnection(connection=named), saved)


class _Remarks(QWidget):
    """What of the command is not in the connection, or means something else, a line each."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pasted-remarks")
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(SPACE // 2)
        self.texts: list[str] = []
        self._labels: list[QLabel] = []

    def show_remarks(self, remarks: list[str] | tuple[str, ...]) -> None:
        """Exactly these."""
        self.texts = [printable(said(remark)) for remark in remarks]
        for label in self._labels:
            label.hide()
            label.deleteLater()
        self._labels = []
        for text in self.texts:
            label = plain_label("• " + text)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._labels.append(label)
            self._layout.addWidget(label)
        self.setVisible(bool(self.texts))
