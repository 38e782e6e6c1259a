"""A path as a row of buttons, one for each folder on the way; what does not fit is in a menu in the middle."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton, QWidget

from towpath.model.place_text import shown_path
from towpath.qt.theme import SPACE, muted, tool_tip

_GAP = 14
"""Between two buttons; the arrow is drawn there."""
_LONGEST = 180
"""Of a button; longer names lose their middle."""


class Breadcrumbs(QWidget):
    """Tab reaches one of the buttons; the arrow keys lead to the others."""

    chosen = Signal(object)
    """Carries the path (bytes) of a folder on the way."""
    edit_asked = Signal()
    """A click beside the buttons: the person wants to type."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._path = b""
        self._crumbs: list[QToolButton] = []
        self._paths: list[bytes] = []
        self._shown: list[QToolButton] = []
        self._skipped = self._button("…", self.tr("Folders in between"))
        self._skipped.setObjectName("crumbs-between")
        self._skipped.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._skipped.setMenu(QMenu(self._skipped))
        self.setObjectName("breadcrumbs")
        self.setAccessibleName(self.tr("Path"))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setToolTip(self.tr("Click beside the folders to type a path"))

    @property
    def crumbs(self) -> tuple[QToolButton, ...]:
        """A button for each folder, the first one for `/`."""
        return tuple(self._crumbs)

    def show_path(self, path: bytes) -> None:
        """Show another path; the last folder of it is the one that is shown."""
        if path == self._path and self._crumbs:
            return
        focused = any(crumb.hasFocus() for crumb in self._crumbs)
        self._path = path
        for old in self._crumbs:
            old.hide()
            old.deleteLater()
        parts = [part for part in path.split(b"/") if part]
        root = path.startswith(b"/")
        self._paths = [b"/"] if root else []
        self._paths += [(b"/" if root else b"") + b"/".join(parts[: number + 1]) for number in range(len(parts))]
        names = (["/"] if root else []) + [shown_path(part) for part in parts]
        self._crumbs = [self._crumb(name, where) for name, where in zip(names, self._paths, strict=True)]
        for crumb in self._crumbs[:-1]:
            crumb.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._arrange()
        if focused and self._crumbs:
            self._crumbs[-1].setFocus()

    def path_at(self, point: QPoint) -> bytes | None:
        """The folder whose button is there."""
        for crumb, path in zip(self._crumbs, self._paths, strict=True):
            if crumb in self._shown and crumb.geometry().contains(point):
                return path
        return None

    def _crumb(self, name: str, path: bytes) -> QToolButton:
        button = self._button(name, name)
        button.setToolTip(tool_tip(shown_path(path)))
        button.clicked.connect(self._chooser(path))
        return button

    def _chooser(self, path: bytes) -> Callable[[], None]:
        return lambda: self.chosen.emit(path)

    def _button(self, text: str, name: str) -> QToolButton:
        button = QToolButton(self)
        _show_name(button, text, _LONGEST)
        button.setAccessibleName(name)
        button.setAutoRaise(True)
        button.setCursor(Qt.CursorShape.ArrowCursor)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.installEventFilter(self)
        button.hide()
        return button

    # --- room

    def _arrange(self) -> None:
        """The first and as many of the last as fit; those in between go into the menu."""
        for crumb in self._crumbs:
            _show_name(crumb, crumb.accessibleName(), _LONGEST)
        widths = [crumb.sizeHint().width() for crumb in self._crumbs]
        room = self.width() - 3 * SPACE
        first = 1 if len(widths) > 1 else 0
        kept = len(widths) - first
        between = self._skipped.sizeHint().width() + _GAP

        def needed(count: int) -> int:
            skips = count < len(widths) - first
            return (
                sum(widths[:first])
                + sum(widths[len(widths) - count :])
                + _GAP * (first + count)
                + (between if skips else 0)
            )

        while kept > 1 and needed(kept) > room:
            kept -= 1
        if needed(kept) > room:
            first = 0  # even `/` goes into the menu, so that one sees where one is
        head, tail = self._crumbs[:first], self._crumbs[len(widths) - kept :]
        skipped = self._crumbs[first : len(widths) - kept]
        self._fill_menu(first, skipped)
        self._shown = [*head, *([self._skipped] if skipped else []), *tail]
        left = SPACE // 2
        for button in (*self._crumbs, self._skipped):
            button.setVisible(button in self._shown)
        for button in self._shown:
            hint = button.sizeHint()
            width = min(hint.width(), max(24, self.width() - left - SPACE))
            if width < hint.width():
                _show_name(button, button.accessibleName(), width - 2 * SPACE)
            button.setGeometry(left, (self.height() - hint.height()) // 2, width, hint.height())
            left += width + _GAP
        self.update()

    def _fill_menu(self, first: int, skipped: list[QToolButton]) -> None:
        menu = self._skipped.menu()
        menu.clear()
        for number, crumb in enumerate(skipped, first):
            menu.addAction(crumb.text(), self._chooser(self._paths[number]))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def sizeHint(self) -> QSize:
        return QSize(200, self.fontMetrics().height() + 2 * SPACE)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(muted(self.palette()), 1.5))
        middle = self.height() / 2
        for button in self._shown[:-1]:
            x = button.geometry().right() + _GAP / 2
            painter.drawPolyline(
                [QPointF(x - 1.5, middle - 3.5), QPointF(x + 2, middle), QPointF(x - 1.5, middle + 3.5)]
            )

    # --- what a person does

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.edit_asked.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and watched in self._shown:
            step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
            to = self._shown.index(watched) + (step or 0)
            if step and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
                if 0 <= to < len(self._shown):
                    self._shown[to].setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)


def _show_name(button: QToolButton, name: str, width: int) -> None:
    text = QFontMetrics(button.font()).elidedText(name, Qt.TextElideMode.ElideMiddle, width)
    button.setText(text.replace("&", "&&"))  # a single & is the mark of a key
