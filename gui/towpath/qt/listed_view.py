"""What the tabs for keys and for known hosts have in common: when the engine is asked what there is."""

from __future__ import annotations

from abc import abstractmethod
from typing import Generic, TypeVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from towpath.model.command import Inquiry
from towpath.model.error import Problem
from towpath.model.event import Reported
from towpath.model.state import Status
from towpath.model.words import explain
from towpath.qt.bridge import Answer, Bridge, Changes
from towpath.qt.files.dialogs.frame import new_request
from towpath.qt.files.notice import Notice, WayOut

Report = TypeVar("Report")


class ListedView(QWidget, Generic[Report]):
    """Has all of them listed whenever it is shown, after each act, and now and then. Its heirs show what was listed."""

    failed = Signal(object)
    """An act of the user that the engine refused, as a `Problem`."""
    show_connection = Signal(str)

    def __init__(self, bridge: Bridge, report: type[Report], interval_ms: int, parent: QWidget | None = None) -> None:
        """The answer is a `report`, and out of date after so long."""
        super().__init__(parent)
        self._bridge = bridge
        self._report = report
        self._listed: Report | None = None
        self._request = ""
        self.notice = Notice()
        self._clock = QTimer(self)
        self._clock.setInterval(interval_ms)
        self._clock.timeout.connect(self.look)
        bridge.changed.connect(self._refresh)

    # --- what the heirs do

    @abstractmethod
    def question(self, request: str) -> Inquiry:
        """Asks for all of them."""

    @abstractmethod
    def show_remarks(self, listed: Report) -> None:
        """What is to be said of them above the list."""

    @abstractmethod
    def show_listed(self, listed: Report) -> None:
        """How they are now."""

    @abstractmethod
    def show_chosen(self) -> None:
        """Everything about the chosen one; something of its connections has changed, perhaps."""

    # --- listing

    def look(self) -> None:
        """Have them listed, unless they are just being listed."""
        if not self._request:
            self._request = new_request()
            self._bridge.ask(self.question(self._request), self._hear, self._looked)

    def look_anew(self) -> None:
        """Something was done, so what is just being listed may be out of date already."""
        if self._request:
            self._bridge.withdraw(self._request)
            self._request = ""
        self.look()

    def _hear(self, answer: Answer) -> None:
        if isinstance(answer, Reported) and isinstance(answer.report, self._report):
            self._listed = answer.report

    def _looked(self, problem: Problem | None) -> None:
        self._request = ""
        if problem is not None:
            again = WayOut("list-again", "retry", self.tr("&Try again"), self.look)
            self.notice.say(Status.FAILED, explain(problem), (again,), above=True)
        if self._listed is not None:
            if problem is None:
                self.show_remarks(self._listed)
            self.show_listed(self._listed)

    def _refresh(self, changes: Changes) -> None:
        if changes.connections and self.isVisible():
            self.show_chosen()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.look()
        self._clock.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._clock.stop()
