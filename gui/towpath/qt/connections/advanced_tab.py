"""The editor's page for what happens over time: probing, connecting again, giving up, checking the forwards."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QSpinBox, QVBoxLayout, QWidget

from towpath.model.connection import Checks, Connection, Keepalive, Reconnect
from towpath.qt.connections.fields import SecondsBox, form_page
from towpath.qt.theme import SPACE, MutedLabel


class AdvancedTab(QWidget):
    """Every value is allowed in every combination: nothing can be wrong here."""

    edited = Signal()

    def __init__(self, connection: Connection | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        keepalive = connection.keepalive if connection else Keepalive()
        reconnect = connection.reconnect if connection else Reconnect()
        checks = connection.checks if connection else Checks()
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
        page, form = form_page()
        for field in (self.interval, self.count, self.check):
            form.addRow(field.accessibleName(), field)
        form.addRow("", self.again)
        for field in (self.first_delay, self.longest_delay, self.give_up):
            form.addRow(field.accessibleName(), field)
            field.setEnabled(reconnect.enabled)
            self.again.toggled.connect(field.setEnabled)
        form.addRow("", note)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(page)
        self.again.toggled.connect(self.edited)
        for box in (self.interval, self.count, self.check, self.first_delay, self.longest_delay, self.give_up):
            box.valueChanged.connect(lambda _value: self.edited.emit())

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
