"""What the details of keys and of known hosts have in common: their fingerprint, who uses them, and small things."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from towpath.model.state import Snapshot, Status
from towpath.model.text import printable
from towpath.qt.card import card
from towpath.qt.glyph import Glyph
from towpath.qt.icons import icon, status_icon
from towpath.qt.long_text import LongText
from towpath.qt.theme import SPACE, fixed_font, plain_label, take_any_width, tool_tip
from towpath.qt.tool_button import tool_button

_LONGEST_NAME = 30


class DetailPanel(QScrollArea):
    """Beside a list, everything about what is chosen in it. Its heirs fill `column`, from top to bottom."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._content = QWidget()
        self.column = QVBoxLayout(self._content)
        self.column.setContentsMargins(SPACE, 0, SPACE, 0)
        self.column.setSpacing(SPACE + 4)
        self.setWidget(self._content)

    def minimumSizeHint(self) -> QSize:
        """Its buttons are never cut: the list gives way."""
        width = self._content.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        return QSize(width, super().minimumSizeHint().height())


class FingerprintCard(QWidget):
    """In full, to be compared and copied; the picture of ssh's VisualHostKey on demand. Hidden where there is none."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        frame, layout = card(self.tr("Fingerprint"))
        self._text = LongText(f"{name}-fingerprint", self.tr("Fingerprint"), fixed=True)
        self.copy_button = tool_button("copy-fingerprint", "copy", self.tr("Copy the fingerprint"), self._copy)
        self.picture = QLabel()
        self.picture.setObjectName(f"{name}-randomart")
        self.picture.setTextFormat(Qt.TextFormat.PlainText)
        self.picture.setFont(fixed_font(self.font()))
        self.picture.setAccessibleName(self.tr("Picture of the key"))
        self.picture.setVisible(False)
        self.picture_button = tool_button(
            "show-randomart", "view", self.tr("Show the picture of the key"), self._show_picture, checkable=True
        )
        row = QHBoxLayout()
        row.setSpacing(SPACE // 2)
        row.addWidget(self._text, 1)
        row.addWidget(self.copy_button)
        row.addWidget(self.picture_button)
        layout.addLayout(row)
        layout.addWidget(self.picture)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(frame)

    @property
    def text(self) -> str:
        """The fingerprint that is shown."""
        return self._text.text

    def show_key(self, fingerprint: str, randomart: str) -> None:
        """Show those of a key."""
        self._text.show_text(printable(fingerprint))
        self.picture.setText(printable(randomart, keep_newlines=True))
        self.picture_button.setVisible(bool(randomart))
        self._show_picture()
        self.setVisible(bool(fingerprint))

    def _show_picture(self) -> None:
        self.picture.setVisible(self.picture_button.isChecked() and bool(self.picture.text()))

    def _copy(self) -> None:
        QApplication.clipboard().setText(self.text)


class UsersCard(QWidget):
    """The connections that use a thing, as buttons that lead there. Hidden where there are none."""

    show_connection = Signal(str)
    """Carries its id."""

    def __init__(self, name: str, title: str, parent: QWidget | None = None) -> None:
        """`name` is that of its buttons."""
        super().__init__(parent)
        self._name = name
        frame, layout = card(title)
        self._buttons = QVBoxLayout()
        self._buttons.setSpacing(SPACE // 2)
        layout.addLayout(self._buttons)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(frame)

    def show_users(self, ids: Iterable[str], snapshot: Snapshot) -> None:
        """Show those of them that there are."""
        clear(self._buttons)
        users = [state for one in ids if (state := snapshot.by_id(one)) is not None]
        for state in users:
            name = printable(state.connection.name)
            short = name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…"
            button = QPushButton(status_icon(state.status), short.replace("&", "&&"))
            button.setObjectName(self._name)
            button.setToolTip(tool_tip(self.tr("Show the connection {name}").format(name=name)))
            button.clicked.connect(_asking(self.show_connection.emit, state.connection.id))
            self._buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.setVisible(bool(users))


def act_button(action: QAction, *, primary: bool = False, sign: str = "") -> QPushButton:
    """A button that does what the action does, while that can be done. A primary one needs the name of its `sign`,
    which is painted anew on the accent."""
    button = QPushButton(icon(sign, on_accent=True) if primary else action.icon(), action.text())
    button.setObjectName(f"{action.objectName()}-button")
    button.setProperty("primary", primary)
    button.clicked.connect(action.trigger)
    button.setEnabled(action.isEnabled())
    action.enabledChanged.connect(button.setEnabled)
    return button


def sign_line(sign: str | Status, text: str) -> QWidget:
    """One thing that is so: a sign, and what it means."""
    row = QWidget()
    row.setAccessibleName(text)
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(SPACE)
    layout.addWidget(Glyph(sign, 16), 0, Qt.AlignmentFlag.AlignTop)
    label = plain_label(text)
    take_any_width(label)
    layout.addWidget(label, 1)
    return row


def clear(layout: QVBoxLayout) -> None:
    """Take away what is in it."""
    while item := layout.takeAt(0):
        if (old := item.widget()) is not None:
            old.hide()
            old.deleteLater()


def _asking(emit: Callable[[str], None], name: str) -> Callable[[], None]:
    return lambda: emit(name)
