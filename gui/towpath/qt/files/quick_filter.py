"""The line below a folder's list that holds what was typed to find a name; it shows itself while it holds something."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QToolButton, QWidget

from towpath.qt.files.folder_view import FolderView
from towpath.qt.icons import icon
from towpath.qt.theme import SPACE, MutedLabel

_TO_THE_LIST = frozenset(
    {
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
        Qt.Key.Key_Return,
        Qt.Key.Key_Enter,
    }
)


class QuickFilter(QWidget):
    """Typing in the list comes here. Up, Down and Enter go to the list, Escape clears."""

    def __init__(self, view: FolderView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self.field = QLineEdit()
        self.field.setObjectName("quickFilter")
        self.field.setPlaceholderText(self.tr("part of a name, or a pattern: *.txt"))
        label = MutedLabel(self.tr("&Filter:"))
        label.setBuddy(self.field)
        self.field.setAccessibleName(self.tr("Show only names with"))
        close = QToolButton()
        close.setObjectName("quickFilterClear")
        close.setIcon(icon("close"))
        close.setAutoRaise(True)
        close.setToolTip(self.tr("Show all names again (Esc)"))
        close.setAccessibleName(self.tr("Show all names again"))
        close.clicked.connect(self._clear)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(SPACE, SPACE // 2, SPACE // 2, SPACE // 2)
        layout.setSpacing(SPACE)
        layout.addWidget(label)
        layout.addWidget(self.field, 1)
        layout.addWidget(close)
        self.field.installEventFilter(self)
        self.field.textEdited.connect(view.set_quick_filter)
        view.typed.connect(self._begin)
        view.quick_filter_changed.connect(self._show)
        self.hide()

    def open(self) -> None:
        """Let the person type, without having typed in the list."""
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self._clear()
                return True
            if event.key() in _TO_THE_LIST:
                self._view.setFocus()
                QApplication.sendEvent(self._view, event)
                return True
        return super().eventFilter(watched, event)

    def _begin(self, text: str) -> None:
        self.open()
        self.field.setText(self._view.quick_filter + text)
        self._view.set_quick_filter(self.field.text())

    def _show(self, text: str) -> None:
        if self.field.text() != text:
            self.field.setText(text)
        self.setVisible(bool(text) or self.field.hasFocus())

    def _clear(self) -> None:
        # The focus first: a field that is hidden with it hands it to anybody.
        self._view.setFocus()
        self._view.set_quick_filter("")
        self.hide()
