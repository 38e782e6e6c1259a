"""The editor's page for what happens over time (probing, connecting again, giving up, checking the forwards), for the
SFTP server and, folded away, for terminals there."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QScrollArea, QSpinBox, QWidget

from towpath.model.connection import Checks, Connection, Keepalive, Reconnect
from towpath.model.parse import parse_sftp_command
from towpath.qt.connections.fields import CheckedLine, SecondsBox, form_page
from towpath.qt.connections.session_options import SessionOptions
from towpath.qt.fold import Fold
from towpath.qt.theme import SPACE, MutedLabel


class AdvancedTab(QScrollArea):
    """Every value is allowed in every combination; only the lines of text may be wrong."""

    edited = Signal()

    def __init__(self, connection: Connection, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        keepalive = connection.keepalive
        reconnect = connection.reconnect
        checks = connection.checks
        self.interval = SecondsBox(keepalive.interval, 0, 3600, self.tr("Probe a silent server every"))
        self.interval.setSpecialValueText(self.tr("never"))
        self.count = QSpinBox()
        self.count.lineEdit().setTextMargins(SPACE, 0, 0, 0)
        self.count.setAccessibleName(self.tr("Count it as gone after"))
        self.count.setRange(1, 100)
        self.count.setSuffix(self.tr(" unanswered probes"))
        self.count.setValue(keepalive.count)
        self.check = SecondsBox(checks.interval, 0, 86400, self.tr("Check the forwards every"))
        self.check.setSpecialValueText(self.tr("only when asked"))
        self.again = QCheckBox(self.tr("Connect again when the connection is lost"))
        self.again.setChecked(reconnect.enabled)
        self.first_delay = SecondsBox(reconnect.first_delay, 0.1, 3600, self.tr("First try after"))
        self.longest_delay = SecondsBox(reconnect.longest_delay, 0.1, 86400, self.tr("Later tries at most every"))
        self.give_up = SecondsBox(reconnect.give_up_after, 0, 1_000_000, self.tr("Give up after"))
        self.give_up.setSpecialValueText(self.tr("never"))
        self.give_up.setToolTip(self.tr("Time asleep or without a network does not count"))
        note = MutedLabel(self.tr("A login that needed you (password, one-time code) is never repeated without you."))
        note.setWordWrap(True)
        self.command = CheckedLine(
            parse_sftp_command,
            connection.sftp_command,
            placeholder="sudo /usr/lib/openssh/sftp-server",
        )
        self.command.name(self.tr("SFTP server command"))
        self.command.setToolTip(
            self.tr("Run on the target instead of its SFTP server, to transfer files as another user")
        )
        page, form = form_page()
        for field in (self.interval, self.count, self.check):
            form.addRow(field.accessibleName(), field)
        form.addRow("", self.again)
        for field in (self.first_delay, self.longest_delay, self.give_up):
            form.addRow(field.accessibleName(), field)
            field.setEnabled(reconnect.enabled)
            self.again.toggled.connect(field.setEnabled)
        form.addRow("", note)
        form.addRow(self.tr("SFTP server command"), self.command)
        self.session = SessionOptions(connection)
        fold = Fold("fold-session", self.tr("Programs and terminals there"), self.session)
        bare = Connection(id=connection.id, name=connection.name, target=connection.target)
        fold.open_for(self.session.applied(bare) != bare)
        form.addRow(fold)
        self.setWidget(page)
        page.setAutoFillBackground(False)  # the tab's own ground shows
        self.viewport().setAutoFillBackground(False)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.session.edited.connect(self.edited)
        self.again.toggled.connect(self.edited)
        self.command.edited.connect(self.edited)
        for box in (self.interval, self.count, self.check, self.first_delay, self.longest_delay, self.give_up):
            box.valueChanged.connect(lambda _value: self.edited.emit())

    @property
    def problem(self) -> str:
        """What is wrong, empty when nothing."""
        if self.command.problem:
            return f"{self.tr('SFTP server command')}: {self.command.problem}"
        return self.session.problem

    def follow_file(self, follows: bool) -> None:
        """What an ssh_config says is shown, and cannot be changed here."""
        for field in (self.interval, self.count, self.session):
            field.setEnabled(not follows)

    def keepalive(self) -> Keepalive:
        """How silence is dealt with."""
        return Keepalive(interval=self.interval.value(), count=self.count.value())

    def reconnect(self) -> Reconnect:
        """How a loss is dealt with."""
        return Reconnect(
            enabled=self.again.isChecked(),
            first_delay=self.first_delay.value(),
            longest_delay=max(self.first_delay.value(), self.longest_delay.value()),
            give_up_after=self.give_up.value(),
        )

    def checks(self) -> Checks:
        """How often the targets are looked at."""
        return Checks(interval=self.check.value())

    def sftp_command(self) -> str:
        """The SFTP server to start on the target; empty for the usual one."""
        return parse_sftp_command(self.command.text)
