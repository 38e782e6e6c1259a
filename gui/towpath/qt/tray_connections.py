"""The connections in the tray's menu: favourites first, then the others, those that are too many in a submenu."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from towpath.model.command import Command
from towpath.model.state import ConnectionState, ForwardState, Status
from towpath.qt.forward_words import far_name, shared_mark, shared_text
from towpath.qt.icons import icon, status_icon
from towpath.qt.menu_text import menu_text
from towpath.qt.status import active, word
from towpath.qt.toggle import toggle_connection, toggle_forward
from towpath.qt.web_app_words import is_app_forward

MOST_OTHERS = 15
"""Beside the favourites; a menu that is higher than the screen is of little use."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("TrayConnections", text)


class TrayConnections:
    """Changed in place, before the action `before`."""

    def __init__(
        self,
        menu: QMenu,
        before: QAction,
        submit: Callable[[Command], None],
        state_of: Callable[[str], ConnectionState | None],
    ) -> None:
        self.submit = submit
        self.state_of = state_of
        """How a connection is right now."""
        self.over_bus = False
        self._menu = menu
        self._items: dict[str, _Item] = {}
        self._after_favourites = menu.insertSeparator(before)
        self._more = QMenu(menu)
        self._more_entry = menu.insertMenu(before, self._more)
        self._more_entry.setObjectName("tray-more")
        self._more_entry.setIcon(icon("connections"))
        self._more_entry.setVisible(False)
        self._after_more = self._more.addSeparator()

    def refresh(self, connections: Sequence[ConnectionState], *, over_bus: bool) -> None:
        """Show them; actions of connections that stay where they are keep their identity."""
        moved = over_bus != self.over_bus
        self.over_bus = over_bus
        favourites = [state for state in connections if state.connection.favourite]
        others = [state for state in connections if not state.connection.favourite]
        others, more = others[:MOST_OTHERS], others[MOST_OTHERS:]
        self._after_favourites.setVisible(bool(favourites and others))
        self._drop_misplaced([*favourites, *others], more)
        self._show(favourites, self._menu, self._after_favourites, anew=moved)
        self._show(others, self._menu, self._more_entry, anew=moved)
        self._show(more, self._more, self._after_more, anew=moved)
        self._more_entry.setVisible(bool(more))
        title = _tr("{n} more connections").format(n=len(more))
        if more and title != self._more.title():
            self._more.setTitle(title)

    def _drop_misplaced(self, shown: Sequence[ConnectionState], more: Sequence[ConnectionState]) -> None:
        """Those that are gone, in the other menu now, or of another kind; they are made anew where they belong."""
        wanted = {state.connection.id: (state, self._menu) for state in shown}
        wanted |= {state.connection.id: (state, self._more) for state in more}
        for connection_id, item in list(self._items.items()):
            state, menu = wanted.get(connection_id, (None, None))
            if state is None or menu is not item.menu or not (item.shown is state or item.fits(state)):
                item.remove()
                del self._items[connection_id]

    def _show(self, states: Sequence[ConnectionState], menu: QMenu, last: QAction, *, anew: bool) -> None:
        before, places = last, _places(menu)
        for state in reversed(states):
            item = self._items.get(state.connection.id)
            if item is None:
                item = self._items[state.connection.id] = _Item(menu, before, self, state)
                places = _places(menu)
            elif places[item.entry] + 1 != places[before]:
                item.move(before)
                places = _places(menu)
            if item.shown is not state or anew:
                item.refresh(state)
            before = item.entry


def _places(menu: QMenu) -> dict[QAction, int]:
    return {action: number for number, action in enumerate(menu.actions())}


def _forwards(state: ConnectionState) -> list[ForwardState]:
    """Those of web applications have a place of their own."""
    return [forward for forward in state.forwards if not is_app_forward(forward.forward.id)]


class _Item:
    """One connection in the menu: a check item, or a submenu when it has several forwards."""

    def __init__(self, menu: QMenu, before: QAction, owner: TrayConnections, state: ConnectionState) -> None:
        self._owner = owner
        self.menu = menu
        self._id = state.connection.id
        self._submenu: QMenu | None = None
        self._status: Status | None = None
        self.shown: ConnectionState | None = None
        self._forwards: dict[str, QAction] = {}
        if len(_forwards(state)) > 1:
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
        return (self._submenu is not None) == (len(_forwards(state)) > 1)

    def move(self, before: QAction) -> None:
        """To another place in the same menu."""
        self.menu.removeAction(self.entry)
        self.menu.insertAction(before, self.entry)

    def remove(self) -> None:
        """Take it out of the menu."""
        self.menu.removeAction(self.entry)
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
        forwards = _forwards(state)
        if self._submenu is None:
            if forwards and forwards[0].forward.label:
                name = f"{name}: {forwards[0].forward.label}"
            self._show(self._whole, name, status, mark)
            return
        self._submenu.setTitle(self._text(name, status, mark))
        if status is not self._status:
            self._status = status
            self._submenu.setIcon(status_icon(status))
        self._show(self._whole, _tr("Connection"), state.status, "")
        for forward in forwards:
            if forward.forward.id not in self._forwards:
                action = self._submenu.addAction("")
                self._forwards[forward.forward.id] = action
                self._prepare(action, f"tray-{self._id}-{forward.forward.id}", self._toggler(forward.forward.id))
            mark = shared_mark(forward.forward.kind, far_name(state.connection)) if forward.is_shared else ""
            self._show(self._forwards[forward.forward.id], forward.forward.name, forward.status, mark)
        for forward_id in self._forwards.keys() - {forward.forward.id for forward in forwards}:
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
        forwards = _forwards(state)
        only = (forwards[0].forward.id,) if len(forwards) == 1 else ()
        self._owner.submit(toggle_connection(state, only))

    def _toggle_forward(self, forward_id: str) -> None:
        state = self._owner.state_of(self._id)
        forward = next((f for f in state.forwards if f.forward.id == forward_id), None) if state else None
        if state is None or forward is None:
            return
        self.refresh(state)
        self._owner.submit(toggle_forward(state, forward))
