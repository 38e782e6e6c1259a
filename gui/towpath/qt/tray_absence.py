"""A desktop without a tray: after a hidden start nobody would know that Towpath runs, or how to get at it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from towpath.qt.messages.message import Act, Message
from towpath.qt.messages.outlet import Outlet
from towpath.qt.tray_host import TrayHost

NO_TRAY_SECONDS = 20.0
"""Panels are started with the session, as we are, and some take their time."""
TOPIC = "no-tray"


class TrayAbsence(QObject):
    """Says so by a message with which the window can be opened; where there are none either, it asks for the window."""

    open_window = Signal()
    show_minimised = Signal()
    """There is no other way: where there is a task bar, the window is in it."""

    def __init__(self, host: TrayHost, outlet: Outlet, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._host = host
        self._outlet = outlet
        self._patience = QTimer(self, singleShot=True, interval=round(1000 * NO_TRAY_SECONDS))
        self._patience.timeout.connect(self._look)
        outlet.chosen.connect(self._chosen)
        outlet.unseen.connect(self._unseen)
        host.moved.connect(self._moved)

    def begin(self) -> None:
        """The program was started without a window."""
        self._patience.start()

    def _look(self) -> None:
        if not self._host.available:
            message = Message(
                title=self.tr("Towpath is running"),
                text=self.tr("This desktop has no tray to show its icon in. Starting it again opens the window, too."),
                acts=((Act.OPEN, self.tr("Open Towpath")),),
                stands=True,  # in place of an icon
            )
            self._outlet.show(TOPIC, message)

    def _moved(self) -> None:
        if self._host.over_bus:  # a panel has come after all
            self._outlet.withdraw(TOPIC)

    def _chosen(self, topic: str, _act: str) -> None:
        if topic == TOPIC:
            self.open_window.emit()

    def _unseen(self, topic: str) -> None:
        if topic == TOPIC:
            self.show_minimised.emit()
