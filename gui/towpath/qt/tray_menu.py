"""The tray's menu: the daily way in.

It is changed in place and never rebuilt while open, because panels that show it over D-Bus remember the ids.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, Signal, SignalInstance
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from towpath.model.command import Command, RetryNow
from towpath.model.error import Problem, ProblemKind
from towpath.model.state import ConnectionState, Snapshot, Status
from towpath.model.text import printable
from towpath.qt.bridge import Bridge
from towpath.qt.forward_words import far_name, shared_mark, shared_text
from towpath.qt.icons import icon, status_icon
from towpath.qt.lost_logins import LostLogin, lost_logins
from towpath.qt.menu_text import menu_text
from towpath.qt.status import active, can_retry, overall_text, word
from towpath.qt.toggle import toggle_connection, toggle_forward
from towpath.qt.tray_browser import TrayBrowser


class TrayMenu(QObject):
    """State lines, what waits for the user, a check item (or submenu) for each connection, the browser switch, Open,
    Open files, Quit."""

    open_window = Signal()
    show_files = Signal()
    show_browser = Signal()
    quit = Signal()
    failed = Signal(object)
    """What was started by a click here went wrong, as a `Problem`."""

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.menu = QMenu()
        self.over_bus = False
        self._items: dict[str, _ConnectionItem] = {}
        self._state_line = self.menu.addAction("")
        self._state_line.setObjectName("tray-state")
        self._state_line.setEnabled(False)
        self._transfers = self._action("", "tray-transfers", self.show_files)
        self._transfers.setIcon(icon("queue"))
        self._retry = self.menu.addAction(icon("retry"), self.tr("Retry now"))
        self._retry.setObjectName("tray-retry")
        self._retry.triggered.connect(lambda: self.submit(RetryNow()))
        self._logins: dict[str, QAction] = {}
        """By the machine whose session was lost, however many connections share it."""
        self._after_logins = self.menu.addSeparator()
        self._after_connections = self.menu.addSeparator()
        opening = self._action(self.tr("Open Towpath"), "tray-open", self.open_window)
        self._browser = TrayBrowser(self.menu, opening, self.submit, self.show_browser)
        self._action(self.tr("Open files"), "tray-files", self.show_files)
        self._action(self.tr("Quit"), "tray-quit", self.quit)

    def _action(self, text: str, name: str, triggered: SignalInstance) -> QAction:
        action = self.menu.addAction(text)
        action.setObjectName(name)
        action.triggered.connect(triggered)
        return action

    def refresh(self, snapshot: Snapshot, *, over_bus: bool = False, transfers: str = "") -> None:
        """Show the snapshot; actions of connections that stay keep their identity. `transfers` says how far they are,
        while some are under way."""
        moved = over_bus != self.over_bus
        self.over_bus = over_bus
        self._state_line.setText(overall_text(snapshot))
        self._transfers.setVisible(bool(transfers))
        if transfers != self._transfers.text():
            self._transfers.setText(transfers)
        self._retry.setVisible(any(can_retry(state) for state in snapshot.connections))
        self._show_logins(lost_logins(snapshot))
        self._browser.refresh(snapshot, over_bus=over_bus)
        wanted = {state.connection.id: state for state in snapshot.connections}
        for connection_id, item in list(self._items.items()):
            state = wanted.get(connection_id)
            if state is None or not item.fits(state):
                item.remove(self.menu)
                del self._items[connection_id]
        before = self._after_connections
        for state in reversed(snapshot.connections):
            item_ = self._items.get(state.connection.id)
            if item_ is None:
                item_ = _ConnectionItem(self.menu, before, self, state)
                self._items[state.connection.id] = item_
            if item_.shown is not state or moved:
                item_.refresh(state)
            before = item_.entry

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

    def state_of(self, connection_id: str) -> ConnectionState | None:
        """How a connection is right now."""
        return self._bridge.snapshot.by_id(connection_id)

    def submit(self, command: Command) -> None:
        """Send what a click means; a failure is told by `failed`."""
        self._bridge.submit(command, self._done)

    def _done(self, problem: Problem | None) -> None:
        if problem is not None and problem.kind is not ProblemKind.CANCELLED:
            self.failed.emit(problem)


class _ConnectionItem:
    """One connection in the menu: a check item, or a submenu when it has several forwards."""

    def __init__(self, menu: QMenu, before: QAction, owner: TrayMenu, state: ConnectionState) -> None:
        self._owner = owner
        self._id = state.connection.id
        self._submenu: QMenu | None = None
        self._status: Status | None = None
        self.shown: ConnectionState | None = None
        self._forwards: dict[str, QAction] = {}
        if len(state.forwards) > 1:
            self._submenu = QMenu(menu)
            self.entry = menu.insertMenu(before, self._submenu)
            self._whole = self._submenu.addAction("")
            self._submenu.addSeparator()
        else:
            self.entry = self._whole = QAction(menu)
            menu.insertAction(before, self.entry)
        self._prepare(self._whole, f"tray-{self._id}", self._toggle)

    def fits(self, state: ConnectionState) -> bool:
        """Whether the kind of item is still the right one."""
        return (self._submenu is not None) == (len(state.forwards) > 1)

    def remove(self, menu: QMenu) -> None:
        """Take it out of the menu."""
        menu.removeAction(self.entry)
        if self._submenu is not None:
            self._submenu.deleteLater()
        else:
            self.entry.deleteLater()

    def refresh(self, state: ConnectionState) -> None:
        """Bring texts and checks up to date; this also undoes the check that Qt toggled by itself at a click."""
        self.shown = state
        status = state.status
        name = state.connection.name
        mark = shared_text(state)
        if self._submenu is None:
            if state.forwards and state.forwards[0].forward.label:
                name = f"{name}: {state.forwards[0].forward.label}"
            self._show(self._whole, name, status, mark)
            return
        self._submenu.setTitle(self._text(name, status, mark))
        if status is not self._status:
            self._status = status
            self._submenu.setIcon(status_icon(status))
        self._show(self._whole, QCoreApplication.translate("Tray", "Connection"), state.status, "")
        for forward in state.forwards:
            if forward.forward.id not in self._forwards:
                action = self._submenu.addAction("")
                self._forwards[forward.forward.id] = action
                self._prepare(action, f"tray-{self._id}-{forward.forward.id}", self._toggler(forward.forward.id))
            mark = shared_mark(forward.forward.kind, far_name(state.connection)) if forward.is_shared else ""
            self._show(self._forwards[forward.forward.id], forward.forward.name, forward.status, mark)
        for forward_id in self._forwards.keys() - {forward.forward.id for forward in state.forwards}:
            gone = self._forwards.pop(forward_id)
            self._submenu.removeAction(gone)
            gone.deleteLater()

    def _prepare(self, action: QAction, name: str, triggered: Callable[[], None]) -> None:
        action.setCheckable(True)
        action.setObjectName(name)
        action.triggered.connect(triggered)

    def _text(self, name: str, status: Status, mark: str) -> str:
        text = f"{name} — {word(status)}"
        return menu_text(f"{text}, {mark}" if mark else text, over_bus=self._owner.over_bus)

    def _show(self, action: QAction, name: str, status: Status, mark: str) -> None:
        action.setText(self._text(name, status, mark))
        action.setChecked(active(status))

    def _toggler(self, forward_id: str) -> Callable[[], None]:
        return lambda: self._toggle_forward(forward_id)

    def _toggle(self) -> None:
        state = self._owner.state_of(self._id)
        if state is None:
            return
        self.refresh(state)
        # A single forward is what the item stands for, also when it does not come up by itself.
        only = (state.forwards[0].forward.id,) if len(state.forwards) == 1 else ()
        self._owner.submit(toggle_connection(state, only))

    def _toggle_forward(self, forward_id: str) -> None:
        state = self._owner.state_of(self._id)
        forward = next((f for f in state.forwards if f.forward.id == forward_id), None) if state else None
        if state is None or forward is None:
            return
        self.refresh(state)
        self._owner.submit(toggle_forward(state, forward))
