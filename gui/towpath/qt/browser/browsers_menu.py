"""Open a browser that has a profile of its own: by the rules, or all of it through one connection."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from towpath.model.browsing import BrowsersFound, FindBrowsers, InstalledBrowser, StartBrowser
from towpath.model.error import Problem
from towpath.model.event import Reported
from towpath.model.text import printable
from towpath.qt.bridge import Answer, Bridge
from towpath.qt.files.dialogs.frame import new_request
from towpath.qt.icons import icon, status_icon
from towpath.qt.menu_text import menu_text


class BrowserButton(QPushButton):
    """Its menu lists what is installed. Installed while the window is open is found when the menu is opened again."""

    failed = Signal(object)

    def __init__(self, bridge: Bridge, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(icon("browser-window"), text or "", parent)
        self._bridge = bridge
        self.setText(text or self.tr("Open a &browser"))
        self.setObjectName("open-browser")
        self.setToolTip(self.tr("A browser with a profile of its own, in which nothing goes another way"))
        self.browsers: tuple[InstalledBrowser, ...] | None = None
        """Those that were found; None before the first answer."""
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._open)
        self.setMenu(self._menu)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.browsers is None:
            self._find()

    def _open(self) -> None:
        self._fill()
        self._find()

    def _find(self) -> None:
        self._bridge.ask(FindBrowsers(request=new_request(), asker=self._bridge.asker), self._hear, self._ended)

    def _hear(self, answer: Answer) -> None:
        if isinstance(answer, Reported) and isinstance(answer.report, BrowsersFound):
            found, self.browsers = self.browsers != answer.report.browsers, answer.report.browsers
            if found and self._menu.isVisible():
                self._fill()

    def _ended(self, problem: Problem | None) -> None:
        if problem is not None:
            self.failed.emit(problem)

    def _fill(self) -> None:
        self._menu.clear()
        if self.browsers is None:
            self._say(self.tr("Looking for browsers…"))
            return
        if not self.browsers:
            self._say(self.tr("No browser was found that can have a profile of its own."))
            self._say(self.tr("Install Chromium, Chrome, Edge, Brave, Vivaldi or Firefox."))
            return
        for browser in self.browsers:
            self._add(self._menu, self.tr("{browser}, by the rules"), StartBrowser(browser=browser.id), browser)
        self._menu.addSeparator()
        for state in self._bridge.snapshot.connections:
            command = StartBrowser(connection=state.connection.id)
            through = self.tr("All through {name}").format(name=menu_text(printable(state.connection.name)))
            if len(self.browsers) == 1:
                action = self._add(self._menu, through, replace(command, browser=self.browsers[0].id))
                action.setIcon(status_icon(state.status))
                continue
            submenu = self._menu.addMenu(status_icon(state.status), through)
            for browser in self.browsers:
                self._add(submenu, "{browser}", replace(command, browser=browser.id), browser)

    def _say(self, text: str) -> None:
        self._menu.addAction(text).setEnabled(False)

    def _add(self, menu: QMenu, text: str, command: StartBrowser, browser: InstalledBrowser | None = None) -> QAction:
        action = menu.addAction(text.format(browser=menu_text(printable(browser.name))) if browser else text)
        action.triggered.connect(lambda: self._bridge.submit(command, self._ended))
        return action
