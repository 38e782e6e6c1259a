"""The Jupyter servers that run on a machine, to choose one of."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from towpath.model.text import printable, sentence
from towpath.model.web_app import FoundWebApp, WebAppsFound
from towpath.qt.icons import icon
from towpath.qt.theme import SPACE, plain_label, tool_tip

_FEWEST, _MOST = 2, 5
"""Rows that are seen at a time."""


class FoundList(QWidget):
    """The list, or why it is empty. Their tokens are in no text of it."""

    chosen = Signal(object)
    """Carries a `FoundWebApp`: the list is at it."""
    activated = Signal()
    """Return was pressed on it, or it was double-clicked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._apps: tuple[FoundWebApp, ...] = ()
        self.list = QListWidget()
        self.list.setObjectName("found-servers")
        self.list.setAccessibleName(self.tr("Jupyter servers"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # the tool tip has it all
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.currentRowChanged.connect(self._choose)
        self.list.itemActivated.connect(lambda _item: self.activated.emit())
        self.remark = plain_label()
        self.remark.setObjectName("found-remark")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.list)
        layout.addWidget(self.remark)
        self.setVisible(False)

    def show_found(self, found: WebAppsFound, machine: str) -> None:
        """What the user runs on `machine`."""
        self.list.clear()
        self._apps = found.apps
        for app in found.apps:
            folder, shown = printable(app.folder), printable(app.shown)
            text = f"{folder} — {shown}" if folder else shown
            item = QListWidgetItem(icon("notebook"), text)
            item.setToolTip(tool_tip(text))
            self.list.addItem(item)
        rows = max(_FEWEST, min(len(found.apps), _MOST))
        self.list.setFixedHeight(rows * self.list.sizeHintForRow(0) + 2 * self.list.frameWidth() + SPACE)
        self.list.setVisible(bool(found.apps))
        none = self.tr("No Jupyter server of yours runs on {machine}.").format(machine=machine)
        self.remark.setText(sentence(printable(found.remark)) or ("" if found.apps else none))
        self.remark.setVisible(bool(self.remark.text()))
        self.setVisible(True)
        if found.apps:
            self.list.setCurrentRow(0)
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, row: int) -> None:
        if 0 <= row < len(self._apps):
            self.chosen.emit(self._apps[row])
