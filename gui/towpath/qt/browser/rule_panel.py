"""The rules with what can be done about them; words in their place while there are none."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from towpath.qt.bridge import Bridge, Changes
from towpath.qt.browser.browsers_menu import BrowserButton
from towpath.qt.browser.rule_acts import RuleActs
from towpath.qt.browser.rule_files import RuleFiles
from towpath.qt.browser.rule_model import RuleModel
from towpath.qt.browser.rule_table import RuleTable
from towpath.qt.glyph import Glyph
from towpath.qt.icons import icon
from towpath.qt.search_field import SearchField
from towpath.qt.theme import SPACE, MutedLabel, scaled
from towpath.qt.tool_button import tool_button

_TICK_MS = 10_000


class RulePanel(QWidget):
    """Follows the snapshot. Everything it does goes through the bridge."""

    failed = Signal(object)
    """An act of the user that the engine refused, as a `Problem`."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.model = RuleModel(self)
        self.table = RuleTable(self.model, "site-rules")
        self.acts = RuleActs(bridge, self.model, self.table)
        self.acts.failed.connect(self.failed)
        self.nothing_found = MutedLabel(self.tr("No rule has these words"))
        self.nothing_found.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE)
        layout.addWidget(self._make_header())
        self.stack = QStackedWidget()
        for page in (self.table, self.nothing_found, self._empty_page()):
            self.stack.addWidget(page)
        layout.addWidget(self.stack, 1)
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MS)
        self._tick.timeout.connect(self.model.tick)
        bridge.changed.connect(self._refresh)
        self._refresh(Changes(browser=True))

    # --- building

    def _make_header(self) -> QWidget:
        title = QLabel(self.tr("Rules"))
        title.setFont(scaled(title.font(), 1.15, strong=True))
        self.note = MutedLabel(self.tr("The first that fits decides"))
        self.filter = SearchField(self._bridge, "rule-filter", self.tr("Search rules"), self)
        self.filter.textChanged.connect(self._filter)
        self.filter.setMaximumWidth(32 * SPACE)
        self.add_button = QPushButton(icon("add"), self.tr("&Add"))
        self.add_button.setObjectName("add-rule-button")
        self.add_button.setToolTip(self.tr("Add a rule…"))
        self.add_button.clicked.connect(self.acts.add.trigger)
        self.more = tool_button("rules-more", "more", self.tr("Import and export"))
        menu = QMenu(self.more)
        self.files = RuleFiles(self._bridge, menu, self)
        self.files.failed.connect(self.failed)
        self.more.setMenu(menu)
        self.header = QWidget()
        row = QHBoxLayout(self.header)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        row.addWidget(title)
        row.addWidget(self.note, 1)
        row.addWidget(self.filter, 1)
        row.addWidget(self.add_button)
        row.addWidget(self.more)
        return self.header

    def _empty_page(self) -> QWidget:
        page = QWidget()
        title = QLabel(self.tr("Which sites go through which connection?"))
        title.setFont(scaled(title.font(), 1.15, strong=True))
        text = MutedLabel(
            self.tr(
                "A rule says it for a domain, a host or a network; what has no rule goes direct.\n"
                "Or open a browser that goes through one connection with all it does: it needs no rules."
            )
        )
        text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.add_first = QPushButton(icon("add", on_accent=True), self.tr("&Add a rule…"))
        self.add_first.setObjectName("add-first-rule")
        self.add_first.setProperty("primary", True)
        self.add_first.clicked.connect(self.acts.add.trigger)
        import_ = QPushButton(icon("import"), self.tr("&Import…"))
        import_.setObjectName("import-first")
        import_.clicked.connect(self.files.ask_for_file)
        self.browser_button = BrowserButton(self._bridge, self.tr("O&pen a browser"))
        self.browser_button.setObjectName("open-first-browser")
        self.browser_button.failed.connect(self.failed)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE)
        buttons.addStretch(1)
        for button in (self.add_first, import_, self.browser_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout = QVBoxLayout(page)
        layout.setSpacing(SPACE + 4)
        layout.addStretch(2)
        layout.addWidget(Glyph("compass", 48), 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(title, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(text, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addLayout(buttons)
        layout.addStretch(3)
        return page

    # --- showing

    def show_rule(self, rule_id: str) -> None:
        """Select a rule, also one that is filtered out now."""
        if not self.model.index_of(rule_id).isValid():
            self.filter.clear()
        self.table.choose([rule_id])
        self.table.setFocus()

    def enter(self) -> None:
        """Give the keys to the rules, or to what makes the first."""
        (self.table if self._bridge.snapshot.browser.rules else self.add_first).setFocus()

    def _refresh(self, changes: Changes) -> None:
        if changes.browser or changes.connections:
            snapshot = self._bridge.snapshot
            self.model.show(snapshot.browser.rules, snapshot)
            self.acts.refresh()
            self._show_emptiness()

    def _filter(self, text: str) -> None:
        self.model.filter(text)
        self.acts.refresh()
        self._show_emptiness()

    def _show_emptiness(self) -> None:
        some = bool(self._bridge.snapshot.browser.rules)
        self.header.setVisible(some)
        self.stack.setCurrentIndex(2 if not some else 0 if self.model.rowCount() else 1)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.model.tick()
        self._tick.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._tick.stop()
