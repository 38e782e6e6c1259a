"""The field above a list that leaves only what has the typed words."""

from __future__ import annotations

from PySide6.QtGui import QShortcut
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

    @property
    def words(self) -> list[str]:
        """What is to be found, whatever its case."""
        return self.text().casefold().split()
