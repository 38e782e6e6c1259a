"""The program as Qt knows it. macOS tells the running one by an event which address it is to open, not by a second
start."""

from __future__ import annotations

import logging

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from towpath.model.error import TowpathError
from towpath.model.login_url import read_login_url

log = logging.getLogger(__name__)


class Application(QApplication):
    """Not an event filter: that would see every event of every widget."""

    url_asked = Signal(str)
    """Carries an address that is sound."""

    def event(self, event: QEvent) -> bool:
        if not isinstance(event, QFileOpenEvent):
            return super().event(event)
        try:
            self.url_asked.emit(read_login_url(event.url().url()))
        except TowpathError as error:
            log.info("%s", error)
        return True
