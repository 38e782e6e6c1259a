"""The main window, made when somebody first wants to see it: a program that starts hidden in the tray needs none."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from towpath.qt.bridge import Bridge, Changes

if TYPE_CHECKING:
    from towpath.qt.files.page import FilesPage
    from towpath.qt.window import MainWindow


class LateWindow(QObject):
    """Calling it gives the window. A second start of the program shows it, too."""

    def __init__(self, bridge: Bridge, make: Callable[[], MainWindow], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._make = make
        self._window: MainWindow | None = None
        bridge.changed.connect(self._follow)

    def __call__(self) -> MainWindow:
        if self._window is None:
            self._window = self._make()
        return self._window

    @property
    def there(self) -> MainWindow | None:
        """If it was made."""
        return self._window

    @property
    def is_active(self) -> bool:
        """Somebody looks at it."""
        return self._window is not None and self._window.isActiveWindow()

    @property
    def shown_files(self) -> FilesPage | None:
        """The page of files, if somebody looks at it."""
        return self._window.shown_files if self._window is not None and self.is_active else None

    def bring_up(self, url: str = "") -> None:
        """Show it in front of everything, with Quick connect filled in if there is an address."""
        if url:
            self().quick_connect(url)
        else:
            self().bring_up()

    def call_for_attention(self) -> None:
        """Let the task bar tell that somebody is waited for."""
        if self._window is not None:
            QApplication.alert(self._window)

    def session_ends(self) -> None:
        """Let it be closed without a question."""
        if self._window is not None:
            self._window.session_ends()

    def hide(self) -> None:
        """For good."""
        if self._window is not None:
            self._window.hide()

    def _follow(self, changes: Changes) -> None:
        if changes.show:
            self.bring_up(changes.url)
