"""The right half of the page: all that is known of the chosen entry, and what to do about it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QWidget

from towpath.model.activity import Activity
from towpath.model.sentences.activity import advice, reason, told
from towpath.model.state import Snapshot
from towpath.model.text import printable
from towpath.qt.activity.activity_words import full_time, level_text, sign, whole_text
from towpath.qt.card import card
from towpath.qt.detail_parts import DetailPanel
from towpath.qt.facts import Facts
from towpath.qt.glyph import Glyph
from towpath.qt.icons import icon
from towpath.qt.long_text import LongText
from towpath.qt.theme import SPACE, plain_label, scaled, take_any_width


class ActivityDetail(DetailPanel):
    """Empty while nothing is chosen."""

    show_connection = Signal(str)
    """Carries the id of the connection that the entry is about."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("activity-detail", parent)
        self._entry: Activity | None = None
        self._connection = ""
        self._glyph = Glyph("info", 20, self)
        self.title = plain_label()
        self.title.setObjectName("activity-title")
        self.title.setFont(scaled(self.font(), 1.15, strong=True))
        take_any_width(self.title)
        top = QHBoxLayout()
        top.setSpacing(SPACE)
        top.addWidget(self._glyph)
        top.addWidget(self.title, 1)
        self.facts = Facts("activity-fact")
        self.why_card, why = card(self.tr("Why"))
        self.why = LongText("activity-why", self.tr("Why"))
        why.addWidget(self.why)
        self.advice_card, do = card(self.tr("What to do"))
        self.advice = LongText("activity-advice", self.tr("What to do"))
        do.addWidget(self.advice)
        self.connection_button = QPushButton(icon("connections"), self.tr("&Show the connection"))
        self.connection_button.setObjectName("show-activity-connection")
        self.connection_button.clicked.connect(lambda: self.show_connection.emit(self._connection))
        self.copy_button = QPushButton(icon("copy"), self.tr("Cop&y"))
        self.copy_button.setObjectName("copy-activity")
        self.copy_button.clicked.connect(self.copy)
        acts = QHBoxLayout()
        acts.setSpacing(SPACE)
        acts.addWidget(self.connection_button)
        acts.addWidget(self.copy_button)
        acts.addStretch(1)
        self.column.addLayout(top)
        self.column.addLayout(acts)
        self.column.addWidget(self.facts)
        self.column.addWidget(self.why_card)
        self.column.addWidget(self.advice_card)
        self.column.addStretch(1)
        self.show_entry(None, Snapshot())

    @property
    def shown(self) -> int:
        """The number of the entry; 0 for none."""
        return self._entry.number if self._entry is not None else 0

    def show_entry(self, entry: Activity | None, snapshot: Snapshot) -> None:
        """Everything about this one."""
        self._entry = entry
        self._content.setVisible(entry is not None)
        bar = Qt.ScrollBarPolicy.ScrollBarAlwaysOff if entry is None else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setVerticalScrollBarPolicy(bar)  # Qt scrolls what is hidden, too
        if entry is None:
            return
        live = snapshot.named(entry.connection) if entry.connection else None
        self._connection = live.connection.id if live else ""
        self._glyph.show_what(sign(entry))
        self.title.setText(told(entry))
        self.facts.tell("time", self.tr("Time"), full_time(entry))
        self.facts.tell("connection", self.tr("Connection"), printable(entry.connection))
        self.facts.tell("level", self.tr("Level"), level_text(entry.level))
        self.why.show_text(reason(entry))
        self.why_card.setVisible(bool(reason(entry)))
        self.advice.show_text(advice(entry))
        self.advice_card.setVisible(bool(advice(entry)))
        self.connection_button.setVisible(live is not None)

    def copy(self) -> None:
        """As text, to the clipboard."""
        if self._entry is not None:
            QApplication.clipboard().setText(whole_text(self._entry))
