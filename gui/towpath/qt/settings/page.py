"""The Settings page: the sections beside their list, and a search through all of them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QListWidget, QScrollArea, QVBoxLayout, QWidget

from towpath import __version__
from towpath.qt.bridge import Bridge
from towpath.qt.search_field import SearchField
from towpath.qt.settings.appearance import AppearanceSection
from towpath.qt.settings.browser import BrowserSection
from towpath.qt.settings.general import GeneralSection
from towpath.qt.settings.network import NetworkSection
from towpath.qt.settings.section import Section
from towpath.qt.settings.shortcuts import ShortcutsSection
from towpath.qt.settings.transfers import TransfersSection
from towpath.qt.theme import SPACE, MutedLabel, plain_label, scaled

_LETTERS = 130
"""Wider lines are hard to read."""
_SIDE_LETTERS = 22
"""Wide enough for the longest title."""


class SettingsPage(QWidget):
    """One section at a time; while there is something to search for, all rows that have it."""

    failed = Signal(object)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("settings-page")
        self.general = GeneralSection(bridge)
        self.network = NetworkSection(bridge)
        self.transfers = TransfersSection(bridge)
        self.browser = BrowserSection(bridge)
        self.appearance = AppearanceSection(bridge)
        self.shortcuts = ShortcutsSection(bridge)
        self.sections: tuple[Section, ...] = (
            self.general,
            self.network,
            self.transfers,
            self.browser,
            self.appearance,
            self.shortcuts,
        )
        for section in self.sections:
            section.failed.connect(self.failed)
        self._content = QWidget()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._make_list(bridge))
        row.addWidget(self._make_room(), 1)
        self.list.setCurrentRow(0)

    # --- building

    def _make_list(self, bridge: Bridge) -> QWidget:
        title = QLabel(self.tr("Settings"))
        title.setFont(scaled(title.font(), 1.35, strong=True))
        self.search = SearchField(bridge, "search-settings", self.tr("Search settings"), self)
        self.search.textChanged.connect(self._search)
        self.list = QListWidget()
        self.list.setObjectName("settings-sections")
        self.list.setAccessibleName(self.tr("Sections"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.addItems([section.title for section in self.sections])
        self.list.currentRowChanged.connect(self._show_section)
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(3 * SPACE, 3 * SPACE, 0, 2 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addWidget(title)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        column.addWidget(MutedLabel(self.tr("Towpath {version}").format(version=__version__)))
        self._side = box
        self._give_width()
        return box

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._give_width()

    def _give_width(self) -> None:
        letter = self.fontMetrics().averageCharWidth()
        self._side.setFixedWidth(_SIDE_LETTERS * letter + 3 * SPACE)
        self._content.setMaximumWidth(_LETTERS * letter)

    def _make_room(self) -> QScrollArea:
        self.nothing_found = plain_label()
        self.nothing_found.setObjectName("no-setting")
        content = self._content
        column = QVBoxLayout(content)
        column.setContentsMargins(4 * SPACE, 3 * SPACE, 3 * SPACE, 2 * SPACE)
        column.setSpacing(4 * SPACE)
        for section in self.sections:
            column.addWidget(section, 1 if section is self.shortcuts else 0)
        column.addWidget(self.nothing_found)
        column.addStretch(0)
        self._room = QScrollArea()
        self._room.setWidget(content)
        self._room.setWidgetResizable(True)
        self._room.setFrameShape(QFrame.Shape.NoFrame)
        self._room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return self._room

    # --- what is shown

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.list.doItemsLayout()  # its rows are as high as the style says only from now on

    def enter(self) -> None:
        """Take the keys."""
        self.list.setFocus()

    def show_section(self, section: Section) -> None:
        """This one alone."""
        self.search.clear()
        self.list.setCurrentRow(self.sections.index(section))

    def _show_section(self, row: int) -> None:
        if self.search.words:
            self.search.clear()  # which shows it
        else:
            self._show()
        self._room.verticalScrollBar().setValue(0)

    def _search(self) -> None:
        self._show()
        self._room.verticalScrollBar().setValue(0)

    def _show(self) -> None:
        words = self.search.words
        found = [section.search(words) for section in self.sections]
        for number, (section, some) in enumerate(zip(self.sections, found, strict=True)):
            section.setVisible(some if words else number == self.list.currentRow())
            self.list.item(number).setHidden(bool(words) and not some)
        nothing = bool(words) and not any(found)
        self.nothing_found.setText(
            self.tr("No setting has “{words}” in it.").format(words=self.search.text().strip()) if nothing else ""
        )
        self.nothing_found.setVisible(nothing)
