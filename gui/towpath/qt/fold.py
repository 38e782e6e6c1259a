"""A heading that opens and closes what is below it: for what few people need."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from towpath.qt.icons import icon
from towpath.qt.theme import SPACE


class Fold(QWidget):
    """Closed at first; `open_for` opens it where there is something to see."""

    def __init__(self, name: str, title: str, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.content = content
        self.heading = QToolButton()
        self.heading.setObjectName(name)
        self.heading.setText(title)
        self.heading.setProperty("fold", True)
        self.heading.setCheckable(True)
        self.heading.setAutoRaise(True)
        self.heading.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.heading.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.heading.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.heading.toggled.connect(self._show)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE // 2)
        layout.addWidget(self.heading)
        layout.addWidget(content)
        self._show(False)

    def open_for(self, something: bool) -> None:
        """Open it, if there is something in it; never close it: somebody may have opened it."""
        if something:
            self.heading.setChecked(True)

    def _show(self, open_: bool) -> None:
        self.heading.setIcon(icon("chevron-up" if open_ else "chevron-down"))
        self.content.setVisible(open_)
