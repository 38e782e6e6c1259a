"""The Browser page: the switch on top, below it the rules, and below these what browsers asked for, and why."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter, QTabWidget, QVBoxLayout, QWidget

from towpath.qt.bridge import Bridge
from towpath.qt.browser.rule_panel import RulePanel
from towpath.qt.browser.sites_view import SitesView
from towpath.qt.browser.status_strip import StatusStrip
from towpath.qt.browser.tester import SiteTester
from towpath.qt.reading_order import focus_next
from towpath.qt.theme import SPACE


class BrowserPage(QWidget):
    """Lives in the main window."""

    failed = Signal(object)
    """An act of the user that the engine refused, as a `Problem`."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("browser-page")
        self.strip = StatusStrip(bridge)
        self.rules = RulePanel(bridge)
        self.addAction(self.rules.acts.add)
        self.sites = SitesView(bridge)
        self.tester = SiteTester(bridge)
        for asks in (self.tester, self.sites):
            asks.show_rule.connect(self.rules.show_rule)
        self.sites.explain.connect(self.explain)
        for part in (self.strip, self.rules, self.sites, self.tester):
            part.failed.connect(self.failed)
        self.below = QTabWidget()
        self.below.setObjectName("browser-lower")
        self.below.addTab(self.sites, self.tr("Sites &just seen"))
        self.below.addTab(self.tester, self.tr("&Why does a site go that way?"))
        self.rows = QSplitter(Qt.Orientation.Vertical)
        self.rows.setObjectName("rules-and-sites")
        self.rows.setHandleWidth(SPACE)
        self.rows.setChildrenCollapsible(False)
        self.rows.addWidget(self.rules)
        self.rows.addWidget(self.below)
        self.rows.setStretchFactor(0, 1)
        self.rows.setStretchFactor(1, 1)
        self.rows.setSizes([1, 1])  # as far as their least heights let it
        content = QWidget()
        inside = QVBoxLayout(content)
        inside.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        inside.setSpacing(2 * SPACE)
        inside.addWidget(self.strip)
        inside.addWidget(self.rows, 1)
        room = QScrollArea()  # a small window, or a large font
        room.setWidget(content)
        room.setWidgetResizable(True)
        room.setFrameShape(QFrame.Shape.NoFrame)
        room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(room)

    def enter(self) -> None:
        """Give the keys to the page."""
        self.rules.enter()

    def explain(self, site: str) -> None:
        """Tell why a site goes the way it goes."""
        self.below.setCurrentIndex(1)
        self.tester.explain(site)

    def focusNextPrevChild(self, forward: bool) -> bool:
        return focus_next(self, forward=forward) or super().focusNextPrevChild(forward)
