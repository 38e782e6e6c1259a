"""The page of connections while there are none: the welcome, or what one can do to get the first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from towpath.qt.bridge import Bridge
from towpath.qt.connections.nothing_yet import NothingYet
from towpath.qt.welcome.welcome import Welcome


class FirstPage(QWidget):
    """Looks for what there is when it is first shown, unless the welcome was answered before."""

    def __init__(self, bridge: Bridge, imports: Sequence[QAction], parent: QWidget | None = None) -> None:
        """`imports` are the ways to bring connections in."""
        super().__init__(parent)
        self._bridge = bridge
        self._looked = False
        self.nothing_yet = NothingYet()
        menu = QMenu(self.nothing_yet.import_button)
        menu.addActions(imports)
        self.nothing_yet.import_button.setMenu(menu)
        self.welcome = Welcome(bridge)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.nothing_yet)
        self.stack.addWidget(self.welcome)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.stack)
        self.welcome.ready.connect(self._offer)
        self.welcome.declined.connect(lambda: self.stack.setCurrentIndex(0))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._looked and not self._bridge.snapshot.settings.hosts.welcomed:
            self._looked = True
            self.welcome.look()

    def _offer(self, something: bool) -> None:
        if something:
            self.stack.setCurrentIndex(1)
            if self.isVisible():
                self.welcome.add_button.setFocus()
