"""The button that says which machine a pane shows, and the menu to choose another."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton, QWidget

from towpath.model.place_text import HOME, shown_path
from towpath.model.state import ConnectionState, Snapshot, Status
from towpath.model.transfer import HERE, Place
from towpath.qt.bridge import Bridge, Changes
from towpath.qt.files.file_words import machine_name
from towpath.qt.icons import icon, status_icon
from towpath.qt.status import word
from towpath.qt.theme import scaled, tool_tip

MOST_RECENT = 8
_LONGEST = 240
"""Of a name on the button; longer ones lose their middle."""


class MachineButton(QToolButton):
    """Choosing a machine goes to its home folder; a connection that is not up is brought up by that."""

    place_chosen = Signal(object)
    quick_asked = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._place: Place | None = None
        self._shown: tuple[str, Status | None] | None = None
        self.setObjectName("machine")
        self.setFont(scaled(self.font(), 1.0, strong=True))
        self.setIconSize(QSize(18, 18))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        menu.setObjectName("machines")
        menu.aboutToShow.connect(self._fill)
        self.setMenu(menu)
        bridge.changed.connect(self._refresh)
        self.show_place(None)

    def show_place(self, place: Place | None) -> None:
        """Say whose files are shown; None for nobody's."""
        self._place = place
        self._refresh(Changes())

    def _refresh(self, _changes: Changes) -> None:
        place = self._place
        state = self._bridge.snapshot.by_id(place.connection) if place else None
        if place is None:
            name = self.tr("Choose a machine")
        elif place.connection == HERE:
            name = self.tr("This computer")
        else:
            name = machine_name(self._bridge.snapshot, place.connection)
        if (shown := (name, state.status if state else None)) == self._shown:
            return
        self._shown = shown
        told = f"{name} — {word(state.status)}" if state else name
        sign = icon("computer") if place is not None and place.connection == HERE else icon("server")
        self.setIcon(status_icon(state.status) if state else sign)
        short = self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, _LONGEST)
        self.setText(short.replace("&", "&&") + "  ▾")
        self.setToolTip(tool_tip(told))
        self.setAccessibleName(self.tr("Machine: {name}").format(name=told))

    def _fill(self) -> None:
        snapshot, menu = self._bridge.snapshot, self.menu()
        menu.clear()
        self._add(menu, icon("computer"), self.tr("This computer"), "machine-here", Place(HERE, HOME))
        menu.addSeparator()
        for state in by_use(snapshot):
            name = f"{state.connection.name} — {word(state.status)}"
            if not state.saved:
                name += self.tr(" (not saved)")
            place = Place(state.connection.id, HOME)
            self._add(menu, status_icon(state.status), name, f"machine-{state.connection.id}", place)
        quick = menu.addAction(icon("quick"), self.tr("Quick connect…"))
        quick.setObjectName("machine-quick")
        quick.triggered.connect(self.quick_asked)
        if recent := recent_places(snapshot):
            menu.addSeparator()
            title = menu.addAction(self.tr("Recent places"))
            title.setEnabled(False)
            for number, place in enumerate(recent):
                self._add(menu, icon("folder"), place_name(snapshot, place), f"recent-{number}", place)

    def _add(self, menu: QMenu, sign: QIcon, text: str, name: str, place: Place) -> None:
        action = menu.addAction(sign, text.replace("&", "&&"))
        action.setObjectName(name)
        action.triggered.connect(self._chooser(place))

    def _chooser(self, place: Place) -> Callable[[], None]:
        return lambda: self.place_chosen.emit(place)


def place_name(snapshot: Snapshot, place: Place) -> str:
    """`lab: /srv/data`; the path alone on this machine."""
    path = shown_path(place.path)
    return path if place.connection == HERE else f"{machine_name(snapshot, place.connection)}: {path}"


def by_use(snapshot: Snapshot) -> list[ConnectionState]:
    """The connections as one looks for them: those in use, then the lately used, then by name."""
    lately = {place.connection: number for number, place in reversed(list(enumerate(snapshot.remembered.recent)))}
    last = len(lately) + len(snapshot.remembered.recent)

    def order(state: ConnectionState) -> tuple[bool, int, str]:
        name = state.connection.name.casefold()
        return (state.status in (Status.OFF, Status.FAILED), lately.get(state.connection.id, last), name)

    return sorted(snapshot.connections, key=order)


def recent_places(snapshot: Snapshot) -> list[Place]:
    """The latest first, without those of connections that are gone."""
    known = {state.connection.id for state in snapshot.connections} | {HERE}
    return [place for place in snapshot.remembered.recent if place.connection in known][:MOST_RECENT]
