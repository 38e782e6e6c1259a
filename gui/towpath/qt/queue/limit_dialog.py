"""How fast at most: a rate that is typed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractSpinBox, QDialog, QDialogButtonBox, QLabel, QSpinBox, QVBoxLayout, QWidget

from towpath.qt.theme import SPACE, MutedLabel, plain_label

KILOBYTE = 1000


class RateBox(QSpinBox):
    """Bytes a second, shown in kB/s; 0 is no limit. An odd limit is kept until another one is typed."""

    def __init__(self, limit: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._limit = limit
        self.setRange(0, 10_000_000)
        self.setSuffix(self.tr(" kB/s"))
        self.setSpecialValueText(self.tr("No limit"))
        self.setStepType(QAbstractSpinBox.StepType.AdaptiveDecimalStepType)
        self.setGroupSeparatorShown(True)
        self.lineEdit().setTextMargins(SPACE, 0, 0, 0)
        self.setAccessibleName(self.tr("Speed limit"))
        self.set_limit(limit)

    def set_limit(self, limit: int) -> None:
        """Show this one."""
        self._limit = limit
        self.setValue(-(-limit // KILOBYTE))

    @property
    def limit(self) -> int:
        """In bytes a second."""
        unchanged = self.value() == -(-self._limit // KILOBYTE)
        return self._limit if unchanged else self.value() * KILOBYTE


class LimitDialog(QDialog):
    """Asks for the limit of what `about` says; `set_limit` gets it."""

    def __init__(self, about: str, limit: int, set_limit: Callable[[int], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("limit")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Speed limit"))
        self._set_limit = set_limit
        self.rate = RateBox(limit)
        self.rate.setObjectName("limit-rate")
        label = QLabel(self.tr("&At most, for each transfer"))
        label.setBuddy(self.rate)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.ok_button = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.ok_button.setProperty("primary", True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * SPACE, 3 * SPACE, 3 * SPACE, 2 * SPACE)
        layout.setSpacing(SPACE + 4)
        layout.addWidget(plain_label(about))
        layout.addWidget(label)
        layout.addWidget(self.rate)
        layout.addWidget(MutedLabel(self.tr("0 for no limit. It works at once.")))
        layout.addStretch(1)
        layout.addWidget(buttons)
        self.setMinimumWidth(360)
        self.rate.selectAll()
        self.rate.setFocus()

    def accept(self) -> None:
        self._set_limit(self.rate.limit)
        super().accept()
