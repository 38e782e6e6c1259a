"""The browser switch in the tray's menu: Off, Rules, or everything through one of the connections."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, SignalInstance
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from towpath.model.browsing import BrowserCommand, SetBrowserMode, StartBrowser, SystemProxyStatus
from towpath.model.site_rule import BrowserMode
from towpath.model.state import Snapshot, Status
from towpath.model.text import printable, sentence
from towpath.qt.browser.words import mode_text, trouble_text
from towpath.qt.icons import icon, status_icon
from towpath.qt.menu_text import menu_text


def _tr(text: str) -> str:
    return QCoreApplication.translate("TrayBrowser", text)


class TrayBrowser:
    """A submenu that is changed in place. Hidden while there is nothing to switch."""

    def __init__(
        self, menu: QMenu, before: QAction, submit: Callable[[BrowserCommand], None], show_page: SignalInstance
    ) -> None:
        self._submit = submit
        self._snapshot = Snapshot()
        self._over_bus = False
        self._looks: object = None
        self._in_trouble = False
        self.menu = QMenu(menu)
        self.entry = menu.insertMenu(before, self.menu)
        self.entry.setObjectName("tray-browser")
        self.entry.setIcon(icon("compass"))
        self._trouble = self.menu.addAction("")
        self._trouble.setObjectName("tray-browser-trouble")
        self._trouble.setEnabled(False)
        self._again = self.menu.addAction(icon("retry"), "")
        self._again.setObjectName("tray-browser-again")
        self._again.triggered.connect(lambda: self._turn(self._snapshot.browser.mode, ""))
        self._after_trouble = self.menu.addSeparator()
        self._group = QActionGroup(self.menu)
        self._modes = {
            BrowserMode.OFF: self._switch(_tr("Off"), "tray-browser-off", BrowserMode.OFF),
            BrowserMode.RULES: self._switch(_tr("Rules"), "tray-browser-rules", BrowserMode.RULES),
        }
        self._after_modes = self.menu.addSeparator()
        self._through: dict[str, QAction] = {}
        """Everything through the connection with this id."""
        start = self.menu.addAction(icon("browser-window"), _tr("Open a browser by the rules"))
        start.setObjectName("tray-browser-start")
        start.triggered.connect(lambda: self._submit(StartBrowser()))
        page = self.menu.addAction(_tr("Rules and sites…"))
        page.setObjectName("tray-browser-page")
        page.triggered.connect(show_page)

    def refresh(self, snapshot: Snapshot, *, over_bus: bool) -> None:
        """Show the snapshot; panels are told only of what is new."""
        browser = snapshot.browser
        connections = [(state.connection.id, state.connection.name) for state in snapshot.connections]
        looks = (browser.mode, browser.everything_via, browser.system, bool(browser.rules), connections, over_bus)
        if looks == self._looks:
            return
        self._looks, self._snapshot, self._over_bus = looks, snapshot, over_bus
        self.entry.setVisible(bool(connections or browser.rules or browser.mode is not BrowserMode.OFF))
        trouble = trouble_text(browser.system)
        text = _tr("Browser — {mode}").format(mode=mode_text(browser, snapshot))
        self.menu.setTitle(self._text(f"{text}, {trouble}" if trouble else text))
        if bool(trouble) != self._in_trouble:
            self._in_trouble = bool(trouble)
            self.entry.setIcon(status_icon(Status.DEGRADED) if trouble else icon("compass"))
        self._show_trouble(sentence(trouble), browser.system.status)
        self._show_connections(connections)
        self._show_checks()

    def _show_trouble(self, text: str, status: SystemProxyStatus) -> None:
        self._trouble.setText(self._text(text))
        taken = status is SystemProxyStatus.TAKEN
        self._again.setText(_tr("Take it back") if taken else _tr("Try again"))
        for action in (self._trouble, self._again, self._after_trouble):
            action.setVisible(bool(text))

    def _show_connections(self, connections: list[tuple[str, str]]) -> None:
        wanted = dict(connections)
        for connection_id in self._through.keys() - wanted.keys():
            gone = self._through.pop(connection_id)
            self._group.removeAction(gone)
            self.menu.removeAction(gone)
            gone.deleteLater()
        before = self._after_modes
        for connection_id, name in reversed(connections):
            action = self._through.get(connection_id)
            if action is None:
                action = self._switch("", f"tray-browser-{connection_id}", BrowserMode.EVERYTHING, connection_id)
                self.menu.removeAction(action)
                self.menu.insertAction(before, action)
                self._through[connection_id] = action
            text = _tr("Everything through {name}").format(name=printable(name))
            action.setText(self._text(text))
            before = action

    def _switch(self, text: str, name: str, mode: BrowserMode, via: str = "") -> QAction:
        action = self.menu.addAction(text)
        action.setObjectName(name)
        action.setCheckable(True)
        action.triggered.connect(lambda: self._chosen(mode, via))
        self._group.addAction(action)
        return action

    def _show_checks(self) -> None:
        browser = self._snapshot.browser
        everything = browser.mode is BrowserMode.EVERYTHING
        for mode, action in self._modes.items():
            action.setChecked(mode is browser.mode)
        for connection_id, action in self._through.items():
            action.setChecked(everything and connection_id == browser.everything_via)

    def _chosen(self, mode: BrowserMode, via: str) -> None:
        self._show_checks()  # the engine's state decides, not the click
        self._turn(mode, via)

    def _turn(self, mode: BrowserMode, via: str) -> None:
        self._submit(SetBrowserMode(mode=mode, via=via))

    def _text(self, text: str) -> str:
        return menu_text(text, over_bus=self._over_bus)
