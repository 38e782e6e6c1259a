"""The end of the desktop's session: it is not to be hindered, and nothing of ours comes back at login but by the
switch for that."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication, QSessionManager


class SessionEnd(QObject):
    """Hears of it while it is prepared: somebody may still call it off. Where nobody prepares it, the desktop sends
    SIGTERM, or just goes."""

    prepared = Signal()

    def __init__(self, app: QGuiApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        app.saveStateRequest.connect(never_restart)
        app.commitDataRequest.connect(self._commit)

    def _commit(self, manager: QSessionManager) -> None:
        never_restart(manager)
        self.prepared.emit()


def never_restart(manager: QSessionManager) -> None:
    """A session manager would start at the next login what ran at this one's end, with a window, and whatever the
    user has chosen."""
    manager.setRestartHint(QSessionManager.RestartHint.RestartNever)
