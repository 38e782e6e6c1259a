"""Dropping files on a pane: on one of its folders, or anywhere else for the folder that it shows."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent

from towpath.model.error import TowpathError
from towpath.model.text import sentence
from towpath.model.transfer import Place
from towpath.model.words import explain
from towpath.qt.files.drag import start_drag
from towpath.qt.files.drop_hint import DropHint
from towpath.qt.files.file_words import several, shown
from towpath.qt.files.folder_view import FolderView
from towpath.qt.files.mime import Parcel, has_files, is_ours, unpack
from towpath.qt.files.places import child, may_be_folder
from towpath.qt.files.spring import Spring
from towpath.qt.files.transferring import Transferring, is_within, lies_in

SHOWN_FOLDER = -1
"""In place of a row."""
SCROLL_MS = 60
EDGE = 28
"""From the upper and lower end, where the list scrolls. Device-independent pixels."""


class Aim(msgspec.Struct, frozen=True):
    """What letting go of the button would do."""

    row: int
    folder: Place
    pointless: bool
    """Nothing: it is there already, or is that very folder."""


class DropTarget(QObject):
    """Of one pane, for the lists of all its tabs. Copies; moves only what is dragged from a pane of ours with Shift
    held down."""

    def __init__(self, transferring: Transferring, go: Callable[[Place], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._transferring = transferring
        self._spring = Spring(go, self)
        self._view: FolderView | None = None
        """That a drag is over."""
        self._hint: DropHint | None = None
        self._parcel = Parcel(())
        self._refusal = ""
        """Why what is dragged cannot be taken."""
        self._point = QPoint()
        self._moves = False
        self._scrolling = QTimer(self)
        self._scrolling.setInterval(SCROLL_MS)
        self._scrolling.timeout.connect(self._scroll)

    def attach(self, view: FolderView) -> None:
        """Take what is dropped on this list, and let its files be dragged away."""
        view.drops = self
        view.drag_started.connect(lambda: start_drag(view))
        view.listed.connect(lambda _: self._look_again(view))  # below a drag that rests, where a folder opened

    # --- what the list tells

    def enter(self, view: FolderView, event: QDragEnterEvent) -> None:
        """Something is dragged over the list."""
        if not has_files(event.mimeData()):
            event.ignore()
            return
        self._begin(view)
        try:
            self._parcel, self._refusal = unpack(event.mimeData()), ""
        except TowpathError as error:
            self._parcel, self._refusal = Parcel(()), sentence(explain(error.problem).why)
        self.move(view, event)
        event.accept()  # or there would be no further word of it

    def move(self, view: FolderView, event: QDragMoveEvent) -> None:
        """It is somewhere else; also when a key is pressed."""
        aim = self._look(view, event)
        height = view.viewport().height()
        near_edge = self._point.y() < EDGE or self._point.y() > height - EDGE
        self._scrolling.start() if near_edge and not self._scrolling.isActive() else None
        if not near_edge:
            self._scrolling.stop()
        self._answer(event, aim)

    def leave(self, view: FolderView, _event: QDragLeaveEvent) -> None:
        """It went away, or was given up."""
        self._end()
        self._spring.go_back()

    def drop(self, view: FolderView, event: QDropEvent) -> None:
        """The button was let go of."""
        aim = self._look(view, event)
        parcel, moves = self._parcel, self._moves
        self._answer(event, aim)
        self._end()
        if aim is None or aim.pointless:
            self._spring.go_back()
        else:
            self._spring.stay()
            self._transferring.start(parcel.places, aim.folder, move=moves)

    # --- what it would do

    def _look(self, view: FolderView, event: QDropEvent) -> Aim | None:
        self._point = event.position().toPoint()
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self._moves = is_ours(event.mimeData()) and shift
        return self._show(view)

    def _look_again(self, view: FolderView) -> None:
        """The list moved, or became another one, below a pointer that rests."""
        if view is self._view:
            self._show(view)

    def _show(self, view: FolderView) -> Aim | None:
        """Show what would happen. None where nothing can be dropped."""
        aim = self._aim(view)
        shows_row = aim is not None and aim.row != SHOWN_FOLDER
        self._spring.rest_on(aim.folder if aim and shows_row else None, view.place)
        view.set_drop_row(aim.row if aim and not aim.pointless else None)
        if self._hint is None:
            return aim
        if self._refusal:
            self._hint.say(self._refusal, "stop", refused=True)
        elif aim is None or aim.pointless:
            self._hint.say("", "copy")
        else:
            text = self.tr("Move {what} to {folder}") if self._moves else self.tr("Copy {what} to {folder}")
            what = several([place.path.rpartition(b"/")[2] for place in self._parcel.places])
            self._hint.say(text.format(what=what, folder=shown(aim.folder.path)), "right" if self._moves else "copy")
        return aim

    def _aim(self, view: FolderView) -> Aim | None:
        if view.place is None or not self._parcel.places:
            return None
        row, folder = SHOWN_FOLDER, view.place
        entry = view.entry_at(self._point)
        if entry is not None and may_be_folder(entry):
            row, folder = view.row_at(self._point), child(view.place, entry.name)
        sources = self._parcel.places
        if row != SHOWN_FOLDER and folder in sources:  # a little slip within the selection itself
            row, folder = SHOWN_FOLDER, view.place
        pointless = any(is_within(folder, source) or lies_in(source, folder) for source in sources)
        return Aim(row, folder, pointless)

    def _answer(self, event: QDropEvent, aim: Aim | None) -> None:
        if aim is None or aim.pointless:
            event.ignore()
        else:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    # --- around it

    def _begin(self, view: FolderView) -> None:
        self._end()
        self._view = view
        self._hint = DropHint(view)

    def _end(self) -> None:
        self._scrolling.stop()
        if self._view is not None:
            self._view.set_drop_row(None)
        if self._hint is not None:
            self._hint.hide()
            self._hint.deleteLater()
        self._view = self._hint = None
        self._parcel, self._refusal = Parcel(()), ""

    def _scroll(self) -> None:
        if self._view is None:
            return
        bar = self._view.verticalScrollBar()
        down = self._point.y() > self._view.viewport().height() / 2
        bar.setValue(bar.value() + (bar.singleStep() if down else -bar.singleStep()))
        self._look_again(self._view)
