"""Dropping files on the list of a pane: on one of its folders, or anywhere else for the folder that it shows."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from msgspec.structs import replace
from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent

from towpath.model.transfer import Place
from towpath.qt.files.drag import start_drag
from towpath.qt.files.drop_hint import DropHint
from towpath.qt.files.file_table import WHOLE_FOLDER
from towpath.qt.files.folder_view import FolderView
from towpath.qt.files.load import Load, answer, holds_shift, load_of
from towpath.qt.files.places import child, may_be_folder
from towpath.qt.files.spring import Spring
from towpath.qt.files.transferring import Transferring

SCROLL_MS = 60
EDGE = 28
"""From the upper and lower end, where the list scrolls. Device-independent pixels."""


class Aim(msgspec.Struct, frozen=True):
    """Where it would land."""

    row: int
    folder: Place
    pointless: bool


class DropTarget(QObject):
    """Of one pane, for the lists of all its tabs."""

    def __init__(self, transferring: Transferring, go: Callable[[Place], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._transferring = transferring
        self._spring = Spring(go, self)
        self._view: FolderView | None = None
        """That a drag is over, with what is said there and what is dragged."""
        self._hint: DropHint | None = None
        self._load: Load | None = None
        self._point = QPoint()
        self._scrolling = QTimer(self)
        self._scrolling.setInterval(SCROLL_MS)
        self._scrolling.timeout.connect(self._scroll)

    def attach(self, view: FolderView) -> None:
        """Take what is dropped on this list, and let its files be dragged away."""
        view.drops = self
        view.drag_started.connect(lambda: start_drag(view))
        view.listed.connect(lambda _: self._look_again(view))  # below a drag that rests, where a folder opened
        view.destroyed.connect(lambda: self._forget(view))

    # --- what the list tells

    def enter(self, view: FolderView, event: QDragEnterEvent) -> None:
        """Something is dragged over the list."""
        self._end()
        load = load_of(event)
        if load is None:
            event.ignore()
            return
        self._view, self._hint, self._load = view, DropHint(view), load
        self.move(view, event)
        event.accept()  # or there would be no further word of it

    def move(self, view: FolderView, event: QDragMoveEvent) -> None:
        """It is somewhere else."""
        aim = self._look(view, event)
        if not EDGE <= self._point.y() <= view.viewport().height() - EDGE:
            self._scrolling.start()
        else:
            self._scrolling.stop()
        answer(event, takes=aim is not None and not aim.pointless)

    def leave(self, view: FolderView, _event: QDragLeaveEvent) -> None:
        """It went away, or was given up."""
        self._end()
        self._spring.go_back()

    def drop(self, view: FolderView, event: QDropEvent) -> None:
        """The button was let go of."""
        aim, load = self._look(view, event), self._load
        takes = aim is not None and not aim.pointless
        answer(event, takes=takes)
        self._end()
        if load and aim and takes:
            self._spring.stay()
            load.drop(aim.folder, self._transferring)
        else:
            self._spring.go_back()

    # --- what it would do

    def _look(self, view: FolderView, event: QDropEvent) -> Aim | None:
        self._point = event.position().toPoint()
        if self._load:
            self._load = replace(self._load, moves=self._load.ours and holds_shift(event))
        return self._show(view)

    def _look_again(self, view: FolderView) -> None:
        """The list moved, or became another one, below a pointer that rests."""
        if view is self._view:
            self._show(view)

    def _show(self, view: FolderView) -> Aim | None:
        """Show what would happen. None where nothing can be dropped."""
        load, hint, aim = self._load, self._hint, self._aim(view)
        self._spring.rest_on(aim.folder if aim and aim.row != WHOLE_FOLDER else None, view.place)
        view.set_drop_row(aim.row if aim and not aim.pointless else None)
        if load and hint:
            hint.show_load(load, aim.folder if aim and not aim.pointless else None, self._point)
        return aim

    def _aim(self, view: FolderView) -> Aim | None:
        load = self._load
        if not load or not load.places or view.place is None or b"/" not in view.place.path:  # not absolute yet
            return None
        row, folder = WHOLE_FOLDER, view.place
        entry = view.entry_at(self._point)
        if entry is not None and may_be_folder(entry):
            below = child(view.place, entry.name)
            if below not in load.places:  # or it is a slip within the selection itself
                row, folder = view.row_at(self._point), below
        return Aim(row, folder, load.pointless(folder))

    # --- around it

    def _end(self) -> None:
        self._scrolling.stop()
        if self._view is not None:
            self._view.set_drop_row(None)
        if self._hint is not None:
            self._hint.end()
        self._view = self._hint = self._load = None

    def _forget(self, view: FolderView) -> None:
        """Its tab was closed below the drag."""
        if view is self._view:
            self._scrolling.stop()
            self._view = self._hint = self._load = None

    def _scroll(self) -> None:
        if self._view is None:
            return
        bar = self._view.verticalScrollBar()
        down = self._point.y() > self._view.viewport().height() / 2
        bar.setValue(bar.value() + (bar.singleStep() if down else -bar.singleStep()))
        self._look_again(self._view)
