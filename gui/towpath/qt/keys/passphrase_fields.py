"""A new passphrase, typed twice and weighed; going without one takes a tick of its own."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFormLayout, QLineEdit, QWidget

from towpath.model.secret_text import SecretText
from towpath.qt.connections.fields import message_label
from towpath.qt.keys.strength_bar import StrengthBar
from towpath.qt.theme import SPACE


class PassphraseFields(QWidget):
    """Knows whether what was typed can be taken."""

    edited = Signal()

    def __init__(self, *, new: bool = True, parent: QWidget | None = None) -> None:
        """`new` is of a key that has none yet: the labels say "passphrase", not "new passphrase"."""
        super().__init__(parent)
        tr = self.tr
        self.first = secret_line("new-passphrase", tr("Passphrase") if new else tr("New passphrase"))
        self.again = secret_line("new-passphrase-again", tr("The passphrase again"))
        self.bar = StrengthBar()
        self.message = message_label()
        self.without = QCheckBox(tr("&Without a passphrase: whoever gets the file can log in as you"))
        self.without.setObjectName("without-passphrase")
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(SPACE)
        form.setHorizontalSpacing(2 * SPACE)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(tr("Pa&ssphrase") if new else tr("New pa&ssphrase"), self.first)
        form.addRow("", self.bar)
        form.addRow(tr("A&gain"), self.again)
        form.addRow("", self.message)
        form.addRow("", self.without)
        self.form = form
        for line in (self.first, self.again):
            line.textChanged.connect(self._refresh)
        self.without.toggled.connect(self._refresh)
        self._refresh()

    @property
    def ready(self) -> bool:
        """Whether there is one, twice the same, or none on purpose."""
        return self.without.isChecked() or (bool(self.first.text()) and self.first.text() == self.again.text())

    @property
    def value(self) -> SecretText:
        """Empty for none."""
        return SecretText("" if self.without.isChecked() else self.first.text())

    @property
    def typed(self) -> bool:
        """Whether there is something to lose."""
        return bool(self.first.text() or self.again.text())

    def forget(self) -> None:
        """Drop what was typed."""
        for line in (self.first, self.again):
            line.clear()

    def _refresh(self) -> None:
        without = self.without.isChecked()
        for line in (self.first, self.again):
            line.setEnabled(not without)
        self.bar.show_strength("" if without else self.first.text())
        differs = not without and bool(self.again.text()) and not self.first.text().startswith(self.again.text())
        self.message.setText(self.tr("The two are not the same") if differs else "")
        self.form.setRowVisible(self.message, differs)
        self.edited.emit()


def secret_line(name: str, spoken: str) -> QLineEdit:
    """A line that shows dots."""
    line = QLineEdit()
    line.setObjectName(name)
    line.setAccessibleName(spoken)
    line.setEchoMode(QLineEdit.EchoMode.Password)
    return line
