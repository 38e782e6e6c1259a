"""Dropping files beside the list of a pane: on the folders of its path, on those of its tree, on its tabs."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace
from PySide6.QtCore import QEvent, QObject, QPoint, QTimer
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from towpath.model.transfer import Place
from towpath.qt.files.drop_hint import DropHint
from towpath.qt.files.folder_view import FolderView
from towpath.qt.files.load import Load, answer, holds_shift, load_of
from towpath.qt.files.spring import SPRING_MS
from towpath.qt.files.transferring import Transferring

NOWHERE = QPoint(-1, -1)


class DropBeside(QObject):
    """Makes a widget take what is dropped on it. `place_at` tells what is at a point of it; `rested` is told of one
    where a drag rests; what would happen is said over the list that `view` gives."""

    def __init__(
        self,
        widget: QWidget,
        place_at: Callable[[QPoint], Place | None],
        transferring: Transferring,
        view: Callable[[], FolderView],
        rested: Callable[[QPoint], None] | None = None,
    ) -> None:
        super().__init__(widget)
        self._place_at = place_at
        self._transferring = transferring
        self._view = view
        self._rested = rested
        self._load: Load | None = None
        self._hint: DropHint | None = None
        self._point = NOWHERE
        self._resting = QTimer(self)
        self._resting.setSingleShot(True)
        self._resting.setInterval(SPRING_MS)
        self._resting.timeout.connect(self._rest)
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event:
            case QDragEnterEvent():
                self._enter(event)
            case QDragMoveEvent():
                answer(event, takes=self._look(event) is not None)
            case QDragLeaveEvent():
                self._end()
            case QDropEvent():
                folder, load = self._look(event), self._load
                answer(event, takes=folder is not None)
                self._end()
                if folder and load:
                    load.drop(folder, self._transferring)
            case _:
                return super().eventFilter(watched, event)
        return True

    def _enter(self, event: QDragEnterEvent) -> None:
        self._end()
        self._load, self._point = load_of(event), NOWHERE
        if self._load is None:
            event.ignore()
            return
        self._hint = DropHint(self._view())
        self._look(event)
        event.accept()

    def _look(self, event: QDropEvent) -> Place | None:
        """Where it would land; None where that would be pointless."""
        if self._load is None or self._hint is None:
            return None
        point = event.position().toPoint()
        place = self._place_at(point)
        if place != self._place_at(self._point):
            self._resting.start()
        self._point = point
        self._load = replace(self._load, moves=self._load.ours and holds_shift(event))
        takes = place is not None and b"/" in place.path and not self._load.pointless(place)
        self._hint.show_load(self._load, place if takes else None)
        return place if takes else None

    def _rest(self) -> None:
        if self._rested:
            self._rested(self._point)

    def _end(self) -> None:
        self._resting.stop()
        if self._hint is not None:
            self._hint.end()
        self._load = self._hint = None
