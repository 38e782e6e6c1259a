"""The field above a list that leaves only what has the typed words."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShortcut
from PySide6.QtWidgets import QLineEdit, QWidget

from towpath.qt.bridge import Bridge
from towpath.qt.icons import icon


class SearchField(QLineEdit):
    """The keys for Find lead to it from anywhere in the window, while `around` is shown."""

    def __init__(self, bridge: Bridge, name: str, spoken: str, around: QWidget) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setPlaceholderText(self.tr("Search"))
        self.setAccessibleName(spoken)
        self.setClearButtonEnabled(True)
        self.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        find = QShortcut(around)
        find.activated.connect(self.setFocus)
        bridge.shortcuts.bind("window.find", find)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape ends the search; a dialog around it is closed by the next one."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)

    @property
    def words(self) -> list[str]:
        """What is to be found, whatever its case."""
        return self.text().casefold().split()
