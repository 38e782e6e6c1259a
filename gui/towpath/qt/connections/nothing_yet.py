"""What the page of connections shows while there is none: what one is, and the ways to the first."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from towpath.qt.glyph import Glyph
from towpath.qt.icons import icon
from towpath.qt.theme import SPACE, MutedLabel, scaled


class NothingYet(QWidget):
    """A few words, and a button for each way."""

    add_asked = Signal()
    paste_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = QLabel(self.tr("Add your first connection"))
        title.setFont(scaled(title.font(), 1.35, strong=True))
        text = MutedLabel(
            self.tr(
                "A connection is a machine you log in to, with the gateways on the way there.\n"
                "Its forwards make ports behind it reachable from this machine, by one click in the tray."
            )
        )
        text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        add = QPushButton(icon("add", on_accent=True), self.tr("&Add connection…"))
        add.setObjectName("add-first")
        add.setProperty("primary", True)
        add.clicked.connect(self.add_asked)
        paste = QPushButton(icon("paste"), self.tr("&Paste an ssh command…"))
        paste.setObjectName("paste-first")
        paste.clicked.connect(self.paste_asked)
        self.import_button = QPushButton(icon("import"), self.tr("&Import"))
        self.import_button.setObjectName("import-first")
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(SPACE)
        self.buttons.addWidget(add)
        self.buttons.addWidget(paste)
        self.buttons.addWidget(self.import_button)
        hint = MutedLabel(
            self.tr("Only looking around? `towpath demo` in a terminal starts a small network inside this machine.")
        )
        hint.setFont(scaled(hint.font(), 0.92))
        layout = QVBoxLayout(self)
        layout.setSpacing(2 * SPACE)
        layout.addStretch(2)
        for widget in (Glyph("connections", 72), title, text):
            layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addLayout(self.buttons)
        layout.setAlignment(self.buttons, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(hint, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)
