"""What can be done with web applications in the window."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from towpath.model.error import Problem, ProblemKind
from towpath.model.event import Reported
from towpath.model.text import printable, sentence
from towpath.model.web_app import EndWebApp, ForgetWebApps, OpenWebAppAgain, WebAppCommand, WebAppOpened
from towpath.qt.apps.open_dialog import OpenAppDialog
from towpath.qt.bridge import Answer, Bridge
from towpath.qt.files.dialogs.frame import new_request


class AppActs(QObject):
    """Acts of a page."""

    failed = Signal(object)
    """An act that the engine refused, as a `Problem`."""
    told = Signal(str)
    """What is to be known of one that was opened, in words."""

    def __init__(self, bridge: Bridge, page: QWidget) -> None:
        super().__init__(page)
        self._bridge = bridge
        self._page = page

    def open(self, connection_id: str, *, chosen: bool) -> None:
        """Ask for an address. `connection_id` is that of the connection which somebody looks at, or has `chosen` for
        it; empty for none."""
        window = self._page.window()
        dialog = window.findChild(OpenAppDialog)
        if dialog is None:
            dialog = OpenAppDialog(self._bridge, connection_id, window, chosen=chosen)
            dialog.opened.connect(self._tell)
            dialog.open()
        else:
            dialog.raise_()
            dialog.activateWindow()

    def show(self, app_id: str) -> None:
        """Show one of the snapshot once more, or open it again."""
        command = OpenWebAppAgain(request=new_request(), id=app_id, asker=self._bridge.asker)
        self._bridge.ask(command, self._heard, self._done)

    def end(self, app_id: str) -> None:
        """Take the way there away."""
        self._submit(EndWebApp(id=app_id))

    def forget(self, ids: tuple[str, ...]) -> None:
        """Of those that are not open."""
        self._submit(ForgetWebApps(ids=ids))

    def _submit(self, command: WebAppCommand) -> None:
        self._bridge.submit(command, self._done)

    def _heard(self, answer: Answer) -> None:
        if isinstance(answer, Reported) and isinstance(answer.report, WebAppOpened):
            self._tell(answer.report)

    def _tell(self, opened: WebAppOpened) -> None:
        if opened.remark:
            self.told.emit(sentence(printable(opened.remark)))

    def _done(self, problem: Problem | None) -> None:
        if problem is not None and problem.kind is not ProblemKind.CANCELLED:
            self.failed.emit(problem)
