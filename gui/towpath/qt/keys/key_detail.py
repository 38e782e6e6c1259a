"""The right half of the page: everything about the chosen key, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from towpath.model.keys import KeyInfo
from towpath.model.state import Snapshot
from towpath.model.text import printable
from towpath.qt.card import card
from towpath.qt.facts import Facts
from towpath.qt.glyph import Glyph
from towpath.qt.icons import icon, status_icon
from towpath.qt.keys.key_acts import KeyActs
from towpath.qt.keys.key_words import identity, key_name, marks, shown_path, type_text, validity
from towpath.qt.long_text import LongText
from towpath.qt.theme import SPACE, fixed_font, plain_label, scaled, take_any_width, tool_tip
from towpath.qt.tool_button import tool_button

_LONGEST_LINE = 200
"""Letters of a public key that are shown: all of an elliptic one, and of an RSA key both ends."""

_LONGEST_NAME = 30


class KeyDetail(QScrollArea):
    """Shows one key; the acts are those of the page."""

    show_connection = Signal(str)
    """Carries the id of a connection that names the key."""

    def __init__(self, acts: KeyActs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._acts = acts
        self._key: KeyInfo | None = None
        self._snapshot: Snapshot | None = None
        self.setObjectName("key-detail")
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(SPACE, 0, SPACE, 0)
        layout.setSpacing(SPACE + 4)
        layout.addLayout(self._header())
        layout.addWidget(self._state_card())
        layout.addWidget(self._fingerprint_card())
        layout.addWidget(self._public_card())
        layout.addWidget(self._certificate_card())
        layout.addWidget(self._uses_card())
        layout.addStretch(1)
        self.setWidget(content)
        self._content = content

    def minimumSizeHint(self) -> QSize:
        """Its buttons are never cut: the list beside it gives way."""
        return QSize(
            self._content.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width(),
            super().minimumSizeHint().height(),
        )

    # --- building

    def _header(self) -> QVBoxLayout:
        self.title = plain_label()
        self.title.setFont(scaled(self.font(), 1.15, strong=True))
        take_any_width(self.title)
        self.more = tool_button("key-more", "more", self.tr("More for this key"))
        menu = QMenu(self.more)
        for action in (self._acts.passphrase, self._acts.convert):
            menu.addAction(action)
        self.more.setMenu(menu)
        top = QHBoxLayout()
        top.setSpacing(SPACE)
        top.addWidget(self.title, 1)
        top.addWidget(self.more)
        self.install_button = _button(self._acts.install, primary=True)
        self.copy_button = _button(self._acts.copy)
        self.test_button = _button(self._acts.test)
        self.add_button = _button(self._acts.add)
        self.forget_button = _button(self._acts.forget)
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addWidget(self.test_button)
        row.addWidget(self.copy_button, 1)
        buttons = QVBoxLayout()
        buttons.setSpacing(SPACE)
        buttons.addWidget(self.install_button)
        buttons.addLayout(row)
        buttons.addWidget(self.add_button)
        buttons.addWidget(self.forget_button)
        self.facts = Facts("key")
        header = QVBoxLayout()
        header.setSpacing(SPACE + 4)
        header.addLayout(top)
        header.addLayout(buttons)
        return header

    def _state_card(self) -> QFrame:
        frame, layout = card(self.tr("State"))
        self._marks = QVBoxLayout()
        self._marks.setSpacing(SPACE - 2)
        layout.addLayout(self._marks)
        self.repair_button = _button(self._acts.repair)
        row = QHBoxLayout()
        row.addWidget(self.repair_button)
        row.addStretch(1)
        layout.addLayout(row)
        layout.addSpacing(SPACE // 2)
        layout.addWidget(self.facts)
        return frame

    def _fingerprint_card(self) -> QFrame:
        self._fingerprint_frame, layout = card(self.tr("Fingerprint"))
        self.fingerprint = LongText("key-fingerprint", self.tr("Fingerprint"), fixed=True)
        self.copy_fingerprint = tool_button(
            "copy-fingerprint", "copy", self.tr("Copy the fingerprint"), self._copy_fingerprint
        )
        self.picture = QLabel()
        self.picture.setObjectName("key-randomart")
        self.picture.setTextFormat(Qt.TextFormat.PlainText)
        self.picture.setFont(fixed_font(self.font()))
        self.picture.setAccessibleName(self.tr("Picture of the key"))
        self.picture.setVisible(False)
        self.picture_button = tool_button(
            "show-randomart", "view", self.tr("Show the picture of the key"), self._show_picture, checkable=True
        )
        row = QHBoxLayout()
        row.setSpacing(SPACE // 2)
        row.addWidget(self.fingerprint, 1)
        row.addWidget(self.copy_fingerprint)
        row.addWidget(self.picture_button)
        layout.addLayout(row)
        layout.addWidget(self.picture)
        return self._fingerprint_frame

    def _public_card(self) -> QFrame:
        self._public_frame, layout = card(self.tr("Public key, for servers and others"))
        self.public_line = LongText("key-public-line", self.tr("Public key"), fixed=True)
        layout.addWidget(self.public_line)
        return self._public_frame

    def _certificate_card(self) -> QFrame:
        self._certificate_frame, layout = card(self.tr("Certificate"))
        self.certificate = Facts("certificate")
        layout.addWidget(self.certificate)
        return self._certificate_frame

    def _uses_card(self) -> QFrame:
        self._uses_frame, layout = card(self.tr("Connections that name it"))
        self._uses = QVBoxLayout()
        self._uses.setSpacing(SPACE // 2)
        layout.addLayout(self._uses)
        return self._uses_frame

    # --- showing

    def show_key(self, key: KeyInfo, snapshot: Snapshot) -> None:
        """Show a key, or the same one anew."""
        if (key, snapshot.connections) == (self._key, self._snapshot.connections if self._snapshot else None):
            return
        self._key, self._snapshot = key, snapshot
        self.title.setText(key_name(key))
        self._show_state(key)
        self.fingerprint.show_text(printable(key.fingerprint))
        self.picture.setText(printable(key.randomart, keep_newlines=True))
        self.picture_button.setVisible(bool(key.randomart))
        self._show_picture()
        self._fingerprint_frame.setVisible(bool(key.fingerprint))
        self.public_line.show_text(_shortened(printable(key.public_line)))
        self._public_frame.setVisible(bool(key.public_line))
        self._show_certificate(key)
        self._show_uses(key, snapshot)
        self.show_acts()

    def show_acts(self) -> None:
        """The acts have changed."""
        self.add_button.setVisible(self._acts.add.isVisible())
        self.forget_button.setVisible(self._acts.forget.isVisible())
        self.repair_button.setVisible(self._key is not None and self._key.too_open)

    def _show_state(self, key: KeyInfo) -> None:
        _empty(self._marks)
        for mark in marks(key):
            if mark.sign != "connections":  # they have a card of their own
                self._marks.addWidget(_line(mark.sign if mark.meaning != "bad" else "state-failed", mark.said))
        self.facts.tell("type", self.tr("Type"), type_text(key))
        self.facts.tell("comment", self.tr("Comment"), printable(key.comment))
        self.facts.tell("path", self.tr("File"), shown_path(key.path))
        self.facts.tell("permissions", self.tr("Permissions"), printable(key.permissions))

    def _show_certificate(self, key: KeyInfo) -> None:
        found = key.certificate
        self._certificate_frame.setVisible(found is not None)
        if found is None:
            return
        tr = self.tr
        principals = ", ".join(printable(one) for one in found.principals)
        self.certificate.tell("id", tr("Id"), printable(found.key_id))
        self.certificate.tell("serial", tr("Serial"), str(found.serial) if found.serial else "")
        self.certificate.tell("principals", tr("Log in as"), principals or tr("anybody"))
        self.certificate.tell("validity", tr("Valid"), validity(found))
        self.certificate.tell("authority", tr("Signed by"), printable(found.authority), fixed=True)
        self.certificate.tell("file", tr("File"), shown_path(found.file) if found.file else "")

    def _show_uses(self, key: KeyInfo, snapshot: Snapshot) -> None:
        _empty(self._uses)
        users = [state for one in key.used_by if (state := snapshot.by_id(one)) is not None]
        for state in users:
            name = printable(state.connection.name)
            short = name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…"
            button = QPushButton(status_icon(state.status), short.replace("&", "&&"))
            button.setObjectName("key-user")
            button.setToolTip(tool_tip(self.tr("Show the connection {name}").format(name=name)))
            button.clicked.connect(_asking(self.show_connection.emit, state.connection.id))
            self._uses.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self._uses_frame.setVisible(bool(users))

    def _show_picture(self) -> None:
        self.picture.setVisible(self.picture_button.isChecked() and bool(self.picture.text()))

    def _copy_fingerprint(self) -> None:
        if self._key is not None:
            QApplication.clipboard().setText(self._key.fingerprint)

    @property
    def shown(self) -> str:
        """The identity of the key that is shown."""
        return identity(self._key) if self._key is not None else ""


def _button(action: QAction, *, primary: bool = False) -> QPushButton:
    """A button that does what the action does, while that can be done."""
    button = QPushButton(icon("upload", on_accent=True) if primary else action.icon(), action.text())
    button.setObjectName(f"{action.objectName()}-button")
    button.setProperty("primary", primary)
    button.clicked.connect(action.trigger)
    button.setEnabled(action.isEnabled())
    action.enabledChanged.connect(button.setEnabled)
    return button


def _line(sign: str, text: str) -> QWidget:
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


def _empty(layout: QVBoxLayout) -> None:
    while item := layout.takeAt(0):
        if (old := item.widget()) is not None:
            old.hide()
            old.deleteLater()


def _shortened(line: str) -> str:
    half = _LONGEST_LINE // 2
    return line if len(line) <= _LONGEST_LINE else f"{line[:half]}…{line[-half:]}"


def _asking(emit: Callable[[str], None], name: str) -> Callable[[], None]:
    return lambda: emit(name)
