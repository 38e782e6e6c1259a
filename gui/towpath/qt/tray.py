"""The icon in the panel and its menu: the daily way in.

The menu is changed in place and never rebuilt while open, because panels that show it over D-Bus remember the ids.
"""

from __future__ import annotations

import html
import sys
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance
from PySide6.QtDBus import QDBusConnection, QDBusServiceWatcher
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from towpath.model.command import Command
from towpath.model.error import Problem, ProblemKind
from towpath.model.state import ConnectionState, Snapshot, Status
from towpath.model.words import explain
from towpath.qt.bridge import Bridge, Changes
from towpath.qt.icons import app_icon, status_icon
from towpath.qt.status import active, overall_status, overall_text, word
from towpath.qt.toggle import toggle_connection, toggle_forward

_WATCHER = "org.kde.StatusNotifierWatcher"
_GLYPHS = {
    Status.OFF: "tray-off",
    Status.UP: "tray-up",
    Status.CONNECTING: "tray-busy",
    Status.RETRYING: "tray-busy",
    Status.WAITING_FOR_NETWORK: "tray-busy",
    Status.WAITING_FOR_USER: "tray-asking",
    Status.DEGRADED: "tray-trouble",
    Status.FAILED: "tray-trouble",
}


class TrayHost(QObject):
    """Keeps one `QSystemTrayIcon` alive, whenever a panel turns up.

    An icon made before the first StatusNotifierItem watcher is there would never appear in it: it is made anew then.
    """

    activated = Signal()
    moved = Signal()
    """The icon went over to a panel of the other kind: `over_bus` is another now."""

    def __init__(self, menu: QMenu, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._menu = menu
        self._icon = QIcon()
        self._tool_tip = ""
        self._tray: QSystemTrayIcon | None = None
        self.over_bus = False
        """Whether the panel draws menu and messages itself, from what it is told over D-Bus."""
        bus = QDBusConnection.sessionBus()
        if sys.platform == "linux" and bus.isConnected():
            self.over_bus = bool(bus.interface().isServiceRegistered(_WATCHER).value())
            mode = QDBusServiceWatcher.WatchModeFlag.WatchForRegistration
            self._watch = QDBusServiceWatcher(_WATCHER, bus, mode, self)
            self._watch.serviceRegistered.connect(self._watcher_came)

    @property
    def available(self) -> bool:
        """Whether there is a panel that shows the icon right now. (`isVisible()` is true without one.)"""
        return QSystemTrayIcon.isSystemTrayAvailable()

    def show(self, icon: QIcon, tool_tip: str) -> None:
        """Show, or change, icon and tool tip."""
        self._icon, self._tool_tip = icon, tool_tip
        if self._tray is None:
            self._make()
        else:
            self._tray.setIcon(icon)
            self._tray.setToolTip(tool_tip)

    def say(self, problem: Problem) -> None:
        """Tell of a failure beside the icon: nobody looks at the window after a click in the tray."""
        if self._tray is not None and self.available:
            words = explain(problem)
            text = "\n".join(part for part in (words.why, words.to_do) if part)
            # Over D-Bus the text, but not the title, may hold markup (Desktop Notifications Specification).
            self._tray.showMessage(words.what, html.escape(text) if self.over_bus else text, self._icon)

    def hide(self) -> None:
        """Leave the panel."""
        if self._tray is not None:
            self._tray.hide()
            self._tray.setContextMenu(None)  # type: ignore[arg-type]  # the stub forgets that None unsets it
            self._tray.deleteLater()
            self._tray = None

    def _make(self) -> None:
        self.hide()
        self._tray = QSystemTrayIcon(self._icon, self)
        self._tray.setToolTip(self._tool_tip)
        self._tray.setContextMenu(self._menu)
        self._tray.activated.connect(self._clicked)
        self._tray.show()

    def _watcher_came(self) -> None:
        if not self.over_bus:
            self.over_bus = True
            self.moved.emit()
            QTimer.singleShot(0, self._make)

    def _clicked(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        # On macOS a click opens the menu as well.
        if reason == QSystemTrayIcon.ActivationReason.Trigger and sys.platform != "darwin":
            self.activated.emit()


class TrayMenu(QObject):
    """State line, a check item (or submenu) for each connection, Open, Quit."""

    open_window = Signal()
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
        self.menu.addSeparator()
        self._after_connections = self.menu.addSeparator()
        self._action(self.tr("Open Towpath"), "tray-open", self.open_window)
        self._action(self.tr("Quit"), "tray-quit", self.quit)

    def _action(self, text: str, name: str, triggered: SignalInstance) -> None:
        action = self.menu.addAction(text)
        action.setObjectName(name)
        action.triggered.connect(triggered)

    def refresh(self, snapshot: Snapshot, *, over_bus: bool = False) -> None:
        """Show the snapshot; actions of connections that stay keep their identity."""
        self.over_bus = over_bus
        self._state_line.setText(overall_text(snapshot))
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
            item_.refresh(state)
            before = item_.entry

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
        status = state.status
        name = state.connection.name
        if self._submenu is None:
            if state.forwards and state.forwards[0].forward.label:
                name = f"{name}: {state.forwards[0].forward.label}"
            self._show(self._whole, name, status)
            return
        self._submenu.setTitle(self._text(name, status))
        self._submenu.setIcon(status_icon(status))
        self._show(self._whole, self._submenu.tr("Connection"), state.status)
        for forward in state.forwards:
            if forward.forward.id not in self._forwards:
                action = self._submenu.addAction("")
                self._forwards[forward.forward.id] = action
                self._prepare(action, f"tray-{self._id}-{forward.forward.id}", self._toggler(forward.forward.id))
            self._show(self._forwards[forward.forward.id], forward.forward.name, forward.status)
        for forward_id in self._forwards.keys() - {forward.forward.id for forward in state.forwards}:
            gone = self._forwards.pop(forward_id)
            self._submenu.removeAction(gone)
            gone.deleteLater()

    def _prepare(self, action: QAction, name: str, triggered: Callable[[], None]) -> None:
        action.setCheckable(True)
        action.setObjectName(name)
        action.triggered.connect(triggered)

    def _text(self, name: str, status: Status) -> str:
        return _menu_text(f"{name} — {word(status)}", over_bus=self._owner.over_bus)

    def _show(self, action: QAction, name: str, status: Status) -> None:
        action.setText(self._text(name, status))
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


def _menu_text(text: str, *, over_bus: bool) -> str:
    """What makes a menu show `text`, without taking a part of it for the mark of a key (com.canonical.dbusmenu, label).

    Over D-Bus that mark is `_`. Qt makes one of the first `&` (so that `&&` becomes `_&`, which is shown as `&`) but
    leaves everything else as it is.
    """
    return text.replace("_", "__").replace("&", "&&", 1) if over_bus else text.replace("&", "&&")


class Tray(QObject):
    """Icon and menu together, following the engine."""

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.content = TrayMenu(bridge, self)
        self.host = TrayHost(self.content.menu, self)
        self._icons = {name: app_icon(name) for name in set(_GLYPHS.values())}
        self.content.failed.connect(self.host.say)
        self.host.moved.connect(lambda: self._refresh(Changes()))
        bridge.changed.connect(self._refresh)
        self._refresh(Changes())

    def _refresh(self, _changes: Changes) -> None:
        snapshot = self._bridge.snapshot
        self.content.refresh(snapshot, over_bus=self.host.over_bus)
        glyph = _GLYPHS[overall_status(snapshot.connections)]
        self.host.show(self._icons[glyph], f"Towpath: {overall_text(snapshot)}")
