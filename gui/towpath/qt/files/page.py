"""The Files page: two panes side by side, what can be done between them, and the queue below."""

from __future__ import annotations

import base64
from functools import partial

from msgspec.structs import replace
from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QApplication, QSplitter, QVBoxLayout, QWidget

from towpath.model.editing import Opener, OpenFile
from towpath.model.error import Problem, ProblemKind
from towpath.model.place_text import HOME
from towpath.model.remembered import Remembered
from towpath.model.transfer import HERE, Place
from towpath.qt.bridge import Bridge
from towpath.qt.files.acts import Acts
from towpath.qt.files.bookmarks import Bookmarks
from towpath.qt.files.clipboard import Clipboard
from towpath.qt.files.drop import DropTarget
from towpath.qt.files.drop_beside import DropBeside
from towpath.qt.files.edits import EditStrip
from towpath.qt.files.file_words import machine_name
from towpath.qt.files.filter_menu import FilterMenu
from towpath.qt.files.memory import Memory
from towpath.qt.files.middle import Middle
from towpath.qt.files.pane import Pane
from towpath.qt.files.places import parent
from towpath.qt.files.quick_connect import QuickConnectDialog
from towpath.qt.files.recent import with_host, with_place
from towpath.qt.files.tab import NOWHERE
from towpath.qt.files.together import Together
from towpath.qt.files.transferring import Transferring
from towpath.qt.queue.panel import QueuePanel
from towpath.qt.reading_order import focus_next
from towpath.qt.synchronise.dialog import SynchroniseDialog
from towpath.qt.theme import SPACE


class FilesPage(QWidget):
    """Lives in the main window. Left begins with this machine, right with whatever was there the last time."""

    failed = Signal(object)

    def __init__(self, bridge: Bridge, memory: Memory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bridge = bridge
        self.memory = memory
        self.setObjectName("files-page")
        self.left = Pane(bridge, "left")
        self.right = Pane(bridge, "right")
        self.active_pane = self.left
        self.transferring = Transferring(bridge, self)
        self.transferring.failed.connect(self.failed)
        self.transferring.finished.connect(self._changed_folders)
        self.clipboard = Clipboard(self.transferring, self)
        self.together = Together(self.left, self.right, self)
        self.together.failed.connect(self.failed)
        self.middle = Middle(self.left, self.right, self.together, self.transferring)
        self.middle.swap_asked.connect(self.swap)
        self.middle.synchronise_asked.connect(self.synchronise)
        self.queue = QueuePanel(bridge)
        self.queue.failed.connect(self.failed)
        self.queue.show_place.connect(self.show_place)
        self.edits = EditStrip(bridge)
        self.edits.failed.connect(self.failed)
        self.edits.uploaded.connect(self._saved_file)
        self._recent = bridge.snapshot.remembered.recent
        self._hosts = bridge.snapshot.remembered.recent_hosts
        self._arrange()
        for pane in (self.left, self.right):
            self._attach(pane)
        self.acts = Acts(self)
        for pane in (self.left, self.right):
            pane.more.setMenu(self.acts.of(pane).more_menu)
        self.bookmarks = Bookmarks(bridge, self.left, self.right, self.together, self)
        self.filters = FilterMenu(bridge, (self.left, self.right), self)
        for part in (self.bookmarks, self.filters):
            part.failed.connect(self.failed)
        QApplication.instance().focusChanged.connect(self._focus_moved)  # type: ignore[union-attr]  # there is one
        memory.add(self._remembered)
        self._restore(bridge.snapshot.remembered)

    def _arrange(self) -> None:
        self.panes = QSplitter()
        self.panes.setObjectName("panes")
        self.panes.addWidget(self.left)
        self.panes.addWidget(self.middle)
        self.panes.addWidget(self.right)
        self.panes.setChildrenCollapsible(False)
        self.panes.setHandleWidth(SPACE // 2)
        for number, stretch in enumerate((1, 0, 1)):
            self.panes.setStretchFactor(number, stretch)
        self.panes.setSizes([500, self.middle.sizeHint().width(), 500])
        upper = QWidget()
        above = QVBoxLayout(upper)
        above.setContentsMargins(0, 0, 0, 0)
        above.setSpacing(SPACE)
        above.addWidget(self.panes, 1)
        above.addWidget(self.edits)  # seen whether the queue is or not: some of it may not be uploaded
        self.rows = QSplitter(Qt.Orientation.Vertical)
        self.rows.setObjectName("panes-and-queue")
        self.rows.setHandleWidth(SPACE)
        self.rows.setChildrenCollapsible(False)
        self.rows.addWidget(upper)
        self.rows.addWidget(self.queue)
        self.rows.setStretchFactor(0, 3)
        self.rows.setStretchFactor(1, 1)
        self.rows.setSizes([600, 170])
        self.middle.show_queue.setChecked(True)
        self.middle.queue_toggled.connect(self.queue.setVisible)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        layout.addWidget(self.rows)
        for splitter in (self.panes, self.rows):
            splitter.splitterMoved.connect(lambda *_: self.memory.later())

    def _attach(self, pane: Pane) -> None:
        drops = DropTarget(self.transferring, pane.go, pane)
        pane.view_added.connect(drops.attach)
        for view in pane.views:
            drops.attach(view)
        beside = partial(DropBeside, transferring=self.transferring, view=lambda: pane.view)
        beside(pane.path_bar.crumbs, pane.path_bar.place_at)
        beside(pane.tree.viewport(), pane.tree.place_at)
        beside(pane.tabs.bar, pane.tabs.place_at, rested=pane.tabs.show_at)
        self.clipboard.attach(pane)
        pane.failed.connect(self.failed)
        pane.quick_asked.connect(self.quick_connect)
        pane.rearranged.connect(self.memory.later)
        pane.file_opened.connect(self._open_file)
        pane.listed.connect(lambda _listed: self._remember_place(pane))

    # --- panes

    def other(self, pane: Pane) -> Pane:
        """The one on the other side."""
        return self.right if pane is self.left else self.left

    def enter(self) -> None:
        """The page is shown."""
        self.focus_pane(self.active_pane)

    def focus_pane(self, pane: Pane) -> None:
        """Give the keys to a pane."""
        self.active_pane = pane
        pane.focus_view()

    def swap(self) -> None:
        """Each pane shows what the other one showed."""
        left, right = self.left.place, self.right.place
        with self.together.resting():
            for pane, place in ((self.left, right), (self.right, left)):
                if place != NOWHERE:
                    pane.go(place)

    def synchronise(self) -> None:
        """Let the person bring the two shown folders into step."""
        if self.left.ready and self.right.ready:
            snapshot = self.bridge.snapshot
            left, right = ((machine_name(snapshot, p.place.connection), p.place) for p in (self.left, self.right))
            SynchroniseDialog(self.bridge, left, right, self.window()).open()

    def open_connection(self, connection_id: str) -> None:
        """Show the files of a connection on the right, and bring it up for that."""
        if self.right.place.connection != connection_id:
            self.right.go(Place(connection_id, HOME))
        else:
            self.right.refresh()
        self.focus_pane(self.right)

    def show_place(self, place: Place) -> None:
        """Show a folder in the pane that shows its machine, or in the active one."""
        showing = [pane for pane in (self.left, self.right) if pane.place.connection == place.connection]
        pane = self.active_pane if self.active_pane in showing or not showing else showing[0]
        pane.go(place)
        self.focus_pane(pane)

    def toggle_hidden(self) -> None:
        """Show hidden files in both panes, or no longer."""
        self.active_pane.toggle_hidden()

    def quick_connect(self) -> None:
        """Ask for an address, and show it in the active pane (rather the right one, where that is free)."""
        self.quick_connect_to("")

    def quick_connect_to(self, address: str) -> None:
        """The same with an address filled in already. One dialog is enough, however many addresses come; what somebody
        has typed stays, for they may be about to press Return."""
        asking = self.window().findChild(QuickConnectDialog)
        if asking is not None and asking.isVisible():
            if address and not asking.address.line.isModified():
                asking.address.line.setText(address)
            return
        pane = self.right if self.right.place == NOWHERE else self.active_pane
        dialog = QuickConnectDialog(self.bridge, self.window(), address=address)
        dialog.connected.connect(pane.go)
        dialog.typed.connect(self._remember_host)
        dialog.open()

    def _open_file(self, place: Place) -> None:
        self.bridge.submit(OpenFile(place=place, opener=Opener.APPLICATION), self._report)

    def _report(self, problem: Problem | None) -> None:
        if problem is not None and problem.kind is not ProblemKind.CANCELLED:
            self.failed.emit(problem)

    def _changed_folders(self, places: tuple[Place, ...]) -> None:
        for pane in (self.left, self.right):
            pane.refresh_those(places)

    def _saved_file(self, place: Place) -> None:
        if (folder := parent(place)) is not None:
            self._changed_folders((folder,))

    def _focus_moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        for pane in (self.left, self.right):
            if now is not None and pane.isAncestorOf(now):
                self.active_pane = pane

    # --- what is remembered

    def _remembered(self, before: Remembered) -> Remembered:
        splitters = {splitter.objectName(): _text(splitter.saveState()) for splitter in self._splitters}
        return replace(
            before,
            left=self.left.remembered(),
            right=self.right.remembered(),
            recent=self._recent,
            recent_hosts=self._hosts,
            splitters=splitters,
        )

    @property
    def _splitters(self) -> tuple[QSplitter, ...]:
        return (self.panes, self.rows, self.left.splitter, self.right.splitter)

    def _restore(self, remembered: Remembered) -> None:
        self.left.restore(remembered.left, Place(HERE, HOME))
        self.right.restore(remembered.right, NOWHERE)
        for splitter in self._splitters:
            if state := remembered.splitters.get(splitter.objectName()):
                splitter.restoreState(QByteArray.fromBase64(state.encode()))

    def _remember_host(self, typed: str) -> None:
        self._hosts = with_host(self._hosts, typed)
        self.memory.later()

    def _remember_place(self, pane: Pane) -> None:
        if pane.ready:
            self._recent = with_place(self._recent, pane.place)
            self.memory.later()

    def focusNextPrevChild(self, forward: bool) -> bool:
        return focus_next(self, forward=forward) or super().focusNextPrevChild(forward)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.memory.now()


def _text(state: QByteArray) -> str:
    return base64.b64encode(state.data()).decode()
