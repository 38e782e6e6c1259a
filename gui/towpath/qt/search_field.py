"""The field above a list that leaves only what has the typed words."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QWidget

from towpath.qt.icons import icon


class SearchField(QLineEdit):
    """The keys for Find lead to it from anywhere in `around`."""

    def __init__(self, name: str, spoken: str, around: QWidget) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setPlaceholderText(self.tr("Search"))
        self.setAccessibleName(spoken)
        self.setClearButtonEnabled(True)
        self.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        QShortcut(
            QKeySequence.StandardKey.Find,
            around,
            self.setFocus,
            context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
        )

    @property
    def words(self) -> list[str]:
        """What is to be found, whatever its case."""
        return self.text().casefold().split()
