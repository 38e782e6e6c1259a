"""Cut, copy and paste of files: within a pane, between panes, and from and to file managers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from PySide6.QtCore import QMimeData, QObject, Signal, SignalInstance
from PySide6.QtGui import QGuiApplication

from towpath.model.error import TowpathError
from towpath.model.transfer import Place
from towpath.qt.files.drag import parcel_of
from towpath.qt.files.folder_view import FolderView
from towpath.qt.files.mime import OURS, Parcel, has_files, pack, unpack
from towpath.qt.files.transferring import Transferring, lies_in


class Pane(Protocol):
    """What this asks of a pane."""

    @property
    def view(self) -> FolderView: ...
    @property
    def views(self) -> Iterable[FolderView]: ...
    @property
    def view_added(self) -> SignalInstance: ...
    @property
    def place(self) -> Place: ...
    @property
    def ready(self) -> bool: ...


class Clipboard(QObject):
    """The system's clipboard, as far as it has files. What was cut moves when it is pasted; until then it is greyed."""

    changed = Signal()
    """Other files can be pasted now, or none."""

    def __init__(self, transferring: Transferring, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._transferring = transferring
        self._system = QGuiApplication.clipboard()
        self._has_files = False
        self._taken = Parcel(())
        """By this clipboard, if nobody has taken something else since."""
        self._panes: list[Pane] = []
        self._system.dataChanged.connect(self._look)
        self._look()

    def attach(self, pane: Pane) -> None:
        """Have what was cut greyed in its lists."""
        self._panes.append(pane)
        pane.view_added.connect(self._follow)
        for view in pane.views:
            self._follow(view)

    def cut(self, pane: Pane) -> None:
        """Take what is selected, to move it."""
        self._take(pane, cut=True)

    def copy(self, pane: Pane) -> None:
        """Take what is selected."""
        self._take(pane, cut=False)

    def can_paste(self, pane: Pane) -> bool:
        """Whether there are files, and a folder to put them into."""
        return self._has_files and pane.ready

    def paste(self, pane: Pane) -> None:
        """Copy or move into the shown folder; what was copied from that very folder is doubled."""
        if not self.can_paste(pane):
            return
        try:
            parcel = unpack(self._system.mimeData())
        except TowpathError as error:
            self._transferring.failed.emit(error.problem)
            return
        folder = pane.place
        there = [place for place in parcel.places if lies_in(place, folder)]
        if parcel.cut:
            if self._transferring.start(parcel.places, folder, move=True):
                self._system.clear()  # it is not where it was any more
            return
        if there:
            self._transferring.duplicate(there, [entry.name for entry in pane.view.entries()])
        if others := [place for place in parcel.places if place not in there]:
            self._transferring.start(others, folder)

    def _take(self, pane: Pane, *, cut: bool) -> None:
        parcel = parcel_of(pane.view, cut=cut)
        if parcel.places:
            self._taken = parcel
            self._system.setMimeData(pack(parcel))

    def _look(self) -> None:
        data: QMimeData | None = self._system.mimeData()  # none for an empty clipboard, though Qt says otherwise
        self._has_files = data is not None and has_files(data)
        if data is None or data.data(OURS) != pack(self._taken).data(OURS):
            self._taken = Parcel(())
        for pane in self._panes:
            for view in pane.views:
                self._mark(view)
        self.changed.emit()

    def _follow(self, view: FolderView) -> None:
        view.listed.connect(lambda _: self._mark(view))

    def _mark(self, view: FolderView) -> None:
        cut = self._taken.places if self._taken.cut else ()
        here = [place for place in cut if view.place is not None and lies_in(place, view.place)]
        view.set_cut(frozenset(place.path.rpartition(b"/")[2] for place in here))
