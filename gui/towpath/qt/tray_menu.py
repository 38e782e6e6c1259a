"""The tray's menu: the daily way in.

It is changed in place and never rebuilt while open, because panels that show it over D-Bus remember the ids.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal, SignalInstance
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from towpath.model.command import Command, Down, RetryNow, Up
from towpath.model.desktop import BringBack
from towpath.model.error import Problem, ProblemKind
from towpath.model.state import ConnectionState, Snapshot
from towpath.model.text import printable
from towpath.qt.bridge import Bridge
from towpath.qt.icons import icon
from towpath.qt.lost_logins import LostLogin, lost_logins
from towpath.qt.menu_text import menu_text
from towpath.qt.status import can_retry, overall_text
from towpath.qt.tray_apps import TrayApps
from towpath.qt.tray_browser import TrayBrowser
from towpath.qt.tray_connections import TrayConnections


class TrayMenu(QObject):
    """State lines, what waits for the user, the connections, the browser switch, web applications, what opens the
    window and its pages, Quit."""

    open_window = Signal()
    open_app = Signal()
    show_files = Signal()
    quick_connect = Signal()
    show_settings = Signal()
    show_browser = Signal()
    quit = Signal()
    failed = Signal(object, str)
    """What was started by a click here went wrong, as a `Problem`; with the id of the connection, if it was one."""

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.menu = QMenu()
        self.over_bus = False
        self._state_line = self.menu.addAction("")
        self._state_line.setObjectName("tray-state")
        self._state_line.setEnabled(False)
        self._transfers = self._action("", "tray-transfers", self.show_files)
        self._transfers.setIcon(icon("queue"))
        self._retry = self.menu.addAction(icon("retry"), self.tr("Retry now"))
        self._retry.setObjectName("tray-retry")
        self._retry.triggered.connect(lambda: self.submit(RetryNow()))
        self._bring_back = self.menu.addAction(icon("connect"), "")
        self._bring_back.setObjectName("tray-bring-back")
        self._bring_back.triggered.connect(lambda: self.submit(BringBack(accepted=True)))
        self._logins: dict[str, QAction] = {}
        """By the machine whose session was lost, however many connections share it."""
        self._after_logins = self.menu.addSeparator()
        after_connections = self.menu.addSeparator()
        self._connections = TrayConnections(self.menu, after_connections, self.submit, self._state_of)
        opening = self._action(self.tr("Open Towpath"), "tray-open", self.open_window)
        self._browser = TrayBrowser(self.menu, opening, self.submit, self.show_browser)
        self._apps = TrayApps(self.menu, opening, self.submit, self.open_app)
        self._action(self.tr("Open files"), "tray-files", self.show_files)
        self._action(self.tr("Quick connect…"), "tray-quick-connect", self.quick_connect)
        self._action(self.tr("Settings…"), "tray-settings", self.show_settings)
        self.menu.addSeparator()
        self._action(self.tr("Quit"), "tray-quit", self.quit)

    def _action(self, text: str, name: str, triggered: SignalInstance) -> QAction:
        action = self.menu.addAction(text)
        action.setObjectName(name)
        action.triggered.connect(triggered)
        return action

    def refresh(self, snapshot: Snapshot, *, over_bus: bool = False, transfers: str = "") -> None:
        """Show the snapshot; actions of connections that stay keep their identity. `transfers` says how far they are,
        while some are under way."""
        self.over_bus = over_bus
        self._state_line.setText(overall_text(snapshot))
        self._transfers.setVisible(bool(transfers))
        if transfers != self._transfers.text():
            self._transfers.setText(transfers)
        self._retry.setVisible(any(can_retry(state) for state in snapshot.connections))
        self._show_offer(len(snapshot.to_bring_back))
        self._show_logins(lost_logins(snapshot))
        self._connections.refresh(snapshot.connections, over_bus=over_bus)
        self._browser.refresh(snapshot, over_bus=over_bus)
        self._apps.refresh(snapshot, over_bus=over_bus)

    def _show_offer(self, count: int) -> None:
        self._bring_back.setVisible(count > 0)
        text = self.tr("Connect again what was up ({n})").format(n=count)
        if count and text != self._bring_back.text():
            self._bring_back.setText(text)

    def _show_logins(self, lost: dict[str, LostLogin]) -> None:
        for subject in [known for known in self._logins if known not in lost]:
            gone = self._logins.pop(subject)
            self.menu.removeAction(gone)
            gone.deleteLater()
        for subject, login in lost.items():
            if subject not in self._logins:
                action = QAction(icon("key"), "", self.menu)
                action.setObjectName(f"tray-login-{subject}")
                action.triggered.connect(self._logger_in(login.connection))
                self.menu.insertAction(self._after_logins, action)
                self._logins[subject] = action
            text = self.tr("Log in to {machine} again…").format(machine=printable(subject))
            self._logins[subject].setText(menu_text(text, over_bus=self.over_bus))

    def _logger_in(self, connection_id: str) -> Callable[[], None]:
        return lambda: self.submit(RetryNow(connection=connection_id))

    def _state_of(self, connection_id: str) -> ConnectionState | None:
        return self._bridge.snapshot.by_id(connection_id)

    def submit(self, command: Command) -> None:
        """Send what a click means; a failure is told by `failed`."""
        connection = command.connection if isinstance(command, Up | Down | RetryNow) else ""
        self._bridge.submit(command, partial(self._done, connection))

    def _done(self, connection: str, problem: Problem | None) -> None:
        if problem is not None and problem.kind is not ProblemKind.CANCELLED:
            self.failed.emit(problem, connection)
