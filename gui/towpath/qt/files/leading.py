"""Where a link or a typed path leads, which no listing tells: to a folder, to a file, or nowhere."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from towpath.model.error import Problem, ProblemKind
from towpath.model.event import Reported
from towpath.model.file_work import Inspect, Inspected
from towpath.model.filesystem import FileKind
from towpath.model.text import path_text
from towpath.model.transfer import Place
from towpath.qt.bridge import Answer, Bridge
from towpath.qt.files.dialogs.frame import new_request


class Leading(QObject):
    """Asks the machine. What it says is of no interest any more once `here` tells another place."""

    to_folder = Signal(object, bytes)
    """Carries the `Place` of a folder, and the name of the file in it that was meant."""
    to_file = Signal(object)
    """Carries the `Place` of a file that a link leads to."""
    failed = Signal(object)

    def __init__(self, bridge: Bridge, here: Callable[[], Place], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._here = here

    def follow(self, link: Place) -> None:
        """One that was opened."""

        def found(told: Inspected) -> None:
            if told.followed is None and told.entry.attributes.kind is FileKind.LINK:
                self.failed.emit(Problem(ProblemKind.FILE_NOT_FOUND, path_text(told.entry.target or link.path)))
            elif _is_folder(told):
                self.to_folder.emit(link, b"")
            else:
                self.to_file.emit(link)

        self._inspect(link, found, self.failed.emit)

    def find(self, typed: Place) -> None:
        """A path that may be that of a file: then its folder is meant."""

        def found(told: Inspected) -> None:
            if _is_folder(told):
                self.to_folder.emit(typed, b"")
            else:
                folder, _, name = told.path.rpartition(b"/")
                self.to_folder.emit(Place(typed.connection, folder or b"/"), name)

        # What cannot be inspected cannot be listed either: then the list says why.
        self._inspect(typed, found, lambda _problem: self.to_folder.emit(typed, b""))

    def _inspect(self, place: Place, found: Callable[[Inspected], None], failed: Callable[[Problem], None]) -> None:
        before = self._here()

        def heard(answer: Answer) -> None:
            if isinstance(answer, Reported) and isinstance(answer.report, Inspected) and self._here() == before:
                found(answer.report)

        def done(problem: Problem | None) -> None:
            if problem is not None and self._here() == before:
                failed(problem)

        self._bridge.ask(Inspect(request=new_request(), place=place), heard, done)


def _is_folder(told: Inspected) -> bool:
    return (told.followed or told.entry.attributes).kind is FileKind.FOLDER
