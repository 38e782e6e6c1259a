"""The path of a pane: buttons to go up the way, or a line to type another one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from towpath.model.error import TowpathError
from towpath.model.place_text import is_address, names_in, read_path, read_url, shown_path
from towpath.model.text import sentence
from towpath.model.transfer import Place
from towpath.qt.bridge import Bridge
from towpath.qt.connections.fields import in_words, message_label
from towpath.qt.files.breadcrumbs import Breadcrumbs
from towpath.qt.files.completion import Completion


class PathBar(QWidget):
    """Enter goes where the line says, Escape and leaving the line show the buttons again."""

    place_chosen = Signal(object)
    """Carries a `Place` of the machine that is shown, or (a URL was typed) of this one, or a `FarPlace`."""
    left = Signal()
    """Typing is over: the list may have the keys again."""

    def __init__(self, bridge: Bridge, may_list: Callable[[str], bool], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = Place("", b"")
        self.crumbs = Breadcrumbs()
        self.line = QLineEdit()
        self.line.setObjectName("path-line")
        self.line.setAccessibleName(self.tr("Path"))
        self.line.returnPressed.connect(self._go)
        self.line.textEdited.connect(lambda: self._complain(""))
        self.completion = Completion(bridge, self.line, may_list)
        self.message = message_label()
        self.stack = QStackedWidget()
        self.stack.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        frame = QFrame()
        frame.setObjectName("path-frame")
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self.crumbs)
        self.stack.addWidget(frame)
        self.stack.addWidget(self.line)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.stack)
        layout.addWidget(self.message)
        self.line.installEventFilter(self)
        self.crumbs.chosen.connect(lambda path: self.place_chosen.emit(Place(self._place.connection, path)))
        self.crumbs.edit_asked.connect(self.edit)

    @property
    def is_edited(self) -> bool:
        """The line is shown in place of the buttons."""
        return self.stack.currentWidget() is self.line

    def show_place(self, place: Place) -> None:
        """Show where the pane is; what is being typed stays."""
        self._place = place
        self.crumbs.show_path(place.path)

    def place_at(self, point: QPoint) -> Place | None:
        """The folder whose button is there, seen from `crumbs`."""
        path = self.crumbs.path_at(point)
        return None if path is None else Place(self._place.connection, path)

    def edit(self) -> None:
        """Turn into a line with the path in it."""
        self._complain("")
        self.completion.begin(self._place, names_in(self._place.path))
        self.line.setText(shown_path(self._place.path))
        self.stack.setCurrentWidget(self.line)
        self.line.setFocus()
        self.line.selectAll()

    def _go(self) -> None:
        text = self.line.text().strip()
        try:
            if is_address(text):
                chosen = read_url(text)
            else:
                path = read_path(text, self._place.path, self.completion.known)
                chosen = Place(self._place.connection, path)
        except TowpathError as error:
            self._complain(sentence(in_words(error.problem)))
            return
        self._close()
        self.left.emit()
        self.place_chosen.emit(chosen)

    def _complain(self, text: str) -> None:
        self.message.setText(text)
        self.message.setVisible(bool(text))
        self.line.setAccessibleDescription(text)

    def _close(self) -> None:
        self.completion.stop()
        self._complain("")
        self.stack.setCurrentIndex(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and self.is_edited:
            if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
                if event.type() == QEvent.Type.KeyPress:
                    self._close()
                    self.left.emit()
                return True
            is_over = event.type() == QEvent.Type.FocusOut and not self.completion.is_shown
            if is_over and self.window().isActiveWindow():
                self._close()
        return super().eventFilter(watched, event)
