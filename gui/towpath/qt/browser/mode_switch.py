"""The switch Off / Rules / Everything, and the choice through which connection everything goes."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QMenu, QToolButton, QWidget

from towpath.model.browsing import SetBrowserMode
from towpath.model.error import Problem
from towpath.model.site_rule import BrowserMode
from towpath.model.state import Snapshot
from towpath.model.text import printable
from towpath.qt.bridge import Bridge
from towpath.qt.icons import status_icon
from towpath.qt.menu_text import menu_text


def choice_is_needed(snapshot: Snapshot) -> bool:
    """Nobody said yet where everything goes, and there is more than one way."""
    return snapshot.by_id(snapshot.browser.everything_via) is None and len(snapshot.connections) > 1


def everything_through(snapshot: Snapshot) -> str:
    """The connection that everything goes through when nobody chooses: that of the last time, or the only one."""
    if snapshot.by_id(snapshot.browser.everything_via) or not snapshot.connections:
        return ""
    return snapshot.connections[0].connection.id


class ModeSwitch(QWidget):
    """The engine's state decides what is shown as pressed, not the click. Buttons, not radio buttons: an arrow key on
    its way to the third must not turn on the second."""

    failed = Signal(object)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        frame = QFrame()
        frame.setObjectName("segments")
        row = QHBoxLayout(frame)
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(2)
        self.buttons: dict[BrowserMode, QToolButton] = {}
        for mode, text, tip in (
            (BrowserMode.OFF, self.tr("&Off"), self.tr("Leave the proxy setting of the desktop alone")),
            (BrowserMode.RULES, self.tr("&Rules"), self.tr("Sites with a rule go its way, all others directly")),
            (BrowserMode.EVERYTHING, self.tr("&Everything"), self.tr("What no rule is for goes through a connection")),
        ):
            button = QToolButton()
            button.setObjectName(f"mode-{mode}")
            button.setText(text)
            button.setAccessibleDescription(tip)
            button.setToolTip(tip)
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.clicked.connect(lambda _checked=False, chosen=mode: self._chosen(chosen))
            row.addWidget(button)
            self.buttons[mode] = button
        self._menu = QMenu(self)
        self._menu.setObjectName("everything-through")
        self.connection = QComboBox()
        """Placed by whoever says in words what the switch means."""
        self.connection.setObjectName("everything-via")
        self.connection.setAccessibleName(self.tr("What no rule is for goes through"))
        self.connection.activated.connect(lambda: self._turn(BrowserMode.EVERYTHING, self.connection.currentData()))
        self.connection.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.connection.setMinimumContentsLength(10)
        self.connection.setPlaceholderText(self.tr("one that was removed"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)

    def show_state(self, snapshot: Snapshot) -> None:
        """Follow the engine."""
        mode = snapshot.browser.mode
        for one, button in self.buttons.items():
            button.setChecked(one is mode)
        everything = self.buttons[BrowserMode.EVERYTHING]
        everything.setEnabled(bool(snapshot.connections) or mode is BrowserMode.EVERYTHING)
        everything.setToolTip(
            everything.accessibleDescription()
            if everything.isEnabled()
            else self.tr("There is no connection that everything could go through: add one first")
        )
        shown = mode is BrowserMode.EVERYTHING
        self.connection.setVisible(shown)
        self.connection.setEnabled(bool(snapshot.connections))
        if shown and not self.connection.view().isVisible():
            self._fill(snapshot)

    def _fill(self, snapshot: Snapshot) -> None:
        wanted = [(s.connection.id, printable(s.connection.name), s.status) for s in snapshot.connections]
        if wanted != self.connection.property("filled"):
            self.connection.clear()
            for connection_id, name, status in wanted:
                self.connection.addItem(status_icon(status), name, connection_id)
            self.connection.setProperty("filled", wanted)
        self.connection.setCurrentIndex(self.connection.findData(snapshot.browser.everything_via))

    def _chosen(self, mode: BrowserMode) -> None:
        snapshot = self._bridge.snapshot
        self.show_state(snapshot)
        if mode is BrowserMode.EVERYTHING and choice_is_needed(snapshot):
            self._ask_through(snapshot)
        else:
            self._turn(mode, everything_through(snapshot) if mode is BrowserMode.EVERYTHING else "")

    def _ask_through(self, snapshot: Snapshot) -> None:
        self._menu.clear()
        for state in snapshot.connections:
            name = menu_text(printable(state.connection.name))
            action = self._menu.addAction(status_icon(state.status), self.tr("Through {name}").format(name=name))
            action.triggered.connect(
                lambda _checked=False, via=state.connection.id: self._turn(BrowserMode.EVERYTHING, via)
            )
        button = self.buttons[BrowserMode.EVERYTHING]
        self._menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _turn(self, mode: BrowserMode, via: str) -> None:
        self._bridge.submit(SetBrowserMode(mode=mode, via=via), self._turned)

    def _turned(self, problem: Problem | None) -> None:
        self.show_state(self._bridge.snapshot)
        if problem is not None:
            self.failed.emit(problem)
