"""Exporting: a file is written, and what its format cannot say is shown."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from towpath.model.browsing import ExportRules, LeftOut, RulesRead
from towpath.model.error import Problem
from towpath.model.event import Reported
from towpath.model.host_config import ConnectionsExported, ExportConnections
from towpath.qt.bridge import Answer, Bridge
from towpath.qt.left_out import LeftOutDialog


class FileExport(QObject):
    """Belongs to a widget, above whose window it shows what was left out. Only the engine writes."""

    failed = Signal(object)
    """A file that could not be written, as a `Problem`."""

    def __init__(self, bridge: Bridge, parent: QWidget) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._window = parent
        self._left_out: tuple[LeftOut, ...] = ()

    def write(self, command: ExportRules | ExportConnections) -> None:
        """Have it written as the command says."""
        self._left_out = ()
        self._bridge.ask(command, self._hear, self._written)

    def _hear(self, answer: Answer) -> None:
        if isinstance(answer, Reported) and isinstance(answer.report, RulesRead | ConnectionsExported):
            self._left_out = answer.report.left_out

    def _written(self, problem: Problem | None) -> None:
        if problem is not None:
            self.failed.emit(problem)
        elif self._left_out:
            heading = self.tr("The file was written, without what its format cannot say")
            LeftOutDialog(self._bridge, heading, self._left_out, self._window.window()).open()
