"""What holds for the whole connection and few people choose: terminals there, what they get, and our agent."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from towpath.model.connection import X11, Connection
from towpath.qt.connections.option_lines import Choice, OptionForm, TextLine, WordsLine
from towpath.qt.theme import SPACE, MutedLabel, plain_label, scaled


class AgentForwarding(QWidget):
    """A switch with its warning, which is there before anything is saved."""

    def __init__(self, forward_agent: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._socket = forward_agent if forward_agent not in ("", "yes") else ""
        self.switch = QCheckBox(self.tr("Let programs there use the keys of my agent (ForwardAgent)"))
        self.switch.setObjectName("forward-agent")
        self.switch.setChecked(bool(forward_agent))
        self.warning = plain_label(
            self.tr("Anybody with root there can use your keys while you are connected. A jump host needs no agent.")
        )
        self.warning.setVisible(bool(forward_agent))
        self.switch.toggled.connect(self.warning.setVisible)
        self.switch.setAccessibleDescription(self.warning.text())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE // 2)
        layout.addWidget(self.switch)
        layout.addWidget(self.warning)

    @property
    def value(self) -> str:
        """As `Connection.forward_agent`; the socket of another agent stays."""
        return (self._socket or "yes") if self.switch.isChecked() else ""


class SessionOptions(OptionForm):
    """Programs and terminals there."""

    def __init__(self, connection: Connection, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.x11 = Choice(
            (X11.NO.value, self.tr("no")),
            (X11.UNTRUSTED.value, self.tr("yes, with limits (ForwardX11)")),
            (X11.TRUSTED.value, self.tr("yes, trusted (ForwardX11Trusted)")),
        )
        self.send_env = WordsLine("LANG LC_*")
        self.set_env = WordsLine("NAME=value")
        self.terminal = Choice(
            ("", self.tr("when there is no command")),
            ("auto", self.tr("as ssh's auto")),
            ("yes", self.tr("yes")),
            ("force", self.tr("always")),
            ("no", self.tr("no")),
        )
        self.command = TextLine(self.tr("a shell"))
        self.exit = QCheckBox(self.tr("Disconnect when a forward cannot listen"))
        self.exit.setToolTip("ExitOnForwardFailure")
        self.add_line(self.tr("Terminals run"), self.command, "RemoteCommand")
        self.add_choice(self.tr("Ask for a terminal"), self.terminal, "RequestTTY")
        self.add_choice(self.tr("Show windows of there here"), self.x11, "ForwardX11")
        note = MutedLabel(
            self.tr("These three are for ssh in a terminal: they go into the copied command and exports.")
        )
        note.setWordWrap(True)
        note.setFont(scaled(note.font(), 0.92))
        self.form.addRow("", note)
        self.add_line(self.tr("Send variables"), self.send_env, "SendEnv")
        self.add_line(self.tr("Set variables"), self.set_env, "SetEnv")
        self.form.addRow("", self.exit)
        self.x11.choose(connection.x11.value)
        self.send_env.show_words(connection.send_env)
        self.set_env.show_words(connection.set_env)
        self.terminal.choose(connection.request_tty)
        self.command.show_text(connection.remote_command)
        self.exit.setChecked(connection.exit_on_forward_failure)
        self.exit.toggled.connect(self.edited)

    def applied(self, connection: Connection) -> Connection:
        """The connection with what the fields say. Raises INVALID."""
        return replace(
            connection,
            x11=X11(self.x11.value),
            send_env=self.send_env.words,
            set_env=self.set_env.words,
            request_tty=self.terminal.value,
            remote_command=self.command.text,
            exit_on_forward_failure=self.exit.isChecked(),
        )
